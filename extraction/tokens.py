"""Page texts as rows of tokens: the form in which labels and values are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.fold import squeeze
from domain.geometry import Box, around
from domain.text import PageText, Word

_PIECES = re.compile(r"[^:.…_]+(?:[._](?=[^\s.…_:])[^:.…_]+)*[.]?:?|:|[.…_]+")
_LEADER = re.compile(r"^[.…_·•‥]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the part of one before or after a colon. bare: its folded letters and digits.

    engine: as of the word.
    """

    text: str
    bare: str
    box: Box
    confidence: float
    colon: bool
    engine: str | None = None


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
        for line in text.lines:
            words = [word for word in line.words if region is None or region.holds(word.box)]
            tokens = tuple(token for word in words for token in _split(word))
            if tokens:
                rows.append(row_of(text.page, tokens))
    return rows


def row_text(tokens: Iterable[Token]) -> str:
    """The tokens' own texts with blanks between them."""
    return " ".join(token.text for token in tokens)


def _split(word: Word) -> list[Token]:
    """OCR glues a label to its value (``tên:Nguyễn``) or to leader dots; each part becomes a token."""
    if ":" not in word.text[:-1] and not re.search(r"[.…_]{3}|…", word.text):
        pieces = [(0, word.text)]
    else:
        pieces = [(match.start(), match.group()) for match in _PIECES.finditer(word.text)]
    width = word.box.width / max(1, len(word.text))
    tokens = []
    for start, piece in pieces:
        if _LEADER.match(piece):
            continue
        left = word.box.left + start * width
        box = Box(left, word.box.top, left + len(piece) * width, word.box.bottom)
        tokens.append(Token(piece, squeeze(piece), box, word.confidence, piece.endswith(":"), word.engine))
    return tokens
