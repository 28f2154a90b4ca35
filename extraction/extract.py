"""Fields of one document: everything its definition asks for that the paper carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from domain.definition import DocumentType, pattern_of
from domain.document import Check, Field, Sign, Source
from domain.geometry import Box
from domain.signs import RAGGED, SHORT, SIGNER, UNLABELLED, page_sign
from domain.text import PageText
from extraction.agreements import agreed
from extraction.belief import NO_BELIEF, Belief
from extraction.candidates import Candidate
from extraction.checks import check_document, check_value, complete_list, misplaced
from extraction.choose import choose_fields
from extraction.corridors import between_cards
from extraction.labelled import labelled_candidates
from extraction.phrases import phrased
from extraction.places import placed_candidates
from extraction.sheet import lay_out
from extraction.symbols import symbol_candidates
from extraction.tables import Listing, find_listings, table_candidates
from extraction.tokens import Row, rows_of
from extraction.under_seal import under_seals

_LONGEST_NAME = 4
_SHORTEST_NAME = 2  # words


def extract(
    texts: Sequence[PageText], kind: DocumentType, region: Box | None = None, belief: Belief = NO_BELIEF
) -> tuple[Field, ...]:
    """The fields of one document of that type, every one still to be judged (state ``review``).

    texts: the document's pages in order. region: its part of the page when it shares one. belief: the layout
    model's, where it was asked. A field that is not on the paper is absent from the result.
    """
    if region is not None:
        region = between_cards(texts[0], region)
    every = rows_of(texts, region)
    listings = find_listings(every, kind)
    found = chain(_candidates(texts, kind, region, every, listings), belief.candidates(kind))
    chosen = agreed([field for field, _ in choose_fields(found, belief)], kind)
    chosen = phrased(chosen, kind)
    values = {field.name: field.value for field in chosen}
    counted = _counted(chosen, listings)
    return tuple(_checked(_signed(counted, texts, kind), kind, values))


def _candidates(
    texts: Sequence[PageText],
    kind: DocumentType,
    region: Box | None,
    every: Sequence[Row],
    listings: Sequence[Listing],
) -> Iterator[Candidate]:
    rows = [row for row in every if not any(listing.holds(row) for listing in listings)]
    sheet = lay_out(rows, kind)
    inside = [_within(text, region) for text in texts]
    yield from symbol_candidates(inside, kind)
    yield from labelled_candidates(sheet, kind)
    yield from table_candidates(listings)
    yield from placed_candidates(sheet, kind)


def _counted(fields: Sequence[Field], listings: Sequence[Listing]) -> list[Field]:
    """The fields, those of a list with the check that as many rows were found as are numbered on it."""
    proofs = {
        listing.table.prefix.removesuffix(".N"): complete_list(listing.is_complete)
        for listing in listings
        if listing.is_complete is not None
    }
    return [
        replace(field, checks=(*field.checks, proofs[group])) if group in proofs else field
        for field in fields
        for group, _, _ in (_cell(field.name),)
    ]


def _within(text: PageText, region: Box | None) -> PageText:
    if region is None:
        return text
    return replace(text, symbols=tuple(symbol for symbol in text.symbols if region.holds(symbol.box)))


def _signed(fields: Sequence[Field], texts: Sequence[PageText], kind: DocumentType) -> Iterator[Field]:
    """The fields with the signs that only the whole paper shows."""
    pages = {text.page: page_sign(text) for text in texts}
    lists: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field in fields:
        group, number, column = _cell(field.name)
        lists[group][number].add(column)
    mixed = {_cell(field.name)[0] for field in fields if _holds_two(field)}
    for field in fields:
        if field.provenance.source is not Source.OCR or field.provenance.page is None:
            yield field
            continue
        group, _, _ = _cell(field.name)
        rows = lists[group].values()
        uneven = any(row != set().union(*rows) for row in rows) or group in mixed
        ragged = (Sign(RAGGED, 1.0),) if group and uneven else ()
        told = (*ragged, *_of_a_name(field, kind), *under_seals(field, texts))
        yield replace(field, signs=(*field.signs, pages[field.provenance.page], *told))


def _of_a_name(field: Field, kind: DocumentType) -> Iterator[Sign]:
    """What makes a name doubtful that was surely read: where it stands, and that it is short."""
    if kind.value_types().get(pattern_of(field.name)) != "name":
        return
    if any(spec.name == field.name and spec.place == "signature" for spec in kind.fields):
        yield Sign(SIGNER, 1.0)
    if len(field.value.split()) == _SHORTEST_NAME:
        yield Sign(SHORT, 1.0)


def _holds_two(field: Field) -> bool:
    """Whether a name is so long that two rows of a list must have been read as one."""
    return field.name.endswith("ho_ten") and len(field.value.split()) > _LONGEST_NAME


def _cell(name: str) -> tuple[str, str, str]:
    """List, number and column of a list's field: ``thanh_vien.2.ho_ten``; an empty list for any other."""
    parts = name.split(".")
    at = next((index for index, part in enumerate(parts) if part.isdecimal()), None)
    return ("", "", name) if at is None else (".".join(parts[:at]), parts[at], ".".join(parts[at + 1 :]))


def _checked(fields: Iterable[Field], kind: DocumentType, values: dict[str, str]) -> Iterator[Field]:
    """The fields with every rule that applies to them, passed or failed."""
    rules = _validators(kind)
    found: dict[str, list[Check]] = {}
    for rule in kind.checks:
        for names, check in check_document(rule, values):
            for name in names:
                found.setdefault(name, []).append(check)
    types = kind.value_types()
    for field in fields:
        own = [check_value(rule, field.value) for rule in rules.get(pattern_of(field.name), ())]
        labelled = all(sign.name != UNLABELLED for sign in field.signs)
        torn = misplaced(types.get(pattern_of(field.name), ""), field.value, labelled)
        yield replace(field, checks=(*field.checks, *own, *torn, *found.get(field.name, ())))


def _validators(kind: DocumentType) -> dict[str, tuple[str, ...]]:
    rules = {spec.name: spec.validators for spec in kind.fields}
    for section in kind.sections:
        prefix = f"{section.prefix}." if section.prefix else ""
        rules |= {f"{prefix}{spec.name}": spec.validators for spec in section.fields if spec.validators}
    return rules
