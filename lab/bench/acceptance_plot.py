"""The reliability of confidence, and what may be accepted at which precision, as pictures for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

_SIDE, _LEFT, _TOP, _RIGHT, _FOOT = 360, 70, 50, 30, 60
_RED, _GREY, _INK = "#b3261e", "#8a8f98", "#22252b"
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_ROW, _NAME, _BAR = 22, 190, 420


def draw(report: Mapping[str, Any], folder: Path) -> tuple[Path, ...]:
    """SVG files in the folder: a reliability curve of values and of papers, and shares by group."""
    folder.mkdir(parents=True, exist_ok=True)
    fields, documents = report["fields"], report["documents"]
    pictures = {
        "reliability-fields": reliability_picture(
            "Độ tin cậy của giá trị in / Confidence of printed values",
            fields["read_from_print"]["reliability"],
        ),
        "reliability-documents": reliability_picture(
            "Độ tin cậy của loại giấy tờ / Confidence of a paper's type", documents["reliability"]
        ),
    }
    for cut in ("value_type", "type", "profile"):
        title = "Giá trị in được tự động chấp nhận / Printed values accepted unseen"
        pictures[f"accepted-by-{cut}"] = bars(title, fields[f"by_{cut}"]["printed_accepted"])
    paths = []
    for name, picture in pictures.items():
        path = folder / f"{name}.svg"
        path.write_text(picture, encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def reliability_picture(title: str, bins: Sequence[Mapping[str, float]]) -> str:
    """What was said against what came true, with Wilson's bounds; on the grey line both are the same."""
    points = [(_x(each["said"]), _y(each["share"])) for each in bins]
    parts = [_line((_x(0), _y(0)), (_x(1), _y(1)), _GREY)]
    for tick in _TICKS:
        parts.append(_text(_x(tick), _y(0) + 18, f"{tick:.1f}", "middle"))
        parts.append(_text(_x(0) - 8, _y(tick) + 4, f"{tick:.1f}", "end"))
        parts.append(_line((_x(0), _y(tick)), (_x(1), _y(tick)), "#e6e8ec"))
    for each, (x, y) in zip(bins, points, strict=True):
        parts.append(_line((x, _y(each["low"])), (x, _y(each["high"])), _RED))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_RED}"/>')
    parts += [_line(one, other, _RED) for one, other in pairwise(points)]
    parts.append(_text(_x(0.5), _y(0) + 42, "độ tin cậy → tỷ lệ đúng / confidence → share right", "middle"))
    return _svg(title, _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _FOOT, parts)


def bars(title: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    """A bar a group, longest first, with the counts it rests on."""
    ranked = sorted(groups.items(), key=lambda each: (-(each[1]["share"] or 0.0), each[0]))
    return _svg(title, _NAME + _BAR + 130, _TOP + _ROW * len(ranked) + 20, _bars(ranked))


def _bars(ranked: Sequence[tuple[str, Mapping[str, float]]]) -> Iterator[str]:
    for place, (name, tally) in enumerate(ranked):
        y, share = _TOP + _ROW * place, tally["share"] or 0.0
        yield _text(_NAME - 8, y + 13, name, "end")
        yield f'<rect x="{_NAME}" y="{y}" width="{_BAR * share:.1f}" height="{_ROW - 6}" fill="{_RED}"/>'
        yield _text(_NAME + _BAR * share + 6, y + 13, f"{100 * share:.0f} % ({tally['of']})", "start")


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)


def _line(one: tuple[float, float], other: tuple[float, float], colour: str) -> str:
    places = f'x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}"'
    return f'<line {places} stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{escape(text)}</text>'


def _svg(title: str, width: float, height: float, parts: Sequence[str] | Iterator[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        ' font-family="Arimo, Helvetica, Arial, sans-serif" font-size="12">'
    )
    ground = f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>'
    heading = f'<text x="16" y="26" font-size="14" font-weight="bold">{escape(title)}</text>'
    return "\n".join([head, ground, heading, *parts, "</svg>\n"])
