"""Where an error arose, told without its message: messages and tracebacks can hold a citizen's value."""

from __future__ import annotations

import traceback
from pathlib import Path

FRAMES = 6


def places(error: BaseException) -> str:
    """The innermost places as ``file:line function``, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " < ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in reversed(frames))
