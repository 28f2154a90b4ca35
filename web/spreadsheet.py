"""Tables for spreadsheets: CSV in UTF-8 with a mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from fastapi import Response

_FORMULA = ("=", "+", "-", "@")
"""With these a spreadsheet begins a formula, also in their wide forms and behind what is not seen."""
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Unicode categories of controls, formats and spaces."""


def table(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """The rows as a file of that name; texts that begin like a formula are told to be text."""
    written = io.StringIO()
    csv.writer(written).writerows([cell(each) for each in row] for row in rows)
    return Response(
        "\ufeff" + written.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def cell(value: object) -> object:
    """The value as a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    shown = unicodedata.normalize("NFKC", value)
    seen = next((place for place, sign in enumerate(shown) if unicodedata.category(sign) not in _UNSEEN), 0)
    formula = shown[seen:].startswith(_FORMULA) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if formula else value
