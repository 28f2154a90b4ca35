"""What was read on a page: words with boxes and confidences, and machine-readable symbols."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from domain.attestation import Attestation
from domain.geometry import Box, around
from domain.page import Rotation


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. ``confidence`` is 0..1: the engine's own estimate that every letter is right.

    engine: what the word was taken from where that is not what read the page. alternatives: what else it
    may be, each with its share of the weight of all readings of the word; empty where nothing was in doubt.
    """

    text: str
    box: Box
    confidence: float
    engine: str | None = None
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of print, from left to right; never empty.

    Two columns of a page side by side are two lines, even at the same height.
    """

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)


TEXT_LAYER = "text-layer"
"""The engine of words that were spelt by the file's own text layer and proven by the page's picture."""


class SymbolKind(StrEnum):
    """Machine-readable marks whose payload carries its own error detection."""

    QR = "qr"
    MRZ = "mrz"
    BARCODE = "barcode"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A decoded mark. The payload of an MRZ is its lines joined by a line feed, check digits proven."""

    kind: SymbolKind
    payload: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """All that was read on one page, in fractions of the upright page.

    rotation: clockwise degrees that set the stored page upright. width, height: pixels of the upright page.
    lines: in reading order. engine: name and version of what read it. attestations: seals and signatures.
    """

    page: int
    rotation: Rotation
    width: int
    height: int
    lines: tuple[Line, ...]
    symbols: tuple[Symbol, ...]
    engine: str
    attestations: tuple[Attestation, ...] = ()

    @property
    def text(self) -> str:
        """Lines in reading order, one a line, NFC."""
        return unicodedata.normalize("NFC", "\n".join(line.text for line in self.lines))
