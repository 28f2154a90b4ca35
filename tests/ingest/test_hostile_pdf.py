"""PDF files made to harm, or harmed: each ends in pages or in a stable reason code."""

import io
import zlib

import img2pdf
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from domain.page import Defect, PageKind


def scan_image(kind="JPEG", mode="L", size=(620, 877), **options) -> bytes:
    image = Image.new("L", size, 255)
    for y in range(60, size[1] - 60, 24):
        ImageDraw.Draw(image).text((60, y), "Dong chu mau de thu may quet " * 2, fill=0)
    out = io.BytesIO()
    image.convert(mode).save(out, kind, dpi=(200, 200), **options)
    return out.getvalue()


def good(pages: int = 1) -> bytes:
    return img2pdf.convert([scan_image()] * pages)


def written(pdf: pikepdf.Pdf, **options) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def raw(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects with a right cross-reference table, whatever the objects say."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, root, start))
    return out.getvalue()


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def one_page(box: bytes, extra: bytes = b"", content: bytes = b"0 0 50 50 re f") -> bytes:
    return raw(
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s >>" % (box, extra),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )


def with_image(data: bytes, **keys) -> bytes:
    """A page whose image stream is replaced, its filter kept or given anew."""
    pdf = pikepdf.open(io.BytesIO(good()))
    pdf.pages[0].Resources.XObject = Dictionary(
        Im0=Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, **keys)
    )
    pdf.pages[0].Contents = Stream(pdf, b"q 220 0 0 310 0 0 cm /Im0 Do Q")
    return written(pdf)


def image_pdf(filter_name: str, data: bytes, **keys) -> bytes:
    shape = {"Width": 620, "Height": 877, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, **keys}
    return with_image(data, Filter=Name("/" + filter_name), **shape)


def encrypted(user: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(good()))
    return written(pdf, encryption=pikepdf.Encryption(owner="chu", user=user))


def deflate_bomb() -> bytes:
    return image_pdf("FlateDecode", zlib.compress(bytes(300 << 20), 9), Width=20000, Height=15000)


def content_bomb() -> bytes:
    body = zlib.compress(b"0 0 m 600 800 l 3 9 300 200 80 70 c S\n" * 3_000_000, 9)
    pdf = pikepdf.open(io.BytesIO(good()))
    pdf.pages[0].Contents = Stream(pdf, b"")
    pdf.pages[0].Contents.write(body, filter=Name.FlateDecode)
    return written(pdf)


def object_stream_bomb() -> bytes:
    body = zlib.compress(b"4 0 " + b" " * (250 << 20) + b"<< >>", 9)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return raw(CATALOG, b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", stream % (len(body), body))


def form_loop() -> bytes:
    pdf = pikepdf.open(io.BytesIO(good()))
    form = pdf.make_indirect(
        Stream(pdf, b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    )
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Contents = Stream(pdf, b"/F Do")
    return written(pdf)


def form_doubling() -> bytes:
    """Thirty forms that each draw the next one twice: a billion drawings."""
    pdf = pikepdf.open(io.BytesIO(good()))
    shape = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 900, 900])}
    inner = pdf.make_indirect(Stream(pdf, b"0 0 m 9 9 l S", **shape))
    for _ in range(30):
        outer = pdf.make_indirect(Stream(pdf, b"/F Do /F Do", **shape))
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = outer
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=inner))
    pdf.pages[0].Contents = Stream(pdf, b"/F Do")
    return written(pdf)


def active() -> bytes:
    pdf = pikepdf.open(io.BytesIO(good()))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="while(true){}")
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="/bin/sh"))
    pdf.attachments["x\x00../../etc/passwd"] = b"MZ" + bytes(100)
    return written(pdf)


def missing_font() -> bytes:
    font = b"<< /Font << /F1 << /Type /Font /Subtype /TrueType /BaseFont /NoSuchFont#00 >> >> >>"
    return one_page(b"0 0 300 300", b"/Resources " + font, b"BT /F1 24 Tf 20 150 Td (Xin chao) Tj ET")


def nested(depth: int) -> bytes:
    return raw(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"[" * depth + b"]" * depth)


CASES = {
    "only a header": lambda: b"%PDF-1.7\n",
    "cut after a tenth": lambda: good()[: len(good()) // 10],
    "cut in the middle": lambda: good(3)[: len(good(3)) // 2],
    "cut before the table": lambda: good()[:-300],
    "cut by one byte": lambda: good()[:-1],
    "header and noise": lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40,
    "no pages": lambda: raw(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"),
    "no page tree": lambda: raw(b"<< /Type /Catalog >>"),
    "a catalog that is itself": lambda: raw(b"1 0 R"),
    "page tree loop": lambda: raw(CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
    "page tree two-step loop": lambda: raw(
        CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    ),
    "count that lies high": lambda: raw(
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 150 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "count of two thousand million": lambda: raw(CATALOG, b"<< /Type /Pages /Kids [] /Count 2000000000 >>"),
    "negative count": lambda: raw(CATALOG, b"<< /Type /Pages /Kids [] /Count -5 >>"),
    "deep nesting": lambda: nested(60_000),
    "deflate bomb": deflate_bomb,
    "content bomb": content_bomb,
    "object stream bomb": object_stream_bomb,
    "form draws itself": form_loop,
    "forms doubling": form_doubling,
    "script, launch and attachment": active,
    "missing font": missing_font,
    "huge page box": lambda: one_page(b"0 0 2000000 2000000"),
    "endless page box": lambda: one_page(b"0 0 1e38 1e38"),
    "tiny page box": lambda: one_page(b"0 0 0.01 0.01"),
    "page box of one point by a mile": lambda: one_page(b"0 0 1 4500000"),
    "negative page box": lambda: one_page(b"600 800 0 0"),
    "page box of words": lambda: one_page(b"/NaN nan (x) null"),
    "page box too short": lambda: one_page(b"0 0"),
    "crop box outside": lambda: one_page(b"0 0 300 300", b"/CropBox [9000 9000 9100 9100]"),
    "absurd rotation and unit": lambda: one_page(b"0 0 300 300", b"/Rotate 37 /UserUnit 1e9"),
    "jpeg stream cut": lambda: image_pdf("DCTDecode", scan_image()[:2500]),
    "jpeg stream that lies": lambda: image_pdf("DCTDecode", scan_image(), Width=60000, Height=60000),
    "jpx stream cut": lambda: image_pdf("JPXDecode", scan_image("JPEG2000")[:3000]),
    "jpx stream of noise": lambda: image_pdf("JPXDecode", bytes(range(256)) * 8),
    "jbig2 stream of noise": lambda: image_pdf("JBIG2Decode", bytes(range(256)) * 8, BitsPerComponent=1),
    "ccitt stream of noise": lambda: image_pdf(
        "CCITTFaxDecode", bytes(range(256)) * 8, BitsPerComponent=1, DecodeParms=Dictionary(K=-1, Columns=620)
    ),
    "ccitt of a million columns": lambda: image_pdf(
        "CCITTFaxDecode",
        bytes(range(256)) * 8,
        BitsPerComponent=1,
        DecodeParms=Dictionary(K=-1, Columns=1 << 30),
    ),
    "flate stream of noise": lambda: image_pdf("FlateDecode", bytes(range(256)) * 8),
    "a filter nobody knows": lambda: image_pdf("NoSuchDecode", b"x"),
    "image of no size": lambda: image_pdf("FlateDecode", zlib.compress(b""), Width=0, Height=-1),
    "image of two gigapixels": lambda: image_pdf(
        "FlateDecode", zlib.compress(bytes(4096)), Width=45000, Height=45000, BitsPerComponent=1
    ),
    "locked for the reader": lambda: encrypted("mo"),
    "locked for changes only": lambda: encrypted(""),
}

EXPECTED = {
    "only a header": "PDF_DAMAGED",
    "no pages": "PDF_NO_PAGES",
    "count of two thousand million": "PDF_NO_PAGES",
    "forms doubling": "DECODE_TIMEOUT",
    "locked for the reader": "PDF_ENCRYPTED",
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_pdf_ends_in_pages_or_a_reason(case, outcome) -> None:
    ended = outcome(CASES[case]())
    assert ended == EXPECTED[case] if case in EXPECTED else ended


@pytest.mark.parametrize("case", ["object stream bomb", "deep nesting", "form draws itself", "only a header"])
def test_the_next_good_file_is_none_the_worse(case, outcome) -> None:
    outcome(CASES[case]())
    (page,) = outcome(good())
    assert page.kind is PageKind.CONTENT


@pytest.mark.parametrize("case", ["locked for changes only", "script, launch and attachment", "missing font"])
def test_harmless_oddities_give_their_page(case, outcome) -> None:
    (page,) = outcome(CASES[case]())
    assert page.kind is PageKind.CONTENT and page.quality.ink > 0


@pytest.mark.parametrize(
    "case", ["jpeg stream cut", "jpx stream cut", "jpx stream of noise", "flate stream of noise"]
)
def test_a_page_that_lost_its_picture_is_not_taken_for_blank(case, outcome) -> None:
    (page,) = outcome(CASES[case]())
    assert page.kind is PageKind.CONTENT and Defect.UNREADABLE in page.quality.defects


def test_a_huge_page_is_made_smaller_and_says_so(outcome) -> None:
    (page,) = outcome(one_page(b"0 0 9000 9000", content=b"0 0 4000 4000 re f"))
    assert Defect.PIXELS_REDUCED in page.quality.defects and page.raster.dpi < 200


def test_one_bad_page_does_not_take_the_others_along(outcome) -> None:
    pdf = pikepdf.open(io.BytesIO(good(3)))
    bomb = pikepdf.open(io.BytesIO(form_doubling()))
    pdf.pages[1] = bomb.pages[0]
    first, second, third = outcome(written(pdf))
    assert second.quality.defects == (Defect.UNREADABLE,) and second.kind is PageKind.CONTENT
    assert [page.number for page in (first, second, third)] == [1, 2, 3]
    assert first.quality.defects == third.quality.defects == ()


def test_five_thousand_pages_are_refused_before_any_is_made(outcome) -> None:
    kids = b" ".join(b"%d 0 R" % (3 + i) for i in range(5000))
    page = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"] * 5000
    assert (
        outcome(raw(CATALOG, b"<< /Type /Pages /Kids [%s] /Count 5000 >>" % kids, *page)) == "TOO_MANY_PAGES"
    )
