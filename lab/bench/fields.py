"""Fields: which values came out as the paper says them, and which were vouched for without a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Levenshtein

from lab.bench.pairing import Pairing
from lab.bench.seen import SeenDocument, SeenField
from lab.bench.spelling import plain, same_value
from lab.bench.tally import Tally, grouped, one, shown, total
from lab.bench.truth import TrueDocument, Truth

ACCEPTED = "accepted"
_CODES = frozenset({"qr", "mrz"})


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """One field of one paper: what it says and what came out.

    expected is None for a value that the paper does not carry, seen is None for one that was not found;
    never both. filled: ``printed``, ``hand``, or ``spurious`` where nothing was expected. lost: nothing could
    be found, because no document was paired with the paper. codes: which of the paper's codes were read, such
    as ``mrz+qr``; empty where none was.
    """

    dossier: str
    profile: str
    document: str
    type: str
    layout: str
    field: str
    filled: str
    expected: str | None
    seen: SeenField | None
    lost: bool = False
    codes: str = ""

    @property
    def right(self) -> bool:
        return (
            self.expected is not None and self.seen is not None and same_value(self.expected, self.seen.value)
        )

    @property
    def letters(self) -> Tally:
        """Letters of the true value that were read, all others counted as lost; none of a value not found."""
        true, read = plain(self.expected or ""), plain(self.seen.value if self.seen else "")
        return Tally(max(0, len(true) - Levenshtein.distance(true, read)), len(true))

    @property
    def accepted(self) -> bool:
        return self.seen is not None and self.seen.state == ACCEPTED


def field_answers(truth: Truth, pairing: Pairing) -> tuple[FieldAnswer, ...]:
    """An answer for every true field, found or not, and one for every value without a true field."""
    of_papers = (_of_paper(truth, each, pairing.pairs.get(each.id)) for each in truth.documents)
    spare = (
        FieldAnswer(truth.name, truth.profile, found.id, found.type, "", seen.name, "spurious", None, seen)
        for found in pairing.spare
        for seen in found.fields
    )
    return (*chain.from_iterable(of_papers), *spare)


def _of_paper(truth: Truth, paper: TrueDocument, found: SeenDocument | None) -> Iterable[FieldAnswer]:
    place = (truth.name, truth.profile, paper.id, paper.type, paper.layout)
    left = {field.name: field for field in found.fields} if found else {}
    codes = _codes_of(left.values())
    for name, true in paper.fields.items():
        seen = left.pop(name, None)
        yield FieldAnswer(*place, name, true.filled, true.value, seen, found is None, codes)
    for seen in left.values():
        yield FieldAnswer(*place, seen.name, "spurious", None, seen, codes=codes)


def _codes_of(fields: Iterable[SeenField]) -> str:
    return "+".join(sorted({each.provenance.source for each in fields} & _CODES))


def report_fields(answers: Iterable[FieldAnswer]) -> dict[str, object]:
    """Recall of true values by every cut that matters, precision of found ones, and what was accepted."""
    every = tuple(answers)
    true = tuple(each for each in every if each.expected is not None)
    found = tuple(each for each in every if each.seen is not None)

    def cut(key: Callable[[FieldAnswer], str]) -> dict[str, dict[str, float | int | None]]:
        return shown(grouped((key(each), each.right) for each in true))

    return {
        "exact": total(one(each.right) for each in true).shown(),
        "precision": total(one(each.right) for each in found).shown(),
        "spurious": sum(each.expected is None for each in every),
        "by_filled": cut(lambda each: each.filled),
        "letters_by_filled": shown(
            {
                filled: total(each.letters for each in true if each.filled == filled)
                for filled in sorted({each.filled for each in true})
            }
        ),
        "by_profile": cut(lambda each: each.profile),
        "by_profile_printed": shown(
            grouped((each.profile, each.right) for each in true if each.filled == "printed")
        ),
        "by_type": cut(lambda each: each.type),
        "by_type_and_filled": cut(lambda each: f"{each.type} {each.filled}"),
        "found_by_confidence": shown(
            grouped((f"{each.seen.confidence:.1f}", each.right) for each in found if each.seen)
        ),
        "accepted": _accepted(true, found),
        "on_papers_with_a_code": _with_codes(true),
    }


def _with_codes(true: Iterable[FieldAnswer]) -> dict[str, object]:
    """Printed values of papers of which a code was read, by code, and which of them were lost."""
    printed = [each for each in true if each.codes and each.filled == "printed"]
    lost = Counter(f"{each.codes} {each.type} {each.field}" for each in printed if not each.right)
    said = [each for each in printed if each.seen and each.seen.provenance.source in _CODES]
    return {
        "exact": total(one(each.right) for each in printed).shown(),
        "said_by_the_code": total(one(each.right) for each in said).shown(),
        "by_codes": shown(grouped((each.codes, each.right) for each in printed)),
        "by_field": shown(grouped((each.field, each.right) for each in printed)),
        "lost": dict(lost.most_common()),
    }


def _accepted(true: tuple[FieldAnswer, ...], found: tuple[FieldAnswer, ...]) -> dict[str, object]:
    accepted = tuple(each for each in found if each.accepted)
    return {
        "share_of_true": Tally(sum(each.expected is not None for each in accepted), len(true)).shown(),
        "right": total(one(each.right) for each in accepted).shown(),
        "right_by_source": shown(
            grouped((each.seen.provenance.source, each.right) for each in accepted if each.seen)
        ),
        "right_by_filled": shown(grouped((each.filled, each.right) for each in accepted)),
        "right_by_type": shown(grouped((each.type, each.right) for each in accepted)),
    }
