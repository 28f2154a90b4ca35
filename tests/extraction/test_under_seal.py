"""A value over which a seal is struck says so, and is doubted for it only by measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.attestation import Attestation, AttestationKind
from domain.definition import Acceptance, Calibration
from domain.document import Document, Field, FieldState, Provenance, Sign, Source
from domain.geometry import Box
from domain.signs import UNDER_SEAL
from domain.text import PageText
from extraction.judge import STRUCK_BY_SEAL, Measured, judge
from extraction.under_seal import covered_by, under_seals
from hoso.definitions import definitions_at

DISC = Box(0.4, 0.4, 0.6, 0.6)
TYPES = {kind.id: kind for kind in definitions_at().catalogue.types}


def signer(box: Box | None, page: int = 1) -> Field:
    place = Provenance(Source.OCR, page, box)
    return Field("nguoi_ky", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu", 0.9, FieldState.REVIEW, place)


def page(kind: AttestationKind = AttestationKind.SEAL) -> PageText:
    return PageText(1, 0, 1000, 1400, (), (), "none", (Attestation(kind, 1, DISC),))


@pytest.mark.parametrize(
    ("box", "share"),
    [
        (Box(0.45, 0.48, 0.55, 0.52), 1.0),
        (Box(0.5, 0.48, 0.7, 0.52), 0.5),
        (Box(0.7, 0.48, 0.9, 0.52), 0.0),
        (Box(0.4, 0.4, 0.42, 0.42), 0.0),  # the corner of the disc's box is not of the disc
    ],
)
def test_so_much_of_a_place_lies_under_the_disc(box: Box, share: float) -> None:
    assert covered_by(box, [DISC]) == pytest.approx(share, abs=0.07)


def test_two_seals_over_one_another_cover_no_more_than_all() -> None:
    assert covered_by(Box(0.45, 0.48, 0.55, 0.52), [DISC, DISC]) == 1.0


def test_a_value_under_a_seal_carries_how_much_of_it_is() -> None:
    (sign,) = under_seals(signer(Box(0.5, 0.48, 0.7, 0.52)), [page()])
    assert sign.name == UNDER_SEAL
    assert 0.4 < sign.measure < 0.6


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (signer(Box(0.7, 0.48, 0.9, 0.52)), page()),
        (signer(Box(0.45, 0.48, 0.55, 0.52), 2), page()),
        (signer(Box(0.45, 0.48, 0.55, 0.52)), page(AttestationKind.SIGNATURE)),
        (signer(None), page()),
    ],
    ids=["beside it", "on another page", "under a signature", "of no place"],
)
def test_any_other_carries_no_sign(field: Field, text: PageText) -> None:
    assert under_seals(field, [text]) == ()


def judged(field: Field) -> Field:
    # weights of nothing but the seal: the confidence is what they make of it
    calibration = Calibration("none", "field", 3.0, {UNDER_SEAL: -4.0}, {}, 100)
    measured = Measured([Acceptance("none", "name", 0.9, 0.99, 100)], [calibration])
    (document,) = judge([Document("d1", "quyet_dinh", (1,), 1.0, fields=(field,))], TYPES, measured)
    return document.fields[0]


def test_only_a_value_that_must_be_looked_at_gives_the_seal_as_a_reason() -> None:
    field = signer(Box(0.5, 0.48, 0.7, 0.52))
    sealed = replace(field, signs=(Sign(UNDER_SEAL, 0.5),))
    assert judged(field).state is FieldState.ACCEPTED
    assert judged(sealed).state is FieldState.REVIEW
    assert judged(sealed).reasons == ("LOW_CONFIDENCE", STRUCK_BY_SEAL)
    barely = replace(field, signs=(Sign(UNDER_SEAL, 0.05),))
    assert judged(barely).reasons == ()
