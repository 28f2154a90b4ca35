"""Names for rows: opaque, random, in order of time, never made of a citizen's value."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_id() -> str:
    """A UUID of version 7: milliseconds, then 74 random bits; rows made together lie together."""
    stamp = time.time_ns() // 1_000_000
    bits = (stamp << 80) | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | (0x7 << 76)
    bits = bits & ~(0x3 << 62) | (0x2 << 62)
    return str(UUID(int=bits))
