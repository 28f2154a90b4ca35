from __future__ import annotations

from collections.abc import Iterator

import pytest

from extraction.committees import mend_committee
from extraction.gazetteer import gazetteer, names_in
from extraction.nesting import mend_places, nests
from extraction.spelling import mend_address


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        # a comma lost between two places, or a capital
        ("Bá Hiến Bình Xuyên, Vĩnh Phúc", "Bá Hiến, Bình Xuyên, Vĩnh Phúc"),
        ("Thôn Đông Bình Lưu Quang, Ứng Hòa, Hà Nội", "Thôn Đông, Bình Lưu Quang, Ứng Hòa, Hà Nội"),
        ("Thôn 1 Kim Chung, Hoài Đức, Hà Nội", "Thôn 1, Kim Chung, Hoài Đức, Hà Nội"),
        ("Thôn 2, Yên Mỹ Thanh Trì, Hà Nội", "Thôn 2, Yên Mỹ, Thanh Trì, Hà Nội"),
        ("Hàng Trồng, Hoàn Kiếm Hà Nội", "Hàng Trống, Hoàn Kiếm, Hà Nội"),
        ("Tây Đằng, Ba vì, Hà Nội", "Tây Đằng, Ba Vì, Hà Nội"),
        (
            "Số 5 Tây Sơn, phường Văn Miếu Quốc Tử Giám, thành phố Hà Nội",
            "Số 5 Tây Sơn, phường Văn Miếu - Quốc Tử Giám, thành phố Hà Nội",
        ),
        # a mark lost, or read wrongly, in each of the three levels of old
        ("Chiềng Ngàn, Sơn La, Sơn La", "Chiềng Ngần, Sơn La, Sơn La"),
        ("An Tiến, An Lâo, Hải Phòng", "An Tiến, An Lão, Hải Phòng"),
        ("Quynh Đôi, Quỳnh Lưu, Nghệ An", "Quỳnh Đôi, Quỳnh Lưu, Nghệ An"),
        ("Xã Đổng Tiến, Huyện Khoái Châu, Hưng Yên", "Xã Đồng Tiến, Huyện Khoái Châu, Hưng Yên"),
        ("Hợp Tiên, Đồng Hý, Thải Nguyên", "Hợp Tiến, Đồng Hỷ, Thái Nguyên"),
        ("XÃ PHÚ LAM, HUYỆN TIÊN DU, TỈNH BẮC NINH", "XÃ PHÚ LÂM, HUYỆN TIÊN DU, TỈNH BẮC NINH"),
        # a letter lost, put in, or taken for another
        ("Hy Cương, Việt Tí, Phú Thọ", "Hy Cương, Việt Trì, Phú Thọ"),
        ("Xã Chuyên Ngoi, Thị xã Duy Tiên, Hà Nan", "Xã Chuyên Ngoại, Thị xã Duy Tiên, Hà Nam"),
        ("Đông Quang, Ba v, Hà Nội", "Đông Quang, Ba Vì, Hà Nội"),
        (
            "Xóm Chùa, xã Tân Xõ, huyện Thạch Thất, thành phố Hà Nội",
            "Xóm Chùa, xã Tân Xã, huyện Thạch Thất, thành phố Hà Nội",
        ),
        (
            "Tổ 38, phường Cửa Nạm, quận Hoản Kiếmn, thành phố Hà Nội",
            "Tổ 38, phường Cửa Nam, quận Hoàn Kiếm, thành phố Hà Nội",
        ),
        ("Hợp Tiến, Đồng Hỷ, Thát Nguyễn", "Hợp Tiến, Đồng Hỷ, Thái Nguyên"),
        # the two levels of today
        ("Đội 8, xã Hót Môn, thành phố Hà Nội", "Đội 8, xã Hát Môn, thành phố Hà Nội"),
        ("Thôn Hạ, xã Thiên tLộc, thành phố Hà Nội", "Thôn Hạ, xã Thiên Lộc, thành phố Hà Nội"),
        ("Xóm Mới, xã Tiến Thắng, thành phố Hộ Nội", "Xóm Mới, xã Tiến Thắng, thành phố Hà Nội"),
        # an office stands before its commune; the country behind the province
        (
            "UBND xã Phú Châo, huyện Ba Vì, thành phố Hà Nội, Việt Nam",
            "UBND xã Phú Châu, huyện Ba Vì, thành phố Hà Nội, Việt Nam",
        ),
        ("P. Cửa Nạm, Q. Hoàn Kiếm, TP. Hà Nội", "P. Cửa Nam, Q. Hoàn Kiếm, TP. Hà Nội"),
    ],
)
def test_a_misread_place_becomes_the_only_one_that_nests_there(read: str, mended: str) -> None:
    assert mend_address(read) == mended


@pytest.mark.parametrize(
    "address",
    [
        # the same names lie in many provinces, each with its own marks
        "Xã Phú Lâm, Huyện Tiên Du, Bắc Ninh",
        "Phường Phú Lãm, Quận Hà Đông, Hà Nội",
        "Đông Tiến, Yên Phong, Bắc Ninh",
        "Phường Đông Vệ, Thành phố Thanh Hóa, Tỉnh Thanh Hóa",
        "Phường 14, Quận 5, Thành phố Hồ Chí Minh",
        "Xã Đắk N'Dung, Huyện Đắk Song, Đắk Nông",
        # the place of a tone is the writer's; both are right
        "Phường Yên Hoà, Quận Cầu Giấy, Hà Nội",
        # places of old stay what they were, places of today what they are
        "Xã Thanh Xuân, Huyện Sóc Sơn, Thành phố Hà Nội",
        "Phường Thanh Xuân, Thành phố Hà Nội",
        "Phường Trung Phụng, Quận Đống Đa, Hà Nội",
        "Xã Ô Diên, Thành phố Hà Nội",
        "Xã Phù Ninh, Huyện Thủy Nguyên, Hải Phòng",
        # provinces and spellings of older days
        "Xã Thanh Lãng, Huyện Bình Xuyên, Vĩnh Phú",
        "Huyện Ngân Sơn, Bắc Cạn",
        # two communes are as near, a known name of another place, or no place at all
        "Xã Tân Hx, Huyện Châu Thành, Tây Ninh",
        "Xã Tân Tiến, Huyện Khoái Châu, Hưng Yên",
        "Xã Lạ Kỳ, Huyện Khoái Châu, Hưng Yên",
        # streets, hamlets and houses are no communes, however near
        "Số 104 Lê Trong Tấn, phường Yên Hòa, quận Cầu Giấy, thành phố Hà Nội",
        "Thôn Đồng Tiên, xã Đồng Tiến, huyện Khoái Châu, Hưng Yên",
        "Thôn Đông Quan, Ba Vì, Hà Nội",
        "Phố Hạ Đinh, Thanh Xuân, Hà Nội",
        # a street called as a commune is no commune behind a house, and no comma was lost where none is used
        "Số 253 phố Hàng Gai, Hoàn Kiếm, Hà Nội",
        "Số 253 Hàng Gai, Hoàn Kiếm, Hà Nội",
        "Yên Mỹ Thanh Trì Hà Nội",
        # the levels above are unknown
        "Xã Tân Xõ, huyện Lạ Kỳ, Xứ Lạ",
        "Ngoài nước",
    ],
)
def test_a_part_that_may_be_right_is_left_alone(address: str) -> None:
    assert mend_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "Chiềng Ngần, Sơn La, Sơn La",
        "Xã Đồng Tiến, Huyện Khoái Châu, Hưng Yên",
        "Số 5 ngõ 3 Lê Lợi, phường Yên Hoà, quận Cầu Giấy, TP Hà Nội, Việt Nam",
        "Thôn Hạ, xã Thiên Lộc, thành phố Hà Nội",
        "Trạm Y tế xã Phú Châu, Hà Nội",
        "Thôn Hạ, Ba Vì, Hà Nội",
    ],
)
def test_places_that_lie_in_one_another_nest(address: str) -> None:
    assert nests(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Hà Nội",
        "quận Tây Hồ, thành phố Hà Nội",  # no commune
        "Đông Quang, Sóc Sơn, Hà Nội",  # of another district
        "Chiềng Ngàn, Sơn La, Sơn La",
        "Phường Thiên Lộc, thành phố Hà Nội",  # it is a xã
        "Xã Đồng Tiến, Huyện Khoái Châu, Hà Nội",
    ],
)
def test_places_that_do_not_lie_in_one_another_do_not_nest(address: str) -> None:
    assert not nests(address)


def _addresses() -> Iterator[tuple[str, ...]]:
    """Every thirteenth commune of old and of today, each in its own form."""
    for province in gazetteer().before.within.values():
        for district in province.within.values():
            for commune in list(district.within.values())[::13]:
                yield f"{commune.units[0]} {commune.name}", district.name, province.name
    for province in gazetteer().since.within.values():
        for commune in list(province.within.values())[::13]:
            yield f"{commune.units[0]} {commune.name}", province.name


def test_places_of_the_lists_are_right_as_they_stand() -> None:
    for parts in _addresses():
        assert mend_places(parts).parts == parts
        assert nests(", ".join(parts))


def test_districts_called_by_their_unit_are_right_as_they_stand() -> None:
    for province in gazetteer().before.within.values():
        for district in province.within.values():
            if not district.is_commune:
                parts = (f"{district.units[0]} {district.name}", province.name)
                assert mend_places(parts).parts == parts


def test_the_lists_are_whole() -> None:
    before, since = gazetteer().before, gazetteer().since
    assert len(since.within) == 34
    assert sum(len(names_in(each).spelt) for each in since.within.values()) > 3_300
    assert {"Thừa Thiên Huế", "Huế", "Hà Nội", "Bắc Giang"} <= set(before.within)
    assert before.within["Quảng Trị"].within["Cồn Cỏ"].is_commune is False  # an island without communes


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("ỦY BAN NHÂN DÂN THỊ TRẦN PHÚ MINH", "ỦY BAN NHÂN DÂN THỊ TRẤN PHÚ MINH"),
        ("ỦY BAN NHÂN DÂN XÃ NGUYÊN TRÃI", "ỦY BAN NHÂN DÂN XÃ NGUYỄN TRÃI"),
        ("ỦY BAN NHÂN DÂN XÃ MẪU THỬ", "ỦY BAN NHÂN DÂN XÃ MẪU THỬ"),
        ("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("SỞ TƯ PHÁP", "SỞ TƯ PHÁP"),
    ],
)
def test_a_committee_is_of_a_place_that_there_is(read: str, mended: str) -> None:
    assert mend_committee(read) == mended
