"""What a paper is found again by: values that together only one person's papers carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from domain.document import UNKNOWN_TYPE, Document, Field
from once_only.comparing.spelling import bare
from once_only.same_paper.values import ISSUE_DAYS, OWN_NUMBERS, last

_FEWEST_LETTERS = 3


def marks_of(document: Document) -> tuple[tuple[str, ...], ...]:
    """Sets of values of a paper, its type first, in one spelling without case and marks.

    They hold citizens' values: whoever keeps them keeps a keyed hash. A paper that is scanned again shares
    one of them unless nearly all of it is read otherwise: its numbers, each person with birth date, and each
    name with each day of issue.
    """
    if document.type == UNKNOWN_TYPE:
        return ()
    found = [*_numbers(document), *_people(document), *_days(document)]
    return tuple(dict.fromkeys((document.type, *each) for each in found))


def _numbers(document: Document) -> Iterator[tuple[str, ...]]:
    for field in document.fields:
        if last(field.name) in OWN_NUMBERS and _has_content(field):
            yield field.name, bare(field.value)


def _people(document: Document) -> Iterator[tuple[str, ...]]:
    for name in _named(document, ("ho_ten",)):
        born = document.field_named(f"{name.name.removesuffix('ho_ten')}ngay_sinh")
        if born is not None and _has_content(born):
            yield "born", bare(name.value), bare(born.value)


def _days(document: Document) -> Iterator[tuple[str, ...]]:
    for name, day in product(_named(document, ("ho_ten", "cap_cho")), _named(document, ISSUE_DAYS)):
        yield day.name, bare(name.value), bare(day.value)


def _named(document: Document, names: Iterable[str]) -> list[Field]:
    wanted = frozenset(names)
    return [each for each in document.fields if last(each.name) in wanted and _has_content(each)]


def _has_content(field: Field) -> bool:
    return len(bare(field.value)) >= _FEWEST_LETTERS
