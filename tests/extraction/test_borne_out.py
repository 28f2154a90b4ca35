"""A doubtful value is read again as another paper surely has it, where its own letters admit that."""

from __future__ import annotations

from dataclasses import replace

from domain.document import Alternative, Document, Field, FieldState, Provenance, Source
from extraction.borne_out import borne_out
from extraction.contradictions import LOW_CONFIDENCE, anywhere, differences

NUMBER = "001090000018"
READ, MEANT = "Nguyễn Mẫu Thuân", "Nguyễn Mẫu Thuận"


def field(name: str, value: str, confidence: float = 0.995, *letters: Alternative) -> Field:
    sure = confidence > 0.99
    state = FieldState.ACCEPTED if sure else FieldState.REVIEW
    reasons = () if sure else (LOW_CONFIDENCE,)
    place = Provenance(Source.OCR, 1)
    return Field(name, value, value, confidence, state, place, reasons=reasons, alternatives=letters)


def paper(identity: str, name: Field) -> Document:
    fields = (name, field("so_dinh_danh", NUMBER), field("ngay_sinh", "1990-03-15"))
    return Document(identity, "cccd_chip", (1,), 0.99, fields=fields)


def name_after(*papers: Document) -> Field:
    """The first paper's name once the papers were held against each other."""
    found = borne_out(papers, differences(papers, anywhere))[0].field_named("ho_ten")
    assert found is not None
    return found


def doubtful(share: float, confidence: float = 0.3) -> Document:
    return paper("d1", field("ho_ten", READ, confidence, Alternative(MEANT, share)))


SURE = paper("d2", field("ho_ten", MEANT.upper()))


def test_it_is_read_as_the_sure_paper_has_it_and_keeps_what_was_read() -> None:
    name = name_after(doubtful(0.2), SURE)
    assert (name.value, name.raw) == (MEANT, READ)
    assert [other.value for other in name.others] == [READ]


def test_a_person_still_sees_it_and_is_told_why() -> None:
    name = name_after(doubtful(0.2), SURE)
    assert name.state is FieldState.REVIEW
    assert [(check.rule, check.ok) for check in name.checks] == [("read_as_another_paper", True)]
    assert "d2.ho_ten" in name.checks[0].message


def test_letters_that_hardly_admit_it_stay() -> None:
    assert name_after(doubtful(0.01), SURE).value == READ
    assert name_after(doubtful(0.1, confidence=0.8), SURE).value == READ


def test_a_sure_value_stays_whatever_another_paper_says() -> None:
    said = paper("d1", field("ho_ten", READ, 0.995, Alternative(MEANT, 0.3)))
    assert name_after(said, SURE).value == READ


def test_a_doubtful_paper_mends_nothing() -> None:
    other = paper("d2", field("ho_ten", MEANT, 0.6))
    assert name_after(doubtful(0.2), other).value == READ


def test_two_papers_that_say_two_things_mend_nothing() -> None:
    letters = (Alternative(MEANT, 0.2), Alternative("Nguyễn Mẫu Thuần", 0.2))
    said = paper("d1", field("ho_ten", READ, 0.3, *letters))
    third = paper("d3", field("ho_ten", "Nguyễn Mẫu Thuần"))
    assert name_after(said, SURE, third).value == READ


def test_somebody_elses_name_mends_nothing() -> None:
    stranger = replace(
        SURE, fields=(SURE.fields[0], field("so_dinh_danh", "001215000007"), field("ngay_sinh", "2015-01-01"))
    )
    assert name_after(doubtful(0.2), stranger).value == READ
