"""QR codes and barcodes of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import zxingcpp

from domain.geometry import Box
from domain.text import Symbol, SymbolKind
from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8
from ocr.qr_grid import Corners
from ocr.qr_mending import redrawn

_SQUARES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_BARS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.ITF,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
    ]
)
_SMALLEST, _LARGEST = 0.025, 0.3  # sides of a QR code, in shares of the page's longer side
_MOST_TRIED = 6
_EDGE = (20.0, 45.0)  # grey levels between neighbours where a code's modules meet: few on a washed-out page
_STRONG, _OF_STRONGEST = 99.5, 0.45  # of 100 places, and so much of what is between grey levels there

_Place = tuple[int, int, int, int]


def find_codes(upright: Pixels) -> list[Symbol]:
    """Every code that can be decoded, its payload as UTF-8 text; codes of other bytes are left out.

    Small or washed-out QR codes get a second look, square dense patches enlarged and sharpened, and a third
    one that mends what is damaged.
    """
    grey = np.ascontiguousarray(grey_of(upright))
    bars = zxingcpp.read_barcodes(grey, formats=_BARS, try_rotate=False, try_invert=False)
    squares = zxingcpp.read_barcodes(grey, formats=_SQUARES, try_invert=False)
    found = [_symbol(code, grey.shape) for code in (*squares, *bars)]
    symbols = [symbol for symbol in found if symbol is not None]
    return symbols + [symbol for symbol in _looked_at_again(grey, symbols) if symbol is not None]


def _looked_at_again(grey: Grey, known: list[Symbol]) -> list[Symbol | None]:
    symbols: list[Symbol | None] = []
    height, width = grey.shape
    for left, top, right, bottom in _square_patches(grey):
        patch = Box(left / width, top / height, right / width, bottom / height)
        if not any(patch.holds(symbol.box) for symbol in known):
            symbols += _in_patch(grey, (left, top, right, bottom))
    return symbols


def _in_patch(grey: Grey, place: _Place) -> list[Symbol | None]:
    """The codes that a rendering of the patch shows, else the one that its own guards mend."""
    left, top, right, bottom = place
    patch = np.ascontiguousarray(grey[top:bottom, left:right])
    seen: list[Corners] = []
    for image, factor in _renderings(patch):
        found = zxingcpp.read_barcodes(image, formats=_SQUARES, try_invert=False, return_errors=True)
        if codes := [code for code in found if code.valid]:
            return [_symbol(code, grey.shape, (left, top), factor) for code in codes]
        seen += [_corners(code) / np.float32(factor) for code in found]
    drawn = redrawn(patch, seen)
    codes = [] if drawn is None else zxingcpp.read_barcodes(drawn, formats=_SQUARES, is_pure=True)
    around = Box(left / grey.shape[1], top / grey.shape[0], right / grey.shape[1], bottom / grey.shape[0])
    whole = (_symbol(code, grey.shape) for code in codes)
    return [symbol and replace(symbol, box=around) for symbol in whole]


def _corners(code: Any) -> Corners:
    place = code.position
    edge = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return np.array([(corner.x, corner.y) for corner in edge], np.float32)


def _square_patches(grey: Grey) -> list[_Place]:
    """Dense, nearly square patches of dark and light, largest first, with a margin around them."""
    half = reduced(grey, max(grey.shape) // 2)
    edges = cv2.morphologyEx(half, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    level = float(np.clip(_OF_STRONGEST * np.percentile(edges[::2, ::2], _STRONG), *_EDGE))
    dense = u8(cv2.blur(u8(edges > level) * 255, (15, 15)) > 110)
    dense = u8(cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((19, 19), np.uint8)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dense, connectivity=4)
    longest = max(half.shape)
    patches = []
    for left, top, width, height, area in stats[1:].tolist():
        square = max(width, height) < 1.5 * min(width, height) and area > 0.6 * width * height
        if square and _SMALLEST * longest < max(width, height) < _LARGEST * longest:
            room = max(8, max(width, height) // 5)
            patches.append((left - room, top - room, left + width + room, top + height + room))
    patches.sort(key=lambda patch: patch[0] - patch[2])
    return [_doubled(patch, grey.shape) for patch in patches[:_MOST_TRIED]]


def _doubled(patch: _Place, shape: tuple[int, ...]) -> _Place:
    left, top, right, bottom = (2 * edge for edge in patch)
    return max(0, left), max(0, top), min(right, shape[1]), min(bottom, shape[0])


def _renderings(patch: Grey) -> Iterator[tuple[Grey, float]]:
    """The patch enlarged, and enlarged with its edges sharpened, each with its scale."""
    for factor in (2.0, 3.0, 4.0):
        large = cv2.resize(patch, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(large, (0, 0), factor * 1.2)
        yield u8(cv2.addWeighted(large, 2.5, soft, -1.5, 0)), factor
        yield u8(large), factor


def _symbol(
    code: Any, shape: tuple[int, ...], origin: tuple[int, int] = (0, 0), factor: float = 1.0
) -> Symbol | None:
    try:
        payload = bytes(code.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return None
    corners = _corners(code).tolist()
    x = [min(max((origin[0] + corner[0] / factor) / shape[1], 0.0), 1.0) for corner in corners]
    y = [min(max((origin[1] + corner[1] / factor) / shape[0], 0.0), 1.0) for corner in corners]
    kind = SymbolKind.QR if code.format == zxingcpp.BarcodeFormat.QRCode else SymbolKind.BARCODE
    return Symbol(kind, payload, Box(min(x), min(y), max(x), max(y)))
