"""What a printed word can be: a Vietnamese syllable, or a word of another language on Vietnamese papers; and
how common it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from domain.fold import fold, without_marks
from domain.given_names import NAME_SYLLABLES
from domain.surnames import RARE_FORMS, SURNAME_FORMS
from domain.syllables import is_syllable

_FOREIGN = Path(__file__).with_name("foreign_words.txt")
_COUNTED = Path(__file__).with_name("syllables.txt")
_PAIRS = Path(__file__).with_name("word_pairs.txt")
_RAREST = 2.5  # of what can be spelt but is not in the table
_NAME, _NO_NAME = 5.0, 4.0  # in a name: of words people are known to be named with, and at most of others
_OF_FOREIGN = 4.0  # these are few, and words of forms
_AROUND = '.,:;()"“”/-'
_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])([/.-])(?:0[1-9]|1[0-2])\1(?:19\d\d|20[0-7]\d)")
_LIKE_A_DATE = re.compile(r"(\d{1,3})([/.-])(\d{1,3})\2(\d{3,5})")
_DAYS, _MONTHS, _YEAR = 31, 12, 4  # the first two at most, the last in figures
_PERSONAL = 12
_LAST_OF_LABELS = frozenset(
    [
        *("name", "birth", "sex", "nationality", "origin", "residence"),
        *("expiry", "identification", "year", "number", "issue"),
    ]
)
_CLOSING, _OPENING = '.,:;)"”/', '("“/'


@cache
def foreign_words() -> frozenset[str]:
    """English words of bilingual papers, and words of other languages in names of places; small letters."""
    return frozenset(_FOREIGN.read_text("utf-8").split())


def core_of(text: str) -> str:
    """A word without the signs around it."""
    return text.strip(_AROUND)


def is_word(text: str) -> bool:
    """Whether the text but for signs at its ends is such a word, small, in capitals or with an initial, or
    several with strokes between.

    A single letter, a number or an abbreviation is none: no spelling tells whether it was read rightly.
    """
    return all(map(_is_one_word, core_of(text).split("/")))


def _is_one_word(core: str) -> bool:
    if len(core) < 2 or not core.isalpha():
        return False
    small = core.lower()
    cased = core in (small, core.upper(), core.capitalize())
    return cased and (is_syllable(small) or small in foreign_words())


def ends_label(text: str) -> bool:
    """Whether it is the word and the colon with which a label of a bilingual card ends."""
    return text.endswith(":") and text[:-1].lower() in _LAST_OF_LABELS


def is_date(text: str) -> bool:
    """Whether it is a date as papers write it, day before month, of a year that papers in use can bear."""
    return bool(_DATE.fullmatch(core_of(text)))


def is_personal_number(text: str) -> bool:
    """Whether it is as long as a personal number and all figures."""
    return len(core_of(text)) == _PERSONAL and core_of(text).isdecimal()


def is_misspelt(text: str) -> bool:
    """Whether it is small letters with a mark that are no word, «câp»: one of the marks was lost.

    Without any it may be foreign or short for something, with capitals a name.
    """
    core = core_of(text)
    return core.isalpha() and core.islower() and core != without_marks(core) and not is_word(core)


def is_no_name(text: str) -> bool:
    """Whether it is several letters that no spelling allows, as no word of a person's name is: «Ln»."""
    core = core_of(text)
    return len(core) > 1 and core.isalpha() and not is_word(core)


@cache
def _names() -> frozenset[str]:
    return NAME_SYLLABLES | {form.lower() for form in (*SURNAME_FORMS, *RARE_FORMS)}


def is_broken(text: str) -> bool:
    """Whether a figure of it was lost, doubled or misread: a date that can be none, «27/0/2026», one of which
    the day has one figure and the month a nought before its own, «1/04/2026», or a number a figure shorter or
    longer than a personal one, as no number on papers is.
    """
    core = core_of(text)
    return _is_broken_date(core) or (core.isdecimal() and abs(len(core) - _PERSONAL) == 1)


def _is_broken_date(core: str) -> bool:
    match = _LIKE_A_DATE.fullmatch(core)
    if match is None:
        return False
    day, month, year = match[1], match[3], match[4]
    uneven = len(day) == 1 and month.startswith("0")
    return uneven or not (1 <= int(day) <= _DAYS and 1 <= int(month) <= _MONTHS and len(year) == _YEAR)


@cache
def _counted() -> dict[str, float]:
    lines = _COUNTED.read_text("utf-8").splitlines()
    return {word: int(tenths) / 10 for word, tenths in (line.split() for line in lines)}


def commonness(text: str, named: bool = False) -> float:
    """Decimal logarithm of how often a word (by ``is_word``) stands among 10^9 of Vietnamese texts.

    The table is made by ``lab/training/recogniser/frequencies.py``. named: it is of a person's name, where
    texts say nothing of how common it is: «nhưng» is a word of every page and «Nhung» a name. Words that
    people are named with are then all alike, and others rarer, but not ruled out.
    """
    found = min(map(_commonness, core_of(text).lower().split("/")))
    if not named:
        return found
    return _NAME if core_of(text).lower() in _names() else min(found, _NO_NAME)


def _commonness(small: str) -> float:
    return max(_RAREST, _counted().get(small, _RAREST if is_syllable(small) else _OF_FOREIGN))


@cache
def _pairs() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in _PAIRS.read_text("utf-8").splitlines())
    return {first: frozenset(after) for first, *after in lines}


@cache
def _pairs_by_letters() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one, after in _pairs().items():
        for other in after:
            found[fold(one), fold(other)].append((one, other))
    return {letters: tuple(pairs) for letters, pairs in found.items()}


def often_together(one: str, other: str) -> bool:
    """Whether papers have the second word right after the first one, with no sign between them.

    Known of labels, titles and names of places; ``lab/training/recogniser/pairs.py`` makes the table.
    """
    if is_parted(one, other):
        return False
    return core_of(other).lower() in _pairs().get(core_of(one).lower(), ())


def pairs_lettered(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """The pairs that papers have, small, which have the letters of these two whatever their marks."""
    if is_parted(one, other):
        return ()
    return _pairs_by_letters().get((fold(core_of(one)), fold(core_of(other))), ())


def is_parted(one: str, other: str) -> bool:
    """Whether a sign stands between the two."""
    return one.endswith(tuple(_CLOSING)) or other.startswith(tuple(_OPENING))


def dressed(small: str, like: str) -> str:
    """A small word in the case of another, with the signs that stand around that."""
    core = core_of(like)
    before, after = like.split(core, 1)
    return before + _cased(small, core) + after


def _cased(word: str, like: str) -> str:
    if 2 * sum(map(str.isupper, like)) > len(like):
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
