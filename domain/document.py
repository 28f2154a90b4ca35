"""A document found in a scan, and its fields, each knowing where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domain.attestation import Attestation
from domain.geometry import Box

UNKNOWN_TYPE = "unknown"
"""The type of pages that no definition explains; never a guess."""


class Source(StrEnum):
    """Who said a value."""

    OCR = "ocr"
    QR = "qr"
    MRZ = "mrz"
    BARCODE = "barcode"
    REGISTER = "register"
    REVIEWER = "reviewer"


class FieldState(StrEnum):
    """accepted: measured to be right unseen. review: a person must see it. settled: a person did."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    SETTLED = "settled"


class Copy(StrEnum):
    """What kind of paper was scanned, as far as the scan shows."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value stands: page counts from 1 in the dossier; page and box are absent for a register.

    engine: what all letters of the value were taken from, where that is not what read the page
    (``text-layer``: the file's own text layer, proven by the page's picture).
    """

    source: Source
    page: int | None = None
    box: Box | None = None
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One rule applied to a value. ``message`` is for people and names no citizen's value."""

    rule: str
    ok: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of the same field, kept beside the chosen one."""

    value: str
    confidence: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that the very letters of a field may spell. share: of all ways to read them, 0..1."""

    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for or against a value, or against what a paper was taken for.

    measure: how much of it was seen, on the sign's own scale. weight: what it added to the log-odds of being
    right, by the measured calibration; 0 where nothing was measured.
    """

    name: str
    measure: float
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document.

    name: canonical id, for example ``me.ho_ten``. raw: as printed, NFC. value: normalised (dates ISO,
    numbers bare). confidence: 0..1 that ``value`` is what the paper says. reasons: codes that say why a
    person must look; empty when accepted. others: readings of other sources, never thrown away. signs: why
    the confidence is what it is. alternatives: what else its letters may say, the likeliest first; empty
    where none was in doubt.
    """

    name: str
    raw: str
    value: str
    confidence: float
    state: FieldState
    provenance: Provenance
    checks: tuple[Check, ...] = ()
    reasons: tuple[str, ...] = ()
    others: tuple[Reading, ...] = ()
    signs: tuple[Sign, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierType:
    """What a paper was taken for before a person said what it is.

    source: who said so, the reader or an earlier person. signs: why the reader did.
    """

    type: str
    confidence: float
    source: Source = Source.OCR
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A run of pages that is one paper, or a part of one page when several papers share it.

    id: stable in the dossier (``d1``, ``d2`` …). type: an id of the definitions or ``unknown``. confidence:
    0..1 that the paper is of that type and has just these pages; signs say why. region:
    the part of the page it occupies, when it shares its page with another document. withdrawn: what was
    read where a person says that the paper carries no such field. earlier_types: what it was taken for before
    a person spoke, the oldest first. attestations: seals, signatures and the certification of a copy that are
    seen on it, by page; that none is seen does not say that there is none.
    """

    id: str
    type: str
    pages: tuple[int, ...]
    confidence: float
    copy: Copy = Copy.UNKNOWN
    fields: tuple[Field, ...] = field(default=())
    region: Box | None = None
    withdrawn: tuple[Field, ...] = ()
    signs: tuple[Sign, ...] = ()
    earlier_types: tuple[EarlierType, ...] = ()
    attestations: tuple[Attestation, ...] = ()

    def field_named(self, name: str) -> Field | None:
        """The field of that canonical name, or None where the paper does not carry it."""
        return next((each for each in self.fields if each.name == name), None)
