"""The nearest known word, for messages about an unknown one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint such as ``; did you mean 'labels'?``, or nothing where no word is near."""
    found = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.5)
    return f"; did you mean '{found[0]}'?" if found else ""
