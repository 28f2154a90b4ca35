"""What officers said about advice, and what they may still say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.checklist import ComponentCheck
from domain.law import Reason
from domain.once_only import Verdict
from domain.record import DossierRecord
from domain.review import Decision
from domain.words import (
    CONCLUSIONS,
    ON_COMPONENTS,
    ON_DUPLICATES,
    ON_VERDICTS,
    OVERRIDES,
    SAYABLE,
    is_standing,
    outdated,
)
from web.days import time_text
from web.labels import Labels

ACCEPT = "accept"
"""The choice that agrees with the advice; any other choice is the code of another conclusion."""


NOT_SAME = "not_same"


@dataclass(frozen=True, slots=True)
class Word:
    """One officer's word in words. subject: what it is about, as its ballot calls it. standing: the last one
    about that, which counts. outdated: the last one, but what is advised now is something else.

    pending: said in a review that is not finished, so that no revision of the record carries it yet.
    """

    subject: str
    text: str
    note: str
    by: str
    override: bool
    standing: bool
    pending: bool
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """What may be said about one advice, and what was said. subject: the document, or the share of a
    component. choices, reasons: codes and their words. warning: what the law says before anybody chooses.
    """

    subject: str
    choices: tuple[tuple[str, str], ...]
    words: tuple[Word, ...]
    reasons: tuple[tuple[str, str], ...] = ()
    warning: str = ""


def share_of(component: str, person: str) -> str:
    """One person's share of a component as a form calls it."""
    return f"{component}.{person}"


def sameness_of(document: str) -> str:
    """What a form calls the question whether that document is a paper that was there before."""
    return f"same.{document}"


def words_about(record: DossierRecord, labels: Labels, settled: int) -> tuple[Word, ...]:
    """Every word on advice, in the order it was said.

    settled: how many decisions the kept record carries; those behind them are still pending.
    """
    return tuple(
        _word(each, record, labels, pending=place >= settled)
        for place, each in enumerate(record.decisions)
        if each.kind in ON_VERDICTS | ON_COMPONENTS | ON_DUPLICATES
    )


def ballot_of(verdict: Verdict, words: tuple[Word, ...], labels: Labels) -> Ballot:
    """Accept it, or say another conclusion; «unknown» is no conclusion."""
    others = [each for each in CONCLUSIONS if each is not verdict.verdict]
    return _ballot(verdict.document, "verdict", others, words, labels)


def component_ballot(check: ComponentCheck, words: tuple[Word, ...], labels: Labels) -> Ballot:
    """Accept what is advised of a component, or say how it stands; a register's data warn before."""
    others = [each for each in SAYABLE if each is not check.advice.state]
    held = labels.words("officer.held") if check.advice.reason == Reason.DATA_HELD else ""
    subject = share_of(check.component, check.person)
    return _ballot(subject, "check_state", others, words, labels, held)


def sameness_ballot(document: str, words: tuple[Word, ...], labels: Labels) -> Ballot:
    """Agree that the paper was there before, or say that it is another one."""
    said, subject = labels.words, sameness_of(document)
    choices = (
        ("", said("officer.silent")),
        (ACCEPT, said("officer.same_paper")),
        (NOT_SAME, said("officer.not_same_paper")),
    )
    return Ballot(subject, choices, tuple(each for each in words if each.subject == subject))


def _ballot(
    subject: str,
    section: str,
    others: Iterable[str],
    words: tuple[Word, ...],
    labels: Labels,
    warning: str = "",
) -> Ballot:
    said = labels.words
    choices = [
        ("", said("officer.silent")),
        (ACCEPT, said("officer.accept")),
        *((str(each), said("officer.override", verdict=said(f"{section}.{each}"))) for each in others),
    ]
    spoken = tuple(each for each in words if each.subject == subject)
    reasons = (("", said("officer.no_code")), *said.section("override_reason").items())
    return Ballot(subject, tuple(choices), spoken, reasons, warning)


def why_of(decision: Decision, labels: Labels) -> str:
    """Why an officer said it: the reason that was chosen, then the officer's own words."""
    return "; ".join(each for each in (labels.override_reason(decision.reason or ""), decision.note) if each)


def _word(decision: Decision, record: DossierRecord, labels: Labels, *, pending: bool) -> Word:
    stands = is_standing(record, decision)
    return Word(
        subject=_subject(decision),
        text=_text(decision, record, labels),
        note=why_of(decision, labels),
        by=labels.words("officer.by", by=decision.by, time=time_text(decision.at)),
        override=decision.kind in OVERRIDES,
        standing=stands,
        pending=pending,
        outdated=not stands and decision in outdated(record),
    )


def _subject(decision: Decision) -> str:
    if decision.kind in ON_COMPONENTS:
        return share_of(decision.component or "", decision.person)
    document = decision.document or ""
    return sameness_of(document) if decision.kind in ON_DUPLICATES else document


def _text(decision: Decision, record: DossierRecord, labels: Labels) -> str:
    words = labels.words
    if decision.kind in ON_DUPLICATES:
        return words(f"officer.{decision.kind}")
    section = "check_state" if decision.kind in ON_COMPONENTS else "verdict"
    advice = words.code(section, _advised(decision, record))
    if decision.kind in OVERRIDES:
        return words("officer.overridden", advice=advice, verdict=words(f"{section}.{decision.value}"))
    return words("officer.accepted", advice=advice)


def _advised(decision: Decision, record: DossierRecord) -> str:
    """The code of the advice that the word is about; today's where the word is older than that was kept."""
    if decision.about is not None:
        return decision.about.code
    if decision.kind in ON_COMPONENTS:
        found = record.checklist
        check = found.share(decision.component or "", decision.person) if found is not None else None
        return check.advice.state if check is not None else ""
    said = (each.verdict for each in record.once_only if each.document == decision.document)
    return next(said, "")
