"""Good scans of every accepted kind become pages: right count, size, resolution, way up and numbers."""

import io
from itertools import pairwise
from pathlib import Path

import img2pdf
import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.errors import RefusedInput
from domain.page import Page
from ingest.sandbox import SandboxKind, sandbox_kind
from ingest.scan import inspect_scan, open_scan
from ingest.sniff import ScanFormat


def sheet(size: tuple[int, int] = (827, 1169), mode: str = "RGB") -> Image.Image:
    """A page with a dark mark at its top left, so that turning shows."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((40, 40, size[0] // 3, size[1] // 8), fill=(20, 20, 60))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def grey(page: Page) -> np.ndarray:
    shape = (page.raster.height, page.raster.width, page.raster.channels)
    return np.frombuffer(page.raster.data, np.uint8).reshape(shape).mean(axis=2)


def mark_corner(page: Page) -> tuple[bool, bool]:
    """Whether the mark lies in the top half and in the left half."""
    ys, xs = np.nonzero(grey(page) < 128)
    return bool(ys.mean() < page.raster.height / 2), bool(xs.mean() < page.raster.width / 2)


def test_the_sandbox_is_named() -> None:
    assert sandbox_kind() in SandboxKind


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_pixel_mode_comes_out_as_eight_bits(mode: str) -> None:
    if mode == "I;16":
        deep = np.asarray(sheet(mode="L")).astype(np.uint16) * 257
        image = Image.fromarray(deep)
    else:
        image = sheet(mode=mode)
    (page,) = open_scan(saved(image, "PNG", dpi=(200, 200)))
    assert (page.raster.width, page.raster.height) == (827, 1169)
    pixels = grey(page)
    assert pixels[100, 100] < 60 and pixels[1000, 500] > 240


def test_a_transparent_page_lies_on_white() -> None:
    clear = Image.new("RGBA", (827, 1169), (0, 0, 0, 0))
    (page,) = open_scan(saved(clear, "PNG", dpi=(200, 200)))
    assert grey(page).min() == 255


def test_cmyk_jpeg_is_not_inverted() -> None:
    (page,) = open_scan(saved(sheet(mode="CMYK"), "JPEG", dpi=(200, 200)))
    assert grey(page)[1000, 500] > 240


@pytest.mark.parametrize(
    ("tag", "corner"), [(1, (True, True)), (3, (False, False)), (6, (True, False)), (8, (False, True))]
)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_photos_stand_as_the_camera_was_held(kind: str, tag: int, corner: tuple[bool, bool]) -> None:
    exif = Image.Exif()
    exif[0x112] = tag
    options = {"exif": exif} if kind == "JPEG" else {"tiffinfo": {274: tag}}
    (page,) = open_scan(saved(sheet((1654, 2339)), kind, dpi=(200, 200), **options))
    assert mark_corner(page) == corner


def test_a_phone_photo_is_brought_to_three_hundred_dpi_of_a4() -> None:
    (page,) = open_scan(saved(sheet((3000, 4000)), "JPEG"))
    assert page.raster.dpi == 300 and page.raster.height == pytest.approx(11.69 * 300, abs=2)


def test_a_fax_gets_square_pixels() -> None:
    (page,) = open_scan(saved(sheet((1728, 1143), "1"), "TIFF", compression="group4", dpi=(204, 98)))
    assert page.raster.dpi == 200 and page.raster.height == pytest.approx(1143 * 200 / 98, abs=2)


def test_multi_page_tiff_and_a_range_of_it() -> None:
    sheets = [sheet((827, 1169), "1"), sheet((1169, 827)), sheet((827, 1169), "L")]
    data = saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(200, 200))
    assert inspect_scan(data).page_count == 3
    assert [page.raster.width for page in open_scan(data)] == [827, 1169, 827]
    (second,) = open_scan(data, first=2, last=2, number_from=17)
    assert (second.number, second.raster.width) == (17, 1169)


@pytest.mark.parametrize(("dpi", "expected"), [(150, 200), (240, 240), (600, 300)])
def test_a_scanned_pdf_keeps_its_own_resolution_within_bounds(dpi: int, expected: int) -> None:
    size = round(5.8 * dpi), round(8.3 * dpi)
    data = img2pdf.convert(saved(sheet(size), "JPEG", dpi=(dpi, dpi)))
    (page,) = open_scan(data)
    assert page.raster.dpi == pytest.approx(expected, abs=1)
    assert page.raster.width == pytest.approx(5.8 * expected, abs=3)


def test_a_photo_wrapped_in_a_huge_pdf_page_is_taken_for_a4() -> None:
    layout = img2pdf.get_layout_fun((3024, 4032))
    (page,) = open_scan(img2pdf.convert(saved(sheet((3024, 4032)), "JPEG"), layout_fun=layout))
    assert page.raster.dpi == pytest.approx(300, abs=1) and page.raster.height < 3600


def test_pages_of_a_pdf_are_numbered_and_come_in_order(tmp_path: Path) -> None:
    files = [saved(sheet((400 + 10 * i, 600)), "PNG", dpi=(200, 200)) for i in range(8)]
    path = tmp_path / "không tên.bin"
    path.write_bytes(img2pdf.convert(files))
    assert (inspect_scan(path).format, inspect_scan(path).page_count) == (ScanFormat.PDF, 8)
    pages = list(open_scan(path, first=2, number_from=5))
    assert [page.number for page in pages] == [5, 6, 7, 8, 9, 10, 11]
    assert all(a.raster.width < b.raster.width for a, b in pairwise(pages))


def test_leaving_early_ends_the_process() -> None:
    data = img2pdf.convert([saved(sheet(), "PNG", dpi=(200, 200))] * 12)
    pages = open_scan(data)
    assert next(pages).number == 1
    pages.close()
    with pytest.raises(StopIteration):
        next(pages)


def test_a_folder_is_no_scan(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as refusal:
        inspect_scan(tmp_path)
    assert refusal.value.code == "NOT_A_FILE"
