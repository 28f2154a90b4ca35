"""What an answer of a register says of a paper: whether it counts at all, and then what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.document import Document
from domain.law import LawBook, LawRule, Procedure, Reason, Register
from domain.once_only import Answer, Outcome, Verdict, VerdictCode
from once_only.applicable import exception_for
from once_only.asking import keys_of
from once_only.evidence import Comparison, asked_about, has_expired, is_stale, trusted
from once_only.registers import NOT_ASKED
from once_only.witnesses import Names

_KNOWS_TOO_LITTLE = frozenset(
    {
        Reason.RECORD_NOT_FOUND,
        Reason.RECORD_INCOMPLETE,
        Reason.HISTORIC_VALUE,
        Reason.EXPIRED_OR_REVOKED,
    }
)
"""Answers after which the agency asks elsewhere, where the law keeps it from asking the citizen."""


@dataclass(frozen=True, slots=True)
class Case:
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


def weigh(
    case: Case, answer: Answer, register: Register, comparison: Comparison
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


def _weigh_values(case: Case, comparison: Comparison) -> tuple[VerdictCode, Reason]:
    foreign = _foreign(case, comparison)
    against = (
        (comparison.other_person, VerdictCode.NEEDED, Reason.SUBJECT_NOT_REQUESTER),
        (comparison.historic, VerdictCode.NEEDED, Reason.HISTORIC_VALUE),
        (comparison.disagrees, VerdictCode.NEEDED_MISMATCH, Reason.DATA_MISMATCH),
        (comparison.lacks_held, VerdictCode.NEEDED, Reason.RECORD_INCOMPLETE),
        (comparison.lacks_paper, VerdictCode.NEEDED, Reason.PAPER_INCOMPLETE),
        (foreign is not None, VerdictCode.NEEDED, foreign or Reason.FOREIGN_SUBJECT),
        (_has_expired(case, comparison), VerdictCode.NEEDED, Reason.EXPIRED_OR_REVOKED),
        (not trusted(case.document, comparison, case.elsewhere), VerdictCode.NEEDED, Reason.PAPER_IN_DOUBT),
    )
    found = next(((code, reason) for applies, code, reason in against if applies), None)
    return found or (VerdictCode.NOT_NEEDED_DATA_HELD, Reason.DATA_HELD)


def _foreign(case: Case, comparison: Comparison) -> Reason | None:
    """What an unsure nationality or office on the paper leaves to the register's."""
    fields = comparison.record.fields if comparison.record is not None else {}
    found = exception_for(case.rule, None, fields)
    return found.reason if found is not None else None


def _has_expired(case: Case, comparison: Comparison) -> bool:
    return has_expired(case.document, comparison.record, case.rule, case.received)


def asked_instead(rule: LawRule, reason: Reason) -> str | None:
    """Who is asked in place of the citizen, where the law forbids asking for the paper at all."""
    return rule.unfound if reason in _KNOWS_TOO_LITTLE else None
