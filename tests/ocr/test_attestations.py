"""Seals and signatures are found in any ink, and nothing else on papers is taken for them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PIL import Image

from domain.attestation import AttestationKind
from domain.geometry import Box
from domain.page import Rotation
from domain.text import Symbol, SymbolKind
from ocr.attestations import attested
from ocr.layout import lay_out
from ocr.orientation import Stand
from ocr.paper import from_above
from ocr.pixels import Pixels
from ocr.round_seals import round_seals
from ocr.sheet import straighten

LETTER = 26.0
RED, BLACK, PALE = (215, 40, 50), (30, 30, 30), (228, 224, 224)
SEAL, SIGNATURE = AttestationKind.SEAL, AttestationKind.SIGNATURE


def seen(pixels: Pixels, rotation: Rotation = 0, skew: float = 0.0, symbols: tuple[Symbol, ...] = ()) -> Any:
    view, stand = from_above(pixels), Stand(rotation, skew, LETTER, LETTER)
    sheet, seals = straighten(view, stand), round_seals(view, stand)
    layout = lay_out(sheet.grey, seals=[sheet.ring(seal) for seal in seals])
    return attested(seals, sheet, layout, symbols, 1)


def kinds(pixels: Pixels) -> list[AttestationKind]:
    return [each.kind for each in seen(pixels)]


def sign(paper: Any, x: int, y: int, wide: int = 330, ink: str = "#18265a") -> tuple[float, ...]:
    """A scrawl whose left middle is at that point; its box."""
    points = [
        (x + wide * t / 99 + 18 * math.cos(t / 4), y - math.sin(t / 4) * 48 * (1 - 0.5 * t / 99))
        for t in range(100)
    ]
    paper.draw.line(points, fill=ink, width=5, joint="curve")
    low, high = (tuple(map(pick, zip(*points, strict=True))) for pick in (min, max))
    return (*low, *high)


def near(box: Box, pixels: tuple[float, ...], slack: float = 0.012) -> bool:
    true = (pixels[0] / 1654, pixels[1] / 1169, pixels[2] / 1654, pixels[3] / 1169)
    found = (box.left, box.top, box.right, box.bottom)
    return all(abs(one - other) < slack for one, other in zip(found, true, strict=True))


@pytest.mark.parametrize("colour", [RED, BLACK, (120, 120, 120), (40, 60, 160)])
def test_a_seal_is_found_in_any_ink(letter_paper: Any, colour: tuple[int, int, int]) -> None:
    letter_paper.seal(1120, 760, colour=colour)
    (found,) = seen(letter_paper.pixels())
    assert found.kind is SEAL
    assert near(found.box, (990, 630, 1250, 890))


def test_a_seal_on_a_grey_scan_and_on_a_bitonal_one(letter_paper: Any) -> None:
    letter_paper.seal(1120, 760)
    for mode in ("L", "1"):
        letter_paper.image = letter_paper.image.convert(mode)
        pixels = np.asarray(letter_paper.image.convert("L"))
        assert [each.kind for each in seen(pixels)] == [SEAL], mode


def test_a_seal_on_a_turned_page_stands_where_the_upright_page_has_it(letter_paper: Any) -> None:
    letter_paper.seal(1120, 760)
    (found,) = seen(letter_paper.pixels(turned=90), rotation=270)
    assert near(found.box, (990, 630, 1250, 890))


def test_a_seal_struck_over_print_and_a_signature_are_both_found(letter_paper: Any) -> None:
    sign(letter_paper, 1080, 740)
    letter_paper.seal(1060, 770)
    found = seen(letter_paper.pixels())
    assert [each.kind for each in found] == [SEAL, SIGNATURE]
    assert found[1].box.right > 1380 / 1654


def test_two_signatures_side_by_side(letter_paper: Any) -> None:
    places = [sign(letter_paper, 180, 900), sign(letter_paper, 1080, 940, ink="black")]
    found = seen(letter_paper.pixels())
    assert [each.kind for each in found] == [SIGNATURE, SIGNATURE]
    assert all(near(each.box, place) for each, place in zip(found, places, strict=True))


def test_print_alone_is_neither(letter_paper: Any) -> None:
    letter_paper.write(300, 260, "GIẤY CHỨNG NHẬN", 30)
    letter_paper.rule(150, 600, 1500, 600)
    letter_paper.rule(150, 700, 1500, 700)
    letter_paper.rule(150, 600, 150, 700)
    letter_paper.dots(200, 900, 950)
    assert kinds(letter_paper.pixels()) == []


def test_the_arms_of_the_state_are_no_seal(letter_paper: Any) -> None:
    draw = letter_paper.draw
    for x, colour in ((300, "#c82828"), (700, "black")):
        draw.ellipse((x - 110, 650, x + 110, 870), fill=colour)
        star = [
            (x + reach * math.sin(k * math.pi / 5), 760 - reach * math.cos(k * math.pi / 5))
            for k, reach in enumerate([68, 27] * 5)
        ]
        draw.polygon(star, fill="#fadc3c")
    assert kinds(letter_paper.pixels()) == []


def test_a_face_and_a_fingerprint_are_neither(letter_paper: Any) -> None:
    draw = letter_paper.draw
    draw.rectangle((200, 560, 500, 960), fill="#c4d6e8", outline="black")
    draw.ellipse((270, 620, 430, 810), fill="#5c5458")
    draw.ellipse((220, 830, 480, 1100), fill="#5c5458")
    for ring in range(1, 10):
        draw.ellipse(
            (900 - 9 * ring, 760 - 12 * ring, 900 + 9 * ring, 760 + 12 * ring), outline="black", width=3
        )
    assert kinds(letter_paper.pixels()) == []


def test_what_shines_through_the_sheet_is_no_seal_of_this_page(letter_paper: Any) -> None:
    letter_paper.seal(700, 760, colour=PALE)
    assert kinds(letter_paper.pixels()) == []


def test_a_code_is_neither(letter_paper: Any) -> None:
    letter_paper.qr(1100, 600, "MẪU THỬ|" * 18, 300)
    place = Box(1100 / 1654, 600 / 1169, 1400 / 1654, 900 / 1169)
    code = Symbol(SymbolKind.QR, "", place)
    assert seen(letter_paper.pixels(), symbols=(code,)) == ()


def test_a_stroke_of_a_seal_is_no_signature(letter_paper: Any) -> None:
    """An arc that a copier left of a seal has a signature's shape."""
    letter_paper.seal(1120, 760, colour=BLACK)
    pixels = letter_paper.pixels()
    pixels[755:765, 980:1260] = 255
    assert SIGNATURE not in [each.kind for each in seen(pixels)]


def test_a_blank_page_has_none() -> None:
    blank = np.asarray(Image.new("RGB", (1654, 1169), "white"))
    assert seen(blank) == ()
