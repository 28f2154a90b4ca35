"""Labels with their values: one under the other, side by side, joined, in a table."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domain.definition import Section, Table
from lab.training.layout.sheet import Run, Sheet
from lab.training.layout.style import SHORT, SHORT_TYPES, Entry, Style
from lab.training.layout.values import Pool, value_of


def write_entries(sheet: Sheet, entries: Sequence[Entry], style: Style, pool: Pool, random: Random) -> None:
    waiting = list(entries)
    number = random.randint(1, 9)
    while waiting:
        entry = waiting.pop(0)
        value = value_of(entry.name, entry.type, pool, random) if random.random() < 0.94 else "........"
        if value.startswith(".."):
            entry = Entry(entry.labels, "", entry.type, entry.suffixes)
        label = _label(entry, style, random)
        if style.numbered and random.random() < 0.8:
            label, number = f"{number}. {label}", number + 1
        if waiting and random.random() < style.joined and _is_short(waiting[0]) and len(value) <= SHORT:
            other = waiting.pop(0)
            second = value_of(other.name, other.type, pool, random)
            mark = random.choice((",", ",", ";", "/", " -"))
            both = f"{label}{mark} {_lowered(random.choice(other.labels))}{style.separator}"
            sheet.write([(both, ""), (value + mark, entry.name), (second, other.name)])
        elif waiting and len(value) <= SHORT and random.random() < style.pairs:
            other = waiting.pop(0)
            second = value_of(other.name, other.type, pool, random)
            runs = _runs(label, value, entry.name, style, random)
            beside = _runs(_label(other, style, random), second, other.name, style, random)
            where = random.uniform(0.42, 0.62)
            span = sheet.right - sheet.left
            sheet.beside(random, [(sheet.left, runs), (sheet.left + span * where, beside)])
        else:
            _one(sheet, label, value, entry.name, style, random)


def _is_short(entry: Entry) -> bool:
    return entry.type in SHORT_TYPES


def _lowered(label: str) -> str:
    return label[0].lower() + label[1:]


def _one(sheet: Sheet, label: str, value: str, name: str, style: Style, random: Random) -> None:
    if style.aligned is not None:
        span = sheet.right - sheet.left
        at = sheet.left + span * style.aligned
        colon = random.choice((": ", "", ""))
        sheet.beside(
            random, [(sheet.left, [(label + ("" if colon else ":"), "")]), (at, [(colon, ""), (value, name)])]
        )
    elif style.under:
        sheet.write([(label + random.choice((":", "")), "")])
        sheet.write([(value, name)], at=sheet.left + random.choice((0.0, 0.0, 0.03)))
    else:
        hang = random.choice((sheet.left, sheet.left, sheet.left + 0.03))
        sheet.write(_runs(label, value, name, style, random), hang=hang)


def _runs(label: str, value: str, name: str, style: Style, random: Random) -> list[Run]:
    tail = [("......", "")] if "..." in style.separator and random.random() < 0.5 else []
    note = (
        [(random.choice(("(1)", "(2)", "(3)", "1")), "")] if style.footnotes and random.random() < 0.3 else []
    )
    return [(label + style.separator.rstrip(), ""), *note, (value, name), *tail]


def _label(entry: Entry, style: Style, random: Random) -> str:
    label = random.choice(entry.labels) if entry.labels else ""
    if entry.suffixes and random.random() < 0.5:
        label += f" {random.choice(entry.suffixes)}"
    if random.random() < 0.06:
        parts = label.split()
        if len(parts) > 2:
            parts.pop(random.randrange(len(parts)))
            label = " ".join(parts)
    return label.upper() if style.upper_labels else label


def write_section(sheet: Sheet, section: Section, style: Style, pool: Pool, random: Random) -> None:
    """The words that open it, and its fields under its prefix."""
    if section.starts and random.random() < 0.85:
        sheet.write([(random.choice(section.starts) + random.choice(("", ":")), "")])
    prefix = f"{section.prefix}." if section.prefix else ""
    entries = [
        Entry(spec.labels, prefix + spec.name, spec.type, section.suffixes)
        for spec in section.fields
        if spec.labels and random.random() < 0.9
    ]
    write_entries(sheet, entries, style, pool, random)


def write_table(sheet: Sheet, table: Table, pool: Pool, random: Random) -> None:
    columns = [column for column in table.columns if random.random() < 0.9] or list(table.columns)
    span = sheet.right - sheet.left
    counted = random.random() < 0.7
    first = 0.05 if counted else 0.0
    weights = [
        random.uniform(0.6, 1.6) * (1.5 if column.type in ("name", "address") else 1.0) for column in columns
    ]
    starts, at = [], first
    for weight in weights:
        starts.append(sheet.left + span * at)
        at += (1 - first) * weight / sum(weights)
    head: list[tuple[float, Sequence[Run]]] = [(sheet.left, [("TT", "")])] if counted else []
    head += [(x, [(random.choice(column.labels), "")]) for x, column in zip(starts, columns, strict=True)]
    sheet.beside(random, head)
    for number in range(1, random.randint(1, 5) + 1):
        cells: list[tuple[float, Sequence[Run]]] = [(sheet.left, [(str(number), "")])] if counted else []
        for x, column in zip(starts, columns, strict=True):
            name = f"{table.prefix}.{column.field}"
            cells.append((x, [(value_of(name, column.type, pool, random), name)]))
        sheet.beside(random, cells)
        sheet.gap(random.choice((0.0, 0.2, 0.6)))
