"""What crosses from the sandboxed process: fixed-size heads of numbers, and raw pixels after a page's head.

No text and no structure of the input crosses, so a decoder that was taken over can say nothing but sizes.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

HEAD = struct.Struct("<4sIIIIIff")

READY = b"REDY"
"""The process stands; only now is the input opened, so an end before this is never the input's fault."""
COUNT = b"CONT"
"""a: pages in the file."""
PAGE = b"PAGE"
"""a: page in the file, b: width, c: height, d: channels, e: flags; then the pixels."""
LOST = b"LOST"
"""a: page in the file, b: reason; the page could not be decoded."""
STOP = b"STOP"
"""b: reason; the whole input is refused."""
DONE = b"DONE"

DAMAGED = 1
"""Flag: a part of the page's data could not be decoded, so what is missing may be white."""
REDUCED = 2
"""Flag: resolution lowered to keep the pixels within the limit."""
GUESSED = 4
"""Flag: the paper's size is not known and was taken to be A4."""


class Head(NamedTuple):
    """One head as it crosses. dpi: of the pixels; native: of the paper's own scan, 0 where not known."""

    tag: bytes
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    dpi: float = 0.0
    native: float = 0.0


def packed(head: Head) -> bytes:
    """The head's bytes."""
    return HEAD.pack(*head)


def unpacked(data: bytes | bytearray) -> Head:
    """The head from its bytes; any bytes of the right length give a head, to be checked by the reader."""
    return Head(*HEAD.unpack(data))
