"""Figures as people read them: rows in words, small groups put together, bars to compare by eye."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow, plain_counts
from web.labels import Labels

FEWEST = 5
"""A row speaks of at least so many dossiers: of fewer, figures could be read back to a person."""

PAPERS = ("digitized", "attached_only")
ADVICE = ("accepted", "overridden", "undecided")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. key is absent for the groups that were put together."""

    key: str | None
    name: str
    dossiers: int
    counts: Counts

    @property
    def numbers(self) -> dict[str, int]:
        """All figures by name."""
        return {"dossiers": self.dossiers, **plain_counts(self.counts)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One coloured part of a bar, in hundredths of the longest bar."""

    series: str
    start: float
    size: float
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    pieces: tuple[Piece, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Stacked bars, one a row, on one scale."""

    id: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """total: absent where there are too few dossiers to say anything."""

    by: Dimension
    first: date
    last: date
    rows: tuple[Row, ...]
    total: Row | None
    reasons: tuple[tuple[str, str, int], ...]
    plots: tuple[Plot, ...]


def figures_page(
    found: Sequence[FigureRow], reasons: Sequence[ReasonRow], by: Dimension, asked: Asked, labels: Labels
) -> FiguresPage:
    """The page of what was asked for."""
    said = labels.words("figures.together")
    rows = together(
        [Row(each.key, _name(by, each.key, labels), each.dossiers, each.counts) for each in found], said
    )
    total = _sum(rows, labels.words("figures.total")) if rows else None
    plots = (_plot("papers", PAPERS, rows), _plot("advice", ADVICE, rows)) if rows else ()
    return FiguresPage(by, asked.first, asked.last, rows, total, _reasons(reasons, labels), plots)


def together(rows: Sequence[Row], name: str) -> tuple[Row, ...]:
    """Groups of fewer than ``FEWEST`` dossiers as one row; the next smallest joins while it is still small.

    A single small group beside a total would give itself away. No rows at all where there are too few
    dossiers altogether.
    """
    small = [each for each in rows if each.dossiers < FEWEST]
    if not small:
        return tuple(rows)
    for each in sorted((each for each in rows if each.dossiers >= FEWEST), key=lambda row: row.dossiers):
        if sum(row.dossiers for row in small) >= FEWEST:
            break
        small.append(each)
    if sum(row.dossiers for row in small) < FEWEST:
        return ()
    return (*(each for each in rows if each not in small), _sum(small, name))


def _sum(rows: Iterable[Row], name: str) -> Row:
    dossiers, counts = 0, Counts()
    for each in rows:
        dossiers, counts = dossiers + each.dossiers, counts.plus(each.counts)
    return Row(None, name, dossiers, counts)


def _reasons(reasons: Sequence[ReasonRow], labels: Labels) -> tuple[tuple[str, str, int], ...]:
    """Reasons met in enough dossiers to tell nobody's story."""
    enough = (each for each in reasons if each.dossiers >= FEWEST)
    said = (
        (labels.verdict_reason(each.reason), labels.words.code("verdict", each.said, each.said), each.papers)
        for each in enough
    )
    return tuple(said)


def _plot(id_: str, series: tuple[str, ...], rows: Sequence[Row]) -> Plot:
    longest = max((sum(row.numbers[name] for name in series) for row in rows), default=0)
    return Plot(id_, series, tuple(_bar(row, series, max(1, longest)) for row in rows))


def _bar(row: Row, series: tuple[str, ...], longest: int) -> Bar:
    pieces, start = [], 0
    for name in series:
        value = row.numbers[name]
        pieces.append(Piece(name, round(100 * start / longest, 2), round(100 * value / longest, 2), value))
        start += value
    return Bar(row.name, tuple(pieces), start)


def _name(by: Dimension, key: str, labels: Labels) -> str:
    names: dict[Dimension, Callable[[str], str]] = {
        Dimension.BRANCH: lambda key: key,
        Dimension.PROCEDURE: labels.procedure,
        Dimension.AGENCY: lambda key: labels.words.code("agency", key, key),
        Dimension.MONTH: lambda key: "/".join(reversed(key.split("-"))),
    }
    return names[by](key) if key else labels.words("figures.unknown")
