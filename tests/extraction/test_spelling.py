from __future__ import annotations

import pytest

from extraction.spelling import mend_address, mend_identity, mend_marks, mend_surname


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Thôn 1, quận Hoàn Kiêm, thành phó Hà Nội", "Thôn 1, quận Hoàn Kiếm, thành phố Hà Nội"),
        ("Xã Liên Hà, huuện Đông Anh, Hà Nội", "Xã Liên Hà, huyện Đông Anh, Hà Nội"),
        ("Bồ Đề, Long Bien, Hà Nội", "Bồ Đề, Long Biên, Hà Nội"),
        ("HOÀN KIÊM", "HOÀN KIẾM"),
    ],
)
def test_a_lost_tone_of_a_known_place_is_found_again(read: str, mended: str) -> None:
    assert mend_address(read) == mended


@pytest.mark.parametrize(
    "address",
    [
        "Thôn Thượng, Phượng Sơn, Quốc Oai, Hà Nội",  # Phượng is no phường
        "Số 49 ngõ 58 Mỗ Lao, phường Vĩnh Phúc, quận Ba Đình, thành phố Hà Nội",  # no ward
        "Thôn Đông, xã Tây Phương, thành phố Hà Nội",
        "Số 5 phố Hoà Bình",
        "Xóm Trại, Bản Lạ",
    ],
)
def test_what_may_be_right_is_left_alone(address: str) -> None:
    assert mend_address(address) == address


def test_a_family_name_that_is_none_becomes_the_only_one_it_can_be() -> None:
    assert mend_surname("NGUYÊN MẪU AN") == "NGUYỄN MẪU AN"
    assert mend_surname("Phủng Mẫu An") == "Phùng Mẫu An"
    assert mend_surname("DƯƠNG MẪU AN") == "DƯƠNG MẪU AN"
    assert mend_surname("Đoàn Mẫu An") == "Đoàn Mẫu An"
    assert mend_surname("Doãn Mẫu An") == "Doãn Mẫu An"
    assert mend_surname("H'Hen Mẫu") == "H'Hen Mẫu"


@pytest.mark.parametrize(
    "name",
    ["Ly A Mẫu", "LƯỜNG VĂN MẪU", "Ưng Thị Mẫu", "TÒNG VĂN MẪU", "PHÀN A MẪU", "Lã Văn Mẫu", "VÌ THỊ MẪU"],
)
def test_a_family_name_of_few_people_is_no_other_that_lost_its_marks(name: str) -> None:
    assert mend_surname(name) == name


def test_words_of_forms_get_their_marks_back() -> None:
    assert mend_identity("do Cục Cảnh sát quản lú hành chính cáp ngày") == (
        "do Cục Cảnh sát quản lú hành chính cấp ngày"
    )
    assert mend_marks("Nội rồi C: 0,5cm trước mép phải") == "Nốt ruồi C: 0,5cm trước mép phải"
    assert mend_marks("Sẹo tròn C: 2cm trên đuôi mắt phải") == "Sẹo tròn C: 2cm trên đuôi mắt phải"
    assert mend_marks("Nốt ruồi C: 1cm trên sau đuôi mát phái") == "Nốt ruồi C: 1cm trên sau đuôi mắt phải"


@pytest.mark.parametrize(
    "text",
    [
        "Chi nhánh Văn phòng đăng ký đất đai Hà Nội",
        "thửa đất số 12, tờ bản đồ số 3",
        "Số 225 Mỗ Lao, phường Tây Hồ, thành phố Hà Nội",
    ],
)
def test_other_words_and_names_of_streets_are_left_alone(text: str) -> None:
    assert mend_address(text) == text


def test_a_unit_before_a_known_place_gets_its_mark_back() -> None:
    assert mend_address("Xã Sài Sơn, Huyên Quốc Oai, Hà Nội") == "Xã Sài Sơn, Huyện Quốc Oai, Hà Nội"


def test_a_unit_of_two_words_is_not_parted_by_a_comma() -> None:
    assert mend_address("Xã Mẫu, Thị xã Sơn Tây, Hà Nội") == "Xã Mẫu, Thị xã Sơn Tây, Hà Nội"
    assert mend_address("Thôn Đìa xã Hạ Bằng, Hà Nội") == "Thôn Đìa, xã Hạ Bằng, Hà Nội"
