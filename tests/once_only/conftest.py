"""The law as it lies in definitions/, and makers of invented papers, records and answers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import TypeAdapter

from domain.checklist import Checklist
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import Condition, LawBook, LawFile, Procedure, Register
from domain.once_only import Answer, HeldRecord, LookUp, Verdict
from once_only.asking import answer_from, look_ups
from once_only.checklist.components import Handed, checklist
from once_only.verdicts import verdicts

T = TypeVar("T")
ROOT = Path(__file__).parents[2] / "definitions"
RECEIVED = date(2026, 11, 20)
ASKED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

CARD = {
    "so_dinh_danh": "001090012345",
    "ho_ten": "NGUYỄN VĂN MẪU",
    "ngay_sinh": "1990-03-15",
    "gioi_tinh": "Nam",
    "quoc_tich": "Việt Nam",
    "gia_tri_den": "2030-03-15",
}
BIRTH = {
    "so_giay_to": "45/2020",
    "ho_ten": "Trần Thị Bịa",
    "ngay_sinh": "2020-02-03",
    "quoc_tich": "Việt Nam",
    "so_dinh_danh": "001320012346",
    "me.ho_ten": "Lê Thị Giả",
    "cha.ho_ten": "Trần Văn Giả",
    "ngay_dang_ky": "2020-02-20",
}


class Maker:
    """Makes what a test needs; every person is invented."""

    received = RECEIVED
    asked = ASKED
    card = CARD
    birth = BIRTH

    def field(self, name: str, value: str, state: str = "accepted", source: str = "ocr") -> Field:
        return Field(name, value, value, 0.99, FieldState(state), Provenance(Source(source), 1))

    def paper(
        self, type_: str, values: Mapping[str, str], id_: str = "d1", state: str = "accepted"
    ) -> Document:
        fields = tuple(self.field(name, value, state) for name, value in values.items())
        return Document(id_, type_, (1,), 0.99, fields=fields)

    def held(self, type_: str, values: Mapping[str, str], as_of: date | None = None) -> HeldRecord:
        return HeldRecord(type_, dict(values), as_of)

    def asked_of(
        self, papers: list[Document], held: Mapping[str, list[HeldRecord]], law: LawBook, **case: object
    ) -> tuple[Answer, ...]:
        """Answers of file registers to every question the papers raise."""
        received = case.get("received", RECEIVED)
        questions: tuple[LookUp, ...] = look_ups(
            papers, case.get("people", ()), law, received, case.get("procedure")
        )  # type: ignore[arg-type]
        answers = (answer_from(held, question, law, ASKED) for question in questions)
        return tuple(answer for answer in answers if answer is not None)


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def law() -> LawBook:
    """Everything under definitions/, loaded as strictly as the program does."""
    files = [_load(path, LawFile) for path in sorted(ROOT.glob("law/*.toml"))]
    return LawBook(
        rules=tuple(rule for each in files for rule in each.rules),
        registers=tuple(_load(path, Register) for path in sorted(ROOT.glob("registers/*.toml"))),
        procedures=tuple(_load(path, Procedure) for path in sorted(ROOT.glob("procedures/*.toml"))),
        provisions=tuple(each for file in files for each in file.provisions),
        doubts=tuple(each for file in files for each in file.doubts),
    )


@pytest.fixture
def judge(make, law):
    """One paper against registers that hold the given records: the paper's verdict."""

    def _judge(paper, held, answers=None, received=make.received, procedure=None) -> Verdict:
        if answers is None:
            answers = make.asked_of([paper], held, law, received=received, procedure=procedure)
        return verdicts([paper], answers, law, received, procedure)[0]

    return _judge


@pytest.fixture
def check(make, law):
    """The checklist of papers under a procedure, with registers that hold the given records."""

    def _check(
        code: str,
        papers: list[Document],
        held=None,
        facts: dict[Condition, bool] | None = None,
        **more: object,
    ) -> Checklist:
        received = more.pop("received", make.received)
        procedure = law.procedure_on(code, received)
        answers = more.pop("answers", None)
        if answers is None:
            answers = make.asked_of(papers, held or {}, law, received=received, procedure=code)
        found = verdicts(papers, answers, law, received, code)
        people = more.pop("people", ())
        handed = Handed(papers, people, found, **more)  # type: ignore[arg-type]
        return checklist(procedure, handed, law, received, facts)

    return _check


@pytest.fixture
def birth_papers(make) -> list[Document]:
    return [
        make.paper("to_khai_khai_sinh", {"nguoi_yeu_cau.ho_ten": make.card["ho_ten"]}, "d1"),
        make.paper("giay_chung_sinh", {"me.ho_ten": "Lê Thị Giả"}, "d2"),
        make.paper("cccd_chip", make.card, "d3"),
    ]


def _load(path: Path, kind: type[T]) -> T:
    return TypeAdapter(kind).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
