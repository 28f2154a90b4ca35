"""What on a page speaks for a document type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from domain.definition import DocumentType
from domain.fold import squeeze
from domain.geometry import Box
from domain.text import Line, PageText, SymbolKind

_TITLE_SCORE = 84.0
_CHANCE = 80.0  # what a phrase scores against a page that does not carry it
_SMUDGE = 3  # letters below which a line is a smudge between the lines of a title
_TITLE_LINES = 5
_HEADING_LETTERS = 8
_HEADING_DEPTH = 0.4
_NATIONAL = 80.0
_NATION = "conghoaxahoichunghiavietnam"
_TITLE_DEPTH = 0.6  # a sheet's title stands in the upper part of the page


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A printed title: which type, where, how long and how well it fits (0..1).

    prominence: letter height against the page's usual one, so that a heading outweighs a mention.
    """

    type: str
    box: Box
    length: int
    fit: float
    prominence: float


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


def weigh_page(text: PageText, types: Sequence[DocumentType]) -> PageEvidence:
    """The titles, markers and headings of a page for every type of the catalogue."""
    squeezed = [squeeze(line.text) for line in text.lines]
    whole = "".join(squeezed)
    heading = any(fuzz.partial_ratio(_NATION, line) >= 85 for line in squeezed if len(line) > 18)
    return PageEvidence(
        page=text.page,
        titles=_longest_only(_titles(text, squeezed, types)),
        first={kind.id: _count(kind.recognise.markers, whole) for kind in types},
        later={kind.id: _count(kind.recognise.later_pages, whole) + _zone(text, kind) for kind in types},
        national_heading=heading,
        lines=len(text.lines),
        heading=_own_heading(text.lines),
        symbols=frozenset(symbol.kind.value for symbol in text.symbols),
    )


def _own_heading(lines: Sequence[Line]) -> str | None:
    """The first line in capitals, in the middle of the upper half, that stands under the national heading."""
    national = [
        line.box.top for line in lines if fuzz.partial_ratio(_NATION, squeeze(line.text)) >= _NATIONAL
    ]
    above = min(national, default=-1.0)
    for line in lines:
        bare = squeeze(line.text)
        letters = [sign for sign in line.text if sign.isalpha()]
        capital = len(letters) >= _HEADING_LETTERS and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
        central = 0.3 < line.box.middle[0] < 0.7 and above < line.box.top < _HEADING_DEPTH
        if capital and central and fuzz.partial_ratio(_NATION, bare) < _NATIONAL:
            return bare
    return None


def _titles(text: PageText, squeezed: Sequence[str], types: Sequence[DocumentType]) -> list[TitleHit]:
    usual = _usual_height(text.lines)
    runs = _title_runs(text.lines, squeezed)
    hits = []
    for kind in types:
        for title in kind.recognise.titles:
            hits.extend(_find(kind, squeeze(title), runs, usual))
    return hits


def _title_runs(lines: Sequence[Line], squeezed: Sequence[str]) -> list[tuple[str, tuple[Line, ...]]]:
    """Lines that may be a title, alone and joined with those right under them: titles wrap."""
    real = [(line, bare) for line, bare in zip(lines, squeezed, strict=True) if len(bare) >= _SMUDGE]
    runs = []
    for index in range(len(real)):
        for length in range(1, _TITLE_LINES + 1):
            group = tuple(line for line, _ in real[index : index + length])
            if len(group) == length and _stacked(group):
                runs.append(("".join(bare for _, bare in real[index : index + length]), group))
    return runs


def _stacked(group: Sequence[Line]) -> bool:
    """Whether lines stand right under one another, overlapping sideways."""
    for above, below in pairwise(group):
        gap = below.box.top - above.box.bottom
        aside = below.box.left > above.box.right or below.box.right < above.box.left
        if aside or not -0.6 * above.box.height < gap < 2.0 * above.box.height:
            return False
    return True


def _find(
    kind: DocumentType, title: str, runs: Sequence[tuple[str, tuple[Line, ...]]], usual: float
) -> list[TitleHit]:
    hits = []
    for run, lines in runs:
        if not len(title) * 0.8 <= len(run) <= len(title) * 1.9 + 8:
            continue
        fit = fuzz.ratio(title, run) if len(run) <= len(title) * 1.15 else fuzz.partial_ratio(title, run) - 4
        excluded = any(squeeze(word) in run for word in kind.recognise.not_with)
        if fit < _TITLE_SCORE or excluded or not _looks_like_title(lines, kind):
            continue
        box = lines[0].box
        height = max(line.box.height for line in lines)
        hits.append(TitleHit(kind.id, box, len(title), fit / 100, height / usual if usual else 1.0))
    return hits


def _looks_like_title(lines: Sequence[Line], kind: DocumentType) -> bool:
    """Titles are in capitals and, on sheets, in the upper part; a mention in prose is neither."""
    letters = [sign for line in lines for sign in line.text if sign.isalpha()]
    capital = sum(sign.isupper() for sign in letters) >= 0.7 * len(letters)
    return capital and (kind.shape == "card" or lines[0].box.top < _TITLE_DEPTH)


def _usual_height(lines: Sequence[Line]) -> float:
    heights = sorted(line.box.height for line in lines)
    return heights[len(heights) // 2] if heights else 0.0


def _longest_only(hits: Sequence[TitleHit]) -> tuple[TitleHit, ...]:
    """Of titles at one place the longest fit: «TỜ KHAI … GIẤY KHAI SINH» is no «GIẤY KHAI SINH»."""
    kept: list[TitleHit] = []
    for hit in sorted(hits, key=lambda each: -each.length * each.fit**2):
        if not any(_same_place(hit, other) for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda each: each.box.top))


def _same_place(one: TitleHit, other: TitleHit) -> bool:
    near = abs(one.box.top - other.box.top) < 2.5 * max(one.box.height, other.box.height)
    return near and one.box.left < other.box.right and other.box.left < one.box.right


def _count(phrases: Sequence[str], whole: str) -> float:
    return sum(_fit(squeeze(phrase), whole) for phrase in phrases)


def _fit(phrase: str, whole: str) -> float:
    """0 for what chance gives, 1 for the very phrase."""
    score = fuzz.partial_ratio(phrase, whole, score_cutoff=_CHANCE)
    return max(0.0, (score - _CHANCE) / (100.0 - _CHANCE)) if len(phrase) <= len(whole) else 0.0


def _zone(text: PageText, kind: DocumentType) -> float:
    """A machine-readable zone, even one that could not be read out, marks the back of a card."""
    if "mrz" not in kind.recognise.symbols:
        return 0.0
    proven = any(symbol.kind is SymbolKind.MRZ for symbol in text.symbols)
    looks = any(line.text.count("<") >= 5 for line in text.lines)
    return 1.5 if proven else 1.0 if looks else 0.0
