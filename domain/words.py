"""Officers' words on advice: which one stands, and what it says. None changes the advice itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Final

from domain.checklist import ComponentCheck, ComponentState
from domain.law import Reason
from domain.once_only import Compared, Verdict, VerdictCode
from domain.record import DossierRecord, Duplicate
from domain.review import About, Decision, DecisionKind

ON_VERDICTS: Final = frozenset({DecisionKind.ACCEPT_VERDICT, DecisionKind.OVERRIDE_VERDICT})
ON_COMPONENTS: Final = frozenset({DecisionKind.ACCEPT_COMPONENT, DecisionKind.OVERRIDE_COMPONENT})
OVERRIDES: Final = frozenset(
    {DecisionKind.OVERRIDE_VERDICT, DecisionKind.OVERRIDE_COMPONENT, DecisionKind.NOT_SAME_PAPER}
)

ON_DUPLICATES: Final = frozenset({DecisionKind.SAME_PAPER, DecisionKind.NOT_SAME_PAPER})

CONCLUSIONS: Final = tuple(each for each in VerdictCode if each is not VerdictCode.UNKNOWN)
"""What an officer may say of a paper: that nothing can be concluded is no conclusion."""

SAYABLE: Final = (
    ComponentState.COMPLETE,
    ComponentState.MISSING,
    ComponentState.TO_SHOW,
    ComponentState.NOT_NEEDED,
    ComponentState.NOT_ASKED,
)
"""What an officer may say of a component: conclusions, and nothing that only waits for one."""


def about_verdict(verdict: Verdict) -> About:
    """The verdict as an officer sees it; when the register was asked is no part of it."""
    evidence = _digest(verdict.compared, verdict.register, verdict.otherwise)
    return About(verdict.verdict, verdict.reason, evidence)


def about_component(check: ComponentCheck) -> About:
    """The same of what the checklist advises of a share."""
    found, advice = check.evidence, check.advice
    evidence = _digest(found.compared, found.register, None) if found is not None else ""
    return About(advice.state, advice.reason, evidence)


def standing_decision(record: DossierRecord, document: str) -> Decision | None:
    """The officer's word that stands on the verdict about that document.

    It is the last one said, if the advice is still the one it was about; else it is history.
    """
    said = last_on_verdict(record, document)
    verdict = next((each for each in record.once_only if each.document == document), None)
    now = about_verdict(verdict) if verdict is not None else None
    return said if said is not None and _counts(said, now) else None


def standing_on_component(record: DossierRecord, component: str, person: str) -> Decision | None:
    """The same of that person's share of the component."""
    said = last_on_component(record, component, person)
    check = record.checklist.share(component, person) if record.checklist is not None else None
    now = about_component(check) if check is not None else None
    return said if said is not None and _counts(said, now) else None


def is_standing(record: DossierRecord, said: Decision) -> bool:
    """Whether the word is the one that stands on what it is about."""
    if said.kind in ON_COMPONENTS:
        return standing_on_component(record, said.component or "", said.person) == said
    if said.kind in ON_DUPLICATES:
        return last_on_duplicate(record, said.document or "") == said
    return standing_decision(record, said.document or "") == said


def last_on_verdict(record: DossierRecord, document: str) -> Decision | None:
    """The last word on the verdict about that document, whatever advice it was about."""
    return _last(each for each in record.decisions if each.kind in ON_VERDICTS and each.document == document)


def last_on_component(record: DossierRecord, component: str, person: str) -> Decision | None:
    """The last word on that person's share of the component, whatever advice it was about."""
    about = (component, person)
    spoken = (each for each in record.decisions if each.kind in ON_COMPONENTS)
    return _last(each for each in spoken if (each.component, each.person) == about)


def last_on_duplicate(record: DossierRecord, document: str) -> Decision | None:
    """The last word on whether that document is a paper that was there before."""
    return _last(
        each for each in record.decisions if each.kind in ON_DUPLICATES and each.document == document
    )


def duplicates_that_count(record: DossierRecord) -> tuple[Duplicate, ...]:
    """The papers that were there before, without those of which an officer says that they were not."""
    words = {each.document: last_on_duplicate(record, each.document) for each in record.duplicates}
    denied = {
        document
        for document, said in words.items()
        if said is not None and said.kind is DecisionKind.NOT_SAME_PAPER
    }
    return tuple(each for each in record.duplicates if each.document not in denied)


def legible(record: DossierRecord) -> frozenset[str]:
    """Tasks to scan a page again whose last answer is that the page is good as it is."""
    answered = sorted((each for each in record.decisions if each.task), key=lambda each: each.at)
    last = {each.task: each.kind for each in answered}
    return frozenset(task for task, kind in last.items() if task and kind is DecisionKind.LEGIBLE)


def outdated(record: DossierRecord) -> tuple[Decision, ...]:
    """Last words whose advice is another one now. Advice that waits to be judged again is none yet."""
    said = [
        (last_on_verdict(record, each.document), about_verdict(each))
        for each in record.once_only
        if each.reason != Reason.EVIDENCE_CHANGED
    ]
    checks = record.checklist.components if record.checklist is not None else ()
    said += [
        (last_on_component(record, each.component, each.person), about_component(each)) for each in checks
    ]
    return tuple(word for word, now in said if word is not None and not _counts(word, now))


def said_of_components(record: DossierRecord) -> dict[tuple[str, str], ComponentState]:
    """Component and person to what an officer says of that share instead of the advice."""
    checks = record.checklist.components if record.checklist is not None else ()
    words = {
        (each.component, each.person): standing_on_component(record, each.component, each.person)
        for each in checks
    }
    return {
        place: ComponentState(said.value)
        for place, said in words.items()
        if said is not None and said.kind is DecisionKind.OVERRIDE_COMPONENT and said.value is not None
    }


def _counts(said: Decision, now: About | None) -> bool:
    return said.about is None or said.about == now


def _digest(compared: Sequence[Compared], register: str | None, otherwise: str | None) -> str:
    rows = [astuple(each) for each in compared]
    return hashlib.sha256(json.dumps([rows, register, otherwise]).encode()).hexdigest()


def _last(words: Iterable[Decision]) -> Decision | None:
    """By time; of those said in one moment the one that was saved last."""
    return max(reversed(tuple(words)), key=lambda each: each.at, default=None)
