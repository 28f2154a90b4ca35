"""The draft of Mẫu 02: everything asked for at once, what the house surely knows, what the officer typed."""

from __future__ import annotations

from dataclasses import replace

from domain.checklist import ComponentState
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Compared, Verdict, VerdictCode
from domain.record import DossierRecord, FormSource, FormValue
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from hoso.definitions import definitions_at
from hoso.pipeline import settle
from lab.desk.dossiers import birth_dossier
from tests.web.sheets import MADE, blurred, counter, flowing, text_of
from web.printed.counter import Counter
from web.printed.pdf import Size, pdf_of
from web.printed.request import request
from web.printed.slip import slip
from web.printed.typed import Typed

OPEN = (ComponentState.TO_CHECK, ComponentState.LOOK_UP)


def whole(dossier: str) -> tuple[DossierRecord, object]:
    """A birth dossier with all its papers and nothing left to look at."""
    record, pages = birth_dossier(dossier)
    certificate = Document("d3", "giay_chung_sinh", (3,), 0.97)
    needed = Verdict("d3", VerdictCode.NEEDED, "NOT_HELD", ())
    papers, said = (*record.documents, certificate), (*record.once_only, needed)
    return replace(record, documents=papers, once_only=said, tasks=()), pages


def spared(at: Counter, becomes: ComponentState = ComponentState.NOT_NEEDED) -> Counter:
    """The same where nothing has to be looked at any more: it is not needed, or a register will tell."""
    found = at.record.checklist
    assert found is not None
    checks = tuple(
        replace(each, state=becomes, documents=()) if each.state in OPEN else each
        for each in found.components
    )
    return replace(at, record=replace(at.record, checklist=replace(found, components=checks)))


def told(at: Counter, *decisions: Decision) -> Counter:
    return replace(at, record=settle(at.record, decisions, definitions_at()))


def test_a_draft_that_asks_for_nothing_says_so_only_where_nothing_is_open() -> None:
    done = spared(counter(whole))
    assert "không phát phiếu này" in flowing(text_of(pdf_of(request(done))))
    open_ = ReviewTask("field:d1:ho_ten", TaskKind.FIELD, ("LOW_CONFIDENCE",), "d1", "ho_ten")
    waiting = replace(done, record=replace(done.record, tasks=(open_,)))
    text = flowing(text_of(pdf_of(request(waiting))))
    assert "không phát phiếu này" not in text and "Còn 1 chỗ đọc chưa chắc" in text
    assert "Không có việc gì" not in flowing(text_of(pdf_of(slip(waiting))))
    asking = flowing(text_of(pdf_of(request(spared(counter(whole), becomes=ComponentState.LOOK_UP)))))
    assert "không phát phiếu này" not in asking and "Còn 2 giấy cơ quan chưa tra cứu xong" in asking


def test_the_draft_asks_for_a_paper_that_an_officer_found_wrong_to_be_put_right() -> None:
    at = counter(whole)
    wrong = Decision(
        DecisionKind.OVERRIDE_VERDICT, "officer", MADE, "d1",
        value=VerdictCode.NEEDED_MISMATCH, note="chưa ký tên, phải ký lại",
    )  # fmt: skip
    text = flowing(text_of(pdf_of(request(told(at, wrong)))))
    assert "1. Giấy tờ phải hoàn thiện, sửa cho đúng 1.1 Tờ khai đăng ký khai sinh (trang 1)" in text
    assert "Lý do: chưa ký tên, phải ký lại" in text and "không phát phiếu này" not in text
    later = replace(wrong, kind=DecisionKind.ACCEPT_VERDICT, at=MADE.replace(hour=4), value=None, note="")
    assert "sửa cho đúng" not in flowing(text_of(pdf_of(request(told(at, wrong, later)))))


def test_advice_of_a_mismatch_is_a_request_only_when_an_officer_has_agreed() -> None:
    at = counter(whole)
    rows = (Compared("ngay_cap", "different", "2020-01-02", "2021-01-02"),)
    against = Verdict("d3", VerdictCode.NEEDED_MISMATCH, "DATA_MISMATCH", (), "y_te", MADE, rows)
    said = tuple(against if each.document == "d3" else each for each in at.record.once_only)
    doubted = told(replace(at, record=replace(at.record, once_only=said)))
    assert "sửa cho đúng" not in flowing(text_of(pdf_of(request(doubted))))
    agreed = told(doubted, Decision(DecisionKind.ACCEPT_VERDICT, "officer", MADE, "d3"))
    text = flowing(text_of(pdf_of(request(agreed))))
    assert "1.1 Giấy chứng sinh (trang 3)" in text and "Khác nhau ở: Ngày cấp" in text
    assert "2020" not in text


def test_the_draft_asks_for_pages_to_be_scanned_again() -> None:
    text = flowing(text_of(pdf_of(request(blurred(counter(whole), 1)))))
    assert "1. Trang phải quét lại: mang bản giấy đến 1.1 Trang 1" in text
    assert "không phát phiếu này" not in text


def named(at: Counter, *others: str, state: FieldState = FieldState.ACCEPTED) -> Counter:
    """The form says who asks, as the declaration was read."""
    source = FormSource(Source.OCR, "d1", "nguoi_yeu_cau.ho_ten")
    value = FormValue("NGUYỄN VĂN MẪU", source, tuple((each, source) for each in others))
    papers = tuple(
        replace(
            each,
            fields=tuple(
                replace(field, state=state) if field.name == "nguoi_yeu_cau.ho_ten" else field
                for field in each.fields
            ),
        )
        for each in at.record.documents
    )
    form = {"nguoi_yeu_cau.ho_ten": value}
    return replace(at, record=replace(at.record, form=form, documents=papers))


def receipt(day: str) -> Document:
    where = Provenance(Source.QR, 4)
    code = f"H26.1-{day}-0001"
    field = Field("ma_ho_so", code, code, 0.99, FieldState.ACCEPTED, where)
    return Document("d4", "phieu_mot_cua", (4,), 0.9, fields=(field,))


def test_the_draft_fills_in_what_the_house_surely_knows_and_no_more() -> None:
    at = replace(named(counter(whole)), branch="cn-07")
    paper = receipt("261120")
    sure = flowing(
        text_of(
            pdf_of(
                request(replace(at, record=replace(at.record, documents=(*at.record.documents, paper)))),
                Size.A4,
            )
        )
    )
    for said in (
        "Hồ sơ của: NGUYỄN VĂN MẪU",
        "Nơi tiếp nhận: cn-07",
        "Mã hồ sơ: H26.1-261120-0001",
        "Ngày lập: 20/11/2026",
    ):
        assert said in sure, said
    for doubtful in (
        named(counter(whole), state=FieldState.REVIEW),
        named(counter(whole), "NGUYỄN VĂN BỊA"),
    ):
        assert "Hồ sơ của: ...." in flowing(text_of(pdf_of(request(doubtful))))
    old = replace(at.record, documents=(*at.record.documents, receipt("250704")))
    assert "Mã hồ sơ: ...." in flowing(text_of(pdf_of(request(replace(at, record=old)))))


def test_what_an_officer_typed_goes_before_what_the_house_knows() -> None:
    typed = Typed({"person": "", "agency": "UBND xã Mẫu"}, ("Ký lại tờ khai",), "Hẹn trả lời sớm.")
    text = flowing(text_of(pdf_of(request(named(counter(whole)), typed), Size.A4)))
    assert "Cơ quan: UBND xã Mẫu" in text and "Hồ sơ của: ...." in text
    assert "1. Nội dung khác phải bổ sung, hoàn thiện 1.1 Ký lại tờ khai" in text
    assert "Hẹn trả lời sớm." in text


def test_the_draft_asks_once_for_everything_and_leaves_the_officer_his_lines() -> None:
    lines = text_of(pdf_of(request(counter(birth_dossier)), Size.A4))
    assert lines[0] == "BẢN NHÁP: cán bộ kiểm tra, điền và ký thì mới có giá trị"
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in lines
    for label in ("Cơ quan", "Số", "Hồ sơ của", "Mã hồ sơ", "Địa chỉ", "Số điện thoại"):
        assert any(line.startswith(f"{label}: ....") for line in lines), label
    text = flowing(lines)
    assert "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)" in text
    assert "1.1 Giấy chứng sinh hoặc văn bản thay thế Lý do: Không có trong hồ sơ." in text
    assert "Điều 17 khoản 2 điểm a Nghị định 118/2025/NĐ-CP" in text
    assert "căn cước" not in text.lower()  # what the register holds is not asked for
