"""What one field of a paper says about another: a date in figures and the same date in words, a name and the
name of the machine-readable zone.

A reading is mended only into what the other field says, and only where it is near to that; ``raw`` keeps what
was read. Two readings that are whole and differ are left alone: a person must see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from rapidfuzz import fuzz

from domain.definition import DocumentType
from domain.document import Field, Source
from domain.fold import fold, without_marks
from domain.spoken_dates import date_in_words, ways_to_say
from extraction.votes import outvoted

_ZONE, _NAME = "mrz", "ho_ten"
_CARD_LINES, _ZONE_WIDTH = 3, 30
_UNPROVEN = 0.9  # a zone whose name nothing else on the card spells
_RULE = "date_agrees_with_words"
_FIGURES, _WORDS = "ngay_sinh", "ngay_sinh_chu"
_NEAR = 78.0  # of 100: how like a way to say the date its reading must be
_DATE = 10  # signs of a whole date


def agreed(fields: Sequence[Field], kind: DocumentType) -> list[Field]:
    """The fields, those mended that another one of the paper corrects or completes."""
    return _zoned(_dated(outvoted(fields, kind), kind))


def _dated(fields: Sequence[Field], kind: DocumentType) -> list[Field]:
    by_name = {field.name: field for field in fields}
    words, figures = by_name.get(_WORDS), by_name.get(_FIGURES)
    if _RULE not in kind.checks or words is None:
        return list(fields)
    spoken = date_in_words(words.value)
    if figures is None:
        return [*fields, replace(words, name=_FIGURES, value=spoken)] if spoken else list(fields)
    if spoken and len(figures.value) < _DATE and spoken.startswith(figures.value):
        return _with(fields, replace(figures, value=spoken))
    whole = len(figures.value) == _DATE
    if whole and (spoken in (None, figures.value) or _breaks_off(words.value, figures.value)):
        return _with(fields, replace(words, value=_as_said(words.value, figures.value)))
    return list(fields)


def _breaks_off(text: str, date: str) -> bool:
    """Whether the words are the beginning of the date's, whose second line was lost."""
    return any(fold(way).startswith(fold(text)) for way in _openings(date))


def _zoned(fields: Sequence[Field]) -> list[Field]:
    """The zone's name as another code spells it, where it is near to that: no check digit covers it.

    A zone that spells no name of the paper is not sure as a whole.
    """
    by_name = {field.name: field for field in fields}
    zone, name = by_name.get(_ZONE), by_name.get(_NAME)
    lines = zone.value.split("\n") if zone else []
    if zone is None or len(lines) != _CARD_LINES:
        return list(fields)
    right = name_line(name.value) if name else ""
    if lines[-1] == right:
        return list(fields)
    proven = name is not None and name.provenance.source is Source.QR
    if proven and _is_near(lines[-1].strip("<"), right.strip("<")):
        return _with(fields, replace(zone, value="\n".join((*lines[:-1], right))))
    return _with(fields, replace(zone, confidence=_UNPROVEN))


def _is_near(read: str, right: str) -> bool:
    """Whether a letter was read wrongly, or the end was lost in the fillers."""
    return right.startswith(read) or fuzz.ratio(read, right) >= _NEAR


def name_line(name: str) -> str:
    """The last line of a card's zone: family name, two fillers, the other names, letters without marks."""
    family, *given = ("".join(filter(str.isalpha, word)) for word in without_marks(name).upper().split())
    return f"{family}<<{'<'.join(given)}".ljust(_ZONE_WIDTH, "<")[:_ZONE_WIDTH]


def _with(fields: Iterable[Field], mended: Field) -> list[Field]:
    return [mended if field.name == mended.name else field for field in fields]


def _as_said(text: str, date: str) -> str:
    """The way to say the date that is most like the text, or the text where none is near."""
    read = fold(text)
    best = max(_openings(date), key=lambda way: (fuzz.ratio(fold(way), read), fuzz.ratio(way, text)))
    if fuzz.ratio(fold(best), read) < _NEAR:
        return text
    return best


def _openings(date: str) -> Iterator[str]:
    for opening, way in product(("ngày", "Ngày", ""), ways_to_say(date)):
        yield f"{opening} {way}" if opening else way[0].upper() + way[1:]
