"""What is ticked: of a text with checkboxes the words that stand at the ticked ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extraction.values.parsed import Parsed

_EMPTY = r"[☐□▢]|\[\s?\]"
_TICKED = r"[☑☒✓✔☓]|\[\s?[xXvV✓]\s?\]"
_BOX = re.compile(f"({_EMPTY}|{_TICKED})")
_IS_TICKED = re.compile(_TICKED)
_BRACKETS = re.compile(r"^\s*\([^)]*\)|\([^)]*\)[\s.;:]*$")
"""What says how to tick stands in brackets before the first box or behind the last."""
_LONE = 0.5
"""Certainty of a text with a single box: it may be one of several choices whose other boxes were lost."""
_BETWEEN = " \t\n,;:./|–—-"
_JOINED = "; "


def is_box(text: str) -> bool:
    """Whether a word is a checkbox, ticked or not."""
    return _BOX.fullmatch(text) is not None


def ticked_text(raw: str) -> str | None:
    """The words at the ticked boxes, joined by «; »; the whole text where it has no box.

    Boxes stand before their words if the text begins with one, else behind them. None where none is ticked,
    or where a box has no words: another must have been lost, and nobody knows whose this one is.
    """
    parts = _BOX.split(_BRACKETS.sub("", raw))
    if len(parts) == 1:
        return raw
    boxes, words = parts[1::2], [part.strip(_BETWEEN) for part in parts[::2]]
    if words[0] and words[-1]:
        return None
    own = words[:-1] if words[0] else words[1:]
    ticked = [word for box, word in zip(boxes, own, strict=True) if _IS_TICKED.fullmatch(box)]
    return _JOINED.join(ticked) if ticked and all(ticked) else None


def of_what_is_ticked(parse: Callable[[str], Parsed | None]) -> Callable[[str], Parsed | None]:
    """The value type that understands checkboxes in front of everything else it understands."""

    def parse_ticked(raw: str) -> Parsed | None:
        text = ticked_text(raw)
        parsed = None if text is None else parse(text)
        if parsed is None or len(_BOX.findall(raw)) != 1:
            return parsed
        return replace(parsed, certainty=_LONE * parsed.certainty)

    return parse_ticked


def holds_box(words: Sequence[str]) -> bool:
    """Whether any of the words is a checkbox."""
    return any(map(is_box, words))
