"""Hoso, Tesseract on Hoso's lines and in page mode, and OCRmyPDF on the same pages in the same run:
``./run bench reading``.

Each program is started the way its users start it, profile after profile, so that all meet the machine in the
same mood. Hoso and OCRmyPDF do more than read: what they take includes fields and a searchable PDF, and a
searchable PDF.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lab.bench import ocrmypdf, page_mode, trial
from lab.bench.command import IDLE, Usage, page_rate
from lab.bench.page_scores import PageScore, figures, scores
from lab.bench.sets import Sample
from lab.bench.trial import Trial
from lab.bench.truth import page_total

ON_SAME_LINES = "tesserocr_on_same_lines"
"""Tesseract as the recogniser of the lines that Hoso finds: what the recogniser alone is worth."""

Reader = Callable[[Sequence[Sample], Path], Trial]
ORDER = (
    "Lines are compared wherever they stand, and may be cut anywhere; words as multisets. So no program loses"
    " or gains by the order in which it writes columns. Text that marks a page as a specimen counts for none."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one program made of one profile. pages: all that it was given, blank ones too."""

    profile: str
    pages: int
    usage: Usage
    scores: tuple[PageScore, ...]
    without: tuple[str, ...]


def readers(how: Sequence[str], jobs: int) -> dict[str, Reader]:
    """The programs by name. how: options of ``hoso process``."""
    found: dict[str, Reader] = {
        "hoso": lambda samples, folder: trial.process(samples, folder, how),
        ON_SAME_LINES: lambda samples, folder: trial.process(
            samples, folder, (*how, "--engine", "tesserocr")
        ),
        "pytesseract": partial(page_mode.read, jobs=jobs),
    }
    return found | ({"ocrmypdf": partial(ocrmypdf.read, jobs=jobs)} if ocrmypdf.installed() else {})


def compare(
    samples: Iterable[Sample], programs: Mapping[str, Reader], folder: Path, say: Callable[[str], None]
) -> dict[str, list[Part]]:
    """Every program's parts, one a profile."""
    parts: dict[str, list[Part]] = {name: [] for name in programs}
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.truth.profile, []).append(sample)
    for profile, group in sorted(groups.items()):
        for name, reader in programs.items():
            say(f"{name} on {profile}: {page_total(each.truth for each in group)} pages")
            parts[name].append(_part(profile, group, reader(group, folder / profile / name)))
    return parts


def _part(profile: str, group: Sequence[Sample], made: Trial) -> Part:
    found = [(each.truth, made.records[each.truth.name]) for each in group]
    return Part(
        profile,
        page_total(truth for truth, _ in found),
        made.usage,
        tuple(page for truth, seen in found for page in scores(truth, seen)),
        tuple(truth.name for truth, seen in found if seen is None),
    )


def report_reading(parts: Mapping[str, Sequence[Part]], jobs: int) -> dict[str, object]:
    """For every program the figures of every profile, of all pages, and of those that lay upright."""
    return {
        "order": ORDER,
        "jobs": jobs,
        "cores": os.cpu_count(),
        "programs": {name: _report(each) for name, each in parts.items()},
    }


def _report(parts: Sequence[Part]) -> dict[str, object]:
    every = [page for part in parts for page in part.scores]
    usage = sum((part.usage for part in parts), IDLE)
    return {
        "without_text": [name for part in parts for name in part.without],
        "profiles": {part.profile: figures(part.scores) | cost(part.pages, part.usage) for part in parts},
        "all": figures(every) | cost(sum(part.pages for part in parts), usage),
        "lying_upright": figures(page for page in every if page.turned == 0),
    }


def cost(pages: int, usage: Usage) -> dict[str, float | int | None]:
    """What a page takes; the peak is that of the largest process."""
    return {
        "processor_seconds_a_page": round(usage.processor / max(1, pages), 3),
        "seconds_a_page": round(usage.seconds / max(1, pages), 3),
        "pages_a_second": page_rate(pages, usage),
        "process_peak_mib": round(max(usage.parent, usage.child), 1),
    }
