"""How long a verdict takes: invented dossiers against a reference register that takes its time.

``python -m lab.bench.look_ups [--dossiers N] [--papers N] [--latency MS]`` gives one JSON. From read
fields to the completed record, as the service does it: questions and judging in a child process, for a
procedure with components that nobody brought, audit entries and the shared pace in PostgreSQL, HTTP to
another process. One dossier after the other; ``--at-once`` takes several side by side.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import LawBook, LawRule, Manner, Status
from domain.once_only import Purpose
from domain.record import Mention, Person, ScanSource
from domain.understanding import Case, Understanding
from hoso import service_legs
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection
from hoso.registers.house import RegisterHouse
from hoso.registers.pace import SharedPace, allowance
from hoso.registers.remote import RemoteRegister
from once_only.asking import askable
from storage.chain import verify
from storage.embedded import embedded_postgres
from storage.inquiries import ASKED, Inquiries
from storage.keys import KeyRing
from storage.postgres import PostgresStore, migrate
from storage.results import ResultStore
from storage.store import Store
from workers.children import Children

ROOT = Path(__file__).parents[2]
RECEIVED = datetime.now(UTC).date()
PROCEDURE = "1.001193"
"""Registering a birth: it wants proof of the requester's residence, which a register holds."""
UNBROUGHT = "ct07"
OTHERS = {UNBROUGHT, "so_ho_khau", "cccd_chip", "cccd_ma_vach", "can_cuoc_2024", "cmnd_9"}
"""Papers that would show residence, or make somebody else the requester."""
LEG_SECONDS = 180.0
Held = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Timed:
    """One dossier: seconds in all and of the asking alone, and what came of it. components: looked up."""

    seconds: float
    asking: float
    look_ups: int
    components: int
    faults: tuple[str, ...]
    verdicts: tuple[str, ...]


def main() -> None:
    options = _options()
    rules = rules_on(definitions_at().law, RECEIVED)
    held: Held = {}
    dossiers = [_dossier(number, rules, options.papers, held) for number in range(options.dossiers + 1)]
    with _register(held, options.latency) as url, _store() as store:
        timed = _measure(dossiers, url, store, options)[1:]  # the first one opens the connections
        entries = _audited(store)
    asked = sum(each.look_ups for each in timed)
    result = {
        "dossiers": len(timed),
        "papers_a_dossier": options.papers,
        "register_latency_ms": options.latency,
        "at_once": options.at_once,
        "per_second": options.per_second,
        "look_ups": asked,
        "of_components": sum(each.components for each in timed),
        "faults": Counter(fault for each in timed for fault in each.faults),
        "verdict_ms": _spread([each.seconds for each in timed]),
        "of_it_asking_ms": _spread([each.asking for each in timed]),
        "verdicts": {code: sum(each.verdicts.count(code) for each in timed) for code in _codes(timed)},
        "audited_look_ups": entries,
    }
    print(json.dumps(result, indent=1))


def rules_on(law: LawBook, day: date) -> list[LawRule]:
    """Rules whose registers can be asked on that day, save for papers of residence and identity."""
    found = [rule for rule in law.rules if rule.in_force(day) and rule.status is Status.REPLACEABLE]
    free = [rule for rule in found if not rule.procedures and OTHERS.isdisjoint(rule.types)]
    return [rule for rule in free if askable(law, rule, day)]


def _dossier(number: int, rules: list[LawRule], papers: int, held: Held) -> Understanding:
    """A requester's card, papers of other invented people, and their records put among those held.

    The requester's residence is held too: the procedure wants proof of it, and nobody brought it.
    """
    card = {"so_dinh_danh": f"0010{80_000_000 + number:08d}", "ho_ten": f"Nguyễn Mẫu Bình {number}"}
    card["ngay_sinh"] = "1990-03-15"
    home = card | {"noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội"}
    for type_, values in (("cccd_chip", card), (UNBROUGHT, home)):
        held.setdefault("dan_cu", []).append({"type": type_, "fields": values})
    made = [_paper("d1", "cccd_chip", card)]
    for place in range(1, papers):
        rule = rules[place % len(rules)]
        values = {each.field: _value(each.manner, number * papers + place) for each in rule.must_agree}
        held.setdefault(rule.register or "", []).append({"type": rule.types[0], "fields": values})
        made.append(_paper(f"d{place + 1}", rule.types[0], values))
    where = (Mention("d1", ""),)
    holder = Person("p1", card["ho_ten"], card["so_dinh_danh"], card["ngay_sinh"], where)
    return Understanding((), tuple(made), (holder,))


def _value(manner: Manner, number: int) -> str:
    if manner in (Manner.NUMBER, Manner.IDENTITY):
        return f"0010{90_000_000 + number:08d}"
    if manner is Manner.DATE:
        return date.fromordinal(date(2020, 1, 1).toordinal() + number % 900).isoformat()
    return f"Nguyễn Mẫu {number}"


def _paper(id_: str, type_: str, values: dict[str, str]) -> Document:
    sure = (0.99, FieldState.ACCEPTED, Provenance(Source.OCR, 1))
    return Document(id_, type_, (1,), 0.99, fields=tuple(Field(n, v, v, *sure) for n, v in values.items()))


def _measure(
    dossiers: list[Understanding], url: str, store: Store, options: argparse.Namespace
) -> list[Timed]:
    law, key = definitions_at().law, b"a key for measuring"
    with ExitStack() as clients:
        far: dict[str, RemoteRegister] = {}
        for register in (each.id for each in law.registers if not each.own):
            far[register] = _remote(register, url, store, options)
            clients.callback(far[register].close)
        inquiries = Inquiries(RegisterHouse(far, ResultStore(store, law, KeyRing(key))), store, key)
        children = Children(options.at_once, 10_000, 4 << 30)
        clients.callback(children.close)
        desk = _Desk(inquiries, children)
        first = desk.timed("h0", dossiers[0])
        names = [f"h{number}" for number in range(1, len(dossiers))]
        with ThreadPoolExecutor(options.at_once) as at_once:
            return [first, *at_once.map(desk.timed, names, dossiers[1:])]


def _remote(register: str, url: str, store: Store, options: argparse.Namespace) -> RemoteRegister:
    allowed = allowance(options.per_second, options.burst)
    turns = SharedPace(store, register, allowed, time.monotonic, time.sleep)
    return RemoteRegister(Connection(url), turns=turns)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Takes a dossier from read fields to its record as a worker does."""

    inquiries: Inquiries
    children: Children

    def timed(self, id_: str, understood: Understanding) -> Timed:
        case = Case(id_, ScanSource("mau", "0" * 64), RECEIVED, PROCEDURE)
        purpose = Purpose(id_, PROCEDURE, "clerk-1", "cn-01")
        start = time.perf_counter()
        asked = self.children.call(LEG_SECONDS, service_legs.look_ups, understood, case)
        sent = time.perf_counter()
        answers = self.inquiries.ask(purpose, f"unit of {id_}", asked)
        told = time.perf_counter()
        record = self.children.call(LEG_SECONDS, service_legs.complete, understood, answers, case, ())
        end = time.perf_counter()
        return Timed(
            end - start,
            told - sent,
            len(asked),
            sum(bool(each.component) for each in asked),
            tuple(each.fault for each in answers if each.fault),
            tuple(each.verdict for each in record.once_only),
        )


def _audited(store: Store) -> int:
    """Entries of questions in a chain that is whole."""
    with store.begin() as session:
        entries = list(session.audit.entries())
        verify(entries, session.audit.head())
    return sum(entry.action == ASKED for entry in entries)


@contextmanager
def _register(held: Held, latency: float) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "registers.json"
        file.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "commands.main", "registers", "serve"]
        words = [*command, str(file), "--latency", str(latency)]
        with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            try:
                yield program.stdout.readline().strip() if program.stdout else ""
            finally:
                program.terminate()


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder, ExitStack() as servers:
        Path(folder).chmod(0o711)  # the server's own user must be able to enter
        conninfo = servers.enter_context(embedded_postgres(Path(folder)))
        migrate(conninfo)
        with PostgresStore(conninfo, "bench", connections=8) as store:
            yield store


def _spread(seconds: list[float]) -> dict[str, float]:
    ranked = sorted(each * 1000 for each in seconds)
    at = {"median": 0.5, "p95": 0.95, "max": 1.0}
    return {
        name: round(ranked[min(len(ranked) - 1, int(part * len(ranked)))], 1) for name, part in at.items()
    }


def _codes(timed: list[Timed]) -> list[str]:
    return sorted({code for each in timed for code in each.verdicts})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("look_ups", description="time from read fields to verdicts")
    parser.add_argument("--dossiers", type=int, default=50)
    parser.add_argument("--papers", type=int, default=8)
    parser.add_argument("--at-once", type=int, default=1, help="dossiers side by side")
    parser.add_argument("--per-second", type=float, default=200, help="questions that a register agreed to")
    parser.add_argument("--burst", type=int, default=40, help="of them at once")
    parser.add_argument("--latency", type=float, default=50, help="milliseconds that the register takes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
