"""One piece of advice for each paper: what need not be asked for, by which law, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from domain.document import UNKNOWN_TYPE, Document
from domain.law import LawBook, LawException, LawRule, Procedure, Reason, Register
from domain.once_only import Answer, HeldRecord, Origin, Outcome, Verdict, VerdictCode
from once_only.applicable import (
    exception_for,
    need_not_be_shown,
    present_only,
    rule_for,
    sure_values,
)
from once_only.asking import askable, keys_of
from once_only.evidence import (
    Comparison,
    asked_about,
    best_of,
    compare,
    has_expired,
    is_stale,
    latest,
    likely_misread,
    trusted,
)
from once_only.registers import NOT_ASKED
from once_only.witnesses import NOWHERE, Names

_MORE_THAN_SHOWING = frozenset(
    {
        Reason.ORIGINAL_CERTIFIED,
        Reason.ORIGINAL_COLLECTED,
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


@dataclass(frozen=True, slots=True)
class _Case:
    """All that is known about one paper when it is judged."""

    document: Document
    law: LawBook
    rule: LawRule
    received: date
    procedure: Procedure | str | None
    elsewhere: Names

    @property
    def cites(self) -> tuple[str, ...]:
        return self.law.cites(self.rule.law, self.received)

    def plain(self, code: VerdictCode, reason: Reason) -> Verdict:
        """A verdict for which no register had to be asked."""
        return Verdict(self.document.id, code, reason.value, self.cites)


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
    case = _Case(document, law, rule, received, procedure, names)
    exception = exception_for(rule, procedure, sure_values(document))
    if exception is not None:
        return _or_only_shown(case, _excepted(case, exception))
    return _or_only_shown(case, _or_stored(case, _by_rule(case, answers), answers))


def _by_rule(case: _Case, answers: Sequence[Answer]) -> Verdict:
    if case.document.type == UNKNOWN_TYPE:
        return case.plain(VerdictCode.UNKNOWN, case.rule.reason or Reason.TYPE_UNKNOWN)
    register = case.law.register_named(case.rule.register)
    if register is None or not askable(case.law, case.rule, case.received):
        return case.plain(VerdictCode.NEEDED, case.rule.reason or Reason.DB_NOT_PUBLISHED)
    answer = latest(answers, case.document, case.rule)
    if answer is None:
        return _unasked(case)
    return _by_answer(case, answer, register)


def _or_stored(case: _Case, verdict: Verdict, answers: Sequence[Answer]) -> Verdict:
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


def _unasked(case: _Case) -> Verdict:
    """No answer: either the paper gave nothing to ask by, or nobody was there to ask."""
    blank = compare(case.document, None, case.rule).compared
    if keys_of(case.document, case.rule):
        return replace(case.plain(VerdictCode.UNKNOWN, Reason.REGISTER_NOT_ASKED), compared=blank)
    return replace(case.plain(VerdictCode.NEEDED, Reason.PAPER_INCOMPLETE), compared=blank)


def _by_answer(case: _Case, answer: Answer, register: Register) -> Verdict:
    best = best_of(
        [compare(case.document, record, case.rule, case.elsewhere) for record in _records(case, answer)]
    )
    comparison = best or compare(case.document, None, case.rule)
    code, reason = _weigh(case, answer, register, comparison)
    misread = code is VerdictCode.NEEDED_MISMATCH
    return Verdict(
        document=case.document.id,
        verdict=code,
        reason=reason.value,
        law=case.cites,
        register=register.id,
        asked_at=answer.asked_at,
        compared=comparison.compared,
        likely_misread=likely_misread(case.document, comparison) if misread else (),
        origin=_origin(answer, comparison.record),
    )


def _origin(answer: Answer, record: HeldRecord | None) -> Origin | None:
    pairs = zip(answer.records, answer.origins, strict=False)
    return next((origin for each, origin in pairs if each is record), None)


def _records(case: _Case, answer: Answer) -> list[HeldRecord]:
    """Records of the rule's own types, or else of those that stand behind them; valid ones first."""
    own = [record for record in answer.records if record.type in case.rule.types]
    behind = [record for record in answer.records if record.type in case.rule.held_as]
    return sorted(
        own or behind,
        key=lambda record: has_expired(case.document, record, case.rule, case.received),
    )


def _weigh(
    case: _Case, answer: Answer, register: Register, comparison: Comparison
) -> tuple[VerdictCode, Reason]:
    """First whether the answer counts at all, then what it says."""
    if answer.outcome is Outcome.UNAVAILABLE:
        silent = Reason.REGISTER_NOT_ASKED if answer.fault in NOT_ASKED else Reason.DB_INCIDENT
        return VerdictCode.UNKNOWN, silent
    if not asked_about(answer, keys_of(case.document, case.rule), case.rule):
        return VerdictCode.UNKNOWN, Reason.REGISTER_NOT_ASKED
    if is_stale(answer, comparison.record, register, case.received):
        return VerdictCode.UNKNOWN, Reason.ANSWER_STALE
    if answer.outcome is Outcome.PERSON_MISMATCH:
        return VerdictCode.NEEDED, Reason.SUBJECT_NOT_REQUESTER
    if answer.outcome is Outcome.NOT_FOUND or comparison.record is None:
        return VerdictCode.NEEDED, Reason.RECORD_NOT_FOUND
    return _weigh_values(case, comparison)


def _weigh_values(case: _Case, comparison: Comparison) -> tuple[VerdictCode, Reason]:
    against = (
        (comparison.other_person, VerdictCode.NEEDED, Reason.SUBJECT_NOT_REQUESTER),
        (comparison.historic, VerdictCode.NEEDED, Reason.HISTORIC_VALUE),
        (comparison.disagrees, VerdictCode.NEEDED_MISMATCH, Reason.DATA_MISMATCH),
        (comparison.lacks_held, VerdictCode.NEEDED, Reason.RECORD_INCOMPLETE),
        (comparison.lacks_paper, VerdictCode.NEEDED, Reason.PAPER_INCOMPLETE),
        (_is_foreign(case, comparison), VerdictCode.NEEDED, Reason.FOREIGN_SUBJECT),
        (_has_expired(case, comparison), VerdictCode.NEEDED, Reason.EXPIRED_OR_REVOKED),
        (not trusted(case.document, comparison, case.elsewhere), VerdictCode.NEEDED, Reason.PAPER_IN_DOUBT),
    )
    found = next(((code, reason) for applies, code, reason in against if applies), None)
    return found or (VerdictCode.NOT_NEEDED_DATA_HELD, Reason.DATA_HELD)


def _is_foreign(case: _Case, comparison: Comparison) -> bool:
    """An unsure nationality on the paper is left to the register's."""
    fields = comparison.record.fields if comparison.record is not None else {}
    return exception_for(case.rule, None, fields) is not None


def _has_expired(case: _Case, comparison: Comparison) -> bool:
    return has_expired(case.document, comparison.record, case.rule, case.received)


def _excepted(case: _Case, exception: LawException) -> Verdict:
    law = case.law.cites((*case.rule.law, *exception.law), case.received)
    return Verdict(case.document.id, VerdictCode.NEEDED, exception.reason.value, law)


def _or_only_shown(case: _Case, verdict: Verdict) -> Verdict:
    """Turns the verdict on a present-only paper into one that has it shown, unless more is known."""
    procedure = case.procedure if isinstance(case.procedure, Procedure) else None
    if not present_only(procedure, case.document.type):
        return verdict
    if verdict.reason in _MORE_THAN_SHOWING:
        return verdict
    spared = need_not_be_shown(procedure, case.document.type, verdict.register)
    if verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD and spared:
        return verdict
    shown = replace(verdict, verdict=VerdictCode.NOT_NEEDED_PRESENT_ONLY, reason=Reason.PRESENT_ONLY.value)
    return replace(shown, otherwise=verdict.reason)
