"""The word that says what a place is, misread before a place that is known: «uyên Đan Phượng»."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extraction.gazetteer import Area, Names, gazetteer, names_in
from extraction.letters import cased, letters

_UNITS = ("xã", "phường", "quận", "huyện")
_OFFICES = frozenset({"tram", "ubnd"})
"""What may stand before the word in its part: «Trạm Y tế và Hòa Lạc»."""
_LONG = 5  # letters from which a place is known although one is wrong
_MISREAD = 1  # letter that may be wrong in the word
_TOWARDS_PROVINCE = 2  # parts before the province that may be its district and the commune in that


def mend_unit_words(parts: Sequence[str]) -> list[str]:
    """The parts of an address with such a word as it must be.

    Only where the part as it stands is no place of the province behind it, nor nearly one, and is one with
    the word mended: a place that was so called. A part that has its unit is left as it is.
    """
    mended = list(parts)
    if len(parts) < 2:
        return mended
    around = _provinces(parts[-1])
    for at in range(len(parts) - 2, max(-1, len(parts) - 2 - _TOWARDS_PROVINCE), -1):
        known = names_in(*around, *_districts(around)) if around else names_in()
        mended[at] = _mended(parts[at], known)
    return mended


def _provinces(part: str) -> tuple[Area, ...]:
    name = part.strip()
    for unit in ("thành phố ", "tỉnh "):
        name = name[len(unit) :] if name.lower().startswith(unit) else name
    return names_in(gazetteer().before, gazetteer().since).exactly(name)


def _districts(provinces: Sequence[Area]) -> tuple[Area, ...]:
    return tuple(area for each in provinces for area in each.within.values() if not area.is_commune)


def _mended(part: str, known: Names) -> str:
    words = part.split()
    if any(word.lower() in _UNITS for word in words) or _is_nearly_a_place(" ".join(words), known):
        return part
    for at, word in enumerate(words[:-1]):
        if at and letters(words[0]) not in _OFFICES:
            break
        units = {unit for place in known.exactly(" ".join(words[at + 1 :])) for unit in place.units}
        meant = [unit for unit in _UNITS if unit in units and _may_be(word, unit)]
        if len(meant) == 1:
            start = part[: len(part) - len(part.lstrip())]
            return start + " ".join([*words[:at], cased(meant[0], word), *words[at + 1 :]])
    return part


def _is_nearly_a_place(name: str, known: Names) -> bool:
    """«Tá Thanh Oai» is the commune Tả Thanh Oai, although Thanh Oai is one too."""
    return bool(known.exactly(name) or known.by_letters(name) or known.near(name, _LONG))


def _may_be(word: str, unit: str) -> bool:
    return Levenshtein.distance(letters(word), letters(unit)) <= _MISREAD
