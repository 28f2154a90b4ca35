"""What papers have printed alike on every one, labels, titles, heads and the strokes of dates, and where a
line nearly says it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from domain.fold import squeeze, without_marks
from ocr.word_shapes import core_of, is_date

_PHRASES = Path(__file__).with_name("fixed_print.txt")
_ALIKE, _SHORT_ALIKE = 75.0, 85.0
"""Of a hundred: so much of its letters has a run of words that may be a phrase, or a short phrase."""
_MOST = 4  # phrases that a line may nearly say
_WHOLE = 0.8  # a line may be this much of a phrase, broken off where a seal or the sheet's edge begins
_SAID = 0.75  # words so much of which says a phrase as it is are that phrase and something beside it
_LONG = 12  # letters; names are mostly shorter, and as long as the labels that they are like
_SIGNS = ".,:;)"
_DATE_WORDS = 3
_PARTED_DATE = re.compile(r"(\d\d)[ ./:-]{1,2}(\d\d)[ ./:-]{1,2}(\d{4})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """``text``: what papers have printed where a line has its words ``first`` to ``end``.

    likeness: how much of its letters these have, 0 to 100; marks, case and signs count for nothing at 100.
    """

    first: int
    end: int
    text: str
    likeness: float


def same_letters(words: Sequence[str]) -> list[Phrase]:
    """Phrases whose letters a line has, whatever its marks, signs and spaces, where it does not say them.

    «Place of residence» that lost its colon, «Số định danh cá nhân/». The longest come first.
    """
    squeezed = [squeeze(word) for word in words]
    longest = max(map(len, _by_letters()))
    found = []
    for first in range(len(words)):
        if not squeezed[first]:
            continue
        letters = ""
        for end in range(first + 1, len(words) + 1):
            letters += squeezed[end - 1]
            if len(letters) > longest:
                break
            if squeezed[end - 1]:
                found += [Phrase(first, end, text, 100.0) for text in _by_letters().get(letters, ())]
    return _wanted(words, found)


def dates(words: Sequence[str]) -> list[Phrase]:
    """The dates of a line that lost their strokes, or have them read as other signs: «07 09 1985»."""
    found = []
    for first in range(len(words)):
        for end in range(first + 1, min(len(words), first + _DATE_WORDS) + 1):
            own = " ".join(words[first:end])
            parted = _PARTED_DATE.fullmatch(own)
            if parted and not is_date(own):
                stroke = "-" if "-" in own and "/" not in own else "/"
                found.append(Phrase(first, end, stroke.join(parted.groups()), 100.0))
    return [phrase for phrase in found if is_date(phrase.text)]


def near(words: Sequence[str]) -> list[Phrase]:
    """Phrases that a line nearly says, the longest and likest first, but not very many."""
    plain = _plain(" ".join(words))
    if len(plain) != len(" ".join(words)):  # a sign that is two without its mark
        return []
    likely = process.extract(
        plain, _plain_phrases(), scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=None
    )
    return _wanted(words, [phrase for *_, at in likely for phrase in _placed(words, plain, at)])[:_MOST]


def _placed(words: Sequence[str], plain: str, at: int) -> Iterator[Phrase]:
    """The phrase of that number where the line has it, or that part of it which the line is."""
    text, letters = _phrases()[at], _plain_phrases()[at]
    place = fuzz.partial_ratio_alignment(plain, letters)
    if place is None:
        return
    run = _covered(words, place.src_start, place.src_end)
    if len(plain) < len(letters):
        parts = text.split()
        kept = _covered(parts, place.dest_start, place.dest_end)
        text, run = " ".join(parts[kept.start : kept.stop]), range(len(words))
        if len(text) < _WHOLE * len(letters):
            return
    run = _lettered(words, run)
    likeness = fuzz.ratio(_plain(" ".join(words[run.start : run.stop])), _plain(text))
    if run and likeness >= (_ALIKE if len(text) >= _LONG else _SHORT_ALIKE):
        yield Phrase(run.start, run.stop, text, likeness)


def _covered(words: Sequence[str], first: int, end: int) -> range:
    """The words, one space between any two, half of which or more lies in that stretch of their text."""
    covered, at = [], 0
    for number, word in enumerate(words):
        if 2 * (min(at + len(word), end) - max(at, first)) >= len(word):
            covered.append(number)
        at += len(word) + 1
    return range(covered[0], covered[-1] + 1) if covered else range(0)


def _lettered(words: Sequence[str], run: range) -> range:
    """The run without numbers and signs at its ends, which are none of a phrase."""
    lettered = [at for at in run if any(map(str.isalpha, words[at]))]
    return range(lettered[0], lettered[-1] + 1) if lettered else range(0)


def _wanted(words: Sequence[str], found: list[Phrase]) -> list[Phrase]:
    """Those by which words would change that say no phrase as they are, dressed like these."""
    kept = []
    for phrase in sorted(found, key=lambda each: -each.likeness * len(each.text)):
        own = words[phrase.first : phrase.end]
        text = _dressed(phrase.text, own)
        if not text or text == " ".join(own) or _may_be_name(own, phrase.text):
            continue
        if _lacks_colon(own, text) or not _says_one(own):
            kept.append(Phrase(phrase.first, phrase.end, text, phrase.likeness))
    return kept


def _says_one(own: Sequence[str]) -> bool:
    """Whether most of the words' letters say a phrase as they are."""
    least = _SAID * len(" ".join(own))
    runs = (own[first:end] for first in range(len(own)) for end in range(first + 1, len(own) + 1))
    return any(_bare(run) in _said() for run in runs if len(" ".join(run)) >= least)


def _may_be_name(own: Sequence[str], printed: str) -> bool:
    """Whether the words may be of a name: «Nguyễn Nhân» for «Nguyên nhân», «VĂN BÁN» for «Văn bản».

    They have more capitals than the phrase, and are no long line of them. Names are what they are.
    """
    if " ".join(own).isupper():
        return not printed.isupper() and len(printed) < _LONG
    return sum(map(str.istitle, own)) > sum(map(str.istitle, printed.split()))


def _lacks_colon(own: Sequence[str], text: str) -> bool:
    """Whether the words are the phrase but for its last colon, and none that is printed without one."""
    return text == f"{' '.join(own)}:" and " ".join(own) not in _phrases()


def _dressed(text: str, own: Sequence[str]) -> str:
    """The phrase in the case of the words that it is compared with, and with the signs around these.

    Nothing where figures differ, which no print explains, or where its own case is not told.
    """
    line = " ".join(own)
    large = 2 * sum(map(str.isupper, line)) > sum(map(str.isalpha, line))
    if _figures(text) != _figures(line) or (text.isupper() and not large):
        return ""
    parts = text.upper().split() if large else text.split()
    if len(parts) == len(own):
        parts = [one if one.lower() == part.lower() else part for one, part in zip(own, parts, strict=True)]
    ending = own[-1][len(own[-1].rstrip(_SIGNS)) :]
    if parts[-1][-1].isalnum() and ending != own[-1]:
        parts[-1] += ending
    if own[0].startswith("(") and parts[0][0].isalnum():
        parts[0] = f"({parts[0]}"
    return " ".join(parts)


def _figures(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _bare(words: Sequence[str]) -> str:
    return core_of(" ".join(words)).lower()


def _plain(text: str) -> str:
    return without_marks(text).lower()


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(_PHRASES.read_text("utf-8").splitlines())


@cache
def _plain_phrases() -> tuple[str, ...]:
    return tuple(map(_plain, _phrases()))


@cache
def _said() -> frozenset[str]:
    return frozenset(_bare([phrase]) for phrase in _phrases())


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in _phrases():
        found[squeeze(phrase)].append(phrase)
    return {letters: tuple(phrases) for letters, phrases in found.items()}
