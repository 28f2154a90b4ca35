"""Figures as people read them: rows in words, small groups put together, bars to compare by eye."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
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
    """One line of the table. key is absent for the groups that were put together.

    second: the name of its second dimension, where one was asked for.
    """

    key: str | None
    name: str
    dossiers: int
    counts: Counts
    second: str = ""

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
class Overridden:
    """Why advice was overridden, in words. why: the officer's reason, empty where no code was chosen."""

    reason: str
    why: str
    said: str
    papers: int
    dossiers: int


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """total: absent where there are too few dossiers to say anything."""

    by: Dimension
    first: date
    last: date
    rows: tuple[Row, ...]
    total: Row | None
    reasons: tuple[Overridden, ...]
    plots: tuple[Plot, ...]


def figures_page(
    found: Sequence[FigureRow],
    reasons: Sequence[ReasonRow],
    by: Dimension,
    asked: Asked,
    labels: Labels,
    then: Dimension | None = None,
) -> FiguresPage:
    """The page of what was asked for."""
    said = labels.words("figures.together")
    rows = together([_row(each, by, then, labels) for each in found], said)
    if rows and by is Dimension.MONTH and then is None:
        rows = with_empty_months(rows, {each.key for each in found}, asked, labels)
    total = _sum(rows, labels.words("figures.total")) if rows else None
    plots = (_plot("papers", PAPERS, rows), _plot("advice", ADVICE, rows)) if rows else ()
    told = _reasons(reasons, labels) if rows else ()
    return FiguresPage(by, asked.first, asked.last, rows, total, told, plots)


def choices_of(by: Dimension, found: Sequence[FigureRow], labels: Labels) -> tuple[tuple[str, str], ...]:
    """Keys and names that a filter may choose."""
    return tuple((each.key, _name(by, each.key, labels)) for each in found)


def with_empty_months(
    rows: Sequence[Row], known: Collection[str], asked: Asked, labels: Labels
) -> tuple[Row, ...]:
    """The months between in their order, one without dossiers as 0; groups put together stay last."""
    months = (f"{n // 12}-{n % 12 + 1:02}" for n in range(_number(asked.first), _number(asked.last) + 1))
    empty = (
        Row(each, _name(Dimension.MONTH, each, labels), 0, Counts()) for each in months if each not in known
    )
    named = [*(each for each in rows if each.key is not None), *empty]
    return (*sorted(named, key=lambda row: row.key or ""), *(each for each in rows if each.key is None))


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _row(found: FigureRow, by: Dimension, then: Dimension | None, labels: Labels) -> Row:
    second = _name(then, found.second, labels) if then else ""
    return Row(found.key, _name(by, found.key, labels), found.dossiers, found.counts, second)


def together(rows: Sequence[Row], name: str) -> tuple[Row, ...]:
    """Groups of fewer than ``FEWEST`` dossiers as one row; the next smallest joins while it is still small.

    A single small group beside a total would give itself away. No rows at all where there are too few
    dossiers altogether.
    """
    small = [each for each in rows if 0 < each.dossiers < FEWEST]
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


def _reasons(reasons: Sequence[ReasonRow], labels: Labels) -> tuple[Overridden, ...]:
    """Reasons met in enough dossiers to tell nobody's story."""
    return tuple(
        Overridden(
            labels.verdict_reason(each.reason),
            labels.override_reason(each.why),
            labels.words.code("verdict", each.said, each.said),
            each.papers,
            each.dossiers,
        )
        for each in reasons
        if each.dossiers >= FEWEST
    )


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
