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
_ACROSS, _PANEL, _SHRUNK = 4, 240, 0.5
_LEAST_PRECISE = 0.9
_VALUES, _PAPERS = "Giá trị in / Printed values", "Giấy tờ / Papers"
_RELIABLE = "độ tin cậy / reliability"
_PRECISE = "đúng theo tỷ lệ chấp nhận / precision by coverage"
_ACCEPTED = "được tự động chấp nhận / accepted unseen"
_RIGHT_SHARE = "đúng trong số tự động chấp nhận / right among those accepted"


def draw(report: Mapping[str, Any], folder: Path) -> tuple[Path, ...]:
    """SVG files in the folder, of values and of papers, each of all and by group.

    Reliability, precision by coverage, and shares accepted and right with Wilson's bounds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fields, documents = report["fields"], report["documents"]
    pictures = {
        "reliability-fields": reliability_picture(
            f"{_VALUES}: {_RELIABLE}", fields["read_from_print"]["reliability"]
        ),
        "reliability-documents": reliability_picture(f"{_PAPERS}: {_RELIABLE}", documents["reliability"]),
        "coverage-fields": coverage_picture(f"{_VALUES}: {_PRECISE}", fields["read_from_print"]),
        "coverage-documents": coverage_picture(f"{_PAPERS}: {_PRECISE}", documents),
    }
    for cut in ("value_type", "type", "profile"):
        found = fields[f"by_{cut}"]
        pictures[f"accepted-by-{cut}"] = bars(f"{_VALUES}: {_ACCEPTED}", found["printed_accepted"])
        pictures[f"right-by-{cut}"] = bars(f"{_VALUES}: {_RIGHT_SHARE}", found["accepted_right"])
        pictures[f"reliability-by-{cut}"] = panels(f"{_VALUES}: {_RELIABLE}", found["confidence"])
    for cut in ("type", "profile"):
        found = documents[f"by_{cut}"]
        pictures[f"documents-right-by-{cut}"] = bars(f"{_PAPERS}: {_RIGHT_SHARE}", found["sure_right"])
        pictures[f"documents-reliability-by-{cut}"] = panels(f"{_PAPERS}: {_RELIABLE}", found["confidence"])
    return tuple(_written(folder / f"{name}.svg", picture) for name, picture in pictures.items())


def _written(path: Path, picture: str) -> Path:
    path.write_text(picture, encoding="utf-8")
    return path


def reliability_picture(title: str, bins: Sequence[Mapping[str, float]]) -> str:
    """What was said against what came true, with Wilson's bounds; on the grey line both are the same."""
    parts = [*_scales(), *_curve_of(bins)]
    parts.append(_text(_x(0.5), _y(0) + 42, "độ tin cậy → tỷ lệ đúng / confidence → share right", "middle"))
    return _svg(title, _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _FOOT, parts)


def panels(title: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    """A small reliability curve a group, the largest first, each with its count and area under the curve."""
    ranked = sorted(groups.items(), key=lambda each: (-each[1]["found"], each[0]))
    parts = []
    for place, (name, each) in enumerate(ranked):
        row, column = divmod(place, _ACROSS)
        area = "–" if each["auroc"] is None else f"{each['auroc']:.2f}"
        said = _text(_LEFT, _TOP - 10, f"{name}: {each['found']}, AUROC {area}", "start", size=22)
        inner = "".join([*_scales(), *_curve_of(each["reliability"]), said])
        move = f"translate({column * _PANEL:.0f} {_TOP + row * _PANEL:.0f}) scale({_SHRUNK})"
        parts.append(f'<g transform="{move}">{inner}</g>')
    rows = -(-len(ranked) // _ACROSS)
    return _svg(title, _ACROSS * _PANEL, _TOP + rows * _PANEL, parts)


def coverage_picture(title: str, scored: Mapping[str, Any]) -> str:
    """The precision that each coverage costs, from ``_LEAST_PRECISE`` on, with Wilson's bounds."""
    points = scored["precision_by_coverage"]
    parts = []
    for tick in _TICKS:
        right = _LEAST_PRECISE + (1 - _LEAST_PRECISE) * tick
        parts.append(_text(_x(tick), _y(0) + 18, f"{tick:.1f}", "middle"))
        parts.append(_text(_x(0) - 8, _y(tick) + 4, f"{right:.2f}", "end"))
        parts.append(_line((_x(0), _y(tick)), (_x(1), _y(tick)), "#e6e8ec"))
    places = [(_x(each["coverage"]["share"] or 0.0), _precise(each["precision"]["share"])) for each in points]
    for each, (x, _) in zip(points, places, strict=True):
        low, high = _precise(each["precision"]["low"]), _precise(each["precision"]["high"])
        parts.append(_line((x, low), (x, high), _GREY))
    parts += [_line(one, other, _RED) for one, other in pairwise(places)]
    parts.append(_text(_x(0.5), _y(0) + 42, "tỷ lệ chấp nhận → tỷ lệ đúng / coverage → precision", "middle"))
    return _svg(title, _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _FOOT, parts)


def bars(title: str, groups: Mapping[str, Mapping[str, float]]) -> str:
    """A bar a group, longest first, with Wilson's bounds and the counts it rests on."""
    ranked = sorted(groups.items(), key=lambda each: (-(each[1]["share"] or 0.0), each[0]))
    return _svg(title, _NAME + _BAR + 130, _TOP + _ROW * len(ranked) + 20, _bars(ranked))


def _bars(ranked: Sequence[tuple[str, Mapping[str, float]]]) -> Iterator[str]:
    for place, (name, tally) in enumerate(ranked):
        y, share = _TOP + _ROW * place, tally["share"] or 0.0
        low, high = tally["low"] or 0.0, tally["high"] or 0.0
        middle = y + (_ROW - 6) / 2
        yield _text(_NAME - 8, y + 13, name, "end")
        yield f'<rect x="{_NAME}" y="{y}" width="{_BAR * share:.1f}" height="{_ROW - 6}" fill="{_RED}"/>'
        yield _line((_NAME + _BAR * low, middle), (_NAME + _BAR * high, middle), _INK)
        said = f"{100 * share:.1f} % ({tally['right']}/{tally['of']})"
        yield _text(_NAME + _BAR * max(share, high) + 6, y + 13, said, "start")


def _scales() -> Iterator[str]:
    yield _line((_x(0), _y(0)), (_x(1), _y(1)), _GREY)
    for tick in _TICKS:
        yield _text(_x(tick), _y(0) + 18, f"{tick:.1f}", "middle")
        yield _text(_x(0) - 8, _y(tick) + 4, f"{tick:.1f}", "end")
        yield _line((_x(0), _y(tick)), (_x(1), _y(tick)), "#e6e8ec")


def _curve_of(bins: Sequence[Mapping[str, float]]) -> Iterator[str]:
    points = [(_x(each["said"]), _y(each["share"])) for each in bins]
    for each, (x, y) in zip(bins, points, strict=True):
        yield _line((x, _y(each["low"])), (x, _y(each["high"])), _RED)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_RED}"/>'
    yield from (_line(one, other, _RED) for one, other in pairwise(points))


def _precise(share: float | None) -> float:
    """The height of a precision; what lies under the picture lies on its edge."""
    return _y(max(0.0, ((share or 0.0) - _LEAST_PRECISE) / (1 - _LEAST_PRECISE)))


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)


def _line(one: tuple[float, float], other: tuple[float, float], colour: str) -> str:
    places = f'x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}"'
    return f'<line {places} stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, anchor: str, size: int = 12) -> str:
    look = f'text-anchor="{anchor}" fill="{_INK}" font-size="{size}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'


def _svg(title: str, width: float, height: float, parts: Sequence[str] | Iterator[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        ' font-family="Arimo, Helvetica, Arial, sans-serif" font-size="12">'
    )
    ground = f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>'
    heading = f'<text x="16" y="26" font-size="14" font-weight="bold">{escape(title)}</text>'
    return "\n".join([head, ground, heading, *parts, "</svg>\n"])
