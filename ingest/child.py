"""The process that decodes one hostile file. It runs in the sandbox and talks only through ``ingest.wire``.

It is started as ``main([scan, limits as JSON, format, first page, last page])``; last page 0 only counts.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from ingest import wire
from ingest.limits import Limits
from ingest.reasons import CODES


class Decoded(NamedTuple):
    """A page's pixels with its head. pixels: one buffer without gaps between rows.

    letters: ``wire.LETTER`` records of the page's own text layer.
    """

    head: wire.Head
    pixels: bytes | memoryview
    letters: bytes = b""


class Stopped(Exception):
    """The input as a whole cannot be decoded; carries a reason code."""


class PageLost(Exception):
    """One page cannot be decoded; carries a reason code."""


class Reader(NamedTuple):
    """A file that was opened: how many pages it has, and its pages one at a time from first to last.

    scanner: the device that its tags name, where they do.
    """

    pages: int
    decode: Callable[[int, int], Iterator[Decoded | wire.Head]]
    scanner: str | None = None


def lost(number: int, code: str) -> wire.Head:
    """The head that stands for a page which could not be decoded."""
    return wire.Head(wire.LOST, number, CODES.index(code))


def main(arguments: list[str]) -> None:
    """Decode and stream the pages asked for; the exit status says nothing, the last head does."""
    scan, settings, scan_format, first, last = arguments
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # a stray print of a library must not be read as pixels
    _send(out, wire.packed(wire.Head(wire.READY)))
    try:
        limits = Limits(**json.loads(settings))
        _stream(out, _opened(scan, scan_format, limits), limits, int(first), int(last))
        _send(out, wire.packed(wire.Head(wire.DONE)))
    except Stopped as stopped:
        _send(out, wire.packed(wire.Head(wire.STOP, 0, CODES.index(str(stopped)))))
    except MemoryError:
        _send(out, wire.packed(wire.Head(wire.STOP, 0, CODES.index("DECODE_MEMORY"))))
    sys.stderr.flush()
    os._exit(0)  # tearing down the interpreter costs as long as starting it


def _opened(scan: str, scan_format: str, limits: Limits) -> Reader:
    """The reader of that format; each is imported only where it is needed, to start quickly."""
    if scan_format == "pdf":
        from ingest.decode_pdf import open_pdf  # noqa: PLC0415

        return open_pdf(scan, limits)
    from ingest.decode_image import open_image  # noqa: PLC0415

    return open_image(scan, scan_format, limits)


def _stream(out: BinaryIO, reader: Reader, limits: Limits, first: int, last: int) -> None:
    if reader.pages > limits.max_pages:
        raise Stopped("TOO_MANY_PAGES")
    _send(out, wire.packed(wire.Head(wire.COUNT, reader.pages)))
    if reader.scanner:
        name = reader.scanner.encode("ascii")
        _send(out, wire.packed(wire.Head(wire.MADE, 0, len(name))) + name)
    for each in reader.decode(first, min(last, reader.pages)):
        if isinstance(each, Decoded):
            if each.letters:
                size = len(each.letters) // wire.LETTER.size
                _send(out, wire.packed(wire.Head(wire.TEXT, each.head.a, size)) + each.letters)
            _send(out, wire.packed(each.head))
            _send(out, each.pixels)
        else:
            _send(out, wire.packed(each))


def _send(out: BinaryIO, data: bytes | memoryview) -> None:
    """All of the data; a raw pipe may take it in several pieces."""
    view = memoryview(data)
    while view:
        view = view[out.write(view) :]
