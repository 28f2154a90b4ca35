"""What a verdict must carry so that somebody else can check it, by its reason; and that it does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter

from domain.law import LawBook, Reason
from domain.once_only import Answer, LookUp, Outcome, Verdict, VerdictCode
from once_only.verdicts import verdicts
from tests.once_only.planted import replaceable, trial_of
from tests.once_only.plants import EQUAL, PLANTS


class Proof(StrEnum):
    """law: provisions. register: which one. time: when it was asked. as_of: the day for which it speaks.
    compared: the fields that were laid side by side."""

    LAW = "law"
    REGISTER = "register"
    TIME = "time"
    AS_OF = "as_of"
    COMPARED = "compared"


_LAW: Final = frozenset({Proof.LAW})
_NAMED: Final = _LAW | {Proof.REGISTER, Proof.COMPARED}
_ASKED: Final = _NAMED | {Proof.TIME}
_ANSWERED: Final = _ASKED | {Proof.AS_OF}

PROOF: Final[dict[Reason, frozenset[Proof]]] = {
    # by law alone: no register was concerned
    Reason.DB_NOT_PUBLISHED: _LAW,
    Reason.NOT_HELD: _LAW,
    Reason.TYPE_UNKNOWN: _LAW,
    Reason.SPECIALISED_LAW: _LAW,
    Reason.ORIGINAL_COLLECTED: _LAW,
    Reason.ORIGINAL_CERTIFIED: _LAW,
    Reason.LAW_UNVERIFIED: _LAW,
    # seen on the paper before anybody is asked, or in the record that was found
    Reason.FOREIGN_DOC: _LAW,
    Reason.FOREIGN_SUBJECT: _LAW,
    # a register is named that has said nothing of this paper
    Reason.REGISTER_NOT_ASKED: _NAMED,
    Reason.PAPER_INCOMPLETE: _NAMED,
    Reason.DB_INCIDENT: _ASKED,
    # a register has answered
    Reason.ANSWER_STALE: _ANSWERED,
    Reason.RECORD_NOT_FOUND: _ANSWERED,
    Reason.RECORD_INCOMPLETE: _ANSWERED,
    Reason.ASK_COMMUNE: _ANSWERED,
    Reason.DATA_MISMATCH: _ANSWERED,
    Reason.SUBJECT_NOT_REQUESTER: _ANSWERED,
    Reason.HISTORIC_VALUE: _ANSWERED,
    Reason.EXPIRED_OR_REVOKED: _ANSWERED,
    Reason.PAPER_IN_DOUBT: _ANSWERED,
    Reason.DATA_HELD: _ANSWERED,
    # told by another reason beside it (``Verdict.otherwise``), or by what stood before
    Reason.PRESENT_ONLY: _LAW,
    Reason.EVIDENCE_CHANGED: _LAW,
    # before the first rule of the book there is nothing to cite
    Reason.NO_RULE: frozenset(),
}
"""The least that each reason carries; a verdict may carry more."""


def lacking(verdict: Verdict) -> frozenset[Proof]:
    """What the verdict's reason, and the one that stands behind it, calls for and is not there."""
    reasons = [Reason(each) for each in (verdict.reason, verdict.otherwise) if each is not None]
    needed = frozenset[Proof]().union(*(PROOF[each] for each in reasons))
    there = {
        Proof.LAW: bool(verdict.law),
        Proof.REGISTER: verdict.register is not None,
        Proof.TIME: verdict.asked_at is not None,
        Proof.AS_OF: verdict.as_of is not None,
        Proof.COMPARED: bool(verdict.compared),
    }
    return frozenset(each for each in needed if not there[each])


RECEIVED_BEFORE_ANY_LAW = date(2010, 1, 1)
BY_A_PERSON = {Reason.EVIDENCE_CHANGED}


def test_every_reason_says_what_it_must_carry() -> None:
    assert set(PROOF) == set(Reason)


def test_every_verdict_carries_the_proof_of_its_reason(law, make) -> None:
    """Over every rule, every plant, and every kind of paper that no rule replaces; no reason is left out."""
    seen: set[Reason] = set()
    for verdict in _every_kind_of_verdict(law, make):
        assert lacking(verdict) == frozenset(), verdict
        seen |= {Reason(each) for each in (verdict.reason, verdict.otherwise) if each is not None}
    assert set(Reason) - seen == BY_A_PERSON


def _every_kind_of_verdict(law: LawBook, make) -> Iterator[Verdict]:
    for plant in {**PLANTS, **EQUAL}.values():
        for rule, type_ in replaceable(law):
            dice = random.Random(f"{rule.id}/{type_}")
            trial = plant(trial_of(rule, type_, law, dice), dice)
            if trial is not None:
                yield trial.judged()
    mismatch = _answered(make, Outcome.PERSON_MISMATCH)
    yield from verdicts([make.paper("cccd_chip", make.card)], [mismatch], law, make.received, None)
    for type_, values, procedure, received in (
        ("unknown", {}, None, make.received),
        ("ct01", make.card, None, make.received),
        ("the_bhyt", make.card, None, make.received),
        ("cccd_chip", make.card, "2.000815", make.received),
        ("gplx", make.card, "3.000347", make.received),
        ("giay_khai_sinh", make.birth, "1.004859", make.received),
        ("giay_khai_sinh", {**make.birth, "noi_dang_ky": "Seoul, Hàn Quốc"}, None, make.received),
        ("cccd_chip", {}, "1.001193", make.received),
        ("cccd_chip", make.card, "1.001193", make.received),
        ("giay_khai_sinh", make.birth, None, date(2027, 3, 1)),
        ("cccd_chip", make.card, None, RECEIVED_BEFORE_ANY_LAW),
    ):
        yield from verdicts([make.paper(type_, values)], (), law, received, procedure)


def _answered(make, outcome: Outcome) -> Answer:
    keys = {name: make.card[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
    return Answer(LookUp("dan_cu", "cccd_chip", keys, "d1"), outcome, make.asked)


def test_when_it_was_asked_and_as_of_when_it_speaks_are_told_apart(law, make) -> None:
    asked = make.asked + timedelta(hours=2)
    paper = make.paper("cccd_chip", make.card)
    for as_of, speaks in ((None, make.asked.date()), (date(2026, 11, 17), date(2026, 11, 17))):
        found = (make.held("cccd_chip", make.card, as_of),)
        answer = replace(_answered(make, Outcome.FOUND), records=found, sent_at=asked)
        (verdict,) = verdicts([paper], [answer], law, make.received, None)
        assert (verdict.reason, verdict.asked_at, verdict.as_of) == ("DATA_HELD", asked, speaks)


def test_a_verdict_stored_before_it_told_its_day_is_read() -> None:
    codec = TypeAdapter(Verdict)
    old = codec.dump_python(Verdict("d1", VerdictCode.NEEDED, "RECORD_NOT_FOUND", ("…",)), mode="json")
    del old["as_of"]
    assert codec.validate_python(old).as_of is None
