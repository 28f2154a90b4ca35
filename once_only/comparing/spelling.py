"""Vietnamese text brought to one form for comparison only; what is shown and stored stays as it was."""

from __future__ import annotations

import re
import unicodedata

from domain.fold import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the marks that make the tone. The others make the vowel."""

_LOOKALIKES = str.maketrans(
    "ÐðАВЕКМНОРСТХаеорсх’‘ʼ\u00a0\u2011\u2013",  # eth, Cyrillic letters and signs that scanners mix in
    "ĐđABEKMHOPCTXaeopcx''' --",
)

_ABBREVIATIONS = {
    "p": "phường",
    "q": "quận",
    "h": "huyện",
    "x": "xã",
    "tp": "thành phố",
    "tt": "thị trấn",
    "tx": "thị xã",
    "hn": "hà nội",
    "hcm": "hồ chí minh",
}


def tidy(text: str) -> str:
    """NFC, one case, single spaces, look-alike letters replaced, and no punctuation at the ends."""
    plain = unicodedata.normalize("NFC", text).translate(_LOOKALIKES).casefold()
    return unicodedata.normalize("NFC", " ".join(plain.split())).strip(" .,;:…_-")


def tone_key(text: str) -> tuple[tuple[str, str], ...]:
    """Each word as (letters, tones): the same for *hoà* and *hòa*, different for *Ly* and *Lý*.

    A syllable carries one tone wherever its mark is set, so the place of the mark says nothing.
    """
    return tuple(_letters_and_tones(word) for word in tidy(text).split())


def bare(text: str) -> str:
    """Without tones and vowel marks, đ as d: what is left when a scan loses the small marks."""
    return fold(tidy(text))


def wording(text: str) -> str:
    """The words alone: commas, stops and strokes between them mean nothing in a sentence of a form."""
    return " ".join(re.findall(r"[^\W_]+", tidy(text)))


def is_part(part: str, whole: str) -> bool:
    """Whether all words of the one stand in the other in that order, tones and all."""
    rest = iter(tone_key(wording(whole)))
    return all(word in rest for word in tone_key(wording(part)))


def address_parts(text: str) -> tuple[str, ...]:
    """The parts between commas, abbreviations of units written out, from the house to the province."""
    parts = (re.sub(r"[.;/]+", " ", part) for part in _spread_units(tidy(text)).split(","))
    spelled = (" ".join(_ABBREVIATIONS.get(word, word) for word in part.split()) for part in parts)
    return tuple(part for part in spelled if part)


def _letters_and_tones(word: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(mark for mark in apart if mark in _TONES)


def _spread_units(text: str) -> str:
    """Sets a number or name apart from the abbreviation before it: ``p.5`` and ``tp.hcm``."""
    return re.sub(r"\b(tp|tt|tx|p|q|h|x)\.\s*", r"\1 ", text)
