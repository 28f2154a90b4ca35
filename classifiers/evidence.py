"""What on a page speaks for a document type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from classifiers.titles import TitleHit, find_titles, is_capital
from domain.definition import DocumentType
from domain.fold import fold, squeeze
from domain.geometry import Box
from domain.text import Line, PageText, Symbol, SymbolKind

_CHANCE = 80.0  # what a phrase scores against a page that does not carry it
_THERE = 0.5  # what a phrase scores that stands there, bruised
_HEADING_LETTERS = 8
_HEADING_DEPTH = 0.4
_MIDDLE = 0.5  # of the page's width, over which an office in the left column does not reach
_NATIONAL = 80.0
_NATION = "conghoaxahoichunghiavietnam"
_NAMED_DEPTH = 0.5  # of the page: a paper's own name stands above


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """All that a page says about its type.

    first and later: how many of a type's markers were found, a bruised one counting less than one.
    heading: the page's own title in folded letters, if it has one, whether a type of ours or not. symbols:
    kinds of the codes that were decoded.
    """

    page: int
    titles: tuple[TitleHit, ...]
    first: dict[str, float]
    later: dict[str, float]
    national_heading: bool
    lines: int
    heading: str | None
    symbols: frozenset[str]


class _Print:
    """The letters of a page, or of a part of it, and how well phrases fit them: types share phrases."""

    def __init__(self, lines: Sequence[Line]) -> None:
        whole = "".join(squeeze(line.text) for line in lines)
        folded = [fold(line.text) for line in lines]
        self._fit = cache(lambda phrase: _fit(squeeze(phrase), whole))
        self._holds = cache(lambda pattern: any(re.search(pattern, line) for line in folded))

    def count(self, phrases: Sequence[str], patterns: Sequence[str] = ()) -> float:
        return sum(map(self._fit, phrases)) + sum(map(self._holds, patterns))


def weigh_page(text: PageText, types: Sequence[DocumentType]) -> PageEvidence:
    """The titles, markers and headings of a page for every type of the catalogue."""
    page = _Print(text.lines)
    squeezed = [squeeze(line.text) for line in text.lines]
    national = any(fuzz.partial_ratio(_NATION, line) >= 85 for line in squeezed if len(line) > 18)

    def support(kind: DocumentType, part: Box | None) -> float:
        lines = text.lines if part is None else [line for line in text.lines if part.holds(line.box)]
        coded = any(part is None or part.holds(symbol.box) for symbol in _own_symbols(text, kind))
        return _first(_Print(lines), kind) + coded

    possible = [kind for kind in types if _is_possible(text, page, kind)]
    names = {kind.id for kind in possible}
    return PageEvidence(
        page=text.page,
        titles=find_titles(text, possible, support),
        first={kind.id: _first(page, kind) if kind.id in names else 0.0 for kind in types},
        later={kind.id: page.count(kind.recognise.later_pages) + _zone(text, kind) for kind in types},
        national_heading=national,
        lines=len(text.lines),
        heading=_own_heading(text.lines),
        symbols=frozenset(symbol.kind.value for symbol in text.symbols),
    )


def _first(page: _Print, kind: DocumentType) -> float:
    return page.count(kind.recognise.markers, kind.recognise.patterns)


def _own_symbols(text: PageText, kind: DocumentType) -> list[Symbol]:
    return [symbol for symbol in text.symbols if symbol.kind.value in kind.recognise.symbols]


def _is_possible(text: PageText, page: _Print, kind: DocumentType) -> bool:
    """Whether a page may be the first of this type: it has what such a page needs, and nothing of others."""
    needs, never = kind.recognise.needs, kind.recognise.never
    if (needs and page.count(needs) < _THERE) or page.count(never) >= _THERE:
        return False
    return not _is_named_otherwise(text, kind)


def _is_named_otherwise(text: PageText, kind: DocumentType) -> bool:
    """Whether a page carries the name of another paper, which a type that prints no title never does."""
    if kind.recognise.titles or kind.recognise.openings:
        return False
    others = tuple(squeeze(word) for word in kind.recognise.not_with)
    upper = (line for line in text.lines if line.box.top < _NAMED_DEPTH and is_capital([line]))
    return any(squeeze(line.text).startswith(others) for line in upper)


def _own_heading(lines: Sequence[Line]) -> str | None:
    """The first line in capitals, in the middle of the upper half, that stands under the national heading."""
    national = [
        line.box.bottom for line in lines if fuzz.partial_ratio(_NATION, squeeze(line.text)) >= _NATIONAL
    ]
    above = min(national, default=-1.0)
    for line in lines:
        bare = squeeze(line.text)
        letters = [sign for sign in line.text if sign.isalpha()]
        capital = len(letters) >= _HEADING_LETTERS and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
        central = 0.3 < line.box.middle[0] < 0.7 and line.box.right > _MIDDLE
        central = central and above - line.box.height / 2 < line.box.top < _HEADING_DEPTH
        if capital and central and fuzz.partial_ratio(_NATION, bare) < _NATIONAL:
            return bare
    return None


def _fit(phrase: str, whole: str) -> float:
    """0 for what chance gives, 1 for the very phrase."""
    score = fuzz.partial_ratio(phrase, whole, score_cutoff=_CHANCE)
    return max(0.0, (score - _CHANCE) / (100.0 - _CHANCE)) if len(phrase) <= len(whole) else 0.0


def _zone(text: PageText, kind: DocumentType) -> float:
    """A machine-readable zone, even one that could not be read out, marks the back of a card.

    A passport's has two lines and opens with P.
    """
    readers = {spec.reader for spec in kind.symbols if spec.kind == "mrz"}
    if not readers:
        return 0.0
    size = 2 if "td3" in readers else 3
    proven = any(
        symbol.kind is SymbolKind.MRZ and symbol.payload.count("\n") == size - 1 for symbol in text.symbols
    )
    zone = [line.text for line in text.lines if line.text.count("<") >= 5]
    passport = any(line.lstrip().startswith("P") for line in zone)
    looks = bool(zone) and passport == ("td3" in readers)
    return 1.5 if proven else 1.0 if looks else 0.0
