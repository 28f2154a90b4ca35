from __future__ import annotations

from domain.geometry import Box
from domain.text import Line, Symbol, SymbolKind, Word
from ocr.mrz_lines import spelt_zones

ZONE = ("IDVNM0900123450001090012345<<1", "9003152M3003150VNM<<<<<<<<<<<2", "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<")


def _lines(texts: tuple[str, ...], left: float = 0.1, top: float = 0.7) -> list[Line]:
    boxes = [Box(left, top + 0.03 * i, left + 0.4, top + 0.03 * i + 0.02) for i in range(len(texts))]
    return [Line((Word(text, box, 0.9),)) for text, box in zip(texts, boxes, strict=True)]


def test_lines_that_prove_themselves_are_a_zone() -> None:
    (found,) = spelt_zones(_lines(ZONE), [])
    assert found.kind is SymbolKind.MRZ
    assert found.payload == "\n".join(ZONE)


def test_two_cards_beside_one_another_are_two_zones() -> None:
    both = [line for pair in zip(_lines(ZONE), _lines(ZONE, left=0.55), strict=True) for line in pair]
    assert len(spelt_zones(both, [])) == 2


def test_a_zone_whose_digits_fail_is_none() -> None:
    wrong = (ZONE[0].replace("0900123450", "0900123451"), ZONE[1].replace("900315", "900316"), ZONE[2])
    assert spelt_zones(_lines(wrong), []) == []


def test_a_known_zone_is_not_found_twice() -> None:
    known = Symbol(SymbolKind.MRZ, "\n".join(ZONE), Box(0.05, 0.65, 0.55, 0.85))
    assert spelt_zones(_lines(ZONE), [known]) == []


def test_print_is_no_zone() -> None:
    assert (
        spelt_zones(_lines(("Họ và tên NGUYỄN MẪU AN", "Ngày sinh 15/03/1990", "Quê quán Hà Nội")), []) == []
    )
