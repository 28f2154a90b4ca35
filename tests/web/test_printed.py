"""The sheets of the counter, read back from the PDF as a citizen's telephone or a clerk's search would."""

import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.checklist import ComponentState, Evidence
from domain.document import Document, FieldState
from domain.once_only import Compared, VerdictCode
from domain.record import DossierRecord, Duplicate, Likeness
from domain.review import Decision, DecisionKind
from hoso.definitions import definitions_at
from hoso.pipeline import settle
from lab.desk.dossiers import birth_dossier, odd_dossier
from once_only.checklist.components import Handed, checklist
from tests.web.sheets import MADE, blurred, counter, flowing, text_of
from web.printed.counter import Counter
from web.printed.faces import NoFace, face
from web.printed.pdf import Size, pdf_of
from web.printed.request import request
from web.printed.sheet import Line, Section, Sheet
from web.printed.slip import slip
from web.views.checklist import checklist_view

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
LETTERS = [
    each for base in VOWELS for each in (base, *(unicodedata.normalize("NFC", base + tone) for tone in TONES))
] + ["đ"]


def sheet_of(sections: tuple[Section, ...], mark: str = "") -> Sheet:
    return Sheet("vi", MADE, "Thử", (), sections, "ho-so-1", "Trang {n}/{total}", mark)


@pytest.mark.parametrize("size", Size)
def test_every_vietnamese_letter_comes_back_from_the_pdf(size: Size) -> None:
    small, large = " ".join(LETTERS), " ".join(each.upper() for each in LETTERS)
    assert len(LETTERS) == 73
    sheet = sheet_of((Section(small, (Line(small, (large,)), Line(large, (small,)))),))
    before = "".join(text_of(pdf_of(sheet_of((Section("", (Line("", ("",)), Line("", ("",)))),)), size)))
    found = "".join(text_of(pdf_of(sheet, size)))
    for each in LETTERS:
        assert found.count(each) - before.count(each) == 3, each
        assert found.count(each.upper()) - before.count(each.upper()) == 2, each


def test_letters_without_composition_are_set_as_one() -> None:
    decomposed = unicodedata.normalize("NFD", "Thuỳ Dương Nguyễn Đặng")
    found = flowing(text_of(pdf_of(sheet_of((Section("A", (Line(decomposed),)),)))))
    assert "Thuỳ Dương Nguyễn Đặng" in found


def test_the_slip_says_what_goes_home_and_why() -> None:
    lines = text_of(pdf_of(slip(counter(birth_dossier))))
    assert lines[:5] == [
        "PHIẾU HƯỚNG DẪN TẠI QUẦY",
        "Thủ tục: 1.001193 Đăng ký khai sinh",
        "Ngày tiếp nhận: 20/11/2026",
        "Mã trên hệ thống: ho-so-1",
        "Lập lúc: 10:00 20/11/2026",
    ]
    text = flowing(lines)
    for said in (
        "1. Giấy tờ ông/bà nhận lại ngay 1.1 Thẻ căn cước công dân gắn chip (trang 2)",
        "Căn cứ: Khoản 2a Điều 4 Nghị định 118/2025/NĐ-CP (sửa đổi 2026)",
        "Đã tra cứu Cơ sở dữ liệu quốc gia về dân cư lúc 09:15 20/11/2026",
        "Đã so: Số định danh cá nhân: trùng khớp",
        "Không giữ bản sao, không lưu bản quét.",
        "2. Giấy tờ còn thiếu, phải nộp 2.1 Giấy chứng sinh hoặc văn bản thay thế Không có trong hồ sơ.",
        "Nếu thuộc trường hợp này, cơ quan tra cứu trước tại: Cơ sở dữ liệu hộ tịch điện tử",
        "4. Cơ quan tự tra cứu trước, ông/bà chưa phải nộp",
        "Tra cứu tại: Cơ sở dữ liệu quốc gia về dân cư",
        "Trang 2/2",
    ):
        assert said in text, said
    assert text.count("Giấy tờ chứng minh nơi cư trú") == 1


def test_what_a_register_holds_in_place_of_a_paper_stands_on_the_slip_with_its_evidence() -> None:
    given = counter(birth_dossier)
    found = given.record.checklist
    assert found is not None
    law = ("Khoản 2 Điều 14 Nghị định 104/2022/NĐ-CP",)
    rows = (Compared("ho_ten", "exact", "TRẦN THỊ MẪU", "TRẦN THỊ MẪU"),)
    evidence = Evidence("ct07", "DATA_HELD", law, "dan_cu", MADE, rows)
    checks = tuple(
        replace(each, state=ComponentState.NOT_NEEDED, reason="DATA_HELD", registers=(), evidence=evidence)
        if each.component == "noi_cu_tru"
        else each
        for each in found.components
    )
    record = replace(given.record, checklist=replace(found, components=checks))
    text = flowing(text_of(pdf_of(slip(replace(given, record=record)))))
    for said in (
        "Không phải mang đến: cơ quan đã tra cứu và dữ liệu đã có",
        "Giấy tờ chứng minh nơi cư trú",
        "Căn cứ: Khoản 2 Điều 14 Nghị định 104/2022/NĐ-CP",
        "Đã tra cứu Cơ sở dữ liệu quốc gia về dân cư lúc",
        "Đã so: Họ, chữ đệm, tên: trùng khớp",
    ):
        assert said in text, said
    assert "TRẦN" not in text
    view = checklist_view(record, given.labels)
    assert view is not None
    (spared,) = [
        row for each in view.groups if each.state == "not_needed" for row in each.rows if not row.papers
    ]
    assert len(spared.evidence) == 3


def test_what_was_read_nowhere_is_printed_as_not_verified() -> None:
    given = counter(birth_dossier)
    law = given.labels.definitions.law
    procedure = law.procedure_on("1.004194", given.record.received)
    assert procedure is not None
    found = checklist(procedure, Handed(given.record.documents), law, given.record.received)
    record = replace(given.record, procedure="1.004194", checklist=found)
    text = flowing(text_of(pdf_of(slip(replace(given, record=record)))))
    assert "Giấy tờ chứng minh chỗ ở hợp pháp (chưa kiểm chứng)" in text
    assert "Tờ khai thay đổi thông tin cư trú (CT01) (chưa kiểm chứng)" not in text


def test_a_slip_before_an_officer_looked_says_that_it_is_not_complete() -> None:
    assert "2 mục cán bộ phải xem; phiếu này chưa phải thông báo đầy đủ" in flowing(
        text_of(pdf_of(slip(counter(birth_dossier))))
    )


def test_pages_to_scan_again_are_named_with_their_defect() -> None:
    asked = counter(odd_dossier)
    told = Decision(DecisionKind.ACKNOWLEDGE, "officer", MADE, task=asked.record.tasks[0].id)
    seen = replace(asked, record=settle(asked.record, (told,), definitions_at()))
    assert len(seen.record.tasks) < len(asked.record.tasks)
    for at in (asked, seen):  # the page is no better for having been told of
        text = flowing(text_of(pdf_of(slip(at))))
        assert "Trang phải quét lại" in text
        assert "Trang 1 Bị nhòe: giữ giấy phẳng rồi quét lại" in text
    assert "quét lại" not in flowing(text_of(pdf_of(slip(counter(birth_dossier)))))


def test_a_page_of_which_no_scan_may_stay_is_not_asked_to_be_scanned_again() -> None:
    at = blurred(counter(birth_dossier), 1, 2)
    text = flowing(text_of(pdf_of(slip(at))))
    assert "Không giữ bản sao, không lưu bản quét." in text
    assert "Trang phải quét lại" in text and ".1 Trang 1 " in text and "Trang 2 " not in text
    both = tuple(
        replace(each, pages=(2,)) if each.id == "d1" else each for each in at.record.documents
    )  # a paper that stays lies on the page too
    text = flowing(text_of(pdf_of(slip(replace(at, record=replace(at.record, documents=both))))))
    assert ".2 Trang 2 " in text


def test_without_a_procedure_nothing_is_called_missing() -> None:
    text = flowing(text_of(pdf_of(slip(counter(birth_dossier, procedure=None)))))
    assert "Chưa biết thủ tục" in text and "còn thiếu, phải nộp" not in text
    draft = flowing(text_of(pdf_of(request(counter(birth_dossier, procedure=None)))))
    assert "Chưa biết thủ tục" in draft and "không phát phiếu này" not in draft


def test_a_register_that_says_otherwise_is_named_with_its_owner() -> None:
    at = counter(birth_dossier)
    verdict = next(each for each in at.record.once_only if each.register == "dan_cu")
    rows = tuple(replace(each, agreement="different") for each in verdict.compared)
    wrong = replace(verdict, verdict=VerdictCode.NEEDED_MISMATCH, reason="DATA_MISMATCH", compared=rows)
    paper = next(each for each in at.record.documents if each.id == verdict.document)
    sure = tuple(replace(each, state=FieldState.SETTLED) for each in paper.fields)
    papers = tuple(replace(each, fields=sure) if each is paper else each for each in at.record.documents)
    record = replace(at.record, once_only=(wrong,), documents=papers)
    text = flowing(text_of(pdf_of(slip(replace(at, record=record)))))
    assert "Dữ liệu nhà nước khác với giấy của ông/bà, nên đề nghị cập nhật" in text
    assert "Cơ sở dữ liệu quốc gia về dân cư (Bộ Công an)" in text
    assert "Khác nhau ở: Số định danh cá nhân; Họ" in text
    assert not [row.paper for row in rows if row.paper and row.paper in text]


@pytest.mark.parametrize("make", [slip, request])
def test_no_value_of_a_citizen_stands_on_a_sheet(make: Callable[[Counter], Sheet]) -> None:
    at = counter(birth_dossier)
    text = flowing(text_of(pdf_of(make(at))))
    values = {field.value for each in at.record.documents for field in each.fields if len(field.value) > 4}
    assert len(values) > 6
    assert [value for value in values if value in text] == []


def test_where_two_people_bring_the_same_paper_it_says_whose() -> None:
    def empty(dossier: str) -> tuple[DossierRecord, object]:
        record, pages = birth_dossier(dossier)
        return replace(record, documents=(), once_only=(), tasks=()), pages

    text = flowing(text_of(pdf_of(slip(counter(empty, procedure="1.000894")))))
    assert "(bên nam)" in text and "(bên nữ)" in text


def test_whatever_an_officer_typed_can_be_printed() -> None:
    typed = "Ảnh mờ\n{nb} **x**\x07\t" + "dài" * 300
    found = "".join(text_of(pdf_of(sheet_of((Section("A", (Line("Giấy", (typed,)),)),)))))
    assert "Ảnh mờ" in found and "**x**" in found and found.count("dài") == 300


def test_a_draft_of_many_pages_is_marked_on_each() -> None:
    lines = tuple(Line(f"Giấy tờ thứ {n}", ("Không có trong hồ sơ.",)) for n in range(60))
    found = text_of(pdf_of(sheet_of((Section("Phải nộp", lines),), mark="BẢN NHÁP")))
    pages = found.count("BẢN NHÁP")
    assert pages > 2
    assert any(line.endswith(f"Trang {pages}/{pages}") for line in found)


@pytest.mark.parametrize("size", Size)
def test_no_title_and_no_line_is_parted_from_what_follows_it(size: Size) -> None:
    for length in range(22, 46):
        first = tuple(Line(f"Giấy thứ {n}") for n in range(length))
        parts = (Section("Phần đầu", first), Section("PHẦN SAU", (Line("DÒNG MỘT", ("lý do " * 40,)),)))
        read = subprocess.run(
            ["pdftotext", "-layout", "-", "-"],
            input=pdf_of(sheet_of(parts), size),
            capture_output=True,
            check=True,
        )
        (page,) = [each for each in read.stdout.decode().split("\f") if "PHẦN SAU" in each]
        assert "DÒNG MỘT" in page and page.count("lý") == 40, length


def test_a_line_longer_than_a_page_is_printed_all_the_same() -> None:
    notes = tuple(f"Lý do thứ {n}" for n in range(120))
    found = flowing(text_of(pdf_of(sheet_of((Section("A", (Line("Giấy", notes),)),)))))
    assert "Lý do thứ 0 " in found and "Lý do thứ 119" in found


def test_a_paper_that_is_there_twice_says_which_it_repeats() -> None:
    at = counter(birth_dossier)
    again = replace(at.record.documents[0], id="d9", pages=(3,))
    twice = replace(
        at.record,
        documents=(*at.record.documents, again),
        duplicates=(Duplicate("d9", "d1", "SAME_LOOK", Likeness.SAME_SHEET),),
    )
    seen = replace(at, record=settle(twice, (), definitions_at()))
    found = flowing(text_of(pdf_of(slip(seen))))
    assert "Tờ khai đăng ký khai sinh (trang 3) Trùng với một giấy khác trong hồ sơ. Trùng với: " in found
    assert "Trùng với: Tờ khai đăng ký khai sinh (trang 1)" in found


def test_what_an_officer_has_to_look_at_is_listed() -> None:
    at = counter(birth_dossier)
    strange = Document("d9", "unknown", (2,), 0.2)
    looked = settle(replace(at.record, documents=(*at.record.documents, strange)), (), definitions_at())
    found = flowing(text_of(pdf_of(slip(replace(at, record=looked)))))
    assert "Cán bộ còn phải xem" in found
    assert "Giấy chứng sinh hoặc văn bản thay thế Có thể nằm trong số giấy chưa biết là giấy gì." in found


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = slip(counter(birth_dossier))
    assert pdf_of(sheet) == pdf_of(sheet)


def test_a_foreigner_gets_it_in_english() -> None:
    text = flowing(text_of(pdf_of(slip(counter(birth_dossier, "en")))))
    assert "Papers you take back now" in text and "Papers still to be handed in" in text


def test_a_machine_without_a_face_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NoFace):
        face((tmp_path,))
    (tmp_path / "Tinos-Regular.ttf").touch()
    with pytest.raises(NoFace):
        face((tmp_path,))
    (tmp_path / "Tinos-Bold.ttf").touch()
    assert face((tmp_path,)).bold.name == "Tinos-Bold.ttf"
