"""A word is about the advice that an officer saw; about other advice an officer is asked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.checklist import ComponentState
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Answer, HeldRecord, LookUp, Outcome, VerdictCode
from domain.record import DossierRecord, Mention, Person, ScanSource
from domain.review import Decision, DecisionKind, TaskKind
from domain.understanding import Case, Understanding
from domain.words import about_component, about_verdict, standing_decision
from hoso import pipeline
from hoso.definitions import definitions_at
from once_only.asking import answer_from
from storage.codec import DECISION, RECORD

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2), "1.001193")
CARD = {"so_dinh_danh": "001090000018", "ho_ten": "NGUYỄN MẪU BÌNH", "ngay_sinh": "1990-03-15"}
RESIDENCE = HeldRecord("ct07", {**CARD, "noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội"})
OTHER_DAY = HeldRecord("cccd_chip", {**CARD, "ngay_sinh": "1990-03-16"})
DEFINITIONS = definitions_at()
SAME, OTHER = (HeldRecord("cccd_chip", CARD), RESIDENCE), (OTHER_DAY, RESIDENCE)


def understood() -> Understanding:
    """One card, and nothing else on the desk."""
    where = Provenance(Source.OCR, 1)
    fields = (Field(name, each, each, 0.99, FieldState.ACCEPTED, where) for name, each in CARD.items())
    card = Document("d1", "cccd_chip", (1,), 0.99, fields=tuple(fields))
    holder = Person("p1", CARD["ho_ten"], CARD["so_dinh_danh"], CARD["ngay_sinh"], (Mention("d1", ""),))
    return Understanding((), (card,), (holder,))


def answers(asked: Sequence[LookUp], held: Sequence[HeldRecord], minutes: int = 0) -> list[Answer]:
    """What the register says; silence where it holds nothing at all."""
    at = NOW + timedelta(minutes=minutes)
    if not held:
        return [Answer(each, Outcome.UNAVAILABLE, at, fault="TIMEOUT") for each in asked]
    found = (answer_from({"dan_cu": held}, each, DEFINITIONS.law, at) for each in asked)
    return [each for each in found if each is not None]


def record_of(held: Sequence[HeldRecord]) -> DossierRecord:
    asked = pipeline.look_ups(understood(), DEFINITIONS, CASE)
    record = pipeline.complete(understood(), answers(asked, held), DEFINITIONS, CASE)
    return replace(record, tasks=(), straight_through=True)


def on_card(record: DossierRecord, value: str | None, minutes: int = 0) -> Decision:
    kind = DecisionKind.OVERRIDE_VERDICT if value else DecisionKind.ACCEPT_VERDICT
    at, about = NOW + timedelta(minutes=minutes), about_verdict(record.once_only[0])
    return Decision(kind, "o1", at, "d1", value=value, note="Thẻ mẫu" if value else "", about=about)


def asked_again(record: DossierRecord, held: Sequence[HeldRecord]) -> DossierRecord:
    asked = pipeline.look_ups_again(record, DEFINITIONS)
    found = pipeline.asked_again(record, answers(asked, held, minutes=60), DEFINITIONS)
    assert found is not None
    return found


def advice_tasks(record: DossierRecord) -> list[str | None]:
    return [each.document or each.component for each in record.tasks if each.kind is TaskKind.ADVICE]


def test_agreeing_during_an_outage_is_no_agreement_with_what_the_register_says_then() -> None:
    silent = record_of(())
    spoken = pipeline.settle(silent, [on_card(silent, None)], DEFINITIONS)
    assert standing_decision(spoken, "d1") is not None
    assert advice_tasks(spoken) == []
    told = asked_again(spoken, OTHER)
    assert told.once_only[0].reason == "DATA_MISMATCH" or told.once_only[0].otherwise == "DATA_MISMATCH"
    assert standing_decision(told, "d1") is None
    assert told.decisions == spoken.decisions
    assert advice_tasks(told) == ["d1"]
    assert not told.straight_through


def test_an_override_does_not_rule_the_checklist_once_the_advice_is_another() -> None:
    silent = record_of(())
    said = on_card(silent, VerdictCode.NOT_NEEDED_DATA_HELD)
    spoken = pipeline.settle(silent, [said], DEFINITIONS)
    assert card_check(spoken) is ComponentState.NOT_NEEDED
    told = asked_again(spoken, OTHER)
    assert card_check(told) is ComponentState.TO_CHECK


def test_the_officers_next_word_closes_the_question() -> None:
    silent = record_of(())
    spoken = pipeline.settle(silent, [on_card(silent, None)], DEFINITIONS)
    told = asked_again(spoken, OTHER)
    again = on_card(told, VerdictCode.NEEDED, minutes=90)
    after = pipeline.settle(told, [again], DEFINITIONS)
    assert standing_decision(after, "d1") == again
    assert advice_tasks(after) == []


def test_the_same_advice_at_another_time_is_the_same_advice() -> None:
    record = record_of(SAME)
    said = on_card(record, None)
    later = replace(record, once_only=(replace(record.once_only[0], asked_at=NOW + timedelta(days=1)),))
    settled = pipeline.settle(later, [said], DEFINITIONS)
    assert standing_decision(settled, "d1") == said
    assert advice_tasks(settled) == []


def test_a_value_corrected_beneath_the_word_asks_anew_after_it_was_judged() -> None:
    record = record_of(OTHER)
    spoken = pipeline.settle(record, [on_card(record, VerdictCode.NEEDED)], DEFINITIONS)
    corrected = Decision(
        DecisionKind.SET_VALUE, "o1", NOW, document="d1", field="ngay_sinh", value="1990-03-16"
    )
    settled = pipeline.settle(spoken, [corrected], DEFINITIONS)
    assert advice_tasks(settled) == []  # nothing to ask before registers have been asked
    asked = pipeline.look_ups_again(settled, DEFINITIONS)
    advised = pipeline.advise(settled, answers(asked, OTHER), DEFINITIONS)
    assert advised.once_only[0].reason == "DATA_HELD"
    assert advice_tasks(advised) == ["d1"]


def test_a_word_on_a_component_is_about_what_was_advised_of_it() -> None:
    silent = record_of(())
    assert silent.checklist is not None
    check = silent.checklist.share("noi_cu_tru", "")
    assert check is not None
    said = Decision(
        DecisionKind.ACCEPT_COMPONENT, "o1", NOW, component="noi_cu_tru", about=about_component(check)
    )
    spoken = pipeline.settle(silent, [said], DEFINITIONS)
    assert advice_tasks(spoken) == []
    told = asked_again(spoken, SAME)
    assert advice_tasks(told) == ["noi_cu_tru"]
    assert told.checklist is not None
    now = told.checklist.share("noi_cu_tru", "")
    assert now is not None
    again = replace(said, at=NOW + timedelta(hours=2), about=about_component(now))
    after = pipeline.settle(told, [again], DEFINITIONS)
    assert after.tasks == ()
    assert after.straight_through and not told.straight_through


def test_a_word_from_before_counts_as_it_did() -> None:
    silent = record_of(())
    said = replace(on_card(silent, VerdictCode.NEEDED), about=None)
    told = asked_again(pipeline.settle(silent, [said], DEFINITIONS), OTHER)
    assert standing_decision(told, "d1") == said
    assert advice_tasks(told) == []
    plain = DECISION.plain(said)
    plain.pop("about", None)
    assert DECISION.from_plain(plain) == said


def test_what_the_word_was_about_is_kept_without_any_value() -> None:
    record = record_of(OTHER)
    spoken = pipeline.settle(record, [on_card(record, None)], DEFINITIONS)
    assert RECORD.parse(RECORD.dump(spoken)) == spoken
    kept = str(RECORD.plain(spoken)["decisions"][0]["about"])
    assert not [value for value in CARD.values() if value in kept]


def card_check(record: DossierRecord) -> ComponentState:
    assert record.checklist is not None
    return next(each.state for each in record.checklist.components if "d1" in each.documents)
