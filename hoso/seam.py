"""The seam between the service and its legs: what a service calls, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.once_only import Answer, LookUp
from domain.record import DossierRecord
from domain.review import Decision
from domain.understanding import Case, Earlier, PageReading, Understanding


@dataclass(frozen=True, slots=True)
class Legs:
    """Functions of modules (or partials of them), so that a child process finds them by name.

    count_pages: pages of a file. read_pages: file, first and last page to readings numbered within the file,
    each with its upright preview as JPEG. Both raise RefusedInput. The others are those of ``pipeline``.
    version: of the pipeline; units of work of another version are other units.
    """

    version: str
    count_pages: Callable[[Path], int]
    read_pages: Callable[[Path, int, int], list[tuple[PageReading, bytes]]]
    understand: Callable[[Sequence[PageReading]], Understanding]
    look_ups: Callable[[Understanding, Case], tuple[LookUp, ...]]
    complete: Callable[[Understanding, Sequence[Answer], Case, Sequence[Earlier]], DossierRecord]
    settle: Callable[[DossierRecord, Sequence[Decision]], DossierRecord]
    look_ups_again: Callable[[DossierRecord], tuple[LookUp, ...]]
    advise: Callable[[DossierRecord, Sequence[Answer]], DossierRecord]
    asked_again: Callable[[DossierRecord, Sequence[Answer]], DossierRecord | None]
