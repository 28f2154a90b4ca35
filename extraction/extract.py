"""Fields of one document: everything its definition asks for that the paper carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.definition import DocumentType, pattern_of
from domain.document import Check, Field
from domain.geometry import Box
from domain.text import PageText
from extraction.candidates import Candidate
from extraction.checks import check_document, check_value
from extraction.choose import choose_fields
from extraction.labelled import labelled_candidates
from extraction.places import placed_candidates
from extraction.sheet import lay_out
from extraction.symbols import symbol_candidates
from extraction.tables import find_listings, table_candidates
from extraction.tokens import rows_of


def extract(texts: Sequence[PageText], kind: DocumentType, region: Box | None = None) -> tuple[Field, ...]:
    """The fields of one document of that type, every one still to be judged (state ``review``).

    texts: the document's pages in order. region: its part of the page when it shares one. A field that is
    not on the paper is absent from the result.
    """
    fields = choose_fields(_candidates(texts, kind, region))
    values = {field.name: field.value for field, _ in fields}
    return tuple(_checked([field for field, _ in fields], kind, values))


def _candidates(texts: Sequence[PageText], kind: DocumentType, region: Box | None) -> Iterator[Candidate]:
    every = rows_of(texts, region)
    listings = find_listings(every, kind)
    rows = [row for row in every if not any(listing.holds(row) for listing in listings)]
    sheet = lay_out(rows, kind)
    inside = [_within(text, region) for text in texts]
    yield from symbol_candidates(inside, kind)
    yield from labelled_candidates(sheet, kind)
    yield from table_candidates(listings)
    yield from placed_candidates(sheet.rows, kind)


def _within(text: PageText, region: Box | None) -> PageText:
    if region is None:
        return text
    return replace(text, symbols=tuple(symbol for symbol in text.symbols if region.holds(symbol.box)))


def _checked(fields: Iterable[Field], kind: DocumentType, values: dict[str, str]) -> Iterator[Field]:
    """The fields with every rule that applies to them, passed or failed."""
    rules = _validators(kind)
    found: dict[str, list[Check]] = {}
    for rule in kind.checks:
        for names, check in check_document(rule, values):
            for name in names:
                found.setdefault(name, []).append(check)
    for field in fields:
        own = [check_value(rule, field.value) for rule in rules.get(pattern_of(field.name), ())]
        yield replace(field, checks=(*field.checks, *own, *found.get(field.name, ())))


def _validators(kind: DocumentType) -> dict[str, tuple[str, ...]]:
    rules = {spec.name: spec.validators for spec in kind.fields}
    for section in kind.sections:
        rules |= {f"{section.prefix}.{spec.name}": spec.validators for spec in section.fields}
    return rules
