"""An officer's word on a component, on the whole way: it stands, and nobody is asked after it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.checklist import Advised, CheckReason, ComponentCheck, ComponentState
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import Reason
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from domain.record import DossierRecord, Mention, Person, ScanSource
from domain.review import Decision, DecisionKind
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from once_only.asking import answer_from
from once_only.checklist.notice import notice
from review.errors import RefusedDecision
from storage.codec import DECISION, RECORD

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
BIRTH = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2), "1.001193")
CARD = {"so_dinh_danh": "001090000018", "ho_ten": "NGUYỄN MẪU BÌNH", "ngay_sinh": "1990-03-15"}
HELD = {
    "dan_cu": (
        HeldRecord("cccd_chip", CARD),
        HeldRecord("ct07", {**CARD, "noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội"}),
    )
}
DEFINITIONS = definitions_at()


def understood() -> Understanding:
    """One card, and nothing else on the desk."""
    where = Provenance(Source.OCR, 1)
    fields = (Field(name, each, each, 0.99, FieldState.ACCEPTED, where) for name, each in CARD.items())
    card = Document("d1", "cccd_chip", (1,), 0.99, fields=tuple(fields))
    holder = Person("p1", CARD["ho_ten"], CARD["so_dinh_danh"], CARD["ngay_sinh"], (Mention("d1", ""),))
    return Understanding((), (card,), (holder,))


def answers(asked: Sequence[LookUp], *, silent: bool = False) -> list[Answer]:
    found = [answer_from(HELD, each, DEFINITIONS.law, NOW) for each in asked]
    known = [each for each in found if each is not None]
    if not silent:
        return known
    return [replace(each, outcome=Outcome.UNAVAILABLE, records=(), fault="TIMEOUT") for each in known]


def record_of(case: Case = BIRTH, *, silent: bool = False) -> DossierRecord:
    asked = pipeline.look_ups(understood(), DEFINITIONS, case)
    return pipeline.complete(understood(), answers(asked, silent=silent), DEFINITIONS, case)


def word(state: str | None, component: str = "noi_cu_tru", person: str = "", **more: object) -> Decision:
    kind = DecisionKind.OVERRIDE_COMPONENT if state else DecisionKind.ACCEPT_COMPONENT
    note = "Giấy mẫu đã hết hạn" if state else ""
    said = Decision(kind, "o1", NOW, component=component, person=person, value=state, note=note)
    return replace(said, **more)  # type: ignore[arg-type] -- fields by name


def share(record: DossierRecord, component: str = "noi_cu_tru", person: str = "") -> ComponentCheck:
    found = record.checklist.share(component, person) if record.checklist is not None else None
    assert found is not None
    return found


def settled(record: DossierRecord, *said: Decision) -> DossierRecord:
    return pipeline.settle(record, said, DEFINITIONS)


def test_the_word_goes_before_the_advice_which_stays_with_its_evidence() -> None:
    record = record_of()
    assert share(record).state is ComponentState.NOT_NEEDED
    after = settled(record, word("missing"))
    assert (share(after).state, share(after).reason) == (ComponentState.MISSING, CheckReason.OFFICER)
    assert share(after).advised == Advised(ComponentState.NOT_NEEDED, Reason.DATA_HELD)
    assert share(after).evidence == share(record).evidence is not None
    assert after.checklist is not None and not after.checklist.complete
    procedure = DEFINITIONS.law.procedure_on("1.001193", record.received)
    assert procedure is not None
    told = notice(after.checklist, procedure, DEFINITIONS.law, record.received)
    assert "noi_cu_tru" in {each.component for each in told.bring}
    assert RECORD.parse(RECORD.dump(after)) == after


def test_agreeing_changes_nothing_and_takes_an_earlier_word_back() -> None:
    record = record_of()
    later = replace(word(None), at=NOW + timedelta(minutes=1))
    after = settled(record, word("missing"), later)
    assert share(after) == share(record)
    assert [each.kind for each in after.decisions] == ["override_component", "accept_component"]


def test_the_word_survives_advice_and_registers_that_answer_late() -> None:
    record = settled(record_of(silent=True), word("complete"))
    advised = pipeline.advise(record, (), DEFINITIONS)
    assert share(advised).state is ComponentState.COMPLETE
    asked = pipeline.look_ups_again(record, DEFINITIONS)
    anew = pipeline.asked_again(record, answers(asked), DEFINITIONS)
    assert anew is not None
    assert share(anew).state is ComponentState.COMPLETE


def test_nobody_is_asked_about_what_an_officer_has_decided() -> None:
    silent = record_of(silent=True)
    assert "noi_cu_tru" in {each.component for each in pipeline.look_ups_again(silent, DEFINITIONS)}
    decided = settled(silent, word("not_needed"))
    assert "noi_cu_tru" not in {each.component for each in pipeline.look_ups_again(decided, DEFINITIONS)}
    assert share(decided).evidence is not None


def test_a_word_on_one_persons_share_says_nothing_of_the_others() -> None:
    record = record_of(Case("h1", BIRTH.source, BIRTH.received, "1.000894"))
    assert record.checklist is not None
    places = [(each.component, each.person) for each in record.checklist.components if each.person]
    component, person = places[0]
    other = next(each for name, each in places if name == component and each != person)
    after = settled(record, word("to_show", component, person))
    assert share(after, component, person).state is ComponentState.TO_SHOW
    assert share(after, component, other) == share(record, component, other)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (word("missing", note=" "), "REASON_MISSING"),
        (word("missing", component="khong_co"), "COMPONENT_UNKNOWN"),
        (word("missing", person="wife"), "COMPONENT_UNKNOWN"),
        (word("look_up"), "STATE_NOT_A_CODE"),
        (word("to_check"), "STATE_NOT_A_CODE"),
        (replace(word("missing"), value=None), "VALUE_MISSING"),
        (word(None, component="khong_co"), "COMPONENT_UNKNOWN"),
    ],
)
def test_a_word_that_does_not_fit_is_refused(said: Decision, code: str) -> None:
    with pytest.raises(RefusedDecision) as refused:
        settled(record_of(), said)
    assert refused.value.code == code


def test_a_record_from_before_there_were_checklists_can_be_spoken_about() -> None:
    record = replace(record_of(), checklist=None)
    assert share(settled(record, word("missing"))).state is ComponentState.MISSING


def test_what_was_stored_before_there_were_such_words_is_still_read() -> None:
    record = settled(record_of(), word("missing"))
    plain = RECORD.plain(record)
    for each in plain["decisions"]:
        del each["component"], each["person"]
    for each in plain["checklist"]["components"]:
        each.pop("advised", None)
    old = RECORD.parse(json.dumps(plain))
    assert (old.decisions[0].component, old.decisions[0].person) == (None, "")
    assert old.checklist is not None and not any(each.advised for each in old.checklist.components)
    assert DECISION.from_plain(DECISION.plain(word("missing"))) == word("missing")
