"""How much one input may cost, and at which resolution its pages are made."""

from __future__ import annotations

from dataclasses import dataclass

A4_INCHES = (8.27, 11.69)
"""What a paper is held to be where neither file nor pixels say: nearly all papers of a dossier are A4."""

_MOST_ENLARGED = 3.0
"""Fewer pixels than this allows hold no print; enlarging them only costs memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Hard limits of one decoding process; each is enforced by the kernel or counted, never trusted.

    max_pages: pages in one file. max_page_pixels: pixels of one page handed on; more lowers its dpi.
    max_image_pixels: pixels an image file may claim before it is refused undecoded. memory_bytes: address
    space of each decoding process. page_seconds: one poppler process, so one
    page of a file that goes slowly. file_seconds: waiting for one call of
    ``open_scan``, and CPU seconds of its processes. dpi_low..dpi_high: the range every page is brought into;
    dpi_default: for pages that hold no scan. pages_a_call: pages rendered by one poppler process.
    """

    max_bytes: int = 2 << 30
    max_pages: int = 3000
    max_page_pixels: int = 40_000_000
    max_image_pixels: int = 180_000_000
    memory_bytes: int = 1536 << 20
    page_seconds: int = 30
    file_seconds: int = 1800
    open_files: int = 64
    dpi_low: int = 200
    dpi_high: int = 300
    dpi_default: int = 200
    pages_a_call: int = 3

    def within(self, dpi: float) -> float:
        """The resolution to make a page at, given the one its paper was scanned with."""
        return min(max(dpi, float(self.dpi_low)), float(self.dpi_high), dpi * _MOST_ENLARGED)

    def fitting(self, dpi: float, width_inches: float, height_inches: float) -> float:
        """That resolution, lowered where the page would have more pixels than allowed."""
        pixels = width_inches * height_inches * dpi * dpi
        return dpi if pixels <= self.max_page_pixels else dpi * (self.max_page_pixels / pixels) ** 0.5


DEFAULT = Limits()
