"""At which resolution a PDF page's paper was scanned, from the images the page draws. Sandbox only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from ingest.pdf_layer import draws_seen_text


class PageScan(NamedTuple):
    """dpi: of the image that fills the page, 0 where none does. cut_short: that image's data ends early.

    printed: the page is no scan, and all the text that it draws is meant to be seen.
    """

    dpi: float = 0.0
    cut_short: bool = False
    printed: bool = False


_SAME_SHAPE = 0.08
"""How far an image's shape may be from the page's and still be its scan: scanners trim and pad a little."""
_LEAST_SCANNED = 150.0
_MOST_IMAGES = 64
"""Pages with more images than this are drawings, not scans."""


class _Image(NamedTuple):
    width: int
    height: int
    stream: pikepdf.Object


_UNREADABLE = (
    *(pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, TypeError, MemoryError),
    AttributeError,
)
_TAGS = ("/Creator", "/Producer")
"""What made the pages, and what made the file of them; a title or an author is nobody's business."""
_MOST_OF_A_TAG = 200


def tags_of(path: str) -> list[str]:
    """What the file says of the device or program that made it; nothing where it cannot be told."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            said = pdf.trailer.get("/Info", pikepdf.Dictionary())
            return [str(said.get(tag, ""))[:_MOST_OF_A_TAG] for tag in _TAGS]
    except _UNREADABLE:
        return []


def page_scans(path: str, first: int, sizes: list[tuple[float, float]]) -> list[PageScan]:
    """What is known of the pages from ``first`` on, given their shown sizes in inches.

    Nothing is known where qpdf fails: this only chooses a resolution, and poppler may still read the file.
    """
    scans = [PageScan()] * len(sizes)
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            for i, size in enumerate(sizes):
                if first - 1 + i < len(pdf.pages):
                    scans[i] = _page_scan(pdf.pages[first - 1 + i], size)
    except _UNREADABLE:
        return scans
    return scans


def _page_scan(page: pikepdf.Page, size: tuple[float, float]) -> PageScan:
    try:
        images = list(_images(page))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return PageScan()
    solid = [image for image in images if not _is_drawing(image, size)]
    shapes = [(image.width, image.height) for image in solid] + _stacked(solid)
    found = [dpi for dpi in (_dpi(shape, size) for shape in shapes) if dpi]
    if not found:
        return PageScan(printed=draws_seen_text(page))
    return PageScan(max(found), any(_cut_short(image.stream) for image in images))


def _is_drawing(image: _Image, size: tuple[float, float]) -> bool:
    """Whether a page's print shows through the image, which is too coarse for a scan."""
    return "/SMask" in image.stream and _dpi((image.width, image.height), size) < _LEAST_SCANNED


def _images(page: pikepdf.Page) -> Iterator[_Image]:
    drawn: pikepdf.Object = page.resources.get("/XObject", pikepdf.Dictionary())
    for _, each in zip(range(_MOST_IMAGES), drawn.values(), strict=False):
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Image:
            width, height = int(each.get("/Width", 0)), int(each.get("/Height", 0))
            if width > 0 and height > 0:
                yield _Image(width, height, each)


def _stacked(images: list[_Image]) -> list[tuple[int, int]]:
    """Some scanners cut a page into bands of one width; together they have the page's shape."""
    heights: dict[int, int] = defaultdict(int)
    for image in images:
        heights[image.width] += image.height
    return list(heights.items())


def _dpi(shape: tuple[int, int], size: tuple[float, float]) -> float:
    """Dots an inch when the shape fills the page, upright or lying; 0 when its shape is another."""
    for width, height in (shape, shape[::-1]):
        across, down = width / size[0], height / size[1]
        if abs(across / down - 1) <= _SAME_SHAPE:
            return (across + down) / 2
    return 0.0


def _cut_short(stream: pikepdf.Object) -> bool:
    """Whether a JPEG stream lacks its end mark; poppler then draws the rest white without a word."""
    if stream.get("/Filter") not in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
        return False
    return b"\xff\xd9" not in stream.read_raw_bytes()[-256:]
