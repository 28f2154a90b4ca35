"""Image files made to harm, or harmed: each ends in pages or in a stable reason code."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from domain.page import Defect


def sheet(size=(620, 877), mode="L") -> Image.Image:
    image = Image.new("L", size, 255)
    for y in range(60, size[1] - 60, 24):
        ImageDraw.Draw(image).text((60, y), "Dong chu mau de thu may quet " * 2, fill=0)
    return image.convert(mode)


def saved(kind: str, mode="L", **options) -> bytes:
    out = io.BytesIO()
    sheet(mode=mode).save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, body: bytes, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


def tiff(entries: dict[int, tuple[int, int, int]], after: int = 0, data: bytes = b"") -> bytes:
    """A little-endian TIFF of one directory: tag -> (type, count, value); after: the next directory."""
    body = b"".join(struct.pack("<HHII", tag, *entry) for tag, entry in sorted(entries.items()))
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", after) + data


def grey_tiff(width: int, height: int, strip: int, length: int, after: int = 0) -> bytes:
    long = 4
    entries = {
        256: (long, 1, width),
        257: (long, 1, height),
        258: (3, 1, 8),
        259: (3, 1, 1),
        262: (3, 1, 1),
        273: (long, 1, strip),
        277: (3, 1, 1),
        278: (long, 1, height),
        279: (long, 1, length),
    }
    return tiff(entries, after, bytes(500))


def lying_jpeg(width: int, height: int) -> bytes:
    data = bytearray(saved("JPEG"))
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def many_frames(count: int) -> bytes:
    frames = [Image.new("1", (8, 8), 1)] * count
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def bad_exif() -> bytes:
    return saved("JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + bytes(30))


CASES = {
    "png signature only": lambda: b"\x89PNG\r\n\x1a\n",
    "png cut": lambda: saved("PNG")[:900],
    "png wrong sum": lambda: saved("PNG").replace(b"IHDR", b"IHDR", 1)[:29] + b"\0\0\0\0" + saved("PNG")[33:],
    "png sixty thousand square": lambda: png(60000, 60000, zlib.compress(bytes(60000))),
    "png under the limit and empty": lambda: png(4400, 4400, zlib.compress(b"")),
    "png of no width": lambda: png(0, 100, zlib.compress(b"")),
    "png text bomb": lambda: png(
        8, 8, zlib.compress(bytes(72)), chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(99 << 20), 9))
    ),
    "png colour profile bomb": lambda: png(
        8, 8, zlib.compress(bytes(72)), chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(99 << 20), 9))
    ),
    "jpeg start only": lambda: b"\xff\xd8\xff",
    "jpeg cut": lambda: saved("JPEG")[:3000],
    "jpeg that lies large": lambda: lying_jpeg(65000, 65000),
    "jpeg that lies a little": lambda: lying_jpeg(1600, 2000),
    "jpeg of no size": lambda: lying_jpeg(0, 0),
    "jpeg with broken camera notes": bad_exif,
    "jpeg of noise": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
    "tiff head only": lambda: b"II*\x00",
    "tiff directory outside": lambda: b"II*\x00\xff\xff\xff\x7f",
    "tiff directory loop": lambda: grey_tiff(20, 20, 122, 400, after=8),
    "tiff of no tags": lambda: tiff({}),
    "tiff strips outside": lambda: grey_tiff(20, 20, 1 << 30, 400),
    "tiff strip too short": lambda: grey_tiff(2000, 2000, 122, 4_000_000),
    "tiff sixty thousand square": lambda: grey_tiff(60000, 60000, 122, 400),
    "tiff of a million strips": lambda: tiff({256: (4, 1, 20), 257: (4, 1, 20), 273: (4, 1 << 28, 8)}),
    "tiff cut": lambda: saved("TIFF", compression="tiff_lzw")[:2000],
    "tiff fax cut": lambda: saved("TIFF", "1", compression="group4")[:600],
    "tiff of two hundred and fifty frames": lambda: many_frames(250),
    "big tiff head": lambda: b"II+\x00\x08\x00\x00\x00" + bytes(64),
    "jpeg and pdf at once": lambda: saved("JPEG") + b"\n%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF",
    "png and zip at once": lambda: saved("PNG") + b"PK\x03\x04" + bytes(100),
}

EXPECTED = {
    "png sixty thousand square": "TOO_MANY_PIXELS",
    "jpeg that lies large": "TOO_MANY_PIXELS",
    "tiff sixty thousand square": "TOO_MANY_PIXELS",
    "tiff of two hundred and fifty frames": "TOO_MANY_PAGES",
    "png cut": "IMAGE_DAMAGED",
    "jpeg cut": "IMAGE_DAMAGED",
    "tiff cut": "IMAGE_DAMAGED",
    "tiff head only": "IMAGE_DAMAGED",
    "jpeg start only": "IMAGE_DAMAGED",
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_image_ends_in_pages_or_a_reason(case, outcome) -> None:
    ended = outcome(CASES[case]())
    assert ended == EXPECTED[case] if case in EXPECTED else ended


@pytest.mark.parametrize("case", ["png text bomb", "tiff directory loop", "jpeg that lies large"])
def test_the_next_good_file_is_none_the_worse(case, outcome) -> None:
    outcome(CASES[case]())
    (page,) = outcome(saved("PNG"))
    assert page.quality.ink > 0


@pytest.mark.parametrize(
    "case", ["jpeg with broken camera notes", "jpeg and pdf at once", "png and zip at once"]
)
def test_harmless_oddities_give_their_page(case, outcome) -> None:
    (page,) = outcome(CASES[case]())
    assert page.quality.ink > 0


def test_a_damaged_frame_keeps_its_place(outcome) -> None:
    out = io.BytesIO()
    sheet().save(
        out,
        "TIFF",
        save_all=True,
        append_images=[sheet(), sheet()],
        compression="tiff_deflate",
        dpi=(200, 200),
    )
    data = bytearray(out.getvalue())
    second = data.index(b"\x78", data.index(b"\x78\x9c" if b"\x78\x9c" in data else b"\x78") + 4000)
    data[second : second + 40] = bytes(40)
    ended = outcome(bytes(data))
    assert isinstance(ended, list) and len(ended) == 3


def test_very_many_dots_an_inch_are_brought_down(outcome) -> None:
    out = io.BytesIO()
    sheet((4000, 4500)).save(out, "PNG", dpi=(10613, 10613))
    (page,) = outcome(out.getvalue())
    assert page.raster.width * page.raster.height <= 3_000_000
    assert Defect.PIXELS_REDUCED in page.quality.defects
