"""A scan of any accepted kind as an editable PDF, one page a page of the scan."""

from __future__ import annotations

import io
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image

from domain.page import Raster
from ingest.limits import A4_INCHES
from ingest.scan import open_scan
from ingest.sniff import HEAD_BYTES, ScanFormat, sniff

_UNWRAPPABLE = (
    *(img2pdf.AlphaChannelError, img2pdf.ExifOrientationError, img2pdf.ImageOpenError),
    *(img2pdf.JpegColorspaceError, img2pdf.NegativeDimensionError, img2pdf.UnsupportedColorspaceError),
    *(img2pdf.PdfTooLargeError, Image.DecompressionBombError, Image.DecompressionBombWarning),
    *(OSError, ValueError, TypeError, KeyError, SyntaxError, NotImplementedError, pikepdf.PdfError),
)
_BELIEVED_DPI = 97.0
_POINTS = 72.0
_LEAST_POINTS = 3.0
"""The smallest page that readers show (ISO 32000-1, annex C)."""
_JPEG_QUALITY = 85


def as_pdf(source: bytes | Path) -> pikepdf.Pdf:
    """The scan's own pages where they can be kept, else its pages drawn again.

    Raises RefusedInput as ``ingest.scan.open_scan`` does.
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    scan_format = sniff(data[:HEAD_BYTES])
    try:
        if scan_format is ScanFormat.PDF:
            return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        wrapped = pikepdf.open(io.BytesIO(_wrapped(data, scan_format)))
    except _UNWRAPPABLE:
        return drawn_again(source)
    # A photo may hold a second, smaller one beside it, which is no page.
    single = scan_format is ScanFormat.TIFF or len(wrapped.pages) == 1
    return wrapped if single else drawn_again(source)


def drawn_again(source: bytes | Path) -> pikepdf.Pdf:
    """The pages as ingest makes them, compressed anew: for scans whose own data no PDF can hold."""
    pictures = [_jpeg(page.raster) for page in open_scan(source)]
    return pikepdf.open(io.BytesIO(img2pdf.convert(pictures, layout_fun=_layout, nodate=True)))


def _wrapped(data: bytes, scan_format: ScanFormat) -> bytes:
    with Image.open(io.BytesIO(data), formats=[scan_format.upper(), "MPO"]) as image:
        if scan_format is ScanFormat.TIFF and (image.mode != "1" or image.getexif().get(0x0112, 1) != 1):
            # img2pdf would make PNGs of grey and colour: over a second and several MB a page
            raise img2pdf.UnsupportedColorspaceError("a TIFF that no PDF holds as it is")
    wrapped: bytes = img2pdf.convert(
        data, layout_fun=_layout, nodate=True, first_frame_only=scan_format is not ScanFormat.TIFF
    )
    return wrapped


def _layout(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float, float, float]:
    """Page and image size in points: the paper's where the file tells it, else A4 around the picture."""
    across, down = dpi
    if min(across, down) < _BELIEVED_DPI:
        short, long = sorted((width, height))
        across = down = max(min(short / A4_INCHES[0], long / A4_INCHES[1]), 1.0)
    size = max(width / across * _POINTS, _LEAST_POINTS), max(height / down * _POINTS, _LEAST_POINTS)
    return (*size, *size)


def _jpeg(raster: Raster) -> bytes:
    out = io.BytesIO()
    mode = "L" if raster.channels == 1 else "RGB"
    image = Image.frombytes(mode, (raster.width, raster.height), raster.data)
    image.save(out, "JPEG", quality=_JPEG_QUALITY, dpi=(round(raster.dpi), round(raster.dpi)))
    return out.getvalue()
