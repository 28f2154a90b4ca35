"""Which pages two papers share: swapped ones, and a page that one of them lacks or has too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Document
from domain.look import Look

SHEET_APART = 0.25
"""Share of a look's bits in which two scans of one sheet differ at most."""
BENT_APART = 0.35
"""The same, of a sheet that was bent in one scan and says the very same: all figures, nearly all words."""
_ONE_PART = 0.5
"""Of a part of a page so much lies in the same part of another scan of it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was seen. looks: one a page, absent where a page has none. text: of its pages.

    texts: the same page by page; empty where only the whole is known.
    """

    document: Document
    looks: tuple[Look | None, ...]
    text: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """Two papers as far as they have the same pages, in one order.

    apart: how far these look apart at worst; absent where that cannot be told. whole: no page is left over.
    one_part: both are whole pages, or the same part of a page: a look is that of the whole page.
    """

    one: Paper
    other: Paper
    apart: float | None
    whole: bool = True
    one_part: bool = True


def shared_pages(one: Paper, other: Paper) -> Shared:
    """Page by page where the papers agree so; else each page beside the one that looks most like it.

    Pages that are left over are left out, where at least half of the shorter paper is shared.
    """
    in_place, one_part = _apart_in_place(one, other), are_one_part(one.document, other.document)
    as_they_are = Shared(one, other, in_place, len(one.looks) == len(other.looks), one_part)
    if as_they_are.whole and (in_place is None or in_place <= BENT_APART):
        return as_they_are
    found = _most_alike(one.looks, other.looks) if one.texts and other.texts else []
    if not found or 2 * len(found) < min(len(one.looks), len(other.looks)):
        return as_they_are
    here, there = [pair[1] for pair in found], [pair[2] for pair in found]
    whole = len(found) == len(one.looks) == len(other.looks)
    return Shared(_only(one, here), _only(other, there), max(pair[0] for pair in found), whole, one_part)


def are_one_part(one: Document, other: Document) -> bool:
    """Whether both are whole pages, or lie in the same part of one."""
    here, there = one.region, other.region
    if here is None or there is None:
        return here is there
    return here.overlap_share(there) >= _ONE_PART and there.overlap_share(here) >= _ONE_PART


def _apart_in_place(one: Paper, other: Paper) -> float | None:
    if len(one.looks) != len(other.looks):
        return None
    pairs = zip(one.looks, other.looks, strict=True)
    known = [left.apart(right) for left, right in pairs if left is not None and right is not None]
    return max(known, default=None)


def _most_alike(one: Sequence[Look | None], other: Sequence[Look | None]) -> list[tuple[float, int, int]]:
    """How far apart, and the places: pages that look the same, each once, the most alike taken first."""
    every = sorted(
        (left.apart(right), here, there)
        for here, left in enumerate(one)
        for there, right in enumerate(other)
        if left is not None and right is not None
    )
    taken, found = (set[int](), set[int]()), list[tuple[float, int, int]]()
    for apart, here, there in every:
        if apart <= SHEET_APART and here not in taken[0] and there not in taken[1]:
            found.append((apart, here, there))
            taken[0].add(here)
            taken[1].add(there)
    return sorted(found, key=lambda pair: pair[1])


def _only(paper: Paper, places: Sequence[int]) -> Paper:
    return Paper(
        document=paper.document,
        looks=tuple(paper.looks[place] for place in places),
        text="\n".join(paper.texts[place] for place in places),
        texts=tuple(paper.texts[place] for place in places),
    )
