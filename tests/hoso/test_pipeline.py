"""The whole way on typed pages: from texts to a record, and on after people decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.checklist import ComponentState
from domain.document import FieldState
from domain.once_only import Answer, HeldRecord, Outcome, VerdictCode
from domain.page import PageKind, Quality
from domain.record import DossierRecord, ScanSource
from domain.review import Decision, DecisionKind, TaskKind
from domain.text import Symbol, SymbolKind
from domain.understanding import Case, PageReading
from hoso import pipeline
from hoso.definitions import definitions_at
from tests.typed_pages import WHOLE, typed_page

CARD = """
CĂN CƯỚC CÔNG DÂN
Citizen Identity Card
Số / No.: 001090000018
Họ và tên / Full name:
NGUYỄN MẪU BÌNH
Ngày sinh / Date of birth: 15/03/1990
Giới tính / Sex: Nam
"""
QR = "001090000018||Nguyễn Mẫu Bình|15031990|Nam|Phường Láng, Hà Nội|10052021"
HELD = HeldRecord(
    "cccd_chip",
    {"so_dinh_danh": "001090000018", "ho_ten": "NGUYỄN MẪU BÌNH", "ngay_sinh": "1990-03-15"},
)
CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2))
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def _reading(number: int, text: str, *, kind: PageKind = PageKind.CONTENT, code: str = "") -> PageReading:
    page = typed_page(text, number)
    symbols = (Symbol(SymbolKind.QR, code, WHOLE),) if code else ()
    read = replace(page, symbols=symbols) if kind is PageKind.CONTENT else None
    return PageReading(number, kind, 200.0, Quality(0.9, 0.05, 0.1), read)


def _record(*pages: PageReading, held: HeldRecord = HELD) -> DossierRecord:
    definitions = definitions_at()
    understood = pipeline.understand(pages, definitions)
    asked = pipeline.look_ups(understood, definitions, CASE)
    answers = [Answer(each, Outcome.FOUND, NOW, (held,)) for each in asked]
    return pipeline.complete(understood, answers, definitions, CASE)


def test_a_card_whose_data_the_register_holds_is_not_needed() -> None:
    record = _record(_reading(1, CARD, code=QR))
    (verdict,) = record.once_only
    assert verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD
    assert verdict.law
    assert verdict.register == "dan_cu"
    assert verdict.asked_at == NOW
    assert {row.field for row in verdict.compared} >= {"so_dinh_danh", "ho_ten", "ngay_sinh"}


def test_the_record_is_held_against_its_procedure_and_again_after_decisions() -> None:
    definitions = definitions_at()
    case = replace(CASE, procedure="1.001193")
    understood = pipeline.understand([_reading(1, CARD, code=QR)], definitions)
    asked = pipeline.look_ups(understood, definitions, case)
    record = pipeline.complete(
        understood, [Answer(each, Outcome.FOUND, NOW, (HELD,)) for each in asked], definitions, case
    )
    assert record.checklist is not None
    states = {each.component: each.state for each in record.checklist.components}
    assert states["to_khai"] is ComponentState.MISSING
    assert states["giay_to_tuy_than"] is ComponentState.NOT_NEEDED
    assert [each.keep_scan for each in record.checklist.papers] == [False]
    override = Decision(
        DecisionKind.OVERRIDE_VERDICT, "an", NOW, "d1", value=VerdictCode.NEEDED, note="bản gốc bị tẩy xóa"
    )
    settled = pipeline.settle(record, [override], definitions)
    assert settled.checklist is not None
    assert [(each.reason, each.keep_scan) for each in settled.checklist.papers] == [("OFFICER", True)]
    without = pipeline.complete(understood, [], definitions, CASE)
    assert without.checklist is None


def test_pages_keep_their_order_and_blanks_belong_to_nothing() -> None:
    record = _record(_reading(2, "", kind=PageKind.BLANK), _reading(1, CARD, code=QR))
    assert [(page.number, page.kind) for page in record.pages] == [
        (1, PageKind.CONTENT),
        (2, PageKind.BLANK),
    ]
    assert [document.pages for document in record.documents] == [(1,)]
    assert record.pages[1].text == ""


def test_a_field_a_paper_always_carries_is_asked_of_a_person_when_it_is_missing() -> None:
    record = _record(_reading(1, CARD.replace("Số / No.: 001090000018", "")))
    missing = [task for task in record.tasks if task.field == "so_dinh_danh"]
    assert [task.kind for task in missing] == [TaskKind.FIELD]
    assert not record.straight_through


def test_a_corrected_value_is_looked_up_again_and_judged_anew() -> None:
    definitions = definitions_at()
    record = _record(_reading(1, CARD.replace("MẪU BÌNH", "MẪU BỈNH")))
    assert record.once_only[0].verdict is VerdictCode.NEEDED_MISMATCH
    word = Decision(DecisionKind.SET_VALUE, "r1", NOW, document="d1", field="ho_ten", value="NGUYỄN MẪU BÌNH")
    settled = pipeline.settle(record, [word], definitions)
    assert settled.revision == record.revision + 1
    assert settled.once_only[0].verdict is VerdictCode.UNKNOWN
    asked = pipeline.look_ups_again(settled, definitions)
    assert [look_up.keys["ho_ten"] for look_up in asked] == ["NGUYỄN MẪU BÌNH"]
    advised = pipeline.advise(settled, [Answer(asked[0], Outcome.FOUND, NOW, (HELD,))], definitions)
    assert advised.once_only[0].verdict is VerdictCode.NOT_NEEDED_DATA_HELD
    assert advised.revision == settled.revision
    name = advised.documents[0].field_named("ho_ten")
    assert name is not None
    assert name.state is FieldState.SETTLED
    assert [other.value for other in name.others] == ["NGUYỄN MẪU BỈNH"]


def test_advice_that_still_stands_is_not_asked_for_again() -> None:
    definitions = definitions_at()
    record = _record(_reading(1, CARD, code=QR))
    settled = pipeline.settle(record, [], definitions)
    assert pipeline.look_ups_again(settled, definitions) == ()
    assert pipeline.advise(settled, (), definitions) == settled


def test_a_register_that_was_down_is_asked_again_and_its_answer_changes_the_verdict() -> None:
    definitions = definitions_at()
    understood = pipeline.understand([_reading(1, CARD, code=QR)], definitions)
    asked = pipeline.look_ups(understood, definitions, CASE)
    silent = [Answer(each, Outcome.UNAVAILABLE, NOW, fault="TIMEOUT") for each in asked]
    record = pipeline.complete(understood, silent, definitions, CASE)
    assert [(each.verdict, each.reason) for each in record.once_only] == [
        (VerdictCode.UNKNOWN, "DB_INCIDENT")
    ]
    again = pipeline.look_ups_again(record, definitions)
    assert again == asked
    later = [replace(each, asked_at=NOW + timedelta(hours=1)) for each in silent]
    assert pipeline.asked_again(record, later, definitions) is None
    found = pipeline.asked_again(record, [Answer(asked[0], Outcome.FOUND, NOW, (HELD,))], definitions)
    assert found is not None
    assert found.revision == record.revision + 1
    assert found.once_only[0].verdict is VerdictCode.NOT_NEEDED_DATA_HELD
    assert pipeline.look_ups_again(found, definitions) == ()


def test_a_register_that_answers_late_leaves_the_same_form_as_one_that_answers_at_once() -> None:
    definitions = definitions_at()
    case = replace(CASE, procedure="1.004222")
    understood = pipeline.understand([_reading(1, CARD, code=QR)], definitions)
    asked = pipeline.look_ups(understood, definitions, case)
    silent = [Answer(each, Outcome.UNAVAILABLE, NOW) for each in asked]
    record = pipeline.complete(understood, silent, definitions, case)
    lives = "Số 9 phố Mẫu, phường Láng, Hà Nội"
    told = replace(HELD, fields=HELD.fields | {"noi_thuong_tru": lives, "quan_he_chu_ho": "Chủ hộ"})
    answers = [Answer(asked[0], Outcome.FOUND, NOW, (told,))]
    found = pipeline.asked_again(record, answers, definitions)
    assert found is not None
    assert found.form == pipeline.complete(understood, answers, definitions, case).form
    new = [value for name, value in found.form.items() if name not in record.form]
    assert [(each.value, each.source.register) for each in new] == [("Chủ hộ", "dan_cu")]
    address = found.form["nguoi_ke_khai.noi_cu_tru"]
    assert address.value == lives
    assert record.form["nguoi_ke_khai.noi_cu_tru"].value in [value for value, _ in address.others]
