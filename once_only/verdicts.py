"""One piece of advice for each paper: what need not be asked for, by which law, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from domain.document import UNKNOWN_TYPE, Document
from domain.law import Doubt, LawBook, LawException, Procedure, Reason, Register
from domain.once_only import Answer, HeldRecord, Origin, Verdict, VerdictCode
from once_only.applicable import (
    exception_for,
    need_not_be_shown,
    present_only,
    rule_for,
    sure_values,
)
from once_only.asking import askable, keys_of
from once_only.evidence import (
    as_of,
    best_of,
    compare,
    has_expired,
    latest,
    likely_misread,
)
from once_only.refuted import refuted
from once_only.weighing import Case, asked_instead, weigh
from once_only.witnesses import NOWHERE, Names

_MORE_THAN_SHOWING = frozenset(
    {
        Reason.ORIGINAL_CERTIFIED,
        Reason.ORIGINAL_COLLECTED,
        Reason.SPECIALISED_LAW,
        Reason.SUBJECT_NOT_REQUESTER,
        Reason.DATA_MISMATCH,
        Reason.HISTORIC_VALUE,
        Reason.EXPIRED_OR_REVOKED,
        Reason.PAPER_IN_DOUBT,
    }
)
"""What an officer has to see even on a paper that is only shown."""

_SAYS_NOTHING = frozenset({Reason.DB_INCIDENT, Reason.ANSWER_STALE, Reason.REGISTER_NOT_ASKED})
"""A register that is silent, which speaks for nothing and against nothing."""


def verdicts(
    documents: Sequence[Document],
    answers: Sequence[Answer],
    law: LawBook,
    received: date,
    procedure: str | None,
    names: Mapping[str, Names] = MappingProxyType({}),
) -> tuple[Verdict, ...]:
    """One verdict for each document, in the same order; advice that an officer accepts or overrides.

    names: document id to its names as other papers surely have them (``once_only.witnesses``).

    ``not_needed_data_held``: a register answered, freshly, with a record that equals the paper in every
    value of the rule. ``not_needed_present_only``: the procedure only has the paper shown; it is compared
    and handed back, no copy may be demanded and its scan must not be kept. A paper that contradicts the
    register is ``needed_mismatch`` even there; where only marks differ that were probably misread,
    ``likely_misread`` names the fields to look at. Silence of a register is ``unknown``, never "not needed".
    """
    known = law.procedure_on(procedure, received) or procedure
    return tuple(
        _judge(document, answers, law, received, known, names.get(document.id, NOWHERE))
        for document in documents
    )


def _judge(
    document: Document,
    answers: Sequence[Answer],
    law: LawBook,
    received: date,
    procedure: Procedure | str | None,
    names: Names,
) -> Verdict:
    code = procedure.code if isinstance(procedure, Procedure) else procedure
    rule = rule_for(law, document.type, received, code, document.copy)
    if rule is None:
        return Verdict(document.id, VerdictCode.UNKNOWN, Reason.NO_RULE.value, ())
    case = Case(document, law, rule, received, procedure, names)
    exception = exception_for(rule, procedure, sure_values(document))
    if exception is not None:
        return _or_only_shown(case, _excepted(case, exception))
    doubt = law.doubt_on(rule, received)
    if doubt is not None:
        return _or_only_shown(case, _left_open(case, doubt))
    return _or_only_shown(case, _or_stored(case, _by_rule(case, answers), answers))


def _by_rule(case: Case, answers: Sequence[Answer]) -> Verdict:
    if case.document.type == UNKNOWN_TYPE:
        return case.plain(VerdictCode.UNKNOWN, case.rule.reason or Reason.TYPE_UNKNOWN)
    register = case.law.register_named(case.rule.register)
    if register is None or not askable(case.law, case.rule, case.received):
        return case.plain(VerdictCode.NEEDED, case.rule.reason or Reason.DB_NOT_PUBLISHED)
    answer = latest(answers, case.document, case.rule)
    if answer is None:
        return _unasked(case)
    return _by_answer(case, answer, register)


def _or_stored(case: Case, verdict: Verdict, answers: Sequence[Answer]) -> Verdict:
    """An earlier accepted result where the register itself says nothing, or never had the record.

    What a register answers goes before what was kept from it: a record that is gone may have been struck out,
    so that a stored paper outlives that only where an officer stood by the paper itself.
    """
    rule = case.rule.stored
    if rule is None or verdict.reason not in (*_SAYS_NOTHING, Reason.RECORD_NOT_FOUND):
        return verdict
    found = _by_rule(replace(case, rule=rule), answers)
    if found.verdict is not VerdictCode.NOT_NEEDED_DATA_HELD:
        return verdict
    vouched = found.origin is not None and found.origin.vouched
    return found if vouched or verdict.reason in _SAYS_NOTHING else verdict


def _unasked(case: Case) -> Verdict:
    """No answer: either the paper gave nothing to ask by, or nobody was there to ask."""
    may_be_asked = bool(keys_of(case.document, case.rule)) or case.rule.unfound is not None
    code = VerdictCode.UNKNOWN if may_be_asked else VerdictCode.NEEDED
    reason = Reason.REGISTER_NOT_ASKED if may_be_asked else Reason.PAPER_INCOMPLETE
    blank = compare(case.document, None, case.rule).compared
    return replace(case.plain(code, reason), register=case.rule.register, compared=blank)


def _by_answer(case: Case, answer: Answer, register: Register) -> Verdict:
    best = best_of(
        [compare(case.document, record, case.rule, case.elsewhere) for record in _records(case, answer)]
    )
    comparison = best or compare(case.document, None, case.rule)
    code, reason = weigh(case, answer, register, comparison)
    event = refuted(answer.records, comparison.record, case.rule)
    if event is not None and code is VerdictCode.NOT_NEEDED_DATA_HELD:
        code, reason = VerdictCode.NEEDED_MISMATCH, Reason.DATA_MISMATCH
    misread = code is VerdictCode.NEEDED_MISMATCH
    return Verdict(
        document=case.document.id,
        verdict=code,
        reason=reason.value,
        law=case.cites,
        register=register.id,
        asked_at=answer.sent_at or answer.asked_at,
        as_of=as_of(answer, comparison.record),
        compared=(*comparison.compared, *((event,) if event is not None else ())),
        likely_misread=likely_misread(case.document, comparison) if misread else (),
        otherwise=asked_instead(case.rule, reason),
        origin=_origin(answer, comparison.record),
    )


def _origin(answer: Answer, record: HeldRecord | None) -> Origin | None:
    pairs = zip(answer.records, answer.origins, strict=False)
    return next((origin for each, origin in pairs if each is record), None)


def _records(case: Case, answer: Answer) -> list[HeldRecord]:
    """Records of the rule's own types, or else of those that stand behind them; valid ones first."""
    own = [record for record in answer.records if record.type in case.rule.types]
    behind = [record for record in answer.records if record.type in case.rule.held_as]
    return sorted(
        own or behind,
        key=lambda record: has_expired(case.document, record, case.rule, case.received),
    )


def _excepted(case: Case, exception: LawException) -> Verdict:
    law = case.law.cites((*case.rule.law, *exception.law), case.received)
    return Verdict(case.document.id, VerdictCode.NEEDED, exception.reason.value, law)


def _left_open(case: Case, doubt: Doubt) -> Verdict:
    law = case.law.cites((*case.rule.law, *doubt.law), case.received)
    return replace(case.plain(VerdictCode.UNKNOWN, Reason.LAW_UNVERIFIED), law=law)


def _surely_ran_out(case: Case) -> bool:
    """Whether a paper that is to be shown says itself that it no longer holds, by a day surely read."""
    sure = sure_values(case.document)
    read = any(expiry.field in sure for expiry in case.rule.expires if expiry.enabled)
    return read and has_expired(case.document, None, case.rule, case.received)


def _or_only_shown(case: Case, verdict: Verdict) -> Verdict:
    """Turns the verdict on a present-only paper into one that has it shown, unless more is known."""
    procedure = case.procedure if isinstance(case.procedure, Procedure) else None
    if not present_only(procedure, case.document.type):
        return verdict
    if verdict.reason in _MORE_THAN_SHOWING:
        return verdict
    if verdict.verdict is not VerdictCode.NOT_NEEDED_DATA_HELD and _surely_ran_out(case):
        return replace(verdict, verdict=VerdictCode.NEEDED, reason=Reason.EXPIRED_OR_REVOKED.value)
    spared = need_not_be_shown(procedure, case.document.type, verdict.register)
    if verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD and spared:
        return verdict
    shown = replace(verdict, verdict=VerdictCode.NOT_NEEDED_PRESENT_ONLY, reason=Reason.PRESENT_ONLY.value)
    return replace(shown, otherwise=verdict.reason)
