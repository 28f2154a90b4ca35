"""What becomes of each paper on the desk: kept, handed back, or looked at; and whose scan must not stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from domain.checklist import CheckReason, PaperAction, PaperCheck
from domain.document import UNKNOWN_TYPE, Copy, Document
from domain.law import Handing, Procedure
from domain.once_only import Verdict, VerdictCode

_SERVICE_FORM = "phieu_mot_cua"
_COPIES = (Copy.COPY, Copy.CERTIFIED_COPY)
_SPARED = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY)


def papers_of(
    procedure: Procedure,
    documents: Sequence[Document],
    verdicts: Mapping[str, Verdict],
    twice: Collection[str],
) -> tuple[PaperCheck, ...]:
    """One check for each document, in their order.

    A paper whose data are held and one that is only shown go back, and their scan must not stay: no copy of
    them may be demanded, and a scan is a copy. Where a copy is to be handed in with the original shown, the
    original goes back and its scan stays as that copy. A shown paper with something to settle goes back too,
    but what the officer has to look at stays until it is settled. A paper that is there twice goes back,
    unless an officer has decided about it.
    """
    return tuple(_paper(procedure, each, verdicts.get(each.id), each.id in twice) for each in documents)


def _paper(procedure: Procedure, document: Document, verdict: Verdict | None, twice: bool) -> PaperCheck:
    decided = verdict is not None and verdict.reason == CheckReason.OFFICER
    if twice and not decided:
        return PaperCheck(document.id, PaperAction.HAND_BACK, CheckReason.DUPLICATE, keep_scan=False)
    if verdict is not None and verdict.verdict in _SPARED:
        return PaperCheck(document.id, PaperAction.HAND_BACK, verdict.reason, keep_scan=False)
    serving = [each for each in procedure.components if each.serves(document.type)]
    if any(each.handing is Handing.NOP for each in serving):
        return PaperCheck(document.id, PaperAction.KEEP, CheckReason.HANDED_IN)
    if any(each.handing is Handing.NOP_BAN_SAO for each in serving):
        action = PaperAction.KEEP if document.copy in _COPIES else PaperAction.HAND_BACK
        return PaperCheck(document.id, action, CheckReason.COPY_KEPT)
    if serving:
        reason = verdict.reason if verdict is not None else CheckReason.HANDED_IN
        return PaperCheck(document.id, PaperAction.HAND_BACK, reason)
    return PaperCheck(document.id, *_unasked(procedure, document))


def _unasked(procedure: Procedure, document: Document) -> tuple[PaperAction, str]:
    if document.type == UNKNOWN_TYPE:
        return PaperAction.LOOK, CheckReason.UNRECOGNISED
    if document.type == _SERVICE_FORM:
        return PaperAction.KEEP, CheckReason.SERVICE_FORM
    if any(document.type in each.instead for each in procedure.components):
        return PaperAction.LOOK, CheckReason.SUBSTITUTE
    return PaperAction.LOOK, CheckReason.NOT_ASKED_FOR
