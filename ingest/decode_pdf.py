"""PDF pages to pixels by pdf2image and poppler. Runs only in the sandboxed process."""

from __future__ import annotations

import mmap
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

from ingest import wire
from ingest.child import Decoded, PageLost, Reader, Stopped, lost
from ingest.forms import is_dynamic_form, with_shown_values
from ingest.limits import A4_INCHES, Limits
from ingest.pdf_images import PageScan, page_scans, tags_of
from ingest.pdf_layer import layers, letters_of
from ingest.scanner import scanner_named

_SIZE = re.compile(r"\s*([-+.\deE]+) x ([-+.\deE]+) pts")
# poppler reports much that does no harm; these reports mean that a part of the page's picture is missing.
_PICTURE_LOST = re.compile(r"stream|JP2|JPX|J2K|JBIG2|DCT|image|codestream", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one page is to be made. render: dots an inch of its box; dpi, native: of the paper behind it.

    printed: it may bring a text layer along.
    """

    number: int
    render: float
    dpi: float
    native: float
    flags: int
    printed: bool = False


def open_pdf(path: str, limits: Limits) -> Reader:
    """A reader over a PDF's pages; raises Stopped where poppler or its password says no."""
    pages = _page_count(path, limits)
    if pages < 1:
        raise Stopped("PDF_NO_PAGES")
    if is_dynamic_form(path):
        raise Stopped("PDF_DYNAMIC_FORM")
    return Reader(pages, partial(_decode, path, limits), scanner_named(tags_of(path)))


def _page_count(path: str, limits: Limits) -> int:
    try:
        return int(pdfinfo_from_path(path, timeout=limits.page_seconds)["Pages"])
    except PDFPopplerTimeoutError:
        raise Stopped("DECODE_TIMEOUT") from None
    except PDFPageCountError as said:
        code = next((code for words, code in _REFUSALS.items() if words in str(said)), "PDF_DAMAGED")
        raise Stopped(code) from None


_REFUSALS = {"Incorrect password": "PDF_ENCRYPTED", "after the last page (0)": "PDF_NO_PAGES"}
"""What poppler says, and what it means."""


def _decode(path: str, limits: Limits, first: int, last: int) -> Iterator[Decoded | wire.Head]:
    """Pages in order, a few to a poppler process; a group that fails is made again page by page."""
    path, lacking = with_shown_values(path, first, last)
    for start in range(first, last + 1, _LOOK_AHEAD):
        plans = _plans(path, limits, start, min(last, start + _LOOK_AHEAD - 1))
        for group in _groups(plans, limits.pages_a_call):
            for each in _with_letters(path, limits, group):
                yield _unshown(each) if isinstance(each, Decoded) and each.head.a in lacking else each


def _unshown(page: Decoded) -> Decoded:
    """The page, marked as one that keeps a value without showing it."""
    return page._replace(head=page.head._replace(e=page.head.e | wire.UNSHOWN))


def _with_letters(path: str, limits: Limits, group: list[Plan]) -> Iterator[Decoded | wire.Head]:
    """The pages of a group, printed ones with their text layer."""
    printed = {plan.number: plan for plan in group if plan.printed}
    words = layers(path, min(printed), max(printed), limits) if printed else {}
    for each in _rendered(path, limits, group):
        # a page between two printed ones may be a scan with an older layer, which nobody asked for
        if isinstance(each, Decoded) and each.head.a in printed:
            points = 72 / printed[each.head.a].render
            letters = letters_of(words.get(each.head.a, []), each.head.b * points, each.head.c * points)
            yield each._replace(letters=letters)
        else:
            yield each


_LOOK_AHEAD = 64
"""Pages whose sizes are asked for at a time, so that the first page does not wait for the last."""


def _plans(path: str, limits: Limits, first: int, last: int) -> list[Plan]:
    try:
        told = pdfinfo_from_path(path, first_page=first, last_page=last, timeout=limits.page_seconds)
    except (PDFPageCountError, PDFPopplerTimeoutError):
        told = {}
    sizes = [_size(told, number) for number in range(first, last + 1)]
    scans = page_scans(path, first, sizes)
    return [
        _plan(first + i, size, scan, limits) for i, (size, scan) in enumerate(zip(sizes, scans, strict=True))
    ]


def _size(told: dict[str, str], number: int) -> tuple[float, float]:
    """Width and height of the page as it is shown, in inches; US Letter where poppler does not say."""
    found = _SIZE.match(next((v for k, v in told.items() if k.split() == ["Page", str(number), "size"]), ""))
    width, height = (float(found[1]), float(found[2])) if found else (612.0, 792.0)
    return max(width, 1.0) / 72, max(height, 1.0) / 72


def _plan(number: int, size: tuple[float, float], scan: PageScan, limits: Limits) -> Plan:
    """The resolution of one page. A box much larger than A4 around few pixels is a photo put into a PDF.

    Such a box says nothing of the paper (many programs make one pixel one point), so A4 is assumed.
    """
    stretch = 1.0
    if scan.dpi and scan.dpi < _LEAST_SCANNED and min(size) > _LEAST_LARGE_INCHES:
        stretch = max(max(size) / A4_INCHES[1], min(size) / A4_INCHES[0])
    native = scan.dpi * stretch
    wished = limits.within(native) if native else float(limits.dpi_default)
    render = limits.fitting(wished / stretch, *size)
    dpi = render * stretch
    flags = (wire.REDUCED if dpi < limits.dpi_low - 1 else 0) | (wire.GUESSED if stretch > 1 else 0)
    flags |= wire.DAMAGED if scan.cut_short else 0
    return Plan(number, render, dpi, native, flags, scan.printed)


_LEAST_SCANNED = 150.0
_LEAST_LARGE_INCHES = 9.5


def _groups(plans: list[Plan], most: int) -> Iterator[list[Plan]]:
    """Neighbours of one resolution, so that one poppler process makes them all."""
    group: list[Plan] = []
    for plan in plans:
        if group and (len(group) == most or group[0].render != plan.render):
            yield group
            group = []
        group.append(plan)
    if group:
        yield group


def _rendered(path: str, limits: Limits, group: list[Plan]) -> Iterator[Decoded | wire.Head]:
    """The pages of a group by one poppler process; where that goes wrong, each by its own."""
    with tempfile.TemporaryDirectory() as folder:
        files = _together(path, limits, group, folder) if len(group) > 1 else []
        for plan, file in zip(group, files, strict=bool(files)):
            try:
                yield _page(plan, file)
            except PageLost:
                yield lost(plan.number, "DECODE_FAILED")
    for plan in [] if files else group:
        yield _alone(path, limits, plan)


def _together(path: str, limits: Limits, group: list[Plan], folder: str) -> list[str]:
    """A file for each page of the group, or none at all where poppler complained of any of them."""
    try:
        files = _poppler(path, limits, group, folder, strict=True)
    except (PDFSyntaxError, PDFPopplerTimeoutError, PDFPageCountError):
        return []
    return files if len(files) == len(group) else []


def _alone(path: str, limits: Limits, plan: Plan) -> Decoded | wire.Head:
    """One page, made as far as it goes, and marked when poppler says that its picture suffered."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _page(*_insisting(path, limits, plan, folder))
    except (PDFPopplerTimeoutError, PDFPageCountError):
        return lost(plan.number, "DECODE_TIMEOUT")
    except PageLost:
        return lost(plan.number, "DECODE_FAILED")


def _insisting(path: str, limits: Limits, plan: Plan, folder: str) -> tuple[Plan, str]:
    try:
        files = _poppler(path, limits, [plan], folder, strict=True)
    except PDFSyntaxError as said:
        if _PICTURE_LOST.search(str(said)):
            plan = replace(plan, flags=plan.flags | wire.DAMAGED)
        files = _poppler(path, limits, [plan], folder, strict=False)
    if len(files) != 1:
        raise PageLost("DECODE_FAILED")
    return plan, files[0]


def _poppler(path: str, limits: Limits, group: list[Plan], folder: str, *, strict: bool) -> list[str]:
    """Paths of the pages' PPM files; the visible part of the page (its crop box) is what is made."""
    return [
        str(each)
        for each in convert_from_path(
            path,
            dpi=group[0].render,  # type: ignore[arg-type]  # poppler takes fractions, the signature says int
            first_page=group[0].number,
            last_page=group[-1].number,
            fmt="ppm",
            output_folder=folder,
            output_file="page" if strict else "again",
            paths_only=True,
            use_cropbox=True,
            strict=strict,
            timeout=limits.page_seconds,
        )
    ]


def _page(plan: Plan, file: str) -> Decoded:
    """The page of one PPM file: three lines of head, then pixels, which are mapped rather than copied."""
    with Path(file).open("rb") as opened:
        fields = opened.read(64).split(b"\n", 3)
        if len(fields) < 4 or fields[0] != b"P6":
            raise PageLost("DECODE_FAILED")
        data = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    width, height = (int(word) for word in fields[1].split())
    size = width * height * 3
    if len(data) < size:
        raise PageLost("DECODE_FAILED")
    head = wire.Head(wire.PAGE, plan.number, width, height, 3, plan.flags, plan.dpi, plan.native)
    return Decoded(head, data[len(data) - size :])
