from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.definition import Acceptance, Calibration
from domain.document import Document, Field, FieldState, Provenance, Sign, Source
from domain.errors import RefusedInput
from domain.record import DossierRecord, MadeBy, ScanSource
from domain.review import Decision, DecisionKind
from domain.signs import DOCUMENT, EVIDENCE, FAILED, LETTERS
from extraction.judge import Measured
from hoso.definitions import definitions_at
from lab.bench.samples import Sample, Samples
from lab.bench.tally import Tally
from lab.training.corrections import examples, samples_in
from lab.training.learn import Worth, not_worse, worth
from lab.training.pseudonyms import Pseudonyms
from review.settle import settle

SECRET = b"a secret of a test that nobody keeps"
CATALOGUE = definitions_at().catalogue
NAME, MISREAD, NUMBER = "NGUYỄN MẪU NGỌC", "NGUYỄN MẪU NGOC", "001090000001"


def _field(name: str, value: str) -> Field:
    place, signs = Provenance(Source.OCR, 1), (Sign(LETTERS, 3.0, 1.5),)
    return Field(name, value, value, 0.9, FieldState.REVIEW, place, signs=signs)


def _settled() -> DossierRecord:
    fields = (_field("ho_ten", MISREAD), _field("so_dinh_danh", NUMBER), _field("gioi_tinh", "Nam"))
    paper = Document("d1", "cccd_chip", (1,), 0.95, fields=fields)
    made_by = MadeBy("1", "0", "typed")
    record = DossierRecord("r", ScanSource("s", "0"), None, date(2026, 3, 2), (), (paper,), made_by)
    said = ((DecisionKind.SET_VALUE, "ho_ten", NAME), (DecisionKind.SET_VALUE, "so_dinh_danh", NUMBER))
    decisions = [
        Decision(kind, "an", datetime(2026, 3, 2, minute, tzinfo=UTC), "d1", field, value=value)
        for minute, (kind, field, value) in enumerate(said)
    ]
    absent = Decision(DecisionKind.SET_ABSENT, "an", datetime(2026, 3, 2, 1, tzinfo=UTC), "d1", "gioi_tinh")
    return settle(record, [*decisions, absent])


def test_an_invented_value_has_the_shape_of_the_real_one_and_nothing_else_of_it() -> None:
    invented = Pseudonyms(SECRET).of(NAME)
    assert [len(word) for word in invented.split()] == [len(word) for word in NAME.split()]
    assert invented.isupper()
    assert not set(invented.split()) & set(NAME.split())
    assert all(one != other for one, other in zip(invented, NAME, strict=True) if one.isalpha())
    number = Pseudonyms(SECRET).of(NUMBER)
    assert number.isdigit()
    assert all(one != other for one, other in zip(number, NUMBER, strict=True))


def test_the_same_word_is_the_same_invention_in_one_export_and_another_in_the_next() -> None:
    one = Pseudonyms(SECRET)
    assert one.of("Mẫu Ngọc").split()[0] == one.of("Trần Mẫu").split()[1]
    assert one.of(NAME) != Pseudonyms(SECRET[::-1]).of(NAME)


def test_a_misreading_stays_as_wrong_as_it_was() -> None:
    inventions = Pseudonyms(SECRET)
    said, read = inventions.of(NAME), inventions.of_reading(MISREAD, NAME)
    assert sum(one != other for one, other in zip(said, read, strict=True)) == 1
    assert inventions.of_reading(NAME, NAME) == said


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Pseudonyms(b"short")


def test_each_value_that_a_person_looked_at_is_an_example_that_names_nobody(tmp_path: Path) -> None:
    found = list(examples([_settled()], CATALOGUE, Pseudonyms(SECRET)))
    assert [(each["field"], each["right"]) for each in found] == [
        ("ho_ten", False),
        ("so_dinh_danh", True),
        ("gioi_tinh", False),
    ]
    path = tmp_path / "corrections.jsonl"
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found)
    path.write_text(text, encoding="utf-8")
    assert not any(word in text for word in (*NAME.split(), *MISREAD.split(), NUMBER, "Nam"))
    samples = samples_in(path)
    assert [(each.kind, each.right, each.confidence) for each in samples.fields] == [
        ("name", False, 0.9),
        ("personal_number", True, 0.9),
        ("sex", False, 0.9),
    ]
    assert samples.fields[0].signs == {LETTERS: 3.0}


def test_a_value_that_nobody_looked_at_is_no_example() -> None:
    record = _settled()
    (paper,) = record.documents
    unseen = replace(paper, fields=(_field("ho_ten", NAME),), withdrawn=())
    assert not list(examples([replace(record, documents=(unseen,))], CATALOGUE, Pseudonyms(SECRET)))


def _sample(kind: str, letters: float, right: bool, **signs: float) -> Sample:
    return Sample("one", "office", "d1", "cccd_chip", kind, "ocr", {LETTERS: letters, **signs}, 0.5, right)


PAPER = Sample("one", "office", "d1", "cccd_chip", "cccd_chip", "document", {EVIDENCE: 3.0}, 0.9, True)
TRIED = Samples(
    (PAPER,),
    (
        _sample("name", 4.0, True),
        _sample("name", 1.0, False),
        _sample("name", 5.0, True, **{FAILED: 1.0}),
        _sample("date", 9.0, True),
    ),
)


def _measured(threshold: float, paper: float = 0.8) -> Measured:
    return Measured(
        (Acceptance("e", "name", threshold, 1.0, 99), Acceptance("e", DOCUMENT, paper, 1.0, 99, DOCUMENT)),
        (
            Calibration("e", "field", 0.0, {LETTERS: 1.0}, {}, 99),
            Calibration("e", "document", 0.0, {EVIDENCE: 1.0}, {}, 99),
        ),
    )


def test_what_a_model_would_accept_is_seen_from_the_signs_alone() -> None:
    assert worth(TRIED, _measured(0.9)) == Worth(Tally(1, 1), Tally(1, 4))
    assert worth(TRIED, _measured(0.6)) == Worth(Tally(1, 2), Tally(2, 4))
    assert worth(TRIED, _measured(0.6, paper=0.99)) == Worth(Tally(0, 0), Tally(0, 4))


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Worth(Tally(95, 100), Tally(95, 150)), "MORE_WRONG_ACCEPTED"),
        (Worth(Tally(80, 80), Tally(80, 150)), "LESS_ACCEPTED"),
    ],
)
def test_a_worse_model_is_refused_with_its_reason(new: Worth, code: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        not_worse(Worth(Tally(99, 100), Tally(99, 150)), new)
    assert refused.value.code == code


@pytest.mark.parametrize("right", [99, 120])
def test_a_model_that_is_as_good_is_taken(right: int) -> None:
    new = Worth(Tally(right, right + 1), Tally(right, 150))
    not_worse(Worth(Tally(99, 100), Tally(99, 150)), new)
