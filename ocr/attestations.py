"""What vouches for a paper on one page: its seals and its signatures."""

from __future__ import annotations

from collections.abc import Sequence

from domain.attestation import Attestation, AttestationKind
from domain.geometry import Box
from domain.text import Symbol
from ocr.layout import Layout
from ocr.sheet import Sheet
from ocr.signatures import signatures

_IN_CODE = 0.5  # of a find: as much is made of a code's modules


def attested(
    seals: Sequence[Box], sheet: Sheet, layout: Layout, symbols: Sequence[Symbol], page: int
) -> tuple[Attestation, ...]:
    """The seals of a page, and then its signatures, each kind from the top.

    seals: places of what looks like one. symbols: of the page, which are neither. page: its number in the
    dossier.
    """
    sealed = [box for box in seals if not _in_code(box, symbols)]
    signed = [box for box in signatures(layout, sheet, sealed) if not _in_code(box, symbols)]
    return (
        *(Attestation(AttestationKind.SEAL, page, box) for box in sealed),
        *(Attestation(AttestationKind.SIGNATURE, page, box) for box in signed),
    )


def _in_code(box: Box, symbols: Sequence[Symbol]) -> bool:
    return any(box.overlap_share(symbol.box) > _IN_CODE for symbol in symbols)
