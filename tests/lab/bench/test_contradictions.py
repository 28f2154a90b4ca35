from __future__ import annotations

from random import Random

import pytest

from domain.document import Provenance, Source
from domain.geometry import Box
from domain.page import PageKind, Quality
from domain.understanding import PageReading
from lab.bench.comparable import Comparable, comparables
from lab.bench.contradictions import Outcome, report
from lab.bench.plant_codes import zone_with
from lab.bench.plants import another, in_words, retold, rewritten
from lab.bench.truth import TrueDocument, TrueField, Truth
from ocr.mrz import prove
from tests.typed_pages import typed_page

ZONE = "IDVNM0900000180001090000018<<2\n9003152M3003150VNM<<<<<<<<<<<2\nNGUYEN<<MAU<BINH<<<<<<<<<<<<<<"
WHOLE = Provenance(Source.OCR, 1, Box(0.0, 0.0, 1.0, 1.0))


def _reading(text: str) -> PageReading:
    return PageReading(1, PageKind.CONTENT, 200.0, Quality(0.0, 0.0, 0.0, ()), typed_page(text))


def _text(pages: tuple[PageReading, ...] | None) -> str:
    return pages[0].text.text if pages and pages[0].text else ""


def test_planted_words_keep_their_places() -> None:
    page = _reading("Ngày sinh: 15/03/1990, nam")
    made = rewritten([page], WHOLE, "15/03/1990", "16/03/1990")
    assert _text(made) == "Ngày sinh: 16/03/1990, nam"
    assert made is not None
    boxes = [
        [word.box for line in each.text.lines for word in line.words] for each in (page, made[0]) if each.text
    ]
    assert boxes[0] == boxes[1]
    assert rewritten([page], WHOLE, "17/03/1990", "16/03/1990") is None


def test_a_value_of_more_words_takes_the_place_of_one_of_fewer() -> None:
    assert _text(retold([_reading("một hai")], WHOLE, "một hai ba bốn")) == "một hai ba bốn"
    assert _text(retold([_reading("một hai ba")], WHOLE, "bốn")) == "bốn"
    assert in_words("1990-03-15").startswith("Ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("birth", "ngày 15 tháng 03 năm 1990"),
        ("number", "CCCD số 001090000018"),
        ("tone", "Nguyễn Mẫu Hoà"),
        ("name", "NGUYỄN MẪU HOÀ"),
        ("parent", "NGUYỄN MẪU HOÀ"),
        ("sex", "Nữ"),
        ("ward", "Thôn Hạ, xã Thư Lâm, thành phố Hà Nội"),
    ],
)
def test_every_kind_says_something_else_in_as_many_words(kind: str, raw: str) -> None:
    made = another(kind, raw, Random(1))
    assert made is not None
    assert made != raw
    assert len(made.split()) == len(raw.split())


def test_what_carries_no_such_thing_is_left_alone() -> None:
    assert another("ward", "Xã Mẫu, Huyện Mẫu, Nam Định", Random(1)) is None
    assert another("sex", "không rõ", Random(1)) is None


def test_a_planted_zone_proves_itself() -> None:
    proven = zone_with(ZONE, number="001090000018")
    assert prove(proven.split("\n")) is not None
    for zone in (zone_with(proven, number="001090000026"), zone_with(proven, birth="900316")):
        assert zone != proven
        assert prove(zone.split("\n")) == tuple(zone.split("\n"))


def _paper(id_: str, type_id: str, **said: str) -> TrueDocument:
    fields = {
        name.replace("__", "."): TrueField(value=value, raw=value, page=1, filled="printed")
        for name, value in said.items()
    }
    return TrueDocument(id=id_, type=type_id, pages=(1,), layout="a", fields=fields)


def test_what_papers_say_of_one_person_is_comparable() -> None:
    papers = (
        _paper("d1", "cccd_chip", ho_ten="NGUYỄN MẪU HOÀ", ngay_sinh="1990-03-15"),
        _paper("d2", "giay_uy_quyen", ben__ho_ten="Nguyễn Mẫu Hoà", ben__ngay_sinh="1990-03-15"),
        _paper("d3", "giay_uy_quyen", ben__ho_ten="Trần Mẫu Lý", ben__ngay_sinh="1990-03-15"),
    )
    found = comparables(Truth("t", "clean", None, "2026-01-01", (), papers))  # type: ignore[arg-type]
    assert {(each.kind, each.paper, each.against) for each in found} == {
        ("birth", "d1", "d2"),
        ("birth", "d2", "d1"),
        ("tone", "d1", "d2"),
        ("tone", "d2", "d1"),
    }
    assert Comparable("birth", "d1", "ngay_sinh", "d2", "ben.ngay_sinh") in found


def test_the_report_counts_what_was_read_and_what_was_surely_read() -> None:
    found = [
        Outcome("birth", read=True, surely=True, told=True, asked=True, blocked=True),
        Outcome("birth", read=True, asked=True),
        Outcome("birth", read=False),
        Outcome("qr ho_ten", read=True, surely=True),
    ]
    made = report([["papers_differ_name: misread"], []], found)
    assert made["dossiers_with_false_alarms"] == {
        "share": 0.5,
        "low": 0.0945,
        "high": 0.9055,
        "right": 1,
        "of": 2,
    }
    every = made["all"]
    assert isinstance(every, dict)
    assert (every["planted"], every["read_as_planted"]) == (3, 2)
    assert (every["told_or_asked"]["right"], every["surely_read_and_told"]["of"]) == (2, 1)
    assert made["all_codes"]["surely_read_and_told"]["right"] == 0  # type: ignore[index]
