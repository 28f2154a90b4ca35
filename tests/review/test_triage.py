"""A person sees what is doubtful, with its reason, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import FieldState, Sign
from domain.page import Defect, PageKind
from domain.record import Conflict
from domain.review import TaskKind
from domain.signs import LONE, MISDATED, RIVAL
from review.triage import triage


def _ids(tasks) -> list[str]:
    return [task.id for task in tasks]


def test_a_clean_dossier_goes_straight_through(make) -> None:
    clean = replace(make.card, fields=make.card.fields[:1])
    assert triage([clean], [make.page(1), make.page(2, kind=PageKind.BLANK)]) == ((), True)


def test_each_doubt_is_one_task_in_working_order(record) -> None:
    assert _ids(record.tasks) == [
        "rescan:3",
        "type:d2",
        "type:d3",
        "field:d1:ho_ten",
        "field:d1:ngay_sinh",
        "conflict:register_near:d1.ho_ten+dan_cu.ho_ten",
    ]
    assert not record.straight_through


def test_each_task_says_why(record) -> None:
    reasons = {task.id: task.reasons for task in record.tasks}
    assert reasons["field:d1:ho_ten"] == ("LOW_CONFIDENCE",)
    assert reasons["field:d1:ngay_sinh"] == ("CHECK_FAILED:birth_in_number",)
    assert reasons["type:d2"] == ("TYPE_DOUBTFUL",)
    assert reasons["type:d3"] == ("TYPE_UNKNOWN",)
    assert reasons["rescan:3"] == ("BLURRED",)


def test_the_same_dossier_asks_the_same_questions(record) -> None:
    again, _ = triage(record.documents, record.pages, record.conflicts)
    assert again == record.tasks


def test_what_a_person_settled_is_not_asked_again(make) -> None:
    fields = tuple(replace(each, state=FieldState.SETTLED) for each in make.card.fields)
    assert triage([replace(make.card, fields=fields)], [make.page(1)]) == ((), True)


def test_a_review_field_without_a_reason_is_still_asked(make) -> None:
    field = replace(make.card.fields[0], state=FieldState.REVIEW)
    (task,), _ = triage([replace(make.card, fields=(field,))], [make.page(1)])
    assert task.reasons == ("NOT_ACCEPTED",)
    assert task.page == 1


def test_a_field_such_a_paper_always_has_is_asked_for(make) -> None:
    clean = replace(make.card, fields=make.card.fields[:1])
    (task,), _ = triage([clean], [make.page(1)], required={"cccd_chip": ["so_dinh_danh", "ho_ten"]})
    assert (task.id, task.reasons) == ("field:d1:ho_ten", ("FIELD_ABSENT",))


def test_a_doubtful_beginning_is_asked_about(make) -> None:
    clean = replace(make.card, fields=make.card.fields[:1], confidence=0.7, signs=(Sign(LONE, 1.0),))
    (task,), _ = triage([clean], [make.page(1)])
    assert (task.kind, task.reasons) == (TaskKind.SPLIT, ("SPLIT_DOUBTFUL",))
    assert triage([clean], [make.page(1)], type_threshold=0.6) == ((), True)


@pytest.mark.parametrize("sign", [RIVAL, MISDATED])
def test_a_paper_that_may_be_another_is_asked_about_as_such(make, sign: str) -> None:
    doubts = (Sign(sign, 1.0), Sign(LONE, 1.0))
    clean = replace(make.card, fields=make.card.fields[:1], confidence=0.7, signs=doubts)
    (task,), _ = triage([clean], [make.page(1)])
    assert (task.kind, task.reasons) == (TaskKind.TYPE, ("TYPE_DOUBTFUL",))


def test_a_page_belongs_to_one_paper(make) -> None:
    clean = replace(make.card, fields=make.card.fields[:1])
    twice = replace(clean, id="d9")
    pages = [make.page(1), make.page(2)]
    tasks, _ = triage([clean, twice], pages)
    assert {task.id: task.reasons for task in tasks} == {
        "split:page:1": ("PAGE_IN_TWO_DOCUMENTS",),
        "split:page:2": ("PAGE_IN_NO_DOCUMENT",),
    }


@pytest.mark.parametrize(
    ("defect", "asked"),
    [
        (Defect.UNREADABLE, True),
        (Defect.CUT_EDGE, True),
        (Defect.LOW_RESOLUTION, False),
        (Defect.PIXELS_REDUCED, False),
    ],
)
def test_a_weak_image_that_was_read_surely_is_kept(make, defect: Defect, asked: bool) -> None:
    clean = replace(make.card, fields=make.card.fields[:1])
    tasks, _ = triage([clean], [make.page(1, defect)])
    assert _ids(tasks) == (["rescan:1"] if asked else [])


def test_a_weak_image_with_a_doubtful_value_is_scanned_again(make) -> None:
    tasks, _ = triage([make.card], [make.page(1, Defect.BLURRED, Defect.PIXELS_REDUCED)])
    assert tasks[0].reasons == ("BLURRED",)


def test_two_registers_that_disagree_are_a_question_about_no_paper() -> None:
    conflict = Conflict("registers_different", ("dan_cu.ho_ten", "ho_tich.vo.ho_ten"), "…")
    (task,), straight = triage((), (), (conflict,))
    assert (task.document, task.field, straight) == (None, None, False)


def test_a_conflict_points_at_its_field(make) -> None:
    clean = replace(make.card, fields=make.card.fields[:1])
    conflict = Conflict("form_near", ("d1.me.ho_ten", "ho_tich.vo.ho_ten"), "…")
    (task,), straight = triage([clean], [make.page(1)], [conflict, conflict])
    assert (task.document, task.field, straight) == ("d1", "me.ho_ten", False)
