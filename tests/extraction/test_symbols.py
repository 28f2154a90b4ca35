from __future__ import annotations

import pytest

from domain.document import Source
from domain.geometry import Box
from domain.text import PageText, Symbol, SymbolKind
from extraction.agreements import name_line
from extraction.extract import extract
from extraction.symbols import delimited_parts, mrz_parts, passport_parts
from hoso.definitions import definitions_at
from ocr.mrz import prove
from tests.typed_pages import typed_page

QR = "001090000018|012345678|Nguyễn Mẫu Bình|15031990|Nam|Số 3 ngõ 10, Láng Hạ, Hà Nội|10052021|thêm"
ZONE = "IDVNM0900000180001090000018<<2\n9003152M3003150VNM<<<<<<<<<<<2\nNGUYEN<<MAU<BINH<<<<<<<<<<<<<<"


def _card(printed: str, *symbols: Symbol) -> dict[str, tuple[str, Source]]:
    page = typed_page(printed)
    text = PageText(1, 0, page.width, page.height, page.lines, symbols, "typed")
    kind = definitions_at().catalogue.type_named("cccd_chip")
    assert kind is not None
    return {field.name: (field.value, field.provenance.source) for field in extract([text], kind)}


def test_a_cards_code_fills_the_fields_in_the_cards_own_capitals() -> None:
    fields = _card("CĂN CƯỚC CÔNG DÂN", Symbol(SymbolKind.QR, QR, Box(0.8, 0.0, 0.9, 0.1)))
    assert fields["ho_ten"] == ("NGUYỄN MẪU BÌNH", Source.QR)
    assert fields["ngay_sinh"] == ("1990-03-15", Source.QR)
    assert fields["ngay_cap"] == ("2021-05-10", Source.QR)
    assert fields["so_cmnd_cu"] == ("012345678", Source.QR)


@pytest.mark.parametrize("name", ["Ly A Mẫu", "Lượng Thị Mẫu", "Ông Văn Mẫu", "Mẫu"])
def test_a_cards_code_is_never_spelt_otherwise(name: str) -> None:
    code = QR.replace("Nguyễn Mẫu Bình", name)
    fields = _card("CĂN CƯỚC CÔNG DÂN", Symbol(SymbolKind.QR, code, Box(0.8, 0.0, 0.9, 0.1)))
    assert fields["ho_ten"] == (name.upper(), Source.QR)


def test_a_code_outranks_print_and_the_print_is_kept() -> None:
    kind = definitions_at().catalogue.type_named("cccd_chip")
    assert kind is not None
    page = typed_page("CĂN CƯỚC CÔNG DÂN\nSố / No.: 001090000019")
    symbol = Symbol(SymbolKind.QR, QR, Box(0.8, 0.0, 0.9, 0.1))
    text = PageText(1, 0, 1000, 1000, page.lines, (symbol,), "typed")
    number = next(field for field in extract([text], kind) if field.name == "so_dinh_danh")
    assert number.value == "001090000018"
    assert [other.value for other in number.others] == ["001090000019"]
    assert [check.ok for check in number.checks if check.rule == "print_agrees_with_mark"] == [False]


def test_the_zone_gives_birth_with_its_century_and_expiry() -> None:
    parts = mrz_parts(ZONE)
    assert parts is not None
    assert parts["so_dinh_danh"] == "001090000018"
    assert parts["ngay_sinh"] == "15/03/1990"
    assert parts["gia_tri_den"] == "15/03/2030"


PASSPORT = "P<VNMVU<<MAU<LONG<<<<<<<<<<<<<<<<<<<<<<<<<<<\nP000000186VNM9203055M3310104001092000012<<54"


def test_a_passports_zone_proves_itself_and_gives_its_number_and_dates() -> None:
    assert prove(PASSPORT.split("\n")) == tuple(PASSPORT.split("\n"))
    parts = passport_parts(PASSPORT)
    assert parts is not None
    assert parts["so_ho_chieu"] == "P00000018"
    assert (parts["ngay_sinh"], parts["gia_tri_den"]) == ("05/03/1992", "10/10/2033")
    assert (parts["so_dinh_danh"], parts["gioi_tinh"]) == ("001092000012", "Nam")


@pytest.mark.parametrize("place", [0, 3, 9, 14, 19, 22, 30, 42, 43])
def test_a_changed_figure_proves_nothing(place: int) -> None:
    first, second = PASSPORT.split("\n")
    other = "7" if second[place] != "7" else "4"
    assert prove([first, second[:place] + other + second[place + 1 :]]) is None


def test_a_birth_after_the_passports_end_was_in_the_century_before() -> None:
    child = PASSPORT.replace("920305", "200305")
    assert (passport_parts(child) or {})["ngay_sinh"] == "05/03/2020"
    grown = PASSPORT.replace("920305", "340305")
    assert (passport_parts(grown) or {})["ngay_sinh"] == "05/03/1934"


def test_a_passports_zone_outranks_its_print() -> None:
    kind = definitions_at().catalogue.type_named("ho_chieu")
    assert kind is not None
    page = typed_page("HỘ CHIẾU / PASSPORT\nSố hộ chiếu / Passport No: P00000078")
    symbol = Symbol(SymbolKind.MRZ, PASSPORT, Box(0.1, 0.8, 0.9, 0.9))
    text = PageText(1, 0, 1000, 1000, page.lines, (symbol,), "typed")
    fields = {field.name: field for field in extract([text], kind)}
    assert fields["so_ho_chieu"].value == "P00000018"
    assert fields["so_ho_chieu"].provenance.source is Source.MRZ
    assert fields["gia_tri_den"].value == "2033-10-10"
    assert fields["mrz"].raw == PASSPORT


def test_other_codes_are_no_cards() -> None:
    assert delimited_parts("https://example.com/|a|b|c|d|e|f") is None
    assert delimited_parts("001090000018|only|three") is None
    assert mrz_parts("P<VNM\nX") is None
    assert passport_parts("P<VNM\nX") is None
    assert passport_parts(ZONE) is None


def test_print_with_other_marks_than_the_code_proves_nothing_unless_it_is_firmly_read() -> None:
    kind = definitions_at().catalogue.type_named("cccd_chip")
    assert kind is not None
    for confidence, expected in ((0.9, []), (0.99, [False])):
        page = typed_page("CĂN CƯỚC CÔNG DÂN\nHọ và tên / Full name: NGUYỄN MẪU BINH", confidence=confidence)
        symbol = Symbol(SymbolKind.QR, QR, Box(0.8, 0.0, 0.9, 0.1))
        text = PageText(1, 0, 1000, 1000, page.lines, (symbol,), "typed")
        name = next(field for field in extract([text], kind) if field.name == "ho_ten")
        assert [check.ok for check in name.checks if check.rule == "print_agrees_with_mark"] == expected


ZONE_NAMES = [
    ("NGUYEN<<MAU<BLNH", "NGUYEN<<MAU<BINH", True),
    ("NGUYEN", "NGUYEN<<MAU<BINH", True),
    ("TRAN<<MAU<LONG", "TRAN<<MAU<LONG", False),
]


@pytest.mark.parametrize(("read", "told", "agrees"), ZONE_NAMES)
def test_a_zones_name_is_mended_by_the_code_that_spells_it(read: str, told: str, agrees: bool) -> None:
    kind = definitions_at().catalogue.type_named("cccd_chip")
    assert kind is not None
    zone = "\n".join((*ZONE.split("\n")[:2], read.ljust(30, "<")))
    code = Symbol(SymbolKind.QR, QR, Box(0.8, 0.0, 0.9, 0.1))
    marks = (code, Symbol(SymbolKind.MRZ, zone, Box(0.0, 0.8, 1.0, 1.0)))
    text = PageText(1, 0, 1000, 1000, typed_page("CĂN CƯỚC CÔNG DÂN").lines, marks, "typed")
    fields = {field.name: field for field in extract([text], kind)}
    assert fields["mrz"].value.split("\n")[2] == told.ljust(30, "<")
    assert fields["mrz"].raw == zone
    checks = [check.ok for check in fields["ho_ten"].checks if check.rule == "name_agrees_with_mrz"]
    assert checks == [agrees]
    assert (fields["mrz"].confidence > 0.99) is agrees


def test_a_zone_spells_names_without_marks_and_signs_and_no_longer_than_it_is() -> None:
    assert name_line("ĐỖ MẪU QUỲNH") == "DO<<MAU<QUYNH".ljust(30, "<")
    assert name_line("H'Linh Niê") == "HLINH<<NIE".ljust(30, "<")
    assert name_line("K'Brơi") == "KBROI".ljust(30, "<")
    assert len(name_line("NGUYỄN THỊ MẪU HOÀNG QUỲNH PHƯƠNG TRANG")) == 30
