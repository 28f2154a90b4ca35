"""The comparison of reading as a picture for people: an SVG of bars, Vietnamese first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from lab.bench.side_by_side import ON_SAME_LINES

_PROFILES = {
    "clean": ("bản in sạch", "clean"),
    "office": ("quét văn phòng", "office"),
    "copy": ("bản photo", "copy"),
    "fax": ("fax", "fax"),
    "phone": ("ảnh điện thoại", "phone"),
    "poor": ("bản xấu", "poor"),
    "decisions": ("quyết định thật", "real decisions"),
    "all": ("tất cả", "all"),
}
_PROGRAMS = {
    "hoso": ("Hoso", "#b3261e"),
    ON_SAME_LINES: ("Tesseract (dòng của Hoso)", "#6f8fa8"),
    "pytesseract": ("pytesseract (page mode)", "#8a8f98"),
    "ocrmypdf": ("OCRmyPDF", "#c9b458"),
}
_WIDTH, _LABEL, _VALUE = 860, 190, 60
_BAR, _GAP, _HEAD, _LEGEND = 13, 12, 44, 56


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure by profile. factor: from the report's number to the one that is shown."""

    title: str
    figure: str
    factor: float
    profiles: Sequence[str]


def drawn(report: Mapping[str, Any]) -> str:
    """The SVG of a report of ``lab.bench.side_by_side``; it needs no script, face or style from elsewhere."""
    programs = {name: each for name, each in report["programs"].items() if name in _PROGRAMS}
    profiles = [each for each in _PROFILES if each in next(iter(programs.values()))["profiles"]]
    panels = (
        Panel("Ký tự sai (%) / Characters wrong (%)", "character_error_rate", 100, [*profiles, "all"]),
        Panel("Trang mỗi giây / Pages a second", "pages_a_second", 1, ["all"]),
        Panel("Bộ nhớ một tiến trình (MiB) / Memory of a process", "process_peak_mib", 1, ["all"]),
    )
    parts, top = list(_legend(programs)), float(_LEGEND)
    for panel in panels:
        parts += _panel(panel, programs, top)
        top += _HEAD + len(panel.profiles) * (len(programs) * _BAR + _GAP)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top:.0f}"'
            ' font-family="Arimo, Helvetica, Arial, sans-serif" font-size="12">',
            f'<rect width="{_WIDTH}" height="{top:.0f}" fill="#ffffff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _legend(programs: Mapping[str, Any]) -> Iterator[str]:
    for place, name in enumerate(programs):
        label, colour = _PROGRAMS[name]
        x = 16 + 210 * place
        yield f'<rect x="{x}" y="18" width="14" height="14" fill="{colour}"/>'
        yield _text(x + 20, 29.5, label, "start")


def _panel(panel: Panel, programs: Mapping[str, Any], top: float) -> Iterator[str]:
    yield f'<text x="16" y="{top + 20:.1f}" font-size="14" font-weight="bold">{escape(panel.title)}</text>'
    shown = [
        (profile, name, _value(panel, programs[name], profile))
        for profile in panel.profiles
        for name in programs
    ]
    most = max((value for *_, value in shown), default=0.0) or 1.0
    y = top + _HEAD - _GAP
    for profile in panel.profiles:
        middle = y + len(programs) * _BAR / 2
        yield _text(_LABEL - 8, middle + 4, " / ".join(dict.fromkeys(_PROFILES[profile])), "end")
        for name in programs:
            value = _value(panel, programs[name], profile)
            width = (_WIDTH - _LABEL - _VALUE) * value / most
            size = f'width="{width:.1f}" height="{_BAR - 2}"'
            yield f'<rect x="{_LABEL}" y="{y:.1f}" {size} fill="{_PROGRAMS[name][1]}"/>'
            yield _text(_LABEL + width + 5, y + _BAR - 3, _number(value), "start")
            y += _BAR
        y += _GAP


def _value(panel: Panel, program: Mapping[str, Any], profile: str) -> float:
    found = program["all"] if profile == "all" else program["profiles"][profile]
    return panel.factor * float(found[panel.figure] or 0.0)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
