"""Whether two values say the same. Only ``exact`` is agreement; ``near`` asks a person to look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.law import Manner
from once_only.comparing.provinces import may_be_rewritten, province_of
from once_only.comparing.spelling import address_parts, bare, tidy, tone_key, wording
from once_only.comparing.wards import Placed, placed

NUMBERS: Final = (Manner.NUMBER, Manner.IDENTITY)
"""Manners of values that name one record or one person."""

_CARD_OF_OLD, _PERSONAL = 9, 12
"""Digits of an identity card's number until 2016 and after, and of the personal number."""


class Agreement(StrEnum):
    """absent: one side or both have no value, so that nothing was compared."""

    EXACT = "exact"
    NEAR = "near"
    DIFFERENT = "different"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; a year alone stays a year."""

    year: int
    month: int | None = None
    day: int | None = None


def agree(manner: Manner, paper: str | None, held: str | None) -> Agreement:
    """How far two values agree; a value without a letter or digit counts as absent."""
    if not has_content(paper) or not has_content(held):
        return Agreement.ABSENT
    return _LADDERS[manner](paper or "", held or "")


def has_content(value: str | None) -> bool:
    return value is not None and any(mark.isalnum() for mark in value)


def names(one: str, other: str) -> Agreement:
    """Exact but for case, spaces, Unicode form, the place of the tone mark and the apostrophe of *H'Linh* or
    *H' Linh*.

    A lost or other tone or vowel mark is another name by law and at best near: *Ly* is not *Lý*. So is i
    for y (*Lí*, *Lý*).
    """
    one, other = (re.sub(r"' ?", "", tidy(name)) for name in (one, other))
    if tone_key(one) == tone_key(other):
        return Agreement.EXACT
    return _near_if(_i_for_y(bare(one)) == _i_for_y(bare(other)))


def dates(one: str, other: str) -> Agreement:
    """Exact at equal precision; near where one side only knows less (a year) and nothing contradicts."""
    first, second = read_date(one), read_date(other)
    if first is None or second is None:
        return Agreement.EXACT if tone_key(one) == tone_key(other) else Agreement.DIFFERENT
    if first == second:
        return Agreement.EXACT
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    return _near_if(all(left == right for left, right in pairs if left is not None and right is not None))


def numbers(one: str, other: str) -> Agreement:
    """Exact after spaces, dots and hyphens are dropped; the slash stays, since it parts number and year.

    Near where only leading zeros differ (``05/2020``, ``5/2020``).
    """
    first, second = _bare_number(one), _bare_number(other)
    if first == second:
        return Agreement.EXACT
    return _near_if(_no_leading_zeros(first) == _no_leading_zeros(second))


def identities(one: str, other: str) -> Agreement:
    """Compares the identity numbers (9 or 12 digits) in two lines of text; near where one line has none."""
    first, second = identity_numbers(one), identity_numbers(other)
    if first and second:
        return Agreement.EXACT if first == second else Agreement.DIFFERENT
    return texts(one, other) if first == second else Agreement.NEAR


def in_other_terms(manner: Manner, paper: str | None, held: str | None) -> bool:
    """Whether the two differ because one is written as it was before a change of law, so that nobody errs.

    A nine-digit card number beside a personal number: NĐ 58/2026 has the former kept with the latter. An
    address in districts and provinces that are no more, beside one of today.
    """
    if manner is Manner.ADDRESS:
        return may_be_rewritten(paper or "", held or "")
    if manner is not Manner.IDENTITY:
        return False
    kinds = [{len(number) for number in identity_numbers(value or "")} for value in (paper, held)]
    return kinds in ([{_CARD_OF_OLD}, {_PERSONAL}], [{_PERSONAL}, {_CARD_OF_OLD}])


def series_of(number: str | None) -> str:
    """The letters of a paper's number, which tell its kind: those of ``18/TLKT-BS``; none of ``33/2021``."""
    return "".join(mark for mark in bare(number or "") if mark.isalpha())


def addresses(one: str, other: str) -> Agreement:
    """Exact for one place: the same house and street in communes that may be the same.

    Communes of Hanoi count as sets of old and new ones, since they were split and renamed in 2025; two that
    cannot be one are a contradiction. Elsewhere, and where nothing names the house, other units above the
    same street are a question (near); another street, house or province of today is a contradiction.
    """
    first, second = address_parts(one), address_parts(other)
    if _toned(first) == _toned(second):
        return Agreement.EXACT
    here, there = placed(one), placed(other)
    if here is not None and there is not None:
        return _places(here, there)
    if _words(first) == _words(second):
        return Agreement.NEAR
    provinces = {province_of(one), province_of(other)} - {None}
    if len(provinces) > 1:
        return Agreement.DIFFERENT
    return _near_if(bool(first and second) and bare(first[0]) == bare(second[0]))


def _places(one: Placed, other: Placed) -> Agreement:
    if not one.may_be(other):
        return Agreement.DIFFERENT
    if tone_key(one.street) == tone_key(other.street) and one.communes == other.communes:
        return Agreement.EXACT
    if not one.house or not other.house:
        return Agreement.NEAR
    mine, theirs = " ".join(one.house), " ".join(other.house)
    if tone_key(mine) == tone_key(theirs):
        return Agreement.EXACT if one.telling else Agreement.NEAR
    return _near_if(bare(mine) == bare(theirs))


def texts(one: str, other: str) -> Agreement:
    """Exact but for case, spaces, stops and the place of the tone mark; near without diacritics."""
    first, second = wording(one), wording(other)
    if tone_key(first) == tone_key(second):
        return Agreement.EXACT
    return _near_if(bare(first) == bare(second))


def read_date(text: str) -> PartialDate | None:
    """ISO (``1990-03-15``, ``1990-03``, ``1990``) or Vietnamese order (day first); None if it is no date."""
    groups = [int(group) for group in re.findall(r"\d+", text)]
    iso = re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", text.strip())
    printed = re.fullmatch(r"(\d{1,2}[/.\- ]+){1,2}\d{4}", text.strip())
    if not iso and not printed:
        return None
    known = PartialDate(*(groups if iso else reversed(groups)))
    return known if _exists(known) else None


def identity_numbers(text: str) -> frozenset[str]:
    """Runs of exactly 9 or 12 digits, blanks and dots between digits ignored."""
    return frozenset(re.findall(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)", re.sub(r"(?<=\d)[ .](?=\d)", "", text)))


def _near_if(close: bool) -> Agreement:
    return Agreement.NEAR if close else Agreement.DIFFERENT


def _i_for_y(text: str) -> str:
    return text.replace("y", "i")


def _bare_number(text: str) -> str:
    return re.sub(r"[\s.\-]+", "", tidy(unicodedata.normalize("NFKC", text)))


def _no_leading_zeros(number: str) -> str:
    return re.sub(r"(?<![0-9a-zđ])0+(?=\d)", "", number)


def _toned(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """All words with their tones, in order: a comma read as a stop parts an address no other way."""
    return tone_key(" ".join(parts))


def _words(parts: tuple[str, ...]) -> list[str]:
    return bare(" ".join(parts)).split()


def _exists(known: PartialDate) -> bool:
    try:
        date(known.year, known.month or 1, known.day or 1)
    except ValueError:
        return False
    return known.month != 0 and known.day != 0


_LADDERS: Final[dict[Manner, Callable[[str, str], Agreement]]] = {
    Manner.NAME: names,
    Manner.DATE: dates,
    Manner.NUMBER: numbers,
    Manner.IDENTITY: identities,
    Manner.ADDRESS: addresses,
    Manner.TEXT: texts,
}
