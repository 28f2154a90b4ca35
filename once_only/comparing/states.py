"""Whether an office or an address is of another state."""

from __future__ import annotations

import re
from functools import cache

from domain.states import SHORT, STATES
from once_only.comparing.spelling import tone_key, wording

_OURS = tone_key("việt nam")
_NOT_PART_OF_NAME = "nước "

_Key = tuple[tuple[str, str], ...]


def is_of_another_state(text: str) -> bool:
    """Whether the office or address names another state, and not *Việt Nam* (our missions abroad are ours).

    A short name counts only where it stands alone between commas: *Lào* is no *Lào Cai*, *Anh* no *Đông Anh*.
    """
    words = tone_key(wording(text))
    if _stands_in(_OURS, words):
        return False
    anywhere, alone = _states()
    parts = (wording(part).removeprefix(_NOT_PART_OF_NAME) for part in re.split(r"[,;()–]", text))
    if any(tone_key(part) in alone | anywhere for part in parts):
        return True
    return any(_stands_in(name, words) for name in anywhere)


def _stands_in(name: _Key, words: _Key) -> bool:
    size = len(name)
    return any(words[start : start + size] == name for start in range(len(words) - size + 1))


@cache
def _states() -> tuple[frozenset[_Key], frozenset[_Key]]:
    """Names that count anywhere and names that count alone."""
    anywhere = frozenset(tone_key(wording(name)) for name in STATES - SHORT)
    return anywhere, frozenset(tone_key(wording(name)) for name in SHORT)
