"""Components that nobody brought: which register is asked instead, and what its answer is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.checklist import ComponentCheck, ComponentState, Evidence
from domain.document import Document
from domain.law import LawRule, Manner, Presence, Reason
from domain.once_only import Answer, Compared, HeldRecord, LookUp, Outcome
from once_only.applicable import exception_for
from once_only.checklist.question import Question, Sought, question_for
from once_only.comparing.agreement import Agreement, agree, has_content
from once_only.comparing.spelling import bare
from once_only.evidence import as_of, has_expired, is_stale
from once_only.refuted import refuted
from once_only.registers import UNSENT
from once_only.wanted import wanted_about, wanted_by_rule

Place = tuple[str, str]
"""Component and person: whose share of what is asked about."""

OWED = frozenset({Reason.DB_INCIDENT, Reason.ANSWER_STALE})
"""An answer that is still to come: the register is asked again."""

_NOBODY = Document("", "", (), 0.0)


def look_ups_for(checks: Iterable[ComponentCheck], sought: Sought) -> Iterator[LookUp]:
    """One question for each component that waits for a register and whose person is surely known.

    Number, name and day of birth go together, as for every look-up. A component of two people is asked about
    by both. Where earlier results are stored for such papers the store is asked beside the register.
    """
    for check in checks:
        question = _question(check, sought) if check.state is ComponentState.LOOK_UP else None
        if question is not None:
            yield from (_look_up(check, question, rule, sought) for rule in question.rules)


def evidence_from(
    answers: Iterable[Answer], checks: Iterable[ComponentCheck], sought: Sought
) -> dict[Place, Evidence]:
    """What the answers say of components that still wait; one given to another question says nothing."""
    said = sorted(answers, key=lambda each: each.asked_at)
    found: dict[Place, Evidence] = {}
    for check in checks:
        question = _question(check, sought) if check.state is ComponentState.LOOK_UP else None
        evidence = _told(question, _about(check, said), sought) if question is not None else None
        if evidence is not None:
            found[check.component, check.person] = evidence
    return found


def still_stands(evidence: Evidence, check: ComponentCheck, sought: Sought) -> bool:
    """Whether the papers still say what the register was asked by."""
    question = _question(check, sought)
    said = {row.field: row.paper for row in evidence.compared}
    return question is not None and question.type == evidence.type and question.values == said


def _question(check: ComponentCheck, sought: Sought) -> Question | None:
    component = next(each for each in sought.procedure.components if each.id == check.component)
    return question_for(component, check.person, sought)


def _look_up(check: ComponentCheck, question: Question, rule: LawRule, sought: Sought) -> LookUp:
    people = (check.person,) if check.person else question.component.about
    form = wanted_about(rule, sought.procedure, people)
    wants = (*wanted_by_rule(rule), *question.values, *question.component.record_says, *form)
    return LookUp(
        register=rule.register or "",
        type=question.type,
        keys=question.keys,
        document="",
        law=sought.law.cites(rule.law, sought.received),
        wants=tuple(dict.fromkeys(wants)),
        component=check.component,
        person=check.person,
    )


def _about(check: ComponentCheck, answers: Sequence[Answer]) -> list[Answer]:
    place = (check.component, check.person)
    return [each for each in answers if (each.look_up.component, each.look_up.person) == place]


def _told(question: Question, answers: Sequence[Answer], sought: Sought) -> Evidence | None:
    """What the register says, or an earlier result where it says nothing or never had the record.

    What a register answers goes before what was kept from it: a record that is gone may have been struck out,
    so that a stored result outlives that only where an officer stood by the paper itself.
    """
    found: Evidence | None = None
    for rule in question.rules:
        given = [each for each in answers if each.fault not in UNSENT and _asked(question, rule, each)]
        evidence = _evidence(question, rule, given[-1], sought) if given else None
        if found is None or (evidence is not None and _outlives(evidence, found, given[-1])):
            found = evidence or found
    return found


def _outlives(stored: Evidence, found: Evidence, answer: Answer) -> bool:
    if stored.reason != Reason.DATA_HELD:
        return False
    vouched = bool(answer.origins) and all(each.vouched for each in answer.origins)
    return found.reason in OWED or (found.reason == Reason.RECORD_NOT_FOUND and vouched)


def _asked(question: Question, rule: LawRule, answer: Answer) -> bool:
    look_up = answer.look_up
    same = (look_up.register, look_up.type) == (rule.register, question.type)
    return same and look_up.keys == question.keys


def _evidence(question: Question, rule: LawRule, answer: Answer, sought: Sought) -> Evidence:
    types = (*rule.types, *rule.held_as)
    records = [each for each in answer.records if each.type in types and _is_meant(each, question)]
    rows = {id(each): _rows(question, rule, each) for each in records}
    best = min(records, key=lambda each: _apart(rows[id(each)]), default=None)
    compared = rows[id(best)] if best is not None else _rows(question, rule, None)
    return Evidence(
        type=question.type,
        reason=_reason(question, rule, answer, records, best, sought),
        law=sought.law.cites(rule.law, sought.received),
        register=answer.look_up.register,
        asked_at=answer.sent_at or answer.asked_at,
        compared=compared,
        as_of=as_of(answer, best),
    )


def _reason(
    question: Question,
    rule: LawRule,
    answer: Answer,
    records: Sequence[HeldRecord],
    best: HeldRecord | None,
    sought: Sought,
) -> Reason:
    """First whether the answer counts, then whether it is of that person and whole."""
    register = sought.law.register_named(rule.register)
    if answer.outcome is Outcome.UNAVAILABLE or register is None:
        return Reason.DB_INCIDENT
    if is_stale(answer, best, register, sought.received):
        return Reason.ANSWER_STALE
    if answer.outcome is Outcome.PERSON_MISMATCH:
        return Reason.SUBJECT_NOT_REQUESTER
    if best is None:
        return Reason.RECORD_NOT_FOUND
    if any(_apart(_rows(question, rule, each)) for each in records) or refuted(answer.records, best, rule):
        return Reason.DATA_MISMATCH
    return _worth(question, rule, best, sought)


def _worth(question: Question, rule: LawRule, record: HeldRecord, sought: Sought) -> Reason:
    """Of a record that is the person's own."""
    exception = exception_for(rule, None, record.fields)
    if exception is not None:
        return exception.reason
    if has_expired(_NOBODY, record, rule, sought.received):
        return Reason.EXPIRED_OR_REVOKED
    own = record.type == question.type
    needed = {Presence.ALWAYS, Presence.SAME_TYPE} if own else {Presence.ALWAYS}
    held = (each for each in rule.must_agree if each.when in needed)
    whole = all(
        any(has_content(record.fields.get(name)) for name in (each.field, *each.held)) for each in held
    )
    return Reason.DATA_HELD if whole else Reason.RECORD_INCOMPLETE


def _is_meant(record: HeldRecord, question: Question) -> bool:
    """Whether it is the entry that the component speaks of, where its type holds several kinds."""
    says: Mapping[str, str] = question.component.record_says
    return all(bare(words) in bare(record.fields.get(name, "")) for name, words in says.items())


def _rows(question: Question, rule: LawRule, record: HeldRecord | None) -> tuple[Compared, ...]:
    manners = {each.field: each.manner for each in rule.must_agree}
    held = record.fields if record is not None else {}
    return tuple(
        Compared(name, agree(manners.get(name, Manner.TEXT), value, held.get(name)), value, held.get(name))
        for name, value in question.values.items()
    )


def _apart(rows: Sequence[Compared]) -> int:
    return sum(row.agreement != Agreement.EXACT for row in rows)
