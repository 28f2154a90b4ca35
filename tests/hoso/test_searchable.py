"""Every word that was read can be found and copied where it stands, and the scan stays what it was."""

import io
import re
import subprocess

import img2pdf
import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from domain.geometry import Box
from domain.text import Line, PageText, Word
from hoso.glyphless import truetype
from hoso.searchable import write_searchable
from ingest.scan import open_scan

ROWS = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Họ, chữ đệm, tên: NGUYỄN VĂN MẪU ằẵặẩẫữựỹỵ",
    "(Giấy này do máy viết ra để thử; <không> nói \\về ai.)",
]


def words_of(row: str, top: float, lean: float = 0.0) -> Line:
    """A row of words as boxes, rising to the right as on a page laid askew."""
    words, left = [], 0.1
    for i, text in enumerate(row.split()):
        width = 0.012 * len(text)
        words.append(Word(text, Box(left, top - i * lean, left + width, top + 0.018 - i * lean), 0.9))
        left += width + 0.01
    return Line(tuple(words))


def page_text(number: int = 1, rotation: int = 0, lean: float = 0.0, rows=ROWS) -> PageText:
    lines = tuple(words_of(row, 0.2 + 0.05 * i, lean) for i, row in enumerate(rows))
    return PageText(number, rotation, 1000, 1400, lines, (), "trial")


def picture(kind: str = "JPEG", mode: str = "RGB", size=(620, 877), **options) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((30, 30, size[0] // 3, size[1] // 8), fill=(20, 20, 60))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **{"dpi": (150, 150), **options})
    return out.getvalue()


def pdf_of(pages: int = 1, **page_keys) -> bytes:
    pdf = pikepdf.open(io.BytesIO(img2pdf.convert([picture()] * pages, nodate=True)))
    for page in pdf.pages:
        for key, value in page_keys.items():
            page.obj["/" + key] = value
    return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def pdftotext(data: bytes, *options: str) -> str:
    line = ["pdftotext", "-enc", "UTF-8", "-cropbox", *options, "-", "-"]
    return subprocess.run(line, input=data, capture_output=True, check=True).stdout.decode()


def boxes(data: bytes) -> list[tuple[str, Box]]:
    """Words with their places as another program sees them, in fractions of the page as shown."""
    found, width, height = [], 1.0, 1.0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lying = pdf.pages[0].obj.get("/Rotate", 0) % 180 == 90  # poppler names the sides of the page unturned
    for row in pdftotext(data, "-bbox").splitlines():
        numbers = [float(each) for each in re.findall(r'"([-\d.]+)"', row)]
        if "<page " in row:
            width, height = reversed(numbers) if lying else numbers
        elif "<word " in row:
            text = re.sub(r"<[^>]*>", "", row).strip()
            for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
                text = text.replace(entity, letter)
            found.append(
                (text, Box(numbers[0] / width, numbers[1] / height, numbers[2] / width, numbers[3] / height))
            )
    return found


def off_by(expected: Box, found: Box) -> float:
    pairs = zip(
        (expected.left, expected.top, expected.right, expected.bottom),
        (found.left, found.top, found.right, found.bottom),
        strict=True,
    )
    return max(abs(a - b) for a, b in pairs)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("stored", [0, 90, 180, 270])
@pytest.mark.parametrize("lean", [0.0, 0.002])
def test_every_word_comes_back_at_its_place(stored, rotation, lean) -> None:
    text = page_text(rotation=rotation, lean=lean)
    data = write_searchable(pdf_of(Rotate=stored), [text])
    found = boxes(data)
    expected = [word for line in text.lines for word in line.words]
    assert sorted(word for word, _ in found) == sorted(word.text for word in expected)
    for word in expected:
        assert min(off_by(word.box, box) for said, box in found if said == word.text) < 0.02
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Rotate == (stored + rotation) % 360


def test_lines_are_copied_as_they_were_read() -> None:
    copied = pdftotext(write_searchable(pdf_of(), [page_text()]), "-layout")
    assert [" ".join(row.split()) for row in copied.splitlines() if row.strip()] == ROWS


def test_a_cropped_page_of_odd_origin_keeps_its_places() -> None:
    box = pikepdf.Array([-50, 120, 250, 480])
    text = page_text()
    found = boxes(write_searchable(pdf_of(MediaBox=pikepdf.Array([-90, 20, 400, 700]), CropBox=box), [text]))
    assert len(found) == sum(len(line.words) for line in text.lines)
    assert all(off_by(word.box, box) < 0.02 for word, (_, box) in zip(_all(text), found, strict=True))


def _all(text: PageText) -> list[Word]:
    return [word for line in text.lines for word in line.words]


def test_rotation_of_the_page_tree_counts() -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of()))
    pdf.Root.Pages.Rotate = 90
    (stored,) = open_scan(saved(pdf))
    assert stored.raster.width > stored.raster.height
    data = write_searchable(saved(pdf), [page_text(rotation=270)])
    (upright,) = open_scan(data)
    assert upright.raster.width < upright.raster.height


def test_the_picture_is_the_same_bytes_and_looks_the_same() -> None:
    source = pdf_of(2)
    data = write_searchable(source, [page_text(1), page_text(2)])
    before, after = pikepdf.open(io.BytesIO(source)), pikepdf.open(io.BytesIO(data))
    for old, new in zip(before.pages, after.pages, strict=True):
        (was,), (now,) = old.get_images().values(), new.get_images().values()
        assert was.read_raw_bytes() == now.read_raw_bytes()
    for old, new in zip(open_scan(source), open_scan(data), strict=True):
        assert old.raster == new.raster


def test_the_file_is_sound_and_the_same_every_time() -> None:
    source = pdf_of(2)  # Pillow writes the second into a file's properties
    data = write_searchable(source, [page_text(1), page_text(2, 90)])
    assert pikepdf.open(io.BytesIO(data)).check_pdf_syntax() == []
    assert data == write_searchable(source, [page_text(2, 90), page_text(1)])


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("PNG", "L", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "P", {}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("TIFF", "L", {"tiffinfo": {274: 6}}),
        ("JPEG", "RGB", {"dpi": (1, 1)}),
    ],
)
def test_every_kind_of_image_becomes_one_upright_page(kind, mode, options) -> None:
    source, text = picture(kind, mode, **options), page_text()
    data = write_searchable(source, [text])
    assert sorted(word for word, _ in boxes(data)) == sorted(word.text for word in _all(text))
    (before,), (after,) = open_scan(source), open_scan(data)
    assert (before.raster.width > before.raster.height) is (after.raster.width > after.raster.height)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert float(pdf.pages[0].mediabox[2]) < 900


@pytest.mark.parametrize("tag", [1, 3, 5, 6, 8])
def test_photos_keep_the_way_up_that_ingest_saw(tag) -> None:
    exif = Image.Exif()
    exif[0x112] = tag
    source = picture(exif=exif)
    (before,), (after,) = open_scan(source), open_scan(write_searchable(source, [page_text()]))
    shape = (before.raster.height, before.raster.width, 3)
    pixels = np.frombuffer(before.raster.data, np.uint8).reshape(shape).mean(axis=2)
    again = Image.frombytes("RGB", (after.raster.width, after.raster.height), after.raster.data).convert("L")
    assert np.abs(pixels - np.asarray(again.resize(shape[1::-1]))).mean() < 3


def test_several_scans_are_one_dossier_in_order() -> None:
    frames = [Image.new("1", (400, 600), 1), Image.new("1", (600, 400), 1)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    sources = [picture(), out.getvalue(), pdf_of(2)]
    data = write_searchable(
        sources, [page_text(number, rows=[f"trang {number} mẫu"]) for number in (1, 3, 5)]
    )
    said = [page.split() for page in pdftotext(data).split("\f")[:-1]]
    assert said == [["trang", "1", "mẫu"], [], ["trang", "3", "mẫu"], [], ["trang", "5", "mẫu"]]


OLD_LAYERS = {
    "invisible": b" BT 3 Tr /F1 12 Tf 20 200 Td (chu cu sai) Tj ET",
    "invisible by array": b" BT /F1 12 Tf 3 Tr 20 200 Td [(chu ) -20 (cu sai)] TJ ET",
}


@pytest.mark.parametrize("layer", [*OLD_LAYERS, "beneath", "in a form"])
def test_an_old_layer_is_taken_off(layer) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of()))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.F1)
    if layer == "beneath":
        page.contents_add(b"BT /F1 12 Tf 20 200 Td (chu cu sai) Tj ET", prepend=True)
    elif layer == "in a form":
        form = pikepdf.Stream(
            pdf, OLD_LAYERS["invisible"], Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 999, 999])
        )
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        name = page.add_resource(form, pikepdf.Name.XObject)
        page.contents_add(f"{name} Do".encode())
    else:
        page.contents_add(OLD_LAYERS[layer])
    assert "sai" in pdftotext(saved(pdf))
    data = write_searchable(saved(pdf), [page_text()])
    assert "sai" not in pdftotext(data)
    assert len(boxes(data)) == len(_all(page_text()))


def test_a_page_with_print_of_its_own_gets_no_second_text() -> None:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].add_resource(font, pikepdf.Name.Font, pikepdf.Name.F1)
    said = "mot trang in thang ra khong qua may quet " * 3
    pdf.pages[0].contents_add(f"BT /F1 9 Tf 20 700 Td ({said}) Tj ET".encode())
    data = write_searchable(saved(pdf), [page_text(rows=["mot trang in thang ra"])])
    assert pdftotext(data).split() == said.split()


def test_nothing_that_acts_by_itself_stays() -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of()))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.attachments["x"] = b"MZ"
    data = write_searchable(saved(pdf), [])
    after = pikepdf.open(io.BytesIO(data))
    assert "/OpenAction" not in after.Root and len(after.attachments) == 0


HARMS = {
    "table lost": lambda data: data[: data.index(b"startxref")] + b"startxref\n7\n%%EOF",
    "tree that qpdf cannot follow": lambda data: data.replace(b"/Kids", b"/Kixs"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_pdf_that_could_be_read_can_be_written(harm) -> None:
    source = HARMS[harm](plain(pdf_of(3)))
    pages = len(list(open_scan(source)))
    assert pdftotext(write_searchable(source, [page_text(pages, rows=["mẫu"])])).split() == ["mẫu"]


def plain(data: bytes) -> bytes:
    """The same PDF without object streams, so that its structure can be harmed by name."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_a_text_for_a_page_that_is_not_there_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="page 2"):
        write_searchable(pdf_of(), [page_text(2)])


def test_the_font_is_sound() -> None:
    fonttools = pytest.importorskip("fontTools.ttLib")
    font = fonttools.TTFont(io.BytesIO(truetype()), checkChecksums=2)
    assert font["maxp"].numGlyphs == 2 and font["hmtx"].metrics["glyph00001"][0] == 500
    assert font["glyf"]["glyph00001"].numberOfContours == 0
