"""The cases of a procedure that only the citizen can tell: asked at the counter, kept as decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.procedure import Condition, Procedure
from domain.record import DossierRecord
from domain.review import CaseGiven, DecisionKind
from review.settle import told_cases
from web.labels import Labels
from web.problems import Problem
from web.views.review_models import DecisionIn

TOLD = "case-"
"""What a form's fields begin with; the condition follows."""
_NOBODYS = (Condition.ALWAYS, Condition.IF_REGISTER_FAILS)
"""Conditions that the law or a register decides and no citizen."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the procedure in words. given: a ``CaseGiven``."""

    id: str
    text: str
    given: str


def cases_of(record: DossierRecord, procedure: Procedure, labels: Labels) -> tuple[Case, ...]:
    """What to ask the citizen, each case once, in the order of the procedure's papers."""
    told = told_cases(record)
    cases = (case for each in procedure.components for case in (each.when, *each.unless))
    asked = dict.fromkeys(case for case in cases if case not in _NOBODYS)
    return tuple(Case(each, labels.words(f"case.{each}"), _given(told, each)) for each in asked)


def told_in(form: Mapping[str, str], told: Mapping[Condition, bool]) -> tuple[DecisionIn, ...]:
    """What a form tells that was not told before. Raises Problem BAD_REQUEST for a word we do not know."""
    said = {name.removeprefix(TOLD): value for name, value in form.items() if name.startswith(TOLD)}
    if not set(said) <= set(Condition) or not set(said.values()) <= set(CaseGiven):
        raise Problem("BAD_REQUEST")
    return tuple(
        DecisionIn(kind=DecisionKind.TELL_CASE, field=name, value=value)
        for name, value in said.items()
        if value != _given(told, Condition(name))
    )


def _given(told: Mapping[Condition, bool], case: Condition) -> CaseGiven:
    if case not in told:
        return CaseGiven.UNTOLD
    return CaseGiven.YES if told[case] else CaseGiven.NO
