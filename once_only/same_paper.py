"""Whether two papers are one, by what they say, how they look, and the words on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import UNKNOWN_TYPE, Copy
from domain.record import Likeness
from once_only.agreement import Agreement
from once_only.same_sheet import SHEET_APART, Paper, looks_apart, why_by_digits, why_by_figures, why_by_look
from once_only.same_values import (
    ISSUE_DAYS,
    Pair,
    agreement,
    contradict,
    is_doubtful_name,
    is_same_person,
    last,
    shared_fields,
    why_by_fields,
)
from once_only.shared_text import has_words, stands_on
from once_only.spelling import is_part


@dataclass(frozen=True, slots=True)
class Sameness:
    """why: what told it, a code of ``domain.record.Duplicate``."""

    why: str
    kind: Likeness


def sameness(one: Paper, other: Paper) -> Sameness | None:
    """How two papers are the same; None where they are two.

    ``SAME_NUMBER``: an identifying number agrees and nearly all other fields do. ``SAME_VALUES``: nearly
    all fields agree on a paper without a number, or on one whose number was doubtfully read. ``SAME_LOOK``:
    the pages look the same and carry the same figures and words, and no field says otherwise. Another
    number, person or day of issue, surely read, is another paper: a second issue, or the same blank form.
    """
    if one.document.type != other.document.type and UNKNOWN_TYPE not in (
        one.document.type,
        other.document.type,
    ):
        return None
    pairs = [
        pair for pair in shared_fields(one.document, other.document) if not _stand_on_both(one, other, pair)
    ]
    apart = looks_apart(one, other)
    why = (
        _why(one, other, apart, pairs)
        or why_by_figures(one, other, apart, pairs)
        or why_by_digits(one, other, apart, pairs)
    )
    return Sameness(why, _kind(one, other, apart)) if why else None


def _why(one: Paper, other: Paper, apart: float | None, pairs: Sequence[Pair]) -> str | None:
    """By fields or by look, where nothing but a doubtful name contradicts."""
    against = [pair for pair in pairs if contradict(*pair)]
    if not all(is_doubtful_name(*pair) for pair in against):
        return None
    by_fields = (
        None if against and not is_same_person(pairs) else why_by_fields(one.document, other.document, pairs)
    )
    return by_fields or why_by_look(one, other, apart, pairs)


def _stand_on_both(one: Paper, other: Paper, pair: Pair) -> bool:
    """Whether values differ though each stands on both papers: readings picked up, or cut, another place.

    A day must stand on both word by word; of a name the words that one reading lacks must be on its paper.
    """
    left, right = pair
    if agreement(left, right) is not Agreement.DIFFERENT:
        return False
    if last(left.name) in ISSUE_DAYS:
        return stands_on(other.text, left.raw) and stands_on(one.text, right.raw)
    if last(left.name) != "ho_ten":
        return False
    if is_part(right.value, left.value):
        return has_words(other.text, left.raw)
    return is_part(left.value, right.value) and has_words(one.text, right.raw)


def _kind(one: Paper, other: Paper, apart: float | None) -> Likeness:
    if apart == 0 and one.text == other.text:
        return Likeness.SAME_IMAGE
    if (one.document.copy is Copy.CERTIFIED_COPY) != (other.document.copy is Copy.CERTIFIED_COPY):
        return Likeness.CERTIFIED_COPY
    return Likeness.SAME_SHEET if apart is not None and apart <= SHEET_APART else Likeness.SAME_PAPER
