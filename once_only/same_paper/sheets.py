"""Whether two papers are one sheet: how their pages look, and the words and figures on them together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import UNKNOWN_TYPE, Document, Field
from domain.fold import fold
from once_only.comparing.agreement import Agreement
from once_only.same_paper.pages import BENT_APART, SHEET_APART, Paper, Shared
from once_only.same_paper.shared_text import SharedText, alike_by_hand, shared_text, stands_on
from once_only.same_paper.told_apart import are_of_two, have_the_same_days
from once_only.same_paper.values import (
    ISSUE_DAYS,
    OWN_NUMBERS,
    WRITTEN_DAYS,
    Pair,
    agreement,
    contradict,
    is_counted,
    is_doubtful,
    last,
    same_day_written,
)

_SURELY_APART = 0.16
"""Share of a look's bits in which two scans of a sheet differ at most where no field says that it is one."""
_FEWEST_FIGURES = 4
_LEAST_SHARED = (0.6, 0.6)
"""Shares of the figures and of the words that two readings of a page have in common at least."""
_DOUBTED_SHARED = (0.8, 0.86)
"""The same, where a name was read so differently that one of the readings must be wrong."""
_UNNAMED_SHARED = (0.8, 0.85)
"""The same, of a paper of no known type, or of two types by two readings, which no field tells from the next:
two invitations to two meetings shared two thirds of their figures."""
_PLAINLY_SHARED = (0.85, 0.95)
"""Shares from which a sheet that was bent, cut or faded in one scan, or has few figures, is the same too."""
_WHOLLY_SHARED = 0.97
_MANY_FIGURES, _MANY_SHARED = 20, 0.95
"""Of so many figures one may be read otherwise on a bent sheet."""
_FEWEST_WHEN_PLAIN = 3
_SHEET_SHARED = (0.65, 0.85)
"""Shares from which it is one sheet though values of it were read otherwise, in doubt."""
_SHEET_APART_IN_DOUBT = 0.2
_FIGURES_IN_DOUBT = 6
_MANY_DIGITS, _DIGITS_ALIKE = 60, 0.7
"""A run of digits so long is as alike only on one sheet, though each number in it be misread: of 1,728 pairs
of strangers' papers that look alike none reached 0.68."""
_LONG_RUN, _RUN_ALIKE, _RUN_WORDS = 45, 0.85, 0.93
"""A run so alike leaves no doubt that papers are one, but for those of twins and requests of one day."""
_UNNAMED_RUN, _UNNAMED_RUN_ALIKE, _UNNAMED_RUN_WORDS = 30, 0.8, 0.9
_SHORT_RUN, _SHORT_RUN_ALIKE = 12, 0.9
_BENT_RUN = 20
"""The same, of papers of no known type, whose names and days are compared besides."""

_DAY_AND_MONTH = re.compile(r"ngay \d{1,2} thang \d{1,2}\b")


def why_by_look(seen: Shared, pairs: Sequence[Pair]) -> str | None:
    """A blank form filled by two people looks nearly the same: the figures on it tell them apart.

    A number or a day that differs is another paper here even where it was doubtfully read: the forms of
    twins look alike and differ in little else. A name that was misread weighs less than all the rest.
    """
    if seen.apart is None or seen.apart > BENT_APART or not seen.one_part:
        return None
    if any(agreement(*pair) is Agreement.DIFFERENT and is_counted(pair[0]) for pair in pairs):
        return None
    shared = shared_text(seen.one.text, seen.other.text)
    if not _share_figures(seen, seen.apart, shared, pairs) and not _share_a_run(seen, seen.apart, shared):
        return None
    open_ = _is_unnamed(seen) or not seen.whole
    return None if open_ and are_of_two(seen.one.text, seen.other.text) else "SAME_LOOK"


def _share_figures(seen: Shared, apart: float, shared: SharedText, pairs: Sequence[Pair]) -> bool:
    if apart > SHEET_APART and not _is_bent(shared):
        return False
    plain = shared.reach(_PLAINLY_SHARED)
    if shared.figure_count < _fewest(seen, plain) or (apart > _SURELY_APART and not plain):
        return False
    return plain or shared.reach(_least_shared(seen, pairs))


def _share_a_run(seen: Shared, apart: float, shared: SharedText) -> bool:
    """A paper of no known type that was filled in by hand: no number in it need be read alike, but their run.

    A short run, and a sheet that was bent, count only beside the same full days: all else on the next
    receipt of the same person may be the same, but for a number of as many digits.
    """
    if not _is_unnamed(seen) or not seen.whole or shared.other_figures:
        return False
    if shared.digits < _UNNAMED_RUN_ALIKE:
        return False
    if apart <= _SURELY_APART and shared.digit_count >= _UNNAMED_RUN and shared.words >= _UNNAMED_RUN_WORDS:
        return True
    if not have_the_same_days(seen.one.text, seen.other.text):
        return False
    if apart > _SURELY_APART:
        return shared.digit_count >= _BENT_RUN and shared.words >= _WHOLLY_SHARED
    short = shared.digit_count >= _SHORT_RUN and shared.digits >= _SHORT_RUN_ALIKE
    return short and shared.words >= _UNNAMED_RUN_WORDS


def _is_unnamed(seen: Shared) -> bool:
    """Whether the fields of two readings say nothing: one found no type, or each another one."""
    types = {seen.one.document.type, seen.other.document.type}
    return UNKNOWN_TYPE in types or len(types) > 1


def _fewest(seen: Shared, plain: bool) -> int:
    if not seen.whole:
        return _FIGURES_IN_DOUBT
    return _FEWEST_WHEN_PLAIN if plain else _FEWEST_FIGURES


def _least_shared(seen: Shared, pairs: Sequence[Pair]) -> tuple[float, float]:
    if _is_unnamed(seen) or not seen.whole:
        return _UNNAMED_SHARED
    return _DOUBTED_SHARED if any(contradict(*pair) for pair in pairs) else _LEAST_SHARED


def _is_bent(shared: SharedText) -> bool:
    """Whether the papers say the very same, so that they are one sheet however it lay."""
    if shared.same_figures:
        return shared.words >= _WHOLLY_SHARED
    return shared.figure_count >= _MANY_FIGURES and shared.reach((_MANY_SHARED, _WHOLLY_SHARED))


def why_by_figures(seen: Shared, pairs: Sequence[Pair]) -> str | None:
    """One sheet of which one reading went astray: it looks the same, and its figures and words are the same.

    What differs must be in doubt in one of the readings, and a number of its own and a name must not both
    differ, as they do on the papers of twins. A day that says which paper it is must stand on it: written and
    equal, or an office's, since the next form of the same person shares all figures but that day.
    """
    one, other = seen.one, seen.other
    if seen.apart is None or seen.apart > _SHEET_APART_IN_DOUBT or not (seen.whole and seen.one_part):
        return None
    apart_in = (pair for pair in pairs if agreement(*pair) is Agreement.DIFFERENT)
    surely = (contradict(*pair) or is_counted(pair[0]) for pair in apart_in if not is_doubtful(*pair))
    if any(surely) or _is_anothers(pairs) or not _is_dated(one, other):
        return None
    shared = shared_text(one.text, other.text)
    by_digits = shared.digit_count >= _MANY_DIGITS and shared.digits >= _DIGITS_ALIKE
    if shared.figure_count < _FIGURES_IN_DOUBT or shared.words < _SHEET_SHARED[1]:
        return None
    return "SAME_LOOK" if by_digits or shared.figures >= _SHEET_SHARED[0] else None


def why_by_digits(seen: Shared, pairs: Sequence[Pair]) -> str | None:
    """One sheet by the run of its digits, though a day in it was surely read otherwise.

    The run is nearly the same on the papers of twins, on two requests of one day, and on what was issued
    anew: another name, another number, another day of its own or a day that was not read make it another.
    """
    one, other = seen.one, seen.other
    if seen.apart is None or seen.apart > BENT_APART or not (seen.whole and seen.one_part):
        return None
    if any(_tells_apart(*pair) for pair in pairs) or _is_anothers(pairs):
        return None
    shared = shared_text(one.text, other.text)
    run = shared.digit_count >= _LONG_RUN and shared.digits >= _RUN_ALIKE and shared.words >= _RUN_WORDS
    return "SAME_LOOK" if run and _is_dated(one, other) else None


def _tells_apart(one: Field, other: Field) -> bool:
    """Whether a name, a number, or a day of the paper itself surely differs, not by a slip of the reader."""
    if agreement(one, other) is not Agreement.DIFFERENT or is_doubtful(one, other) or _is_slip(one, other):
        return False
    return last(one.name) in OWN_NUMBERS | {"ho_ten"} or (is_counted(one) and "." not in one.name)


def _is_slip(one: Field, other: Field) -> bool:
    cut = one.value.startswith(other.value) or other.value.startswith(one.value)
    return cut or alike_by_hand(one.value, other.value)


def _is_anothers(pairs: Sequence[Pair]) -> bool:
    """Whether its own number differs, not by digits that a hand writes alike, and its name too."""
    numbers = (pair for pair in pairs if pair[0].name in OWN_NUMBERS)
    other_number = any(agreement(*pair) is Agreement.DIFFERENT and not _is_slip(*pair) for pair in numbers)
    names = (pair for pair in pairs if pair[0].name == "ho_ten")
    return other_number and any(agreement(*pair) is not Agreement.EXACT for pair in names)


def _is_dated(one: Paper, other: Paper) -> bool:
    """Whether the papers carry their writer's day and agree in it, or a number or day of an office."""
    names = {each.name for each in (*one.document.fields, *other.document.fields)}
    same_day = same_day_written(one.document, other.document) or _is_day_of_both(one, other)
    return same_day and bool(names & (WRITTEN_DAYS | ISSUE_DAYS | OWN_NUMBERS))


def _is_day_of_both(one: Paper, other: Paper) -> bool:
    """Whether the one day that was read, on one of the papers, stands on the other too, but for its year."""
    days = [_days_written(each.document) for each in (one, other)]
    if bool(days[0]) == bool(days[1]):
        return False
    (day, *more), text = (days[0], other.text) if days[0] else (days[1], one.text)
    found = _DAY_AND_MONTH.match(fold(day.raw))
    return not more and found is not None and stands_on(text, found[0])


def _days_written(document: Document) -> list[Field]:
    return [each for each in document.fields if each.name in WRITTEN_DAYS]
