"""Page texts as rows of tokens: the form in which labels and values are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.fold import squeeze
from domain.geometry import Box, around
from domain.text import Line, PageText, Word
from extraction.lean import LEVEL, Lean, lean_of

_PIECES = re.compile(r"[^:.…_]+(?:[._](?=[^\s.…_:])[^:.…_]+)*[.]?:?|:|[.…_]+")
_STROKE = re.compile(r"(?<=[^\W\d_]{2})(?=/[^\W\d_]{2})")
_LEADER = re.compile(r"^[.…_·•‥]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the part of one before or after a colon or a stroke. bare: its folded letters and digits.

    box: where it would stand on a level line. place: where it stands. engine, alternatives: as of the word,
    of a part of one those that part it alike. glued: no blank stands before it.
    """

    text: str
    bare: str
    box: Box
    place: Box
    confidence: float
    colon: bool
    engine: str | None = None
    glued: bool = False
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens side by side on one line of one page; ``page`` is the dossier's page number."""

    page: int
    tokens: tuple[Token, ...]
    box: Box

    @property
    def text(self) -> str:
        return row_text(self.tokens)


def row_of(page: int, tokens: Sequence[Token]) -> Row:
    """The tokens as a row; at least one must be given."""
    return Row(page, tuple(tokens), around(token.box for token in tokens))


def rows_of(texts: Iterable[PageText], region: Box | None = None) -> list[Row]:
    """All rows in reading order; with a region, only the words whose centre lies in it."""
    rows = []
    for text in texts:
        lines = [_inside(line, region) for line in text.lines]
        lean = lean_of(lines)
        for words in lines:
            tokens = tuple(token for word in words for token in tokens_of(word, lean))
            if tokens:
                rows.append(row_of(text.page, tokens))
    return rows


def _inside(line: Line, region: Box | None) -> list[Word]:
    return [word for word in line.words if region is None or region.holds(word.box)]


def row_text(tokens: Iterable[Token]) -> str:
    """The tokens' own texts with the blanks that stand between them."""
    return "".join(token.text if token.glued else f" {token.text}" for token in tokens).strip()


def tokens_of(word: Word, lean: Lean = LEVEL) -> list[Token]:
    """OCR glues a label to its value (``tên:Nguyễn``) or to leader dots; each part becomes a token."""
    width = word.box.width / max(1, len(word.text))
    pieces = _pieces(word.text)
    tokens = []
    for (start, piece), alternatives in zip(pieces, _alternatives(word, len(pieces)), strict=True):
        left = word.box.left + start * width
        place = Box(left, word.box.top, left + len(piece) * width, word.box.bottom)
        glued = piece.startswith("/") and start > 0
        box, bare, colon = lean.levelled(place), squeeze(piece), piece.endswith(":")
        tokens.append(
            Token(piece, bare, box, place, word.confidence, colon, word.engine, glued, alternatives)
        )
    return tokens


def _pieces(text: str) -> list[tuple[int, str]]:
    """The parts of a word that become tokens, each with where it begins."""
    if ":" not in text[:-1] and not re.search(r"[.…_]{3}|…", text):
        pieces = [(0, text)]
    else:
        pieces = [(match.start(), match.group()) for match in _PIECES.finditer(text)]
    parts = [part for start, piece in pieces for part in _at_strokes(start, piece)]
    return [(start, part) for start, part in parts if not _LEADER.match(part)]


def _alternatives(word: Word, pieces: int) -> list[tuple[tuple[str, float], ...]]:
    """Of each piece what else it may be, by those alternatives of the word that part it alike."""
    if not word.alternatives:
        return [()] * pieces
    parted = ((_pieces(text), share) for text, share in word.alternatives)
    alike = [([part for _, part in parts], share) for parts, share in parted if len(parts) == pieces]
    return [tuple((parts[at], share) for parts, share in alike) for at in range(pieces)]


def _at_strokes(start: int, piece: str) -> list[tuple[int, str]]:
    """«tộc/Quốc» is two words, of which each may belong to a label of its own."""
    cuts = [0, *(match.start() for match in _STROKE.finditer(piece)), len(piece)]
    return [(start + a, piece[a:b]) for a, b in pairwise(cuts)]
