"""What a form prints under «Chú thích:»: it tells how to fill it in, in the words of its labels."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.tokens import Row

_WORDS = ["chu", "thich"]
_LEFT_HALF = 0.5
"""Of the page's width: notes begin there; who signs beside them stands on the right."""


def without_footnotes(rows: Sequence[Row]) -> list[Row]:
    """The rows without the notes at a form's foot."""
    heads = {row.page: row.box.top for row in rows if _is_heading(row)}
    return [row for row in rows if not _is_note(row, heads.get(row.page))]


def _is_heading(row: Row) -> bool:
    """«Chú thích:» alone or before its first note."""
    first = row.tokens[: len(_WORDS)]
    return [token.bare for token in first] == _WORDS and (first[-1].colon or len(row.tokens) == len(first))


def _is_note(row: Row, head: float | None) -> bool:
    return head is not None and row.box.top >= head and row.box.left < _LEFT_HALF
