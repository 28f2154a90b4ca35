"""Look-ups of the command line: written before they are made, in a chain that shows every change."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from commands.main import main
from domain.once_only import HeldRecord, LookUp, Outcome
from domain.record import ScanSource
from domain.understanding import Case
from hoso.definitions import definitions_at
from hoso.trail import Trail, answers_in
from storage.chain import verify
from storage.chain_file import ChainFile
from storage.errors import AuditBroken
from storage.inquiries import ASKED
from storage.paces import ANSWERED

CITIZEN = {"so_dinh_danh": "001300000000", "ho_ten": "NGUYỄN THỊ MẪU", "ngay_sinh": "1990-02-03"}
HELD = {"dan_cu": [HeldRecord("cccd_chip", CITIZEN)]}
LOOK_UP = LookUp("dan_cu", "cccd_chip", CITIZEN, "d1", ("khoản 2a Điều 4",), ("ho_ten",))
ELSEWHERE = LookUp("ho_tich", "giay_khai_sinh", CITIZEN, "d2", ("khoản 2a Điều 4",), ("ho_ten",))


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    return Trail(tmp_path / "out.audit.jsonl", b"a key for trials", "uid-1000")


def asked(trail: Trail | None, dossier: str = "h1", procedure: str | None = None) -> list[Outcome]:
    case = Case(dossier, ScanSource("mau", "0" * 64), date(2026, 3, 2), procedure)
    answers = answers_in(HELD, [LOOK_UP, ELSEWHERE], case, definitions_at().law, trail)
    return [each.outcome for each in answers]


def test_every_look_up_has_its_entries_and_no_value_stands_there(trail: Trail) -> None:
    assert asked(trail) == asked(trail, "h2", "1.001193") == [Outcome.FOUND]
    with ChainFile(trail.file).begin() as session:
        entries = list(session.audit.entries())
    assert verify(entries, (entries[-1].sequence, entries[-1].hash)) == 4
    assert [each.action for each in entries] == [ASKED, ANSWERED] * 2
    assert [each.details["procedure"] for each in entries if each.action == ASKED] == ["trial", "1.001193"]
    text = trail.file.read_text("utf-8")
    assert not any(value in text for value in CITIZEN.values())


def test_without_a_trail_nobody_is_asked() -> None:
    assert asked(None) == []


def test_dossiers_side_by_side_write_one_chain(trail: Trail) -> None:
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda number: asked(trail, f"h{number}"), range(12)))
    assert told == [[Outcome.FOUND]] * 12
    with ChainFile(trail.file).begin() as session:
        assert session.audit.head()[0] == 24


def test_what_was_undone_is_not_written(trail: Trail) -> None:
    def fails() -> None:
        with ChainFile(trail.file).begin() as session:
            session.audit.append("system", ASKED, "h1")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fails()
    assert trail.file.read_text("utf-8") == ""


@pytest.mark.parametrize("how", ["changed", "removed", "cut", "no entry"])
def test_a_broken_chain_is_found_and_at_its_end_lets_nobody_ask(
    trail: Trail, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for dossier in ("h1", "h2"):
        asked(trail, dossier)
    assert main(["registers", "verify", str(trail.file)]) == 0
    lines = trail.file.read_text("utf-8").splitlines(keepends=True)
    if how == "changed":
        entry = json.loads(lines[1])
        lines[1] = json.dumps(entry | {"subject": "h9"}) + "\n"
    elif how == "removed":
        del lines[1]
    else:
        lines[-1] = lines[-1][:40] if how == "cut" else "nothing\n"
    trail.file.write_text("".join(lines), "utf-8")
    assert main(["registers", "verify", str(trail.file)]) == 1
    assert "audit entry" in capsys.readouterr().err
    if how in ("cut", "no entry"):
        with pytest.raises(AuditBroken):
            asked(trail, "h3")
