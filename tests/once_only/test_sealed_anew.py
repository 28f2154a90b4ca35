"""Two originals of one act differ in where their seals stand; two scans of one of them do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.attestation import Attestation, AttestationKind
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.geometry import Box
from domain.look import Look
from domain.record import Likeness
from once_only.same_paper.duplicates import duplicates, handed_in_twice
from once_only.same_paper.pages import Paper
from once_only.same_paper.papers import sameness
from once_only.same_paper.sealed_anew import sealed_anew

LOOK, NEARLY = Look("0f" * 32), Look("0f" * 30 + "0000")
MM = (1 / 210, 1 / 297)
VALUES = {
    "so_giay_to": "45/2019", "ngay_dang_ky": "2019-03-04", "chong.ho_ten": "NGUYỄN VĂN MẪU",
    "vo.ho_ten": "TRẦN THỊ MẪU", "chong.ngay_sinh": "1990-03-15", "vo.ngay_sinh": "1992-07-20",
}  # fmt: skip
SEAL, SIGNATURE = (120.0, 210.0, 36.0, 36.0), (140.0, 215.0, 34.0, 11.0)
"""Left, top, width and height in mm."""


def box(left: float, top: float, wide: float, high: float, scan: float = 0.0) -> Box:
    """scan: by how many mm the paper lies elsewhere on the glass, and by how many per mille it is larger."""
    grown = 1 + scan / 1000
    corners = (left * grown + scan, top * grown - scan)
    return Box(
        corners[0] * MM[0],
        corners[1] * MM[1],
        (corners[0] + wide * grown) * MM[0],
        (corners[1] + high * grown) * MM[1],
    )


def certificate(
    seal: tuple[float, ...] | None = SEAL,
    signature: tuple[float, ...] | None = SIGNATURE,
    scan: float = 0.0,
    fields: int = len(VALUES),
    page: int = 1,
) -> Document:
    """A marriage certificate of an invented couple; its values stand on six lines."""
    places = ((40.0 + 13 * row % 60, 60.0 + 22 * row, 30.0 + 7 * (row % 3), 5.0) for row in range(6))
    read = tuple(
        Field(name, value, value, 0.99, FieldState.ACCEPTED, Provenance(Source.OCR, page, box(*at, scan)))
        for (name, value), at in zip(VALUES.items(), places, strict=True)
    )
    marks = ((AttestationKind.SEAL, seal), (AttestationKind.SIGNATURE, signature))
    attested = tuple(Attestation(kind, page, box(*at, scan)) for kind, at in marks if at is not None)
    return Document(
        f"d{page}", "giay_chung_nhan_ket_hon", (page,), 0.9, fields=read[:fields], attestations=attested
    )


def by(place: tuple[float, ...], right: float, down: float) -> tuple[float, ...]:
    return (place[0] + right, place[1] + down, *place[2:])


def test_two_scans_of_one_sheet_have_their_seal_in_one_place() -> None:
    assert not sealed_anew(certificate(), certificate(scan=7.0))
    assert not sealed_anew(certificate(), certificate(by(SEAL, 0.8, -0.6), scan=7.0))


@pytest.mark.parametrize("scan", [0.0, 7.0])
def test_a_seal_set_by_hand_another_time_stands_elsewhere(scan: float) -> None:
    second = certificate(by(SEAL, -3.0, 2.0), by(SIGNATURE, 2.5, 0.0), scan)
    assert sealed_anew(certificate(), second) and sealed_anew(second, certificate())


@pytest.mark.parametrize(
    "other",
    [
        certificate(by(SEAL, 0.0, 5.0), by(SIGNATURE, 0.2, 5.1)),
        certificate((123.0, 212.0, 36.0, 22.0), by(SIGNATURE, 3.0, 0.0)),
        certificate(by(SEAL, 0.0, -80.0), by(SIGNATURE, 0.2, 2.1)),
        certificate(None),
        certificate(by(SEAL, -3.0, 2.0), fields=2),
    ],
    ids=["bent: both off alike", "half a seal was seen", "another seal", "none was seen", "too few values"],
)
def test_where_nothing_says_so_a_seal_has_not_moved(other: Document) -> None:
    assert not sealed_anew(certificate(), other) and not sealed_anew(other, certificate())


def test_a_small_seal_is_printed_on_a_card() -> None:
    small = (30.0, 200.0, 17.0, 17.0)
    assert not sealed_anew(certificate(small), certificate(by(small, 3.0, 2.0)))


def test_a_value_that_was_taken_from_elsewhere_does_not_mislead() -> None:
    second = certificate(scan=5.0)
    astray = replace(second.fields[1], provenance=Provenance(Source.OCR, 1, box(150.0, 20.0, 20.0, 5.0)))
    assert not sealed_anew(
        certificate(), replace(second, fields=(second.fields[0], astray, *second.fields[2:]))
    )


def _kind(second: Document) -> Likeness:
    found = sameness(Paper(certificate(), (LOOK,), "một"), Paper(second, (NEARLY,), "hai"))
    assert found is not None
    return found.kind


def test_a_second_original_is_no_second_scan() -> None:
    assert _kind(certificate(scan=7.0)) is Likeness.SAME_SHEET
    assert _kind(certificate(by(SEAL, -3.0, 2.0), by(SIGNATURE, 2.5, 0.0), 7.0)) is Likeness.SAME_PAPER


def test_a_second_original_in_one_dossier_is_still_once_too_often() -> None:
    second = certificate(by(SEAL, -3.0, 2.0), by(SIGNATURE, 2.5, 0.0), page=2)
    assert handed_in_twice(duplicates([certificate(), second])) == {"d2"}
