"""What the law says of one kind of paper on one day, for people who ask why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.law import LawBook, LawException, LawRule, Provision, Reason, Register, Status
from once_only.applicable import exception_for, present_only, rule_for
from once_only.asking import askable


class Effect(StrEnum):
    """What follows for the paper.

    held: equal held data stand in for it. not_announced: no register's owner has announced that its data do.
    unverified: nobody has read whether the rule still holds. shared, never: as the rule's status. excepted:
    the procedure needs the paper all the same.
    """

    HELD = "held"
    NOT_ANNOUNCED = "not_announced"
    UNVERIFIED = "unverified"
    SHARED = "shared"
    NEVER = "never"
    EXCEPTED = "excepted"
    NO_RULE = "no_rule"


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one rule and one effect. start: None before the first rule; end: the first day after it."""

    start: date | None
    end: date | None
    rule: str | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule of the day with all that hangs on it.

    provisions: those of the rule and of its exception that are in force. waiting: those that the rule cites
    but that begin later or have ended. announced: by what the register's data replace this paper. store: the
    register of earlier results behind it. spans: the whole line of time, in order. shown_only: the procedure
    only has such a paper shown.
    """

    type: str
    on: date
    procedure: str | None
    effect: Effect
    spans: tuple[Span, ...]
    rule: LawRule | None = None
    register: Register | None = None
    exception: LawException | None = None
    announced: Provision | None = None
    store: Register | None = None
    provisions: tuple[Provision, ...] = ()
    waiting: tuple[Provision, ...] = ()
    shown_only: bool = False

    @property
    def reason(self) -> Reason | None:
        """The reason code of a verdict that needs no look-up; None where a look-up decides."""
        if self.exception is not None:
            return self.exception.reason
        if self.effect is Effect.NO_RULE or self.rule is None:
            return Reason.NO_RULE
        if self.effect is Effect.UNVERIFIED:
            return Reason.LAW_UNVERIFIED
        return None if self.effect is Effect.HELD else self.rule.reason or Reason.DB_NOT_PUBLISHED


def explain(law: LawBook, type_: str, on: date, procedure: str | None = None) -> Explanation:
    """The rule for such papers in dossiers received on that day, and when it was or will be another."""
    rule = rule_for(law, type_, on, procedure)
    known = law.procedure_on(procedure, on)
    exception = exception_for(rule, known or procedure, {}) if rule is not None else None
    doubt = law.doubt_on(rule, on) if rule is not None else None
    more = [each.law for each in (exception, doubt) if each is not None]
    ids = () if rule is None else (*rule.law, *(id_ for each in more for id_ in each))
    cited = [each for each in law.provisions if each.id in ids]
    return Explanation(
        type=type_,
        on=on,
        procedure=procedure,
        effect=_effect(law, rule, exception, on),
        spans=_spans(law, type_, procedure),
        rule=rule,
        register=law.register_named(rule.register) if rule is not None else None,
        exception=exception,
        announced=next((each for each in law.provisions if rule and each.id == rule.announced_by), None),
        store=law.register_named(rule.store) if rule is not None else None,
        provisions=tuple(each for each in cited if each.in_force(on)),
        waiting=tuple(each for each in cited if not each.in_force(on)),
        shown_only=present_only(known, type_),
    )


def _effect(law: LawBook, rule: LawRule | None, exception: LawException | None, on: date) -> Effect:
    if rule is None:
        return Effect.NO_RULE
    if exception is not None:
        return Effect.EXCEPTED
    if law.doubt_on(rule, on) is not None:
        return Effect.UNVERIFIED
    if rule.status is Status.REPLACEABLE:
        return Effect.HELD if askable(law, rule, on) else Effect.NOT_ANNOUNCED
    if rule.status is Status.SHARED:
        return Effect.SHARED
    return Effect.NOT_ANNOUNCED if rule.reason is Reason.DB_NOT_PUBLISHED else Effect.NEVER


def _spans(law: LawBook, type_: str, procedure: str | None) -> tuple[Span, ...]:
    """From border to border; neighbours that say the same are one."""
    borders = sorted(_borders(law, type_))
    spans = [Span(None, None, None, Effect.NO_RULE)]
    for border in borders:
        rule = rule_for(law, type_, border, procedure)
        known = law.procedure_on(procedure, border) or procedure
        exception = exception_for(rule, known, {}) if rule is not None else None
        now = Span(border, None, rule.id if rule is not None else None, _effect(law, rule, exception, border))
        last = spans[-1]
        if (last.rule, last.effect) != (now.rule, now.effect):
            spans[-1] = Span(last.start, border, last.rule, last.effect)
            spans.append(now)
    return tuple(spans)


def _borders(law: LawBook, type_: str) -> set[date]:
    """Every day on which another rule, or an announcement, could begin or end for the type."""
    rules = [rule for rule in law.rules if rule.enabled and (not rule.types or type_ in rule.types)]
    registers = [law.register_named(rule.register) for rule in rules]
    days = [day for rule in rules for day in (rule.effective_from, rule.effective_to)]
    days += [each.announced_from for each in registers if each is not None]
    days += [each.effective_from for rule in rules for each in law.doubts if rule.id in each.rules]
    return {day for day in days if day is not None}
