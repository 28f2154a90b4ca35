"""Files to pages: what a scan is, and its pages one at a time, each judged."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import RefusedInput
from domain.page import Defect, LayerWord, Page, PageKind, Quality, Raster
from ingest import wire
from ingest.judge import judged
from ingest.layer import words_of
from ingest.limits import DEFAULT, Limits
from ingest.process import Decoding, code_of
from ingest.reasons import refused
from ingest.scanner import scanner_named
from ingest.sniff import HEAD_BYTES, ScanFormat, sniff


@dataclass(frozen=True, slots=True)
class ScanInfo:
    """What a file is, without any page of it having been made."""

    format: ScanFormat
    page_count: int
    size: int


def inspect_scan(data: bytes | Path, limits: Limits = DEFAULT) -> ScanInfo:
    """Format and page count of a scan, given as its bytes or as the path of a file.

    Raises RefusedInput with a code of ``ingest.reasons`` for input that can never be processed. A file that
    is accepted here may still be refused by ``open_scan``, whose decoding goes further.
    """
    with (
        _as_file(data, limits) as (path, scan_format, size),
        Decoding(path, [scan_format, "1", "0"], limits) as decoding,
    ):
        for head, _ in decoding.heads():
            if head.tag == wire.COUNT:
                return ScanInfo(scan_format, head.a, size)
    raise refused("DECODE_FAILED")


def open_scan(
    data: bytes | Path,
    first: int = 1,
    last: int | None = None,
    number_from: int = 1,
    limits: Limits = DEFAULT,
) -> Iterator[Page]:
    """Pages ``first`` .. ``last`` of a scan (counted from 1 in the file), made and judged one at a time.

    The pages are numbered from ``number_from``. One process decodes the whole range and waits while the
    caller works, so that memory stays at about two pages; closing the iterator ends it. A page that cannot be
    decoded comes as an empty UNREADABLE content page, so that no paper disappears; RefusedInput is raised,
    possibly after some pages, when the file as a whole cannot be decoded or none of its pages can.
    """
    with _as_file(data, limits) as (path, scan_format, _):
        until = limits.max_pages if last is None else last
        with Decoding(path, [scan_format, str(first), str(until)], limits) as decoding:
            yield from _pages(decoding, first, number_from)


def _pages(decoding: Decoding, first: int, number_from: int) -> Iterator[Page]:
    """The pages in order. Lost ones are held back until one is good, for they may be all there are."""
    total, due, waiting = 0, first, list[wire.Head]()
    good, layer, scanner = False, tuple[LayerWord, ...](), None
    for head, behind in decoding.heads():
        if head.tag == wire.COUNT:
            total = head.a
            continue
        if head.tag == wire.MADE:
            scanner = scanner_named([behind.decode("ascii", "replace")])
            continue
        if head.a != due:
            raise refused("DECODE_FAILED")
        if head.tag == wire.TEXT:
            layer = words_of(behind)
            continue
        due += 1
        if head.tag == wire.LOST and not good:
            waiting.append(head)
            continue
        good = True
        yield from (_unreadable(each.a - first + number_from) for each in waiting)
        waiting.clear()
        number = head.a - first + number_from
        page = _unreadable(number) if head.tag == wire.LOST else _page(head, behind, number, layer)
        # while the caller works nothing of this page is kept here, nor of the last one when the next is made
        layer = ()
        del behind
        yield replace(page, scanner=scanner) if scanner else page
        del page
    if waiting and len(waiting) == total:
        raise refused(code_of(waiting[0]))
    yield from (_unreadable(each.a - first + number_from) for each in waiting)


def _page(head: wire.Head, pixels: bytearray, number: int, layer: tuple[LayerWord, ...]) -> Page:
    raster = Raster(head.b, head.c, 3 if head.d == 3 else 1, head.dpi, bytes(pixels))
    page = judged(number, raster, head.native, head.e)
    return replace(page, layer=layer) if layer else page


def _unreadable(number: int) -> Page:
    """The place of a page that could not be decoded: white, small, and never taken for a blank sheet."""
    width, height = 83, 117  # A4 at 10 dpi
    raster = Raster(width, height, 1, 10.0, b"\xff" * (width * height))
    quality = Quality(sharpness=0.0, darkness=0.0, ink=0.0, defects=(Defect.UNREADABLE,))
    return Page(number, PageKind.CONTENT, raster, quality)


@contextmanager
def _as_file(data: bytes | Path, limits: Limits) -> Iterator[tuple[Path, ScanFormat, int]]:
    """The scan as a file on disk with its format and size, after the gate; bytes get a private file."""
    if isinstance(data, Path):
        yield data, *_gate_path(data, limits)
        return
    if len(data) > limits.max_bytes:
        raise refused("FILE_TOO_LARGE")
    scan_format = sniff(data[:HEAD_BYTES])
    with tempfile.NamedTemporaryFile(prefix="hoso-scan-") as file:
        file.write(data)
        file.flush()
        yield Path(file.name), scan_format, len(data)


def _gate_path(path: Path, limits: Limits) -> tuple[ScanFormat, int]:
    told = path.stat()
    if not stat.S_ISREG(told.st_mode):
        raise refused("NOT_A_FILE")
    if told.st_size > limits.max_bytes:
        raise refused("FILE_TOO_LARGE")
    with path.open("rb") as file:
        return sniff(file.read(HEAD_BYTES)), told.st_size


__all__ = ["RefusedInput", "ScanInfo", "inspect_scan", "open_scan"]
