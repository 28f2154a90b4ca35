"""What officers said about advice, and what they may still say."""

from __future__ import annotations

from dataclasses import dataclass

from domain.once_only import Verdict, VerdictCode
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind
from review.settle import standing_decision
from web.days import time_text
from web.labels import Labels

ACCEPT = "accept"
"""The choice that agrees with the advice; any other choice is the code of another verdict."""

_SPOKEN = (DecisionKind.ACCEPT_VERDICT, DecisionKind.OVERRIDE_VERDICT)


@dataclass(frozen=True, slots=True)
class Word:
    """One officer's word in words. standing: the last one about that document, which counts.

    pending: said in a review that is not finished, so that no revision of the record carries it yet.
    """

    document: str
    text: str
    note: str
    by: str
    override: bool
    standing: bool
    pending: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """What may be said about one verdict, and what was said. choices, reasons: codes and their words."""

    document: str
    choices: tuple[tuple[str, str], ...]
    words: tuple[Word, ...]
    reasons: tuple[tuple[str, str], ...]


def words_about(record: DossierRecord, labels: Labels, settled: int) -> tuple[Word, ...]:
    """Every word on advice, in the order it was said.

    settled: how many decisions the kept record carries; those behind them are still pending.
    """
    advised = {each.document: each for each in record.once_only}
    return tuple(
        _word(each, record, advised[each.document or ""], labels, pending=place >= settled)
        for place, each in enumerate(record.decisions)
        if each.kind in _SPOKEN
    )


def ballot_of(verdict: Verdict, words: tuple[Word, ...], labels: Labels) -> Ballot:
    """Accept it, or say another conclusion; «unknown» is no conclusion."""
    others = [each for each in VerdictCode if each not in (verdict.verdict, VerdictCode.UNKNOWN)]
    choices = [
        ("", labels.words("officer.silent")),
        (ACCEPT, labels.words("officer.accept")),
        *((each.value, _instead(each, labels)) for each in others),
    ]
    spoken = tuple(each for each in words if each.document == verdict.document)
    reasons = (("", labels.words("officer.no_code")), *labels.words.section("override_reason").items())
    return Ballot(verdict.document, tuple(choices), spoken, reasons)


def why_of(decision: Decision, labels: Labels) -> str:
    """Why an officer said it: the reason that was chosen, then the officer's own words."""
    return "; ".join(each for each in (labels.override_reason(decision.reason or ""), decision.note) if each)


def _instead(code: VerdictCode, labels: Labels) -> str:
    return labels.words("officer.override", verdict=labels.words(f"verdict.{code}"))


def _word(
    decision: Decision, record: DossierRecord, verdict: Verdict, labels: Labels, *, pending: bool
) -> Word:
    words, override = labels.words, decision.kind is DecisionKind.OVERRIDE_VERDICT
    advice = labels.verdict(verdict)
    text = (
        words("officer.overridden", advice=advice, verdict=words(f"verdict.{decision.value}"))
        if override
        else words("officer.accepted", advice=advice)
    )
    return Word(
        document=verdict.document,
        text=text,
        note=why_of(decision, labels),
        by=words("officer.by", by=decision.by, time=time_text(decision.at)),
        override=override,
        standing=standing_decision(record, verdict.document) == decision,
        pending=pending,
    )
