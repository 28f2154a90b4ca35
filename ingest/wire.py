"""What crosses from the sandboxed process: fixed-size heads of numbers, and raw pixels after a page's head.

No structure of the input crosses, so a decoder that was taken over can say nothing but sizes, pixels and
letters; letters cross as numbers too, each with the place of its word, and are proven by the pixels later. A
device's name is taken only as far as ``ingest.scanner`` knows its words.
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
TEXT = b"TEXT"
"""a: page in the file, b: letters; then so many ``LETTER``. Comes before the head of its page."""
MADE = b"MADE"
"""b: letters of the name of the device that made the file; then so many bytes of ASCII."""
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
UNSHOWN = 8
"""Flag: a form field or a note of the page holds a value that its picture does not show."""


LETTER = struct.Struct("<IHHHH")
"""A code point and its word's left, top, right and bottom in 65535ths of the page; a blank ends a word."""
WHOLE = 65535
MOST_LETTERS = 40_000
"""A page of the smallest print has a quarter of these."""


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
