"""Components for which a paper lies on the desk: whether it is the one that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from domain.checklist import CheckReason, ComponentCheck, ComponentState
from domain.document import Document
from domain.law import Component, Handing, Reason
from domain.once_only import Verdict, VerdictCode
from once_only.checklist.desk import Desk, check_of
from once_only.checklist.holders import surely_of_others

DOUBTED = frozenset({Reason.DATA_MISMATCH, Reason.SUBJECT_NOT_REQUESTER, Reason.PAPER_IN_DOUBT})
"""What a person has to look at before a paper, or a register's record, counts for anything."""

_OFFICER_DOUBTS = (VerdictCode.NEEDED_MISMATCH, VerdictCode.UNKNOWN)


def with_papers(component: Component, person: str, papers: Sequence[Document], desk: Desk) -> ComponentCheck:
    """Papers of the right type and person: held by a register, in doubt, run out, or handed in."""
    found = [desk.verdicts[each.id] for each in papers if each.id in desk.verdicts]
    if any(each.verdict is VerdictCode.NOT_NEEDED_DATA_HELD for each in found):
        return check_of(component, person, ComponentState.NOT_NEEDED, Reason.DATA_HELD, papers)
    doubts = [each.reason for each in found if _is_doubted(each)]
    if doubts and len(doubts) == len(papers):
        return check_of(component, person, ComponentState.TO_CHECK, doubts[0], papers)
    if found and all(each.reason == Reason.EXPIRED_OR_REVOKED for each in found):
        shown = component.handing is Handing.XUAT_TRINH
        state = ComponentState.TO_SHOW if shown else ComponentState.MISSING
        return check_of(component, person, state, Reason.EXPIRED_OR_REVOKED, papers)
    return check_of(component, person, ComponentState.COMPLETE, CheckReason.HANDED_IN, papers)


def is_of_others(paper: Document, component: Component, desk: Desk) -> bool:
    """Whether the paper is surely about somebody else than the component, as far as that is nobody's own."""
    return bool(component.about) and surely_of_others(paper, component.about, desk.where, desk.papers)


def _is_doubted(verdict: Verdict) -> bool:
    """A paper is no more there because an officer, and not a register, says that it does not agree."""
    by_officer = verdict.reason == CheckReason.OFFICER
    return verdict.reason in DOUBTED or (by_officer and verdict.verdict in _OFFICER_DOUBTS)
