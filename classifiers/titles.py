"""Printed titles on a page: which types they name, and which of them are mere mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

from rapidfuzz import fuzz

from classifiers.regions import bands
from domain.definition import DocumentType
from domain.fold import squeeze
from domain.geometry import Box
from domain.text import Line, PageText

_TITLE_SCORE = 84.0
_OPENING_SCORE = 88.0
_WORD_SCORE = 50.0  # a word of the title that fits no better is another word: «KẾT HÔN» is no «TỐT NGHIỆP»
_DRIFT = 6  # letters by which OCR may shift a word of a title
_SMUDGE = 3  # letters below which a line is a smudge between the lines of a title
_TITLE_LINES = 5
_CARD = (0.2, 0.08)  # of the page: titles nearer than this, across and down, are on one card
_TITLE_DEPTH = 0.6  # a sheet's title stands in the upper part of the page
_OTHERS = tuple(
    squeeze(word)
    for word in (
        "TỜ KHAI", "ĐƠN ĐỀ NGHỊ", "ĐƠN XIN", "ĐƠN ĐĂNG KÝ", "ĐƠN YÊU CẦU", "PHIẾU", "HỢP ĐỒNG", "QUYẾT ĐỊNH",
        "THÔNG BÁO", "BIÊN BẢN", "VĂN BẢN", "TỜ TRÌNH", "BÁO CÁO", "DANH SÁCH", "DANH MỤC", "HỒ SƠ",
        "GIẤY CHỨNG NHẬN", "GIẤY ĐỀ NGHỊ", "GIẤY BIÊN NHẬN", "GIẤY CAM KẾT", "BẢN CAM KẾT", "BẢN KHAI",
        "SỔ ĐĂNG KÝ", "SỔ GỐC", "VỀ VIỆC", "V/V",
    )
)  # fmt: skip
"""Words that open the title of a paper about another one: «ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG»."""

_ABOUT = tuple(squeeze(word) for word in ("VỀ VIỆC", "ĐỀ NGHỊ", "XIN CẤP", "CẤP LẠI", "CẤP ĐỔI", "THU HỒI"))
"""Words before a title, anywhere on its line, that make it what the paper is about."""

Support = Callable[[DocumentType, Box | None], float]
"""How much of a type's print stands on the page, or in a part of it."""


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
class _Run:
    """Lines that may be a title, their letters together, and the letters of the capital line over them."""

    letters: str
    lines: tuple[Line, ...]
    above: str


def find_titles(text: PageText, types: Sequence[DocumentType], support: Support) -> tuple[TitleHit, ...]:
    """The titles of a page from top to bottom; of those at one place the longest fit.

    «TỜ KHAI … GIẤY KHAI SINH» is no «GIẤY KHAI SINH». Where two types print one title («CĂN CƯỚC CÔNG DÂN»),
    the one with more of its print in that part of the page has it.
    """
    usual = _usual_height(text.lines)
    runs = _title_runs(text.lines)
    hits = [hit for kind in types for hit in _hits_of(kind, runs, usual)]
    return _most_supported(hits, {kind.id: kind for kind in types}, support)


def is_capital(lines: Sequence[Line]) -> bool:
    """Whether lines are printed in capitals, a few letters apart that OCR made small."""
    letters = [sign for line in lines for sign in line.text if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) >= 0.7 * len(letters)


def _usual_height(lines: Sequence[Line]) -> float:
    heights = sorted(line.box.height for line in lines)
    return heights[len(heights) // 2] if heights else 0.0


def _title_runs(lines: Sequence[Line]) -> list[_Run]:
    """Lines that may be a title, alone and joined with those right under them: titles wrap.

    What stands in another column between two lines of a title is passed over.
    """
    real = [line for line in lines if len(squeeze(line.text)) >= _SMUDGE]
    under = [_line_under(real, index) for index in range(len(real))]
    above = {below: squeeze(real[i].text) for i, below in enumerate(under) if is_capital([real[i]])}
    runs = []
    for start in range(len(real)):
        at: int | None = start
        group: tuple[Line, ...] = ()
        while at is not None and len(group) < _TITLE_LINES:
            group = (*group, real[at])
            letters = "".join(squeeze(line.text) for line in group)
            runs.append(_Run(letters, group, above.get(start, "")))
            at = under[at]
    return runs


def _line_under(lines: Sequence[Line], index: int) -> int | None:
    """The next line in reading order that does not stand beside this one, if it is right under it."""
    line = lines[index]
    for below in range(index + 1, min(index + 4, len(lines))):
        other = lines[below]
        if other.box.left <= line.box.right and other.box.right >= line.box.left:
            return below if _is_stacked(line, other) else None
    return None


def _is_stacked(above: Line, below: Line) -> bool:
    return -0.6 * above.box.height < below.box.top - above.box.bottom < 2.0 * above.box.height


def _hits_of(kind: DocumentType, runs: Sequence[_Run], usual: float) -> Iterator[TitleHit]:
    excluded = [squeeze(word) for word in kind.recognise.not_with]
    titles = [(squeeze(title), _words(title)) for title in kind.recognise.titles]
    openings = [squeeze(opening) for opening in kind.recognise.openings]
    for run in runs:
        fits = [(len(title), _fit_title(title, words, run)) for title, words in titles]
        fits += [(len(opening), _fit_opening(opening, run)) for opening in openings]
        for length, fit in fits:
            if not fit or any(word in run.letters for word in excluded) or not _may_be_title(run, kind):
                continue
            height = max(line.box.height for line in run.lines)
            yield TitleHit(kind.id, run.lines[0].box, length, fit / 100, height / usual if usual else 1.0)


@cache
def _words(title: str) -> tuple[tuple[int, str], ...]:
    """The title's words in folded letters, each with the letters before it."""
    words = [squeeze(word) for word in title.split()]
    starts = accumulate(map(len, words), initial=0)
    return tuple((start, word) for start, word in zip(starts, words, strict=False) if len(word) > 1)


def _fit_title(title: str, words: Sequence[tuple[int, str]], run: _Run) -> float:
    """0..100: how well the run is the title, or holds it without being about it."""
    if not len(title) * 0.8 <= len(run.letters) <= len(title) * 1.9 + 8:
        return 0.0
    if len(run.letters) <= len(title) * 1.15:
        fit, start = fuzz.ratio(title, run.letters, score_cutoff=_TITLE_SCORE), 0
    else:
        found = fuzz.partial_ratio_alignment(title, run.letters, score_cutoff=_TITLE_SCORE + 4)
        fit, start = (found.score - 4, found.dest_start) if found is not None else (0.0, 0)
    if not fit or _is_about(run.above + run.letters[:start]):
        return 0.0
    return fit if all(_stands_at(word, start + offset, run.letters) for offset, word in words) else 0.0


def _stands_at(word: str, place: int, letters: str) -> bool:
    """Whether a word stands near that place of the letters, bruised or not."""
    if place < len(letters) < place + len(word) and word.startswith(letters[place:]):
        return True  # the line ends within the word: its end was lost at a fold or under a seal
    around = letters[max(0, place - _DRIFT) : place + len(word) + _DRIFT]
    score = fuzz.partial_ratio(word, around)
    return score > _WORD_SCORE or (len(word) == 2 and score == _WORD_SCORE)


def _fit_opening(opening: str, run: _Run) -> float:
    """0..100: how well the run begins with the words, which may wrap but not end before its last line."""
    reached = len(squeeze(run.lines[0].text)) >= len(opening)
    if len(run.lines) > 2 - reached or len(run.letters) < len(opening) or _is_about(run.above):
        return 0.0
    return fuzz.ratio(opening, run.letters[: len(opening)], score_cutoff=_OPENING_SCORE)


def _is_about(before: str) -> bool:
    """Whether the words before a title make it what another paper is about."""
    return before.startswith(_OTHERS) or any(word in before for word in _ABOUT)


def _may_be_title(run: _Run, kind: DocumentType) -> bool:
    """Titles are in capitals and, on sheets, in the upper part; a mention in prose is neither."""
    return is_capital(run.lines) and (kind.shape == "card" or run.lines[0].box.top < _TITLE_DEPTH)


def _most_supported(
    hits: Sequence[TitleHit], types: dict[str, DocumentType], support: Support
) -> tuple[TitleHit, ...]:
    places = [_best_of(there) for there in _by_place(sorted(hits, key=_rank), types)]
    parts: list[Box | None] = list(bands([place[0].box for place in places])) if len(places) > 1 else [None]
    chosen = [
        place[0] if len(place) == 1 else _best_supported(place, part, types, support)
        for place, part in zip(places, parts, strict=False)
    ]
    return tuple(sorted(chosen, key=lambda each: each.box.top))


def _best_supported(
    place: Sequence[TitleHit], part: Box | None, types: dict[str, DocumentType], support: Support
) -> TitleHit:
    return max(place, key=lambda hit: support(types[hit.type], part))


def _rank(hit: TitleHit) -> float:
    return -hit.length * hit.fit**2


def _by_place(hits: Sequence[TitleHit], types: dict[str, DocumentType]) -> list[list[TitleHit]]:
    """The hits of each place; hits: the best first, and so are a place's.

    A place is where its best hit stands. One card's head may read like a title at several places; on a page
    no larger than the card they reach further than the cards of a sheet stand apart, each near another.
    """
    places: list[list[TitleHit]] = []
    for hit in hits:
        if types[hit.type].shape == "card":
            own = [there for there in places if any(_same_place(hit, each, types) for each in there)]
        else:
            own = [there for there in places if _same_place(hit, there[0], types)][:1]
        places = [there for there in places if there not in own]
        places.append(sorted([*chain.from_iterable(own), hit], key=_rank))
    return sorted(places, key=lambda there: _rank(there[0]))


def _best_of(there: Sequence[TitleHit]) -> list[TitleHit]:
    """The best hit of a place, and those of other types that are as good."""
    best: dict[str, TitleHit] = {}
    for hit in there:
        if _rank(hit) == _rank(there[0]):
            best.setdefault(hit.type, hit)
    return list(best.values())


def _same_place(one: TitleHit, other: TitleHit, types: dict[str, DocumentType]) -> bool:
    if types[one.type].shape == types[other.type].shape == "card" and _on_one_card(one.box, other.box):
        return True
    near = abs(one.box.top - other.box.top) < 2.5 * max(one.box.height, other.box.height)
    return near and one.box.left < other.box.right and other.box.left < one.box.right


def _on_one_card(one: Box, other: Box) -> bool:
    """Whether two places are nearer than any two cards lie: a head's line may look like another title."""
    across, down = (abs(a - b) for a, b in zip(one.middle, other.middle, strict=True))
    return across < _CARD[0] and down < _CARD[1]
