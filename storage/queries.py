"""The named queries of ``queries.sql``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def queries() -> dict[str, bytes]:
    """Name to SQL text, as bytes because the driver takes constant queries only."""
    parts = NAME.split((Path(__file__).parent / "queries.sql").read_text(encoding="utf-8"))
    named = list(zip(parts[1::2], parts[2::2], strict=True))
    found = {name: sql.strip().encode() for name, sql in named}
    if len(found) != len(named):
        raise ValueError("two queries bear the same name")
    return found
