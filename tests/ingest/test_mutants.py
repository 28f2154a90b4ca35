"""Good files with random bytes changed, cut out or doubled never end in anything but pages or a reason."""

import io
import random

import img2pdf
import pytest
from PIL import Image, ImageDraw


def good(kind: str) -> bytes:
    image = Image.new("L", (413, 585), 255)
    for y in range(40, 540, 24):
        ImageDraw.Draw(image).text((40, y), "Dong chu mau de thu may quet", fill=0)
    out = io.BytesIO()
    if kind == "PDF":
        image.save(out, "JPEG", dpi=(200, 200))
        return img2pdf.convert([out.getvalue()] * 2)
    image.save(out, kind, dpi=(200, 200))
    return out.getvalue()


def mutant(data: bytes, seed: int) -> bytes:
    """The data after one to six random harms."""
    dice, body = random.Random(seed), bytearray(data)
    for _ in range(dice.randint(1, 6)):
        place, length = dice.randrange(len(body)), dice.choice([1, 1, 2, 4, 64, 700])
        piece = body[place : place + length]
        harm = dice.choice(["change", "cut", "double", "ones", "end"])
        if harm == "change":
            body[place : place + length] = dice.randbytes(len(piece))
        elif harm == "cut":
            del body[place : place + length]
        elif harm == "double":
            body[place:place] = piece
        elif harm == "ones":
            body[place : place + length] = b"\xff" * len(piece)
        elif dice.random() < 0.3:
            del body[max(place, 64) :]
    return bytes(body)


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("kind", ["PDF", "TIFF", "PNG", "JPEG"])
def test_a_mutant_ends_in_pages_or_a_reason(kind, seed, outcome) -> None:
    assert outcome(mutant(good(kind), seed))
