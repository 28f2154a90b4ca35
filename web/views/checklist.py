"""A checklist as the counter reads it: groups by what has to be done, the urgent ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from domain.checklist import Checklist, CheckReason, ComponentCheck, ComponentState, PaperAction, PaperCheck
from domain.law import Procedure, Reason
from domain.record import DossierRecord
from once_only.checklist.notice import Item, items
from web.cases import Case, cases_of
from web.labels import Labels
from web.views.evidence import evidence_of, paper_text, sought_text, verdict_on
from web.views.officer import Ballot, Word, component_ballot, share_of

GROUPS = (
    (ComponentState.MISSING, "warn"),
    (ComponentState.TO_CHECK, "warn"),
    (ComponentState.TO_SHOW, "plain"),
    (ComponentState.LOOK_UP, "plain"),
    (ComponentState.NOT_NEEDED, "good"),
    (ComponentState.COMPLETE, "good"),
    (ComponentState.IF_APPLIES, "quiet"),
    (ComponentState.NOT_ASKED, "quiet"),
)
"""In the order in which a clerk needs them, and how loud each one is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A component or a paper. evidence: law, register, time and compared fields, one a line.

    keep_scan: whether a scan of the paper may stay. ballot: what officers said of a component and may say.
    """

    name: str
    why: str
    papers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    keep_scan: bool = True
    ballot: Ballot | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All components that stand alike."""

    state: str
    tone: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """The whole checklist in words. back, look, unscanned: papers, each with the reason.

    untold: whether something is asked for only in a case that nobody has told yet.
    """

    complete: bool
    missing: int
    to_check: int
    to_look_up: int
    untold: bool
    groups: tuple[Group, ...]
    back: tuple[Row, ...]
    look: tuple[Row, ...]
    unscanned: tuple[Row, ...]
    cases: tuple[Case, ...]


def checklist_view(
    record: DossierRecord, labels: Labels, said: tuple[Word, ...] = ()
) -> ChecklistView | None:
    """The record's checklist in words, with what officers said; None where the procedure is not known."""
    found = record.checklist
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    if found is None or procedure is None:
        return None
    rows = {
        state: tuple(
            replace(_row(check, item, record, labels), ballot=component_ballot(check, said, labels))
            for check, item in _named(found.in_state(state), procedure)
        )
        for state, _ in GROUPS
    }
    look = _papers(found, record, labels, lambda each: each.action is PaperAction.LOOK)
    return ChecklistView(
        complete=found.complete,
        missing=len(found.in_state(ComponentState.MISSING)),
        to_check=len(found.in_state(ComponentState.TO_CHECK)),
        to_look_up=len(found.in_state(ComponentState.LOOK_UP)),
        untold=bool(found.in_state(ComponentState.IF_APPLIES)),
        groups=tuple(
            Group(state.value, tone, labels.words(f"check_state.{state}"), rows[state])
            for state, tone in GROUPS
            if rows[state]
        ),
        back=handed_back(record, labels),
        look=look,
        unscanned=_papers(found, record, labels, lambda each: not each.keep_scan),
        cases=cases_of(record, procedure, labels),
    )


def handed_back(record: DossierRecord, labels: Labels) -> tuple[Row, ...]:
    """Papers that the citizen takes home at once, with law and evidence."""
    if record.checklist is None:
        return ()
    return _papers(record.checklist, record, labels, lambda each: each.action is PaperAction.HAND_BACK)


def looked_at_first(record: DossierRecord, labels: Labels, *, by_hand: bool = True) -> tuple[Row, ...]:
    """What an officer has to look at before anybody is asked for it: components, then papers of none.

    by_hand: with what an officer only has to look up.
    """
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    if record.checklist is None or procedure is None:
        return ()
    every = record.checklist.in_state(ComponentState.TO_CHECK)
    checks = tuple(each for each in every if by_hand or each.reason != CheckReason.LOOK_UP_BY_HAND)
    named_in = {paper for each in checks for paper in each.documents}
    rows = (_row(each, item, record, labels) for each, item in _named(checks, procedure))
    return (
        *rows,
        *_papers(
            record.checklist,
            record,
            labels,
            lambda each: each.action is PaperAction.LOOK and each.document not in named_in,
        ),
    )


def held_without(record: DossierRecord, labels: Labels) -> tuple[Row, ...]:
    """What nobody brought and nobody has to bring, because a register holds it, with law and evidence."""
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    if record.checklist is None or procedure is None:
        return ()
    spared = record.checklist.in_state(ComponentState.NOT_NEEDED)
    held = tuple(each for each in spared if each.evidence is not None and each.advised is None)
    return tuple(_row(check, item, record, labels) for check, item in _named(held, procedure))


def share_names(record: DossierRecord, labels: Labels) -> dict[str, str]:
    """What each share of a component is called, by what its ballot calls it."""
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    if record.checklist is None or procedure is None:
        return {}
    pairs = _named(record.checklist.components, procedure)
    return {share_of(check.component, check.person): named(item, labels) for check, item in pairs}


def named(item: Item, labels: Labels) -> str:
    """The component's name; it says where nobody has read yet that the procedure asks for it."""
    name = item.vi if labels.words.lang == "vi" else item.en
    return name if item.verified else labels.words("checklist.unverified", name=name)


def _named(checks: tuple[ComponentCheck, ...], procedure: Procedure) -> Iterator[tuple[ComponentCheck, Item]]:
    return zip(checks, items(checks, procedure), strict=True)


def _row(check: ComponentCheck, item: Item, record: DossierRecord, labels: Labels) -> Row:
    evidence: list[str] = []
    if check.registers and check.advised is None:
        registers = ", ".join(labels.register(each) for each in check.registers)
        untold = check.state is ComponentState.IF_APPLIES
        how = "checklist.first_ask" if untold else "checklist.to_ask"
        evidence.append(labels.words(how, registers=registers))
    if check.state is ComponentState.NOT_NEEDED:
        verdicts = [verdict_on(each, record) for each in check.documents]
        evidence += [line for each in verdicts if each for line in evidence_of(each, labels)]
    if check.evidence is not None:
        evidence += sought_text(check.evidence, labels)
    if check.state is ComponentState.MISSING and check.advice.reason == Reason.DATA_HELD:
        evidence.append(labels.words("officer.held"))
    papers = tuple(paper_text(each, record, labels) for each in check.documents)
    return Row(named(item, labels), labels.check_reason(item.reason), papers, tuple(evidence))


def _papers(
    found: Checklist, record: DossierRecord, labels: Labels, wanted: Callable[[PaperCheck], bool]
) -> tuple[Row, ...]:
    return tuple(_paper(each, record, labels) for each in found.papers if wanted(each))


def _paper(check: PaperCheck, record: DossierRecord, labels: Labels) -> Row:
    verdict = verdict_on(check.document, record)
    if check.reason == CheckReason.DUPLICATE:
        evidence = _same_as(check.document, record, labels)
    else:
        evidence = evidence_of(verdict, labels) if verdict is not None else ()
    why = labels.check_reason(_why(check))
    return Row(paper_text(check.document, record, labels), why, evidence=evidence, keep_scan=check.keep_scan)


def _same_as(document: str, record: DossierRecord, labels: Labels) -> tuple[str, ...]:
    """Which papers of this dossier it repeats, and how."""
    said = (each for each in record.duplicates if each.document == document and each.dossier is None)
    return tuple(
        labels.words(
            "checklist.same_as",
            paper=paper_text(each.of, record, labels),
            how=labels.words(f"likeness.{each.kind}"),
        )
        for each in said
    )


def _why(check: PaperCheck) -> str:
    """A paper that is asked for and still goes back is one that is only shown."""
    shown = check.action is PaperAction.HAND_BACK and check.reason == CheckReason.HANDED_IN
    return Reason.PRESENT_ONLY if shown else check.reason
