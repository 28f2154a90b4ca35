"""Separator sheets: between dossiers, with a dossier code as a QR or Code 128 and little else."""

from __future__ import annotations

import re

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from ingest.blank import meant_marks
from ingest.view import View, smaller

DOSSIER_CODE = re.compile(r"^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{4,7}$")
"""Mã số hồ sơ: TT 01/2018/TT-VPCP Art. 19 in its old shape, QĐ 20/2020/QĐ-TTg Art. 4 in its new one."""

_MOST_MARKS = 900
"""A sheet with more pieces of ink is no separator, whatever code it carries; this spares the look for one."""
_MOST_BESIDE = 240
"""Letters of a title, an office and the code itself; a receipt form with the same code has a thousand."""
_READ_DPI = 200.0
_KINDS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])


def separator_code(view: View) -> str | None:
    """The dossier code of a separator sheet; None for any other page."""
    meant = meant_marks(view)
    if not 0 < int(meant.sum()) <= _MOST_MARKS:
        return None
    grey = smaller(view.grey, min(1.0, _READ_DPI / view.dpi))
    found = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=_KINDS)
    beside = view.marks[meant][~_inside(view.marks[meant], found, view.contrast.shape[1] / grey.shape[1])]
    codes = {code for code in (dossier_code(each.text) for each in found) if code is not None}
    return codes.pop() if len(codes) == 1 and len(beside) <= _MOST_BESIDE else None


def dossier_code(payload: str) -> str | None:
    """The dossier code that a payload consists of, alone or after a word that names the sheet's maker."""
    *maker, code = payload.strip().split("|")
    known = len(maker) == 0 or (len(maker) == 1 and maker[0].isalpha())
    return code if known and DOSSIER_CODE.match(code) else None


def _inside(marks: NDArray[np.int32], codes: list[zxingcpp.Barcode], scale: float) -> NDArray[np.bool_]:
    """Which marks have their middle in the square around a code; scale: view pixels a pixel of the codes."""
    middle_x, middle_y = marks[:, 0] + marks[:, 2] / 2, marks[:, 1] + marks[:, 3] / 2
    inside = np.zeros(len(marks), bool)
    for code in codes:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
        xs, ys = [corner.x * scale for corner in corners], [corner.y * scale for corner in corners]
        slack = 0.1 * max(max(xs) - min(xs), max(ys) - min(ys))
        inside |= (
            (middle_x >= min(xs) - slack)
            & (middle_x <= max(xs) + slack)
            & (middle_y >= min(ys) - slack)
            & (middle_y <= max(ys) + slack)
        )
    return inside
