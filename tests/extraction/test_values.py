"""Valid and invalid values side by side, for every value type."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.values import VALUE_TYPES
from extraction.values.names import parse_name


@pytest.mark.parametrize(
    ("value_type", "raw", "value"),
    [
        ("personal_number", "001090000018", "001090000018"),
        ("personal_number", "0 0 1 0 9 0 0 0 0 0 1 8", "001090000018"),
        ("personal_number", "001O9OOOOO18", "001090000018"),
        ("personal_number", "số 001.090.000018 cấp ngày 10/05/2021", "001090000018"),
        ("personal_number", "00109000001", None),
        ("personal_number", "Hoàng Quốc Việt", None),
        ("old_number", "CMND số 012345678", "012345678"),
        ("old_number", "1234", None),
        ("date", "05/03/2025", "2025-03-05"),
        ("date", "5-3-2025", "2025-03-05"),
        ("date", "ngày 05 tháng 3 năm 2025", "2025-03-05"),
        ("date", "Hà Nội, ngày 05 tháng 3 năm 2025", "2025-03-05"),
        ("date", "ngày/date 05 tháng/month 03 năm/year 2020", "2020-03-05"),
        ("date", "15031990", "1990-03-15"),
        ("date", "25/O5/2O26", "2026-05-25"),
        ("date", "đến ngày 1 1-09-2026", "2026-09-11"),
        ("date", "07 102/1983", "1983-02-07"),
        ("date", "07 (02/1983", "1983-02-07"),
        ("date", "102/1983", "1983"),
        ("date", "2107 102/1983", "1983"),
        ("date", "tờ số 3 15/02/2026", "2026-02-15"),
        ("date", "tháng 3/2025", "2025-03"),
        ("date", "1965", "1965"),
        ("date", "…/…/1965", "1965"),
        ("date", "Không thời hạn", "Không thời hạn"),
        ("date", "31/02/2025", None),
        ("date", "không rõ", None),
        ("year", "Năm 1990", "1990"),
        ("year", "Không thời hạn", None),
        ("name", "NGUYỄN MẪU AN", "NGUYỄN MẪU AN"),
        ("name", "Ông: Nguyễn Mẫu An,", "Nguyễn Mẫu An"),
        ("name", "ÔNG VĂN MẪU", "ÔNG VĂN MẪU"),
        ("name", "Ông Văn Mẫu An", "Ông Văn Mẫu An"),
        ("name", "Ông Trần Mẫu An", "Trần Mẫu An"),
        ("name", "Bà Lường Thị Mẫu", "Lường Thị Mẫu"),
        ("name", "H'Hen Niê", "H'Hen Niê"),
        ("name", "K'Brơi Y Moan", "K'Brơi Y Moan"),
        ("name", "12 tháng 3", None),
        ("sex", "Nam", "Nam"),
        ("sex", "NỮ", "Nữ"),
        ("sex", "☐ Nam ☒ Nữ", "Nữ"),
        ("sex", "Nam / Nữ", None),
        ("nationality", "Viêt Nam", "Việt Nam"),
        ("nationality", "VIỆT NAM", "VIỆT NAM"),
        ("nationality", "Lào", "Lào"),
        ("ethnicity", "Kinh", "Kinh"),
        ("ethnicity", "Không", None),
        ("ethnicity", "Chưa rõ", None),
        ("ethnicity", "Cao Lan", "Cao Lan"),
        ("ethnicity", "Hàn", "Hàn"),
        ("ethnicity", "Kirh", "Kinh"),
        ("ethnicity", "Cơ-ho", "Cơ-ho"),
        ("ethnicity", "Muong", "Mường"),
        ("ethnicity", "12345", None),
        ("address", "Số 3 ngõ 10, phường Láng ........", "Số 3 ngõ 10, phường Láng"),
        ("address", "..........", None),
        ("address", "20IA phố Mẫu Thử, phường Láng", "201A phố Mẫu Thử, phường Láng"),
        ("address", "Số I phố Mẫu Thử", "Số I phố Mẫu Thử"),
        ("text", "Chưa có vợ/ chồng", "Chưa có vợ/chồng"),
        ("text", "Nam / Nữ", "Nam / Nữ"),
        ("text", "01 B8099749", "01B8099749"),
        ("text", "01 B809", "01 B809"),
        ("area", "1.234,5 m²", "1234.5"),
        ("area", "80 m2", "80"),
        ("area", "123.4 m2", "123.4"),
        ("area", "rộng", None),
        ("land_serial", "BM 123456", "BM123456"),
        ("land_serial", "AA 01234567", "AA01234567"),
        ("land_serial", "123456", None),
        ("book_number", "CH 00120", "CH 00120"),
        ("plot_number", "thửa 12-1", "12-1"),
        ("plot_number", "6H-II-24", "6H-II-24"),
        ("civil_number", "12/2025", "12/2025"),
        ("civil_number", "45 / TLKS - BS", "45/TLKS-BS"),
        ("document_number", "Số: 123/QĐ-UBND", "123/QĐ-UBND"),
        ("document_number", "1234/2025/NĐ-CP", "1234/2025/NĐ-CP"),
        ("tax_code", "0100047516", "0100047516"),
        ("phone", "+84 912 000 001", "0912000001"),
        ("phone", "024 3825 1234", "02438251234"),
        ("phone", "12345", None),
        ("email", "thư: Mau.Thu@Example.com.", "mau.thu@example.com"),
        ("email", "không có", None),
        ("count", "02 bản", "02"),
        ("name", "AL ĐÀO HỒNG MINH ANH", "ĐÀO HỒNG MINH ANH"),
        ("name", "Krớ Hoàng Thị", "Krớ Hoàng Thị"),
        ("name", "Y Bhăm Êban", "Y Bhăm Êban"),
        ("place", "Hà Nội, ngày 05 tháng 3 năm 2025", "Hà Nội"),
        ("text", "Cha ……", "Cha"),
        ("text", "…", None),
    ],
)
def test_reads_what_papers_print(value_type: str, raw: str, value: str | None) -> None:
    parsed = VALUE_TYPES[value_type](raw)
    assert (parsed.value if parsed else None) == value


def test_an_unproven_tax_code_is_held_to_be_less_sure() -> None:
    proven, unproven = VALUE_TYPES["tax_code"]("0100047516"), VALUE_TYPES["tax_code"]("0100047517")
    assert proven is not None
    assert unproven is not None
    assert unproven.certainty < proven.certainty


@pytest.mark.parametrize("text", ["ngày – 2 tháng 4 năm 2026", "2/04/2026", "1 1-09-2026", "07 102/1983"])
def test_a_day_of_one_figure_a_torn_one_and_a_misread_stroke_are_doubted(text: str) -> None:
    parsed = VALUE_TYPES["date"](text)
    assert parsed is not None
    assert parsed.certainty < 0.9


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2120, 12, 31)))
def test_every_date_survives_every_printed_form(day: date) -> None:
    forms = (
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
    )
    found = [VALUE_TYPES["date"](form) for form in forms]
    assert [each.value if each else None for each in found] == [day.isoformat()] * 3


@pytest.mark.parametrize("value_type", sorted(VALUE_TYPES))
@given(raw=st.text(max_size=60))
def test_no_text_breaks_a_value_type(value_type: str, raw: str) -> None:
    parsed = VALUE_TYPES[value_type](raw)
    assert parsed is None or (parsed.value and 0 < parsed.certainty <= 1)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Chủ", "Chủ hộ"),
        ("Chú", "Chú"),
        ("Chu ho", "Chủ hộ"),
        ("Con đe", "Con đẻ"),
        ("Ông ngoai", "Ông ngoại"),
    ],
)
def test_a_relation_is_found_again_by_the_marks_that_were_not_lost(raw: str, value: str) -> None:
    parsed = VALUE_TYPES["relation"](raw)
    assert parsed is not None
    assert parsed.value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("VŨ Anh Tân", "Vũ Anh Tân"),
        ("Lý HỮu Chiến", "Lý Hữu Chiến"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("VŨ ANH TâN", "VŨ ANH TÂN"),
    ],
)
def test_the_words_of_a_name_are_of_one_size(raw: str, value: str) -> None:
    parsed = VALUE_TYPES["name"](raw)
    assert parsed is not None
    assert parsed.value == value


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("vương Thu Mẫu", "Vương Thu Mẫu"),
        ("Đào thị Mẫu", "Đào Thị Mẫu"),
        ("Tô Thị hoa", "Tô Thị hoa"),  # Thoa or Hoa
        ("Mẫu xoảt Thử", "Mẫu xoảt Thử"),
    ],
)
def test_a_names_word_has_its_capital_where_no_other_word_can_have_left_it(read: str, name: str) -> None:
    parsed = parse_name(read)
    assert parsed is not None
    assert parsed.value == name
