"""Contradictions between papers of one dossier, and between a card's code and its print: which are seen.

``python -m lab.bench.contradictions --truths DIR... --readings DIR...`` takes dossiers that were read before
(``lab.training.layout.readings``). As they are, no paper contradicts another: every contradiction that is
raised is a false alarm, and so is every failed check of a code. Then one paper after the other is made to
say something else, as if it were printed so, and what a person gets to see of it is counted.

A plant counts where the paper is then read as planted and the other as it is. ``surely``: both values
were accepted before. ``told``: the record names both places as a
contradiction; ``asked``: a person is asked about a value with the word that the other place differs;
``blocked``: neither value is accepted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from classifiers.layout_model import LayoutModel, load_layout_model
from domain.definition import Definitions, pattern_of
from domain.document import Document, Field, FieldState, Source
from domain.opinion import PageOpinion
from domain.text import PageText
from domain.understanding import PageReading
from extraction.contradictions import PAPERS_AGREE, contradictions, is_surely_read
from extraction.values import VALUE_TYPES
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.comparable import Comparable, comparables
from lab.bench.pairing import pair
from lab.bench.plant_codes import CodePlant, code_plants
from lab.bench.plants import another, in_words, retold, rewritten
from lab.bench.seen import seen_of
from lab.bench.spelling import same_value
from lab.bench.tally import Tally
from lab.bench.truth import Truth, as_definable, load_truths
from lab.training.layout.kept import kept_readings
from storage.codec import UNDERSTANDING

_CODE_RULES = frozenset({"print_agrees_with_mark", "marks_agree", "name_agrees_with_mrz"})
_SPELT = {"ngay_sinh": "ngay_sinh_chu"}
Place = tuple[str, str]
"""A found document's id and the name of a field."""


class _Remembering(LayoutModel):
    """The model, asked once about each page: a plant changes one page of many."""

    def __init__(self, model: LayoutModel) -> None:
        self.types, self.tags = model.types, model.tags
        self._model = model
        self._held: dict[int, tuple[PageText, PageOpinion | None]] = {}

    def opinion(self, text: PageText) -> PageOpinion | None:
        if id(text) not in self._held:
            self._held[id(text)] = (text, self._model.opinion(text))
        return self._held[id(text)][1]


@dataclass(frozen=True, slots=True)
class Reader:
    """What understands readings: the program as it runs."""

    definitions: Definitions
    model: LayoutModel

    def documents(self, pages: Sequence[PageReading]) -> tuple[Document, ...]:
        return pipeline.understand(pages, self.definitions, self.model).documents

    def value_of(self, paper: Document, field: str, raw: str) -> str | None:
        """What a field of the paper says where that stands in it."""
        kind = self.definitions.catalogue.type_named(paper.type)
        value_type = kind.value_types().get(pattern_of(field)) if kind else None
        parsed = VALUE_TYPES[value_type](raw) if value_type else None
        return parsed.value if parsed else None


@dataclass(frozen=True, slots=True)
class Read:
    """A dossier that was read and understood. found: true document id to the found one."""

    truth: Truth
    pages: tuple[PageReading, ...]
    documents: tuple[Document, ...]
    found: dict[str, Document]

    def field(self, document: str, name: str) -> Field | None:
        """The field of a true document as it was found, where it was read rightly."""
        paper = self.found.get(document)
        field = paper.field_named(name) if paper else None
        true = self.truth.document(document).fields.get(name)
        return field if field and true and same_value(true.value, field.value) else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plant."""

    kind: str
    read: bool
    surely: bool = False
    told: bool = False
    asked: bool = False
    blocked: bool = False


def understood(truth: Truth, pages: Sequence[PageReading], reader: Reader) -> Read:
    understanding = pipeline.understand(pages, reader.definitions, reader.model)
    plain = UNDERSTANDING.plain(understanding)
    seen = seen_of({"pages": [], "documents": plain["documents"]})
    by_id = {each.id: each for each in understanding.documents}
    pairs = pair(truth, seen).pairs
    found = {true: by_id[each.id] for true, each in pairs.items()}
    return Read(truth, tuple(pages), understanding.documents, found)


def false_alarms(read: Read) -> list[str]:
    """The cause of each contradiction and failed code check of a dossier in which nothing contradicts."""
    right = {
        f"{found.id}.{name}"
        for true, found in read.found.items()
        for name in read.truth.document(true).fields
        if read.field(true, name)
    }
    told = [
        f"{each.rule}: {'both read rightly' if right.issuperset(each.places) else 'misread'}"
        for each in contradictions(read.documents, pipeline.may_be_one_place)
    ]
    codes = [
        f"{check.rule}: {'code right' if f'{document.id}.{field.name}' in right else 'code wrong'}"
        for document in read.documents
        for field in document.fields
        for check in field.checks
        if not check.ok and check.rule in _CODE_RULES and is_surely_read(field)
    ]
    return told + codes


def planted(read: Read, each: Comparable, reader: Reader, dice: Random) -> Outcome | None:
    """Has one paper say something else and looks at what a person sees; None where nothing can be planted."""
    own, other = read.field(each.paper, each.field), read.field(each.against, each.against_field)
    if own is None or other is None or own.provenance.source is not Source.OCR:
        return None
    paper = read.found[each.paper]
    said = another(each.kind, own.raw, dice)
    value = reader.value_of(paper, own.name, said) if said else None
    pages = rewritten(read.pages, own.provenance, own.raw, said) if said else None
    if (
        value is None
        or pages is None
        or (each.kind == "ward" and pipeline.may_be_one_place(value, other.value))
    ):
        return None
    spelt = paper.field_named(_SPELT.get(own.name, ""))
    if spelt is not None and len(value) == len("2026-01-31"):
        pages = retold(pages, spelt.provenance, in_words(value))
    places = (paper.id, own.name), (read.found[each.against].id, other.name)
    found = _outcome(each.kind, reader.documents(pages), places, (value, other.value))
    return replace(found, surely=FieldState.ACCEPTED is own.state is other.state)


def planted_code(plant: CodePlant, card: Document, reader: Reader) -> Outcome:
    """What a person sees where a card's code says something else than its print."""
    after = _at(reader.documents(plant.pages), (card.id, plant.field))
    rules = {check.rule for check in after.checks if not check.ok} if after else set()
    told, asked = bool(rules & _CODE_RULES), PAPERS_AGREE in rules
    return Outcome(
        plant.kind,
        after is not None,
        surely=True,
        told=told,
        asked=asked,
        blocked=after is not None and after.state is not FieldState.ACCEPTED,
    )


def _outcome(
    kind: str, after: Sequence[Document], places: tuple[Place, Place], values: tuple[str, str]
) -> Outcome:
    fields = [_at(after, place) for place in places]
    read = [field for field, value in zip(fields, values, strict=True) if field and field.value == value]
    if len(read) != len(places):
        return Outcome(kind, read=False)
    names = {f"{document}.{name}" for document, name in places}
    told = any(names == set(each.places) for each in contradictions(after, pipeline.may_be_one_place))
    return Outcome(
        kind,
        read=True,
        told=told,
        asked=any(not check.ok and check.rule == PAPERS_AGREE for field in read for check in field.checks),
        blocked=all(field.state is not FieldState.ACCEPTED for field in read),
    )


def _at(documents: Iterable[Document], place: Place) -> Field | None:
    paper = next((each for each in documents if each.id == place[0]), None)
    return paper.field_named(place[1]) if paper else None


def outcomes(read: Read, reader: Reader, most: int) -> Iterator[Outcome]:
    """What becomes of so many plants of each kind in one dossier."""
    dice = Random(read.truth.name)
    by_kind: dict[str, list[Comparable]] = {}
    for each in comparables(read.truth):
        by_kind.setdefault(each.kind, []).append(each)
    for group in by_kind.values():
        dice.shuffle(group)
        made = (planted(read, each, reader, dice) for each in group)
        yield from _first(made, most)
    cards = [each for each in read.documents if each.field_named("mrz") or each.field_named("so_cmnd_cu")]
    for card in cards:
        plants = list(code_plants(read.pages, card, dice))
        yield from (planted_code(each, card, reader) for each in dice.sample(plants, min(most, len(plants))))


def _first(made: Iterator[Outcome | None], most: int) -> Iterator[Outcome]:
    count = 0
    for each in made:
        if each is not None:
            yield each
            count += 1
        if count == most:
            return


def report(alarms: Sequence[Sequence[str]], found: Sequence[Outcome]) -> dict[str, object]:
    """alarms: causes, a dossier each. found: all that was planted."""
    kinds = sorted({each.kind for each in found})
    return {
        "dossiers": len(alarms),
        "dossiers_with_false_alarms": Tally(sum(bool(each) for each in alarms), len(alarms)).shown(),
        "false_alarms": dict(Counter(cause for each in alarms for cause in each)),
        "planted": {kind: _tallied([each for each in found if each.kind == kind]) for kind in kinds},
        "all": _tallied([each for each in found if not each.kind.startswith(("qr", "mrz"))]),
        "all_codes": _tallied([each for each in found if each.kind.startswith(("qr", "mrz"))]),
    }


def _tallied(found: Sequence[Outcome]) -> dict[str, object]:
    read = [each for each in found if each.read]
    sure = [each for each in read if each.surely]
    return {
        "planted": len(found),
        "read_as_planted": len(read),
        "told_or_asked": Tally(sum(each.told or each.asked for each in read), len(read)).shown(),
        "both_blocked": Tally(sum(each.blocked for each in read), len(read)).shown(),
        "surely_read_and_told_or_asked": Tally(
            sum(each.told or each.asked for each in sure), len(sure)
        ).shown(),
        "surely_read_and_told": Tally(sum(each.told for each in sure), len(sure)).shown(),
        "surely_read_and_blocked": Tally(sum(each.blocked for each in sure), len(sure)).shown(),
    }


def main() -> None:
    options = _options()
    definitions, model = definitions_at(), load_layout_model()
    known = {each.id for each in definitions.catalogue.types}
    alarms: list[list[str]] = []
    found: list[Outcome] = []
    for truths, readings in zip(options.truths, options.readings, strict=True):
        for truth in load_truths(truths):
            if pages := kept_readings(readings, truth.name):
                reader = Reader(definitions, _Remembering(model))
                read = understood(as_definable(truth, known), pages, reader)
                alarms.append(false_alarms(read))
                found += outcomes(read, reader, options.plants)
    json.dump(report(alarms, found), sys.stdout, ensure_ascii=False, indent=1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("contradictions", description="contradictions planted, and false alarms")
    parser.add_argument("--truths", type=Path, nargs="+", required=True)
    parser.add_argument("--readings", type=Path, nargs="+", required=True)
    parser.add_argument("--plants", type=int, default=1, help="of each kind in a dossier")
    return parser.parse_args()


if __name__ == "__main__":
    main()
