"""What people decide is applied, and nothing read or decided before is lost."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.document import FieldState, Sign, Source
from domain.errors import RefusedInput
from domain.once_only import VerdictCode
from domain.review import Decision, DecisionKind
from domain.words import legible, standing_decision
from review.consequences import renew
from review.errors import RefusedDecision
from review.settle import settle
from review.triage import triage


def _field(record, document: str, name: str):
    return next(each for each in record.documents if each.id == document).field_named(name)


def _tasks(record) -> set[str]:
    return {task.id for task in record.tasks}


def test_a_value_is_settled_and_the_reading_stays_beside_it(record, make) -> None:
    after = settle(
        record, [make.decision("set_value", document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU")]
    )
    field = _field(after, "d1", "ho_ten")
    assert (field.value, field.state, field.confidence) == ("NGUYỄN VĂN MẪU", FieldState.SETTLED, 1.0)
    assert field.provenance.source is Source.REVIEWER
    assert field.provenance.box == _field(record, "d1", "ho_ten").provenance.box
    assert field.raw == "NGUYỄN VĂN MẬU"
    (before,) = field.others
    assert (before.value, before.confidence, before.provenance.source) == ("NGUYỄN VĂN MẬU", 0.7, Source.OCR)
    assert "field:d1:ho_ten" not in _tasks(after)
    assert after.revision == record.revision + 1
    assert len(after.decisions) == 1


def test_confirming_a_value_settles_it_and_keeps_its_checks(record, make) -> None:
    said = make.decision("set_value", document="d1", field="ngay_sinh", value="1990-03-15")
    field = _field(settle(record, [said]), "d1", "ngay_sinh")
    assert field.state is FieldState.SETTLED
    assert field.checks == _field(record, "d1", "ngay_sinh").checks


def test_a_new_value_drops_the_checks_of_the_old_one(record, make) -> None:
    said = make.decision("set_value", document="d1", field="ngay_sinh", value="1990-03-16")
    assert _field(settle(record, [said]), "d1", "ngay_sinh").checks == ()


def test_a_value_is_stored_composed(record, make) -> None:
    apart = unicodedata.normalize("NFD", "NGUYỄN VĂN MẪU")
    said = make.decision("set_value", document="d1", field="ho_ten", value=apart)
    assert _field(settle(record, [said]), "d1", "ho_ten").value == "NGUYỄN VĂN MẪU"


def test_an_absent_field_is_gone_and_what_was_read_is_kept(record, make) -> None:
    after = settle(record, [make.decision("set_absent", document="d1", field="ho_ten")])
    assert _field(after, "d1", "ho_ten") is None
    assert [each.value for each in after.documents[0].withdrawn] == ["NGUYỄN VĂN MẬU"]
    assert "nguoi_ke_khai.ho_ten" not in after.form
    back = settle(
        after,
        [make.decision("set_value", minutes=1, document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU")],
    )
    assert [each.value for each in _field(back, "d1", "ho_ten").others] == ["NGUYỄN VĂN MẬU"]
    assert back.documents[0].withdrawn == ()


def test_an_uncertain_field_stays_for_a_second_person(record, make) -> None:
    after = settle(record, [make.decision("uncertain", document="d1", field="ho_ten")])
    (task,) = (each for each in after.tasks if each.id == "field:d1:ho_ten")
    assert task.reasons == ("LOW_CONFIDENCE", "PERSON_UNCERTAIN")
    assert _field(after, "d1", "ho_ten").state is FieldState.REVIEW
    second = make.decision(
        "set_value", "hoa", 5, document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU", task="field:d1:ho_ten"
    )
    done = settle(after, [second])
    assert "field:d1:ho_ten" not in _tasks(done)
    assert _field(done, "d1", "ho_ten").reasons == ()


def test_doubt_about_an_accepted_field_opens_a_task(record, make) -> None:
    after = settle(record, [make.decision("uncertain", document="d1", field="so_dinh_danh")])
    assert "field:d1:so_dinh_danh" in _tasks(after)
    assert not after.straight_through


def test_a_type_is_set_and_advice_about_the_old_type_falls(record, make) -> None:
    after = settle(record, [make.decision("set_type", document="d1", value="can_cuoc_2024")])
    assert (after.documents[0].type, after.documents[0].confidence) == ("can_cuoc_2024", 1.0)
    assert (after.once_only[0].verdict, after.once_only[0].reason) == ("unknown", "EVIDENCE_CHANGED")
    assert after.once_only[1] == record.once_only[1]


def test_what_a_paper_was_taken_for_stays_beside_what_people_say(record, make) -> None:
    read = replace(record.documents[0], signs=(Sign("title", 1.0, 2.5),))
    record = replace(record, documents=(read, *record.documents[1:]))
    first = make.decision("set_type", document="d1", value="can_cuoc_2024")
    second = replace(first, by="reviewer-2", at=first.at + timedelta(hours=1), value="ct01")
    after = settle(settle(record, [first]), [second]).documents[0]
    assert (after.type, after.signs) == ("ct01", ())
    machine, person = after.earlier_types
    assert (machine.type, machine.confidence, machine.signs) == (read.type, read.confidence, read.signs)
    assert (machine.source, person.source) == (Source.OCR, Source.REVIEWER)
    assert (person.type, person.confidence) == ("can_cuoc_2024", 1.0)


def test_confirming_a_type_answers_its_task_only(record, make) -> None:
    after = settle(record, [make.decision("set_type", document="d2", value="ct01")])
    assert _tasks(record) - _tasks(after) == {"type:d2"}
    assert after.once_only == record.once_only


def test_a_changed_value_takes_the_verdict_that_compared_it_back(record, make) -> None:
    said = make.decision("set_value", document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU")
    verdict = settle(record, [said]).once_only[0]
    assert (verdict.verdict, verdict.reason) == (VerdictCode.UNKNOWN, "EVIDENCE_CHANGED")
    assert verdict.compared == record.once_only[0].compared


def test_a_confirmed_value_leaves_the_verdict_alone(record, make) -> None:
    said = make.decision("set_value", document="d1", field="ho_ten", value="NGUYỄN VĂN MẬU")
    assert settle(record, [said]).once_only == record.once_only


def test_the_form_follows_and_keeps_what_it_proposed(record, make) -> None:
    said = make.decision("set_value", document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU")
    value = settle(record, [said]).form["nguoi_ke_khai.ho_ten"]
    assert (value.value, value.source.source) == ("NGUYỄN VĂN MẪU", Source.REVIEWER)
    assert [(said, source.source) for said, source in value.others] == [("NGUYỄN VĂN MẬU", Source.OCR)]


def test_the_later_word_wins_and_both_stay(record, make) -> None:
    first = make.decision("set_value", "thu", 1, document="d1", field="ho_ten", value="MỘT")
    later = make.decision("set_value", "hoa", 9, document="d1", field="ho_ten", value="HAI")
    for order in ([first, later], [later, first]):
        after = settle(settle(record, order[:1]), order[1:])
        assert _field(after, "d1", "ho_ten").value == "HAI"
        assert set(after.decisions) == {first, later}
    after = settle(record, [first, later])
    assert [each.value for each in _field(after, "d1", "ho_ten").others] == ["NGUYỄN VĂN MẬU", "MỘT"]


def test_the_same_decisions_change_nothing_more(record, make) -> None:
    said = [make.decision("set_value", document="d1", field="ho_ten", value="NGUYỄN VĂN MẪU")]
    after = settle(record, said)
    assert settle(after, said) is after
    assert settle(record, said * 2) == after


def test_an_officers_word_stands_beside_the_advice(record, make) -> None:
    refused = make.decision("override_verdict", document="d1", value="needed", note="Người dân đã đổi tên.")
    agreed = make.decision("accept_verdict", minutes=3, document="d1")
    after = settle(settle(record, [refused]), [agreed])
    assert after.once_only == record.once_only
    assert standing_decision(after, "d1") == agreed
    assert standing_decision(settle(record, [refused]), "d1") == refused
    assert standing_decision(record, "d1") is None


def test_a_reason_that_was_chosen_needs_no_words(record, make) -> None:
    refused = make.decision("override_verdict", document="d1", value="needed", reason="misread")
    assert standing_decision(settle(record, [refused]), "d1") == refused


def test_acknowledged_tasks_go(record, make) -> None:
    named = ["rescan:3", "type:d3", "conflict:register_near:d1.ho_ten+dan_cu.ho_ten"]
    after = settle(record, [make.decision("acknowledge", task=task) for task in named])
    assert _tasks(record) - _tasks(after) == set(named)
    late = make.decision("acknowledge", "hoa", 9, task="rescan:3")
    assert late in settle(after, [late]).decisions


def test_a_dossier_a_person_worked_on_did_not_go_straight_through(record, make) -> None:
    clean = replace(record, tasks=(), straight_through=True)
    accepted = settle(clean, [make.decision("accept_verdict", document="d1")])
    assert accepted.straight_through
    touched = settle(clean, [make.decision("set_value", document="d1", field="ho_ten", value="KHÁC")])
    assert touched.tasks == ()
    assert not touched.straight_through


@pytest.mark.parametrize(
    ("kind", "what", "code"),
    [
        ("set_value", {"document": "d7", "field": "ho_ten", "value": "X"}, "DOCUMENT_UNKNOWN"),
        ("set_value", {"field": "ho_ten", "value": "X"}, "DOCUMENT_UNKNOWN"),
        ("set_value", {"document": "d1", "field": "ho_tn", "value": "X"}, "FIELD_UNKNOWN"),
        ("set_value", {"document": "d1", "value": "X"}, "FIELD_UNKNOWN"),
        ("set_value", {"document": "d1", "field": "ho_ten"}, "VALUE_MISSING"),
        ("set_value", {"document": "d1", "field": "ho_ten", "value": "  "}, "VALUE_MISSING"),
        ("set_value", {"document": "d1", "field": "ho_ten", "value": "X", "task": "t9"}, "TASK_UNKNOWN"),
        ("set_absent", {"document": "d1", "field": "nowhere"}, "FIELD_UNKNOWN"),
        ("uncertain", {"document": "d1"}, "TASK_UNKNOWN"),
        ("set_type", {"document": "d1"}, "VALUE_MISSING"),
        ("set_type", {"document": "d1", "value": "cccd_chp"}, "TYPE_UNKNOWN"),
        ("accept_verdict", {"document": "d3"}, "VERDICT_UNKNOWN"),
        ("override_verdict", {"document": "d1", "note": "Vì vậy."}, "VALUE_MISSING"),
        ("override_verdict", {"document": "d1", "value": "maybe", "note": "Vì vậy."}, "VERDICT_NOT_A_CODE"),
        ("override_verdict", {"document": "d1", "value": "needed"}, "REASON_MISSING"),
        ("acknowledge", {}, "TASK_UNKNOWN"),
        ("acknowledge", {"task": "field:d1:ho_ten"}, "TASK_NEEDS_A_VALUE"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(record, make, kind, what, code) -> None:
    with pytest.raises(RefusedDecision) as refusal:
        settle(record, [make.decision(kind, **what)], known_types={"cccd_chip", "ct01"})
    assert refusal.value.code == code
    assert isinstance(refusal.value, RefusedInput)


def test_a_page_that_is_good_as_it_is_needs_no_new_scan(record, make) -> None:
    told = settle(record, [make.decision("acknowledge", task="rescan:3")])
    assert legible(told) == frozenset()
    after = settle(record, [make.decision("legible", task="rescan:3")])
    assert "rescan:3" not in _tasks(after)
    assert legible(after) == {"rescan:3"}
    again = settle(told, [make.decision("legible", minutes=1, task="rescan:3")])
    assert legible(again) == {"rescan:3"}
    back = settle(again, [make.decision("acknowledge", minutes=2, task="rescan:3")])
    assert legible(back) == frozenset()


@pytest.mark.parametrize("task", ["type:d3", "rescan:9", None])
def test_only_pages_are_legible(record, make, task: str | None) -> None:
    with pytest.raises(RefusedDecision) as refused:
        settle(record, [make.decision("legible", task=task)])
    assert refused.value.code == "TASK_UNKNOWN"


def test_no_officer_concludes_that_there_is_no_conclusion(record, make) -> None:
    said = make.decision("override_verdict", document="d2", value="unknown", note="mẫu")
    with pytest.raises(RefusedDecision) as refused:
        settle(record, [said])
    assert refused.value.code == "VERDICT_NOT_A_CODE"


def test_a_missing_field_that_was_asked_for_can_be_given(record, make) -> None:
    tasks, _ = triage(record.documents, record.pages, required={"ct01": ["so_dinh_danh"]})
    asking = replace(record, tasks=tasks)
    said = make.decision("set_value", document="d2", field="so_dinh_danh", value="001090012345")
    after = settle(asking, [said])
    assert _field(after, "d2", "so_dinh_danh").provenance.source is Source.REVIEWER
    assert "field:d2:so_dinh_danh" not in _tasks(after)


def test_renewed_advice_asks_no_answered_question_again(record, make) -> None:
    conflict_task = next(task for task in record.tasks if task.kind == "conflict")
    after = settle(record, [make.decision("acknowledge", task=conflict_task.id)])
    fresh = renew(after, record.once_only, record.conflicts, [conflict_task], {})
    assert conflict_task.id not in _tasks(fresh)
    assert fresh.revision == after.revision
    gone = renew(record, record.once_only, (), (), record.form)
    assert conflict_task.id not in _tasks(gone)
    asked = renew(gone, record.once_only, record.conflicts, [conflict_task], record.form)
    assert conflict_task.id in _tasks(asked)


FIELDS = st.sampled_from(["so_dinh_danh", "ho_ten", "ngay_sinh"])
MINUTES = st.integers(0, 5)
WORDS = st.one_of(
    st.builds(
        lambda kind, field, value, by, minutes: (kind, by, minutes, {"field": field, "value": value}),
        st.sampled_from(["set_value", "set_absent", "uncertain"]),
        FIELDS,
        st.sampled_from(["NGUYỄN VĂN MẬU", "MỘT", "HAI"]),
        st.sampled_from(["thu", "hoa"]),
        MINUTES,
    ),
    st.builds(
        lambda kind, minutes: (kind, "thu", minutes, {"value": "needed", "note": "Vì vậy."}),
        st.sampled_from(["accept_verdict", "override_verdict"]),
        MINUTES,
    ),
)


@settings(max_examples=200, deadline=None)
@given(said=st.lists(WORDS, max_size=8), cut=st.integers(0, 8))
def test_any_sequence_keeps_readings_decisions_and_meaning(record, make, said, cut) -> None:
    """Whatever is decided in whatever portions: all decisions stay, and all that was read can be found."""
    decisions: list[Decision] = [
        make.decision(kind, by, minutes, document="d1", **what) for kind, by, minutes, what in said
    ]
    whole = settle(record, decisions)
    parts = settle(settle(record, decisions[:cut]), decisions[cut:])
    assert (whole.documents, whole.tasks, whole.decisions) == (parts.documents, parts.tasks, parts.decisions)
    assert set(whole.decisions) == set(decisions)
    assert settle(whole, decisions) is whole
    assert whole.revision == record.revision + bool(decisions)
    for read in record.documents[0].fields:
        assert (read.value, read.provenance.source) in _everything_said(whole, read.name)
    for decision in decisions:
        _check_last_word(whole, decisions, decision)


def _everything_said(record, name: str) -> set[tuple[str, Source]]:
    document = record.documents[0]
    fields = [each for each in (*document.fields, *document.withdrawn) if each.name == name]
    now = {(each.value, each.provenance.source) for each in fields}
    return now | {(other.value, other.provenance.source) for each in fields for other in each.others}


def _check_last_word(record, decisions: list[Decision], decision: Decision) -> None:
    """The last value by time is the field's, unless a later word took it away."""
    about = [each for each in decisions if each.field == decision.field and each.field is not None]
    if decision.kind is not DecisionKind.SET_VALUE or any(
        each is not decision and each.at >= decision.at for each in about
    ):
        return
    assert record.documents[0].field_named(decision.field or "").value == decision.value


def test_a_confirmed_value_has_advice_in_doubt_judged_again(record, make) -> None:
    doubted = replace(record.once_only[0], verdict=VerdictCode.NEEDED, reason="PAPER_IN_DOUBT")
    waiting = replace(record, once_only=(doubted, *record.once_only[1:]))
    said = make.decision(DecisionKind.SET_VALUE, document="d1", field="ho_ten", value="NGUYỄN VĂN MẬU")
    assert settle(waiting, (said,), {"cccd_chip"}).once_only[0].reason == "EVIDENCE_CHANGED"
