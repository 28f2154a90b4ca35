"""Whether two papers are one, by what they say, how they look, and the words on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import UNKNOWN_TYPE, Copy
from domain.record import Likeness
from once_only.comparing.agreement import Agreement
from once_only.comparing.spelling import is_part
from once_only.same_paper.pages import SHEET_APART, Paper, Shared, shared_pages
from once_only.same_paper.sealed_anew import sealed_anew
from once_only.same_paper.shared_text import has_words, stands_on
from once_only.same_paper.sheets import why_by_digits, why_by_figures, why_by_look
from once_only.same_paper.values import (
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


@dataclass(frozen=True, slots=True)
class Sameness:
    """why: what told it, a code of ``domain.record.Duplicate``."""

    why: str
    kind: Likeness


def sameness(one: Paper, other: Paper) -> Sameness | None:
    """How two papers are the same; None where they are two.

    ``SAME_NUMBER``: an identifying number agrees and nearly all other fields do. ``SAME_VALUES``: nearly
    all fields agree on a paper without a number, or on one whose number was doubtfully read. ``SAME_LOOK``:
    the pages look the same and carry the same figures and words, and no field says otherwise; alone that
    counts for papers whose type was seen once only or read as two. Another number, person or day of issue,
    surely read, is another paper: a second issue, or the same blank form.
    """
    seen, two_types = shared_pages(one, other), _are_of_two_types(one, other)
    if two_types and seen.apart is None:
        return None
    pairs = [
        pair for pair in shared_fields(one.document, other.document) if not _stand_on_both(one, other, pair)
    ]
    why = why_by_look(seen, pairs) if two_types else _why(seen, pairs, one, other)
    return Sameness(why, _kind(seen)) if why else None


def _are_of_two_types(one: Paper, other: Paper) -> bool:
    """Whether each was taken for another kind of paper: nothing but its look may then prove them one."""
    types = {one.document.type, other.document.type}
    return len(types) > 1 and UNKNOWN_TYPE not in types


def _why(seen: Shared, pairs: Sequence[Pair], one: Paper, other: Paper) -> str | None:
    told = _unless_contradicted(seen, pairs, one, other)
    return told or why_by_figures(seen, pairs) or why_by_digits(seen, pairs)


def _unless_contradicted(seen: Shared, pairs: Sequence[Pair], one: Paper, other: Paper) -> str | None:
    """By fields or by look, where nothing but a doubtful name contradicts."""
    if any(not is_doubtful_name(*pair) and contradict(*pair) for pair in pairs):
        return None
    against = any(contradict(*pair) for pair in pairs)
    by_fields = (
        None if against and not is_same_person(pairs) else why_by_fields(one.document, other.document, pairs)
    )
    return by_fields or why_by_look(seen, pairs)


def _stand_on_both(one: Paper, other: Paper, pair: Pair) -> bool:
    """Whether values differ though each stands on both papers: readings picked up, or cut, another place.

    A day must stand on both word by word; of a name the words that one reading lacks must be on its paper.
    """
    left, right = pair
    kind = last(left.name)
    if kind not in ISSUE_DAYS | {"ho_ten"} or agreement(left, right) is not Agreement.DIFFERENT:
        return False
    if kind in ISSUE_DAYS:
        return stands_on(other.text, left.raw) and stands_on(one.text, right.raw)
    if is_part(right.value, left.value):
        return has_words(other.text, left.raw)
    return is_part(left.value, right.value) and has_words(one.text, right.raw)


def _kind(seen: Shared) -> Likeness:
    one, other = seen.one, seen.other
    if seen.apart == 0 and seen.whole and one.text == other.text:
        return Likeness.SAME_IMAGE
    if (one.document.copy is Copy.CERTIFIED_COPY) != (other.document.copy is Copy.CERTIFIED_COPY):
        return Likeness.CERTIFIED_COPY
    looks_so = seen.apart is not None and seen.apart <= SHEET_APART
    is_sheet = looks_so and not sealed_anew(one.document, other.document)
    return Likeness.SAME_SHEET if is_sheet else Likeness.SAME_PAPER
