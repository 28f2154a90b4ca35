"""The secrets of keyed hashes: the one that is written with, and those that were written with before."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

ID_DIGITS = 12
_NAMED = b"hoso audit key"


def key_id(key: bytes) -> str:
    """What a key is called where it may not stand itself: a keyed hash of a constant."""
    return hmac.new(key, _NAMED, hashlib.sha256).hexdigest()[:ID_DIGITS]


@dataclass(frozen=True, slots=True)
class KeyRing:
    """``current`` writes, all find what was written; ``former``: the newest first. A repr shows none."""

    current: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        return key_id(self.current)

    @property
    def all(self) -> tuple[bytes, ...]:
        return (self.current, *self.former)

    def named(self, id_: str) -> bytes | None:
        return next((key for key in self.all if key_id(key) == id_), None)
