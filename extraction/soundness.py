"""Whether a value has the form that values of its type have: a sign of its reading, no more.

A name begins with a family name and is made of syllables that exist; an address ends with its province, or
its last line was lost; a value out of a closed list is on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from domain.fold import fold
from domain.given_names import NAME_SYLLABLES
from domain.provinces import PROVINCES
from domain.surnames import SURNAME_FORMS
from domain.syllables import is_spelt, is_syllable
from extraction.gazetteer import gazetteer
from extraction.nesting import nests
from extraction.place_names import PLACE_NAMES
from extraction.spelling import UNITS
from extraction.values.closed import ETHNICITIES, RELATIONS

_SURNAMES = frozenset(form.lower() for form in SURNAME_FORMS)
_PROVINCES = frozenset(name.lower() for name in PROVINCES)
_FULL_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_UNIT = re.compile(r"^(?:thành phố|tỉnh|tp\.?|t\.)\s*", re.IGNORECASE)
_PLACES = frozenset(name.lower() for name in PLACE_NAMES)
_LEVELS_ON_CARDS = 3  # commune, district, province without their words
_LEVEL = re.compile(r"^(?:xã|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|tp\.?|t\.)\s+", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"(?:ủy|uỷ) ban nhân dân (?:xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh) (.+)"
)
_A_COMMITTEE = "uy ban nhan dan"
_OFFICES = ("uy ban nhan dan", "ubnd", "cong an", "cong an nhan dan")
_SMALL = frozenset(word for unit in UNITS for word in unit.split()) | frozenset(
    ["ấp", "bản", "làng", "nhà", "tòa", "chung", "cư", "tập", "thể", "đa", "khoa", "phụ", "sản", "căn", "hộ"]
)
"""What stands in small letters in an address; another small word is a name whose capital was lost."""
_BROKEN_NUMBER = re.compile(r"\b\d{3}\s\d{6,9}\b")
_STOPPED, _DOUBLED = re.compile(r"[.:]\s+([^\W\d_])"), re.compile(r"[,.]{2}")
_BODY_MARKS = ("not ruoi", "seo", "tan nhang", "cham", "vet", "bot", "khong co")
_MIDDLES = frozenset({"văn", "thị"})
"""At the edge of a name they tell that a word before or behind them was lost."""
_PAPER_NUMBER = re.compile(r"\d{7}")  # of a passport the figures behind its letter
_TWO_PAPERS = 2  # numbers
_IDENTITY_NUMBER = re.compile(r"\b(?:\d{9}|\d{12})\b")


def is_sound(value_type: str, value: str) -> bool:
    """True for value types of which nothing more is known than their parser asks."""
    test = _TESTS.get(value_type)
    return test is None or test(value)


def is_known(value_type: str, value: str) -> bool:
    """Whether a value is one of which a list exists: an address all of whose units are such places, or the
    people's committee of one.

    A letter or a tone read wrongly hardly ever makes another place's name.
    """
    if value_type == "text":
        office = _COMMITTEE.fullmatch(value.lower())
        return office is not None and office.group(1) in gazetteer().everywhere
    if value_type != "address":
        return False
    parts = [part.strip() for part in value.split(",")]
    bare = len(parts) == _LEVELS_ON_CARDS and not any(map(_LEVEL.match, parts))
    last = parts if bare else [part for part in parts[-3:-2] if _LEVEL.match(part)] + parts[-2:]
    return len(last) > 1 and all(_LEVEL.sub("", part).lower() in _PLACES for part in last)


def is_nested(value_type: str, value: str) -> bool:
    """Whether an address ends with places that lie in each other, down to the commune."""
    return value_type == "address" and nests(value)


def is_named(value_type: str, value: str) -> bool:
    """Whether a name is a family name as it is spelt and words that people are named with."""
    first, *given = value.lower().split() or [""]
    if value_type != "name" or not given or first in _MIDDLES or given[-1] in _MIDDLES:
        return False
    return first in _SURNAMES and NAME_SYLLABLES.issuperset(given)


def _name(value: str) -> bool:
    words = value.split()
    known = words[0].lower() in _SURNAMES
    return 1 < len(words) <= 5 and known and all(map(is_syllable, words))


def _address(value: str) -> bool:
    """Down to the province, each part with a name; an office is named by its commune alone."""
    last = _UNIT.sub("", value.rpartition(",")[2].strip()).lower()
    whole = last in _PROVINCES or ("," not in value and fold(value).startswith(_OFFICES))
    known = all(word in _SMALL for word in _small_words(value))
    return whole and known and is_spelt(value) and not _has_stray_sign(value)


def _small_words(value: str) -> list[str]:
    return [word for word in re.findall(r"(?<!\d)[^\W\d_]+", value) if word.islower()]


def _identity_paper(value: str) -> bool:
    least = _IDENTITY_NUMBER if "số" in value.split() else _PAPER_NUMBER
    numbered = least.search(value) is not None
    whole = _BROKEN_NUMBER.search(value) is None and not _has_stray_sign(value)
    return numbered and whole and not names_two_papers(value) and is_spelt(value)


def names_two_papers(value: str) -> bool:
    """Whether a line about an identity paper has two numbers: columns of two people were read as one."""
    return len(_IDENTITY_NUMBER.findall(value)) >= _TWO_PAPERS


def _text(value: str) -> bool:
    """A people's committee is of a place that there is: its second line is easily lost."""
    if fold(value).startswith(_A_COMMITTEE) and not is_known("text", value):
        return False
    return is_spelt(value) and not value.isdecimal() and not _has_stray_sign(value)


def _has_stray_sign(value: str) -> bool:
    """A stop in the middle of a phrase is dirt that was read as one."""
    return any(after.islower() for after in _STOPPED.findall(value)) or _DOUBLED.search(value) is not None


def _body_mark(value: str) -> bool:
    """Marks are a few words of a short list, with or without a measure."""
    return is_spelt(value) and fold(value).startswith(_BODY_MARKS) and len(value.split()) > 1


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "name": _name,
    "address": _address,
    "identity_paper": _identity_paper,
    "text": _text,
    "place": _text,
    "body_mark": _body_mark,
    "ethnicity": lambda value: value in ETHNICITIES,
    "relation": lambda value: value in RELATIONS,
    "nationality": lambda value: value.lower() == "việt nam",
    "date": lambda value: _FULL_DATE.fullmatch(value) is not None,
}
