"""A document while its pages are being put together."""

from __future__ import annotations

from dataclasses import dataclass

from domain.geometry import Box


@dataclass(slots=True)
class Draft:
    """pages, confidences: one of each a page, in order. region: its part of the page when it shares one.

    lone: a later page without its first; cover: a title with nothing under it. run_on: pages that carry on
    only because nothing speaks against it.
    """

    type: str
    pages: list[int]
    confidences: list[float]
    region: Box | None = None
    national_heading: bool = False
    rival: float = 0.0
    run_on: int = 0
    lone: bool = False
    cover: bool = False
