"""Invents papers of every defined type: its titles, markers and labels in arrangements nobody printed.

The definitions name what a type prints; how it lies on the page is drawn at random, so that the model learns
to read labels and places together instead of the few layouts that specimens have.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domain.definition import Catalogue, DocumentType, Section, Table
from domain.document import UNKNOWN_TYPE
from lab.training.layout.cards import Composed, cards
from lab.training.layout.entries import write_entries, write_section, write_table
from lab.training.layout.parts import head, markers, prose, scraps, signatures, title
from lab.training.layout.sheet import Sheet
from lab.training.layout.style import Entry, Style, draw_style, print_of
from lab.training.layout.values import Pool


def compose(catalogue: Catalogue, pool: Pool, random: Random) -> list[Composed]:
    """The pages of one paper of a type drawn at random, or of none of ours."""
    if random.random() < 0.08:
        return [_stranger(catalogue, pool, random)]
    kind = random.choice(catalogue.types)
    if kind.shape == "card" and random.random() < 0.9:
        return [cards(kind, catalogue, pool, random)]
    return _paper(kind, pool, random)


def _paper(kind: DocumentType, pool: Pool, random: Random) -> list[Composed]:
    sheet = _blank(random)
    pages: list[Composed] = []
    head(sheet, kind, pool, random)
    title(sheet, kind, random)
    style = draw_style(random)
    for part in _parts(kind, random):
        if sheet.full(4) and len(pages) + 1 < kind.recognise.max_pages:
            pages.append(_page(sheet, kind, not pages, random))
            sheet = _blank(random)
            markers(sheet, kind.recognise.later_pages, random, 0.5)
        _write(sheet, part, style, pool, random)
        if random.random() < 0.1:
            prose(sheet, random, random.randint(1, 3))
    if kind.recognise.max_pages > 4 and random.random() < 0.6:
        prose(sheet, random, random.randint(5, 25))
    markers(sheet, kind.recognise.markers, random, 0.15)
    signatures(sheet, kind, random)
    if kind.recognise.max_pages > 1 and random.random() < 0.35:
        pages.append(_page(sheet, kind, not pages, random))
        sheet = _blank(random)
        _later(sheet, kind, pool, random)
    pages.append(_page(sheet, kind, not pages, random))
    return pages


def _blank(random: Random) -> Sheet:
    aspect = random.choice((1.414, 1.414, 1.414, 0.707, 1.3))
    size = random.uniform(0.0105, 0.0165) * (1.0 if aspect > 1 else 1.35)
    left, right = random.uniform(0.05, 0.16), random.uniform(0.88, 0.96)
    return Sheet(left, right, random.uniform(0.03, 0.1), 0.96, size, random.uniform(1.25, 1.9), aspect)


def _parts(kind: DocumentType, random: Random) -> list[Sequence[Entry] | Section | Table]:
    """Own fields, sections and tables nearly in the definition's order."""
    own = [
        Entry(spec.labels, spec.name, spec.type)
        for spec in kind.fields
        if spec.labels and spec.place in ("label", "between") and random.random() < 0.85
    ]
    if random.random() < 0.5:
        _stir(own, random)
    extra = [Entry((label,), "", "text") for label in kind.labels_elsewhere if random.random() < 0.15]
    for entry in extra:
        own.insert(random.randint(0, len(own)), entry)
    sections: list[Section] = []
    for section in kind.sections:
        repeats = random.randint(1, 3) if section.prefix.endswith(".N") else 1
        sections += [section for _ in range(repeats) if random.random() < 0.9]
    if random.random() < 0.2:
        random.shuffle(sections)
    cut = random.randint(0, len(own)) if sections and random.random() < 0.5 else len(own)
    tables = [table for table in kind.tables if random.random() < 0.85]
    return [own[:cut], *sections, own[cut:], *tables]


def _stir(entries: list[Entry], random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        if len(entries) > 2:
            index = random.randrange(len(entries) - 1)
            entries[index], entries[index + 1] = entries[index + 1], entries[index]


def _write(
    sheet: Sheet,
    part: Sequence[Entry] | Section | Table,
    style: Style,
    pool: Pool,
    random: Random,
) -> None:
    if isinstance(part, Table):
        write_table(sheet, part, pool, random)
    elif isinstance(part, Section):
        write_section(sheet, part, style, pool, random)
    else:
        write_entries(sheet, part, style, pool, random)


def _later(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    """A page behind the first one: prose, what only later pages print, a list that goes on."""
    markers(sheet, kind.recognise.later_pages, random, 0.7)
    for table in kind.tables:
        if random.random() < 0.5:
            write_table(sheet, table, pool, random)
    prose(sheet, random, random.randint(1, 18))
    if random.random() < 0.5:
        signatures(sheet, kind, random)


def _page(sheet: Sheet, kind: DocumentType, first: bool, random: Random) -> Composed:
    return Composed((*sheet.words, *scraps(random)), {kind.id: 1.0}, first)


def _stranger(catalogue: Catalogue, pool: Pool, random: Random) -> Composed:
    """A paper of no type: a title of its own over prose and labels borrowed from anywhere."""
    sheet = _blank(random)
    if random.random() < 0.7:
        head(sheet, DocumentType(UNKNOWN_TYPE, "", "", "", catalogue.types[0].recognise), pool, random)
    if random.random() < 0.9:
        sheet.centre(
            [(random.choice(print_of("strangers")), "")], sheet.left, sheet.right, random.uniform(1, 1.6)
        )
    lender = random.choice(catalogue.types)
    entries = [
        Entry(spec.labels, spec.name, spec.type)
        for spec in lender.fields
        if spec.labels and random.random() < 0.25
    ]
    before = len(sheet.words)
    write_entries(sheet, entries, draw_style(random), pool, random)
    for word in sheet.words[before:]:
        word.tag = ""
    prose(sheet, random, random.randint(2, 20))
    if random.random() < 0.6:
        signatures(sheet, DocumentType(UNKNOWN_TYPE, "", "", "", lender.recognise), random)
    return Composed((*sheet.words, *scraps(random)), {UNKNOWN_TYPE: 1.0}, random.random() < 0.8)
