from __future__ import annotations

import pytest

from extraction.checks import check_document, check_value, misplaced


def _failed(rule: str, values: dict[str, str]) -> list[str]:
    return [check.rule for _, check in check_document(rule, values) if not check.ok]


def test_a_number_agrees_with_birth_and_sex_of_its_own_person() -> None:
    values = {"so_dinh_danh": "001090000018", "ngay_sinh": "1990-03-15", "gioi_tinh": "Nam"}
    assert _failed("number_agrees", values) == []
    assert _failed("number_agrees", values | {"ngay_sinh": "1991-03-15"}) == ["number_agrees_with_birth"]
    assert _failed("number_agrees", values | {"gioi_tinh": "Nữ"}) == ["number_agrees_with_sex"]


def test_another_persons_birth_date_says_nothing_about_a_number() -> None:
    values = {"chu_ho.so_dinh_danh": "001060000011", "ngay_sinh": "1990-03-15"}
    assert check_document("number_agrees", values) == []


def test_a_birth_year_alone_is_enough_to_contradict_a_number() -> None:
    assert _failed("number_agrees", {"so_dinh_danh": "001325000017", "ngay_sinh": "2024"}) == [
        "number_agrees_with_birth"
    ]


def test_figures_must_be_the_words() -> None:
    words = "Ngày mồng năm tháng ba năm hai nghìn không trăm hai mươi lăm"
    assert _failed("date_agrees_with_words", {"ngay_sinh": "2025-03-05", "ngay_sinh_chu": words}) == []
    assert _failed("date_agrees_with_words", {"ngay_sinh": "2025-03-06", "ngay_sinh_chu": words}) != []
    assert check_document("date_agrees_with_words", {"ngay_sinh": "2025-03-05", "ngay_sinh_chu": "?"}) == []


def test_dates_of_a_card_stand_in_order() -> None:
    card = {"ngay_sinh": "1990-03-15", "ngay_cap": "2021-05-10", "gia_tri_den": "2030-03-15"}
    assert _failed("dates_in_order", card) == []
    assert _failed("dates_in_order", card | {"ngay_cap": "1989-05-10"}) == ["dates_in_order"]
    assert _failed("dates_in_order", card | {"gia_tri_den": "Không thời hạn"}) == []


def test_the_printed_name_is_the_name_of_the_zone() -> None:
    zone = "\n".join(["I" * 30, "9" * 30, "NGUYEN<<MAU<BINH<<<<<<<<<<<<<<"])
    assert _failed("name_agrees_with_mrz", {"ho_ten": "NGUYỄN MẪU BÌNH", "mrz": zone}) == []
    assert _failed("name_agrees_with_mrz", {"ho_ten": "NGUYỄN MẪU MINH", "mrz": zone}) != []


def test_unknown_places_and_absurd_years_are_found() -> None:
    assert check_value("known_province", "001090000018").ok
    assert not check_value("known_province", "003090000018").ok
    assert check_value("plausible_year", "1990-03-15").ok
    assert not check_value("plausible_year", "1090-03-15").ok


def test_an_entry_in_the_book_of_certificates_begins_with_letters() -> None:
    assert all(check_value("lettered_entry", value).ok for value in ("CH 00120", "CS02150", "CTs-7", "VP 3"))
    assert not any(check_value("lettered_entry", value).ok for value in ("02150", "số 02150", "CH"))


@pytest.mark.parametrize(
    ("value_type", "value", "rule"),
    [
        ("name", "ĐỖ NGỌc Ngọc MẪU", "one_case"),
        ("address", "Số 8 Mẫu, phường Động, quận Hoàng Mai, thành phố Hà Mai, quận Hoàng Mai", "one_address"),
        ("identity_paper", "CCCD số 001098000017 do CMND số 012996430 cấp", "one_paper"),
        ("identity_paper", "cấp ngày 14/9/2022", "numbered_paper"),
        ("nationality", "Trung", "known_state"),
    ],
)
def test_a_value_of_two_lines_or_of_half_a_one_is_told(value_type: str, value: str, rule: str) -> None:
    (found,) = misplaced(value_type, value)
    assert (found.rule, found.ok) == (rule, False)


@pytest.mark.parametrize(
    ("value_type", "value"),
    [
        ("name", "ĐỖ NGỌC MẪU"),
        ("name", "H'Hen Niê"),
        ("name", "Lê Mẫu"),
        ("address", "phường Đề Thám, Cao Bằng, Cao Bằng"),
        ("address", "Tổ 8, phường Mẫu, thành phố Hà Nội"),
        ("identity_paper", "CCCD số 001098000017 do Bộ Công an cấp"),
        ("identity_paper", "Hộ chiếu M84120557 cấp ngày 03/01/2023"),
        ("identity_paper", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
        ("nationality", "VIỆT NAM"),
        ("nationality", "Trung Quốc (Đài Loan)"),
        ("text", "Mẫu, a, Mẫu, b"),
    ],
)
def test_a_whole_value_is_told_nothing(value_type: str, value: str) -> None:
    assert misplaced(value_type, value) == ()


@pytest.mark.parametrize(
    ("place", "labelled", "told"),
    [
        ("Nghệ An", False, ["whole_address"]),
        ("Nghệ An", True, []),
        ("Mẫu Đôi, Quỳnh Lưu, Nghệ An", False, []),
    ],
)
def test_a_province_that_no_label_names_is_what_is_left_of_a_place(
    place: str, labelled: bool, told: list[str]
) -> None:
    assert [each.rule for each in misplaced("address", place, labelled)] == told
