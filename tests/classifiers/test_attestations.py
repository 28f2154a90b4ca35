"""Whose seal it is, where papers share a page."""

from __future__ import annotations

from classifiers.attestations import with_attestations
from domain.attestation import Attestation, AttestationKind
from domain.document import Document
from domain.geometry import Box
from domain.text import Line, PageText, Word

TOP, FOOT = Box(0.1, 0.05, 0.9, 0.3), Box(0.1, 0.4, 0.9, 0.65)
SEAL, CERTIFICATION = AttestationKind.SEAL, AttestationKind.CERTIFICATION


def page(number: int, *seals: Box, line: str = "Họ, chữ đệm, tên") -> PageText:
    words = tuple(
        Word(word, Box(0.1 + 0.05 * k, 0.7, 0.14 + 0.05 * k, 0.72), 1.0)
        for k, word in enumerate(line.split())
    )
    found = tuple(Attestation(SEAL, number, box) for box in seals)
    return PageText(number, 0, 1000, 1400, (Line(words),), (), "none", found)


def paper(name: str, *pages: int, region: Box | None = None) -> Document:
    return Document(name, "cccd_chip", pages, 1.0, region=region)


def test_a_paper_has_the_seals_of_all_its_pages_and_of_no_other() -> None:
    texts = {number: page(number, Box(0.5, 0.8, 0.6, 0.9)) for number in (1, 2, 3)}
    one, other = with_attestations([paper("d1", 1, 2), paper("d2", 3)], texts)
    assert [each.page for each in one.attestations] == [1, 2]
    assert [each.page for each in other.attestations] == [3]


def test_a_seal_on_a_card_is_that_cards_own() -> None:
    texts = {1: page(1, Box(0.4, 0.2, 0.5, 0.28), Box(0.4, 0.5, 0.5, 0.58))}
    found = with_attestations([paper("d1", 1, region=TOP), paper("d2", 1, region=FOOT)], texts)
    assert [[each.box.top for each in one.attestations] for one in found] == [[0.2], [0.5]]


def test_what_certifies_two_copied_cards_vouches_for_each() -> None:
    line = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"
    texts = {1: page(1, Box(0.2, 0.75, 0.35, 0.85), line=line)}
    for one in with_attestations([paper("d1", 1, region=TOP), paper("d2", 1, region=FOOT)], texts):
        assert [each.kind for each in one.attestations] == [SEAL, CERTIFICATION]


def test_a_label_that_speaks_of_copies_certifies_nothing() -> None:
    texts = {1: page(1, line="Số bản sao yêu cầu cấp: 02")}
    (one,) = with_attestations([paper("d1", 1)], texts)
    assert one.attestations == ()
