"""What measuring confidence learns from: everything found on papers whose truth is known, with its signs."""

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

    kind: the value type, or the document type. document: the found document's id. filled: as in the truth,
    ``spurious`` where the paper carries no such value.
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


@dataclass(frozen=True, slots=True)
class Samples:
    """printed: how many printed values the papers carry, found or not: what coverage is a share of."""

    documents: tuple[Sample, ...]
    fields: tuple[Sample, ...]
    printed: int


def samples_of(truths: Path, records: Path, catalogue: Catalogue) -> Samples:
    """The samples of every dossier that has a record."""
    return samples_from(_pairs(truths, records, catalogue), catalogue)


def samples_from(read: Iterable[tuple[Truth, Seen]], catalogue: Catalogue) -> Samples:
    """The samples of records beside their truths."""
    types = {kind.id: kind.value_types() for kind in catalogue.types}
    documents: list[Sample] = []
    fields: list[Sample] = []
    printed = 0
    for truth, seen in read:
        pairing = pair(truth, seen)
        documents += _documents(truth, seen, pairing)
        answers = field_answers(truth, pairing)
        printed += sum(each.filled == "printed" for each in answers)
        fields += (sample for each in answers for sample in _field(each, pairing, types))
    return Samples(tuple(documents), tuple(fields), printed)


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


def _field(answer: FieldAnswer, pairing: Pairing, types: Mapping[str, Mapping[str, str]]) -> Iterator[Sample]:
    seen, holder = answer.seen, _holder(answer, pairing)
    kind = types.get(answer.type, {}).get(pattern_of(answer.field))
    if seen is None or kind is None or holder is None:
        return
    signs = {sign.name: sign.measure for sign in seen.signs}
    place = (answer.dossier, answer.profile, holder.id, answer.type, kind, seen.provenance.source)
    yield Sample(*place, signs, seen.confidence, answer.right, answer.filled)


def _holder(answer: FieldAnswer, pairing: Pairing) -> SeenDocument | None:
    """The found document that the value stands in; a paper without layout is a spare one of the record."""
    if answer.layout:
        return pairing.pairs.get(answer.document)
    return next((each for each in pairing.spare if each.id == answer.document), None)
