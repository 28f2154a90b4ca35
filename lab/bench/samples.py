"""All that records hold of papers whose truth is known: with confidence, signs, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.definition import Catalogue, pattern_of
from domain.document import UNKNOWN_TYPE
from lab.bench.fields import FieldAnswer, field_answers
from lab.bench.pairing import Pairing, pair
from lab.bench.seen import Seen, SeenDocument, load_record
from lab.bench.truth import Truth, as_definable, load_truths


@dataclass(frozen=True, slots=True)
class Sample:
    """One value or one paper that a record holds: what it was taken for, its signs, and whether it is right.

    kind: the value type, or the document type. document: the found document's id. source: ``none`` for a
    value that was not found. filled: as in the truth, ``spurious`` where the paper carries no such value.
    """

    dossier: str
    profile: str
    document: str
    type: str
    kind: str
    source: str
    signs: Mapping[str, float]
    confidence: float
    right: bool
    filled: str = "printed"
    accepted: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Samples:
    """Papers and values of many records. missed: values of the papers that were not found."""

    documents: tuple[Sample, ...]
    fields: tuple[Sample, ...]
    missed: tuple[Sample, ...] = ()

    def __add__(self, other: Samples) -> Samples:
        return Samples(
            self.documents + other.documents, self.fields + other.fields, self.missed + other.missed
        )

    @property
    def printed(self) -> int:
        """How many printed values the papers carry, found or not: what coverage is a share of."""
        return sum(each.filled == "printed" for each in (*self.fields, *self.missed))


def samples_of(truths: Path, records: Path, catalogue: Catalogue) -> Samples:
    """The samples of every dossier that has a record."""
    return samples_from(_pairs(truths, records, catalogue), catalogue)


def samples_from(read: Iterable[tuple[Truth, Seen]], catalogue: Catalogue) -> Samples:
    """The samples of records beside their truths."""
    types = {kind.id: kind.value_types() for kind in catalogue.types}
    documents: list[Sample] = []
    fields: list[Sample] = []
    missed: list[Sample] = []
    for truth, seen in read:
        pairing = pair(truth, seen)
        documents += _documents(truth, seen, pairing)
        for answer in field_answers(truth, pairing):
            kind = types.get(answer.type, {}).get(pattern_of(answer.field))
            if answer.seen is None:
                missed.append(_missed(answer, kind or "unknown"))
            elif kind is not None:
                fields += _field(answer, kind, pairing)
    return Samples(tuple(documents), tuple(fields), tuple(missed))


def _pairs(truths: Path, records: Path, catalogue: Catalogue) -> Iterator[tuple[Truth, Seen]]:
    known = {kind.id for kind in catalogue.types}
    for truth in load_truths(truths):
        seen = load_record(records / f"{truth.name}.json")
        if seen is not None:
            yield as_definable(truth, known), seen


def _documents(truth: Truth, seen: Seen, pairing: Pairing) -> Iterator[Sample]:
    true = {each.id: each for each in truth.documents}
    exact = {
        found.id for name, found in pairing.pairs.items() if sorted(true[name].pages) == sorted(found.pages)
    }
    for each in seen.documents:
        if each.type != UNKNOWN_TYPE:
            signs = {sign.name: sign.measure for sign in each.signs}
            place = (truth.name, truth.profile, each.id, each.type, each.type, "document")
            yield Sample(*place, signs, each.confidence, each.id in exact)


def _missed(answer: FieldAnswer, kind: str) -> Sample:
    place = (answer.dossier, answer.profile, answer.document, answer.type, kind, "none")
    return Sample(*place, {}, 0.0, False, answer.filled)


def _field(answer: FieldAnswer, kind: str, pairing: Pairing) -> Iterator[Sample]:
    seen, holder = answer.seen, _holder(answer, pairing)
    if seen is None or holder is None:
        return
    signs = {sign.name: sign.measure for sign in seen.signs}
    place = (answer.dossier, answer.profile, holder.id, answer.type, kind, seen.provenance.source)
    said = (answer.filled, answer.accepted, seen.reasons)
    yield Sample(*place, signs, seen.confidence, answer.right, *said)


def _holder(answer: FieldAnswer, pairing: Pairing) -> SeenDocument | None:
    """The found document that the value stands in; a paper without layout is a spare one of the record."""
    if answer.layout:
        return pairing.pairs.get(answer.document)
    return next((each for each in pairing.spare if each.id == answer.document), None)
