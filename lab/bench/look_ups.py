"""How long a verdict takes: invented dossiers against a reference register that takes its time.

``python -m lab.bench.look_ups [--dossiers N] [--papers N] [--latency MS]`` gives one JSON. From read
fields to the completed record: questions, audit entries in PostgreSQL, HTTP to another process, judging.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import LawBook, LawRule, Manner, Status
from domain.once_only import Purpose
from domain.record import DossierRecord, ScanSource
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection
from hoso.registers.house import RegisterHouse
from hoso.registers.remote import RemoteRegister
from once_only.asking import askable
from storage.chain import verify
from storage.embedded import embedded_postgres
from storage.inquiries import ASKED, Inquiries
from storage.keys import KeyRing
from storage.postgres import PostgresStore, migrate
from storage.results import ResultStore
from storage.store import Store

ROOT = Path(__file__).parents[2]
RECEIVED = datetime.now(UTC).date()
Held = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Timed:
    """One dossier: seconds in all and of the asking alone, and what came of it."""

    seconds: float
    asking: float
    look_ups: int
    verdicts: tuple[str, ...]


def main() -> None:
    options = _options()
    rules = rules_on(definitions_at().law, RECEIVED)
    held: Held = {}
    dossiers = [_dossier(number, rules, options.papers, held) for number in range(options.dossiers + 1)]
    with _register(held, options.latency) as url, _store() as store:
        timed = _measure(dossiers, url, store)[1:]  # the first one opens the connections
        entries = _audited(store)
    asked = sum(each.look_ups for each in timed)
    result = {
        "dossiers": len(timed),
        "papers_a_dossier": options.papers,
        "register_latency_ms": options.latency,
        "look_ups": asked,
        "verdict_ms": _spread([each.seconds for each in timed]),
        "of_it_asking_ms": _spread([each.asking for each in timed]),
        "verdicts": {code: sum(each.verdicts.count(code) for each in timed) for code in _codes(timed)},
        "audited_look_ups": entries,
    }
    print(json.dumps(result, indent=1))


def rules_on(law: LawBook, day: date) -> list[LawRule]:
    """Rules whose registers can be asked on that day."""
    found = [rule for rule in law.rules if rule.in_force(day) and rule.status is Status.REPLACEABLE]
    return [rule for rule in found if askable(law, rule, day) and not rule.procedures]


def _dossier(number: int, rules: list[LawRule], papers: int, held: Held) -> tuple[Document, ...]:
    """Papers of as many invented people, and their records put among those held."""
    made = []
    for place in range(papers):
        rule = rules[place % len(rules)]
        values = {each.field: _value(each.manner, number * papers + place) for each in rule.must_agree}
        held.setdefault(rule.register or "", []).append({"type": rule.types[0], "fields": values})
        made.append(_paper(f"d{place + 1}", rule.types[0], values))
    return tuple(made)


def _value(manner: Manner, number: int) -> str:
    if manner in (Manner.NUMBER, Manner.IDENTITY):
        return f"0010{90_000_000 + number:08d}"
    if manner is Manner.DATE:
        return date.fromordinal(date(2020, 1, 1).toordinal() + number % 900).isoformat()
    return f"Nguyễn Mẫu {number}"


def _paper(id_: str, type_: str, values: dict[str, str]) -> Document:
    sure = (0.99, FieldState.ACCEPTED, Provenance(Source.OCR, 1))
    return Document(id_, type_, (1,), 0.99, fields=tuple(Field(n, v, v, *sure) for n, v in values.items()))


def _measure(dossiers: list[tuple[Document, ...]], url: str, store: Store) -> list[Timed]:
    register = RemoteRegister(Connection(url, per_second=10_000, burst=1000))
    with ExitStack() as clients:
        clients.callback(register.close)
        law, key = definitions_at().law, b"a key for measuring"
        far = {each.id: register for each in law.registers if not each.own}
        inquiries = Inquiries(RegisterHouse(far, ResultStore(store, law, KeyRing(key))), store, key)
        return [_timed(f"h{number}", papers, inquiries) for number, papers in enumerate(dossiers)]


def _timed(id_: str, papers: tuple[Document, ...], inquiries: Inquiries) -> Timed:
    definitions, case = definitions_at(), Case(id_, ScanSource("mau", "0" * 64), RECEIVED)
    understood, purpose = Understanding((), papers), Purpose(id_, None, "clerk-1", "cn-01")
    start = time.perf_counter()
    asked = pipeline.look_ups(understood, definitions, case)
    sent = time.perf_counter()
    answers = inquiries.ask(purpose, f"unit of {id_}", asked)
    told = time.perf_counter()
    record: DossierRecord = pipeline.complete(understood, answers, definitions, case)
    end = time.perf_counter()
    return Timed(end - start, told - sent, len(asked), tuple(each.verdict for each in record.once_only))


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
        with PostgresStore(conninfo, "bench", connections=4) as store:
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
    parser.add_argument("--latency", type=float, default=50, help="milliseconds that the register takes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
