"""QR codes and barcodes of a page."""

from __future__ import annotations

from typing import Any

import numpy as np
import zxingcpp

from domain.geometry import Box
from domain.text import Symbol, SymbolKind
from ocr.pixels import Pixels, grey_of


def find_codes(upright: Pixels) -> list[Symbol]:
    """Every code that can be decoded, its payload as UTF-8 text; codes of other bytes are left out."""
    grey = np.ascontiguousarray(grey_of(upright))
    height, width = grey.shape
    found = (_symbol(code, width, height) for code in zxingcpp.read_barcodes(grey))
    return [symbol for symbol in found if symbol is not None]


def _symbol(code: Any, width: int, height: int) -> Symbol | None:
    try:
        payload = bytes(code.bytes).decode("utf-8")
    except UnicodeDecodeError:
        return None
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    x = [min(max(corner.x / width, 0.0), 1.0) for corner in corners]
    y = [min(max(corner.y / height, 0.0), 1.0) for corner in corners]
    kind = SymbolKind.QR if "QR" in str(code.format) else SymbolKind.BARCODE
    return Symbol(kind, payload, Box(min(x), min(y), max(x), max(y)))
