"""TIFF, JPEG and PNG files to pixels by Pillow. Runs only in the sandboxed process."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PIL import ExifTags, Image

from ingest import wire
from ingest.child import Decoded, Reader, Stopped, lost
from ingest.image_modes import eight_bit, upright
from ingest.limits import A4_INCHES, Limits
from ingest.scanner import scanner_named

_FORMATS = {"tiff": ["TIFF"], "jpeg": ["JPEG", "MPO"], "png": ["PNG"]}
# Cameras and editors write 72 or 96 without meaning it; a true scan says more, a fax 98 down the page.
_BELIEVED_DPI = (97.0, 2400.0)
_BELIEVED_INCHES = (1.0, 50.0)
_KEEP_PIXELS = 0.03
"""A page this near to a resolution of the range is not resampled: that would only blur it."""
_BOMB = (Image.DecompressionBombWarning, Image.DecompressionBombError)
_DAMAGE = (
    *(
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        EOFError,
        AttributeError,
        RuntimeError,
    ),
    *(ArithmeticError, AssertionError, Warning, struct.error, zlib.error),
)


class _Paper(NamedTuple):
    """Dots an inch across and down, and whether they were guessed from the page's shape."""

    across: float
    down: float
    guessed: bool


def open_image(path: str, scan_format: str, limits: Limits) -> Reader:
    """A reader over an image file's pages: every frame of a TIFF, the first of anything else."""
    Image.MAX_IMAGE_PIXELS = limits.max_image_pixels
    warnings.simplefilter("error")
    # Scanners write odd private tags; Pillow says so and reads the picture all the same.
    warnings.filterwarnings("ignore", message=r"(?s)(Metadata Warning|.*Corrupt EXIF data)")
    try:
        image = Image.open(path, formats=_FORMATS[scan_format])
        pages = _frames(image, limits) if scan_format == "tiff" else 1
    except _BOMB:
        raise Stopped("TOO_MANY_PIXELS") from None
    except _DAMAGE:
        raise Stopped("IMAGE_DAMAGED") from None
    return Reader(pages, partial(_decode, image, limits), scanner_named(_tags(image)))


def _tags(image: Image.Image) -> list[str]:
    """Maker and model together, then the program; nothing where the tags cannot be read."""
    if image.format == "PNG":  # its tags may stand behind the pixels, and scanners write no PNG
        return []
    try:
        said = image.getexif()
        device = [str(said.get(tag, "")) for tag in (ExifTags.Base.Make, ExifTags.Base.Model)]
        return [" ".join(device), str(said.get(ExifTags.Base.Software, ""))]
    except _DAMAGE:
        return []


def _frames(image: Image.Image, limits: Limits) -> int:
    """How many frames can be reached, counted only as far as it matters."""
    count = 0
    try:
        while count <= limits.max_pages:
            image.seek(count)
            count += 1
    except _DAMAGE:
        if count == 0:
            raise
    image.seek(0)
    return count


def _decode(image: Image.Image, limits: Limits, first: int, last: int) -> Iterator[Decoded | wire.Head]:
    for number in range(first, last + 1):
        try:
            yield _page(image, number, limits)
        except _BOMB:
            yield lost(number, "TOO_MANY_PIXELS")
        except MemoryError:
            yield lost(number, "DECODE_MEMORY")
        except _DAMAGE:
            yield lost(number, "IMAGE_DAMAGED")


def _page(image: Image.Image, number: int, limits: Limits) -> Decoded:
    if image.format == "TIFF":
        image.seek(number - 1)
    width, height = image.size
    paper = _paper(image)
    native = min(paper.across, paper.down)
    dpi = limits.fitting(limits.within(native), width / paper.across, height / paper.down)
    flags = (wire.REDUCED if dpi < limits.dpi_low - 1 else 0) | (wire.GUESSED if paper.guessed else 0)
    wished = max(1, round(width * dpi / paper.across)), max(1, round(height * dpi / paper.down))
    if image.format in ("JPEG", "MPO"):
        image.draft(None, wished)  # lets libjpeg halve a big photo while decoding it
    page = _resized(image, wished)
    dpi = dpi if image.size != page.size else native
    page = upright(eight_bit(page), image)
    channels = len(page.getbands())
    head = wire.Head(wire.PAGE, number, *page.size, channels, flags, dpi, native)
    return Decoded(head, page.tobytes())


def _resized(image: Image.Image, wished: tuple[int, int]) -> Image.Image:
    """The decoded picture at the wished size, left alone when it is as good as there."""
    image.load()
    near = all(abs(w / h - 1) <= _KEEP_PIXELS for w, h in zip(wished, image.size, strict=True))
    if near:
        return image
    return eight_bit(image).resize(wished, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _paper(image: Image.Image) -> _Paper:
    """Dots an inch from the file where they make sense, else as if the page were a whole A4 sheet."""
    told = image.info.get("dpi")
    if isinstance(told, tuple) and len(told) == 2:
        across, down = (float(each) for each in told)
        if _believable(across, image.size[0]) and _believable(down, image.size[1]):
            return _Paper(across, down, guessed=False)
    short, long = sorted(image.size)
    dpi = max(min(short / A4_INCHES[0], long / A4_INCHES[1]), 1.0)
    return _Paper(dpi, dpi, guessed=True)


def _believable(dpi: float, pixels: int) -> bool:
    low, high = _BELIEVED_DPI
    return low <= dpi <= high and _BELIEVED_INCHES[0] <= pixels / dpi <= _BELIEVED_INCHES[1]
