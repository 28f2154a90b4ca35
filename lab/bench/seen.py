"""What the command wrote: the part of ``hoso.dossier/1`` that measuring needs.

Read from the published JSON and not through the program's own values, so that a change of the contract
shows here as it would at an agency.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

_PART = ConfigDict(extra="ignore", frozen=True)


@dataclass(config=_PART)
class SeenPage:
    number: int
    kind: str
    rotation: int
    text: str


@dataclass(config=_PART)
class SeenProvenance:
    source: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(config=_PART)
class SeenSign:
    name: str
    measure: float


@dataclass(config=_PART)
class SeenField:
    name: str
    value: str
    confidence: float
    state: str
    provenance: SeenProvenance
    reasons: tuple[str, ...] = ()
    signs: tuple[SeenSign, ...] = ()


@dataclass(config=_PART)
class SeenAttestation:
    kind: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(config=_PART)
class SeenDocument:
    id: str
    type: str
    pages: tuple[int, ...]
    fields: tuple[SeenField, ...]
    confidence: float = 1.0
    signs: tuple[SeenSign, ...] = ()
    attestations: tuple[SeenAttestation, ...] = ()


@dataclass(config=_PART)
class SeenVerdict:
    document: str
    verdict: str
    reason: str


@dataclass(config=_PART)
class Seen:
    """One dossier record."""

    pages: tuple[SeenPage, ...]
    documents: tuple[SeenDocument, ...]
    once_only: tuple[SeenVerdict, ...] = ()
    straight_through: bool = False


_SEEN = TypeAdapter(Seen)
NOTHING = Seen((), ())
"""What counts for a dossier without a record: every answer is missing."""


def load_record(path: Path) -> Seen | None:
    """The record at that path, or None where the command wrote none."""
    return _SEEN.validate_json(path.read_bytes()) if path.exists() else None


def seen_of(plain: object) -> Seen:
    """The same of a record's JSON that was never written down."""
    return _SEEN.validate_python(plain)
