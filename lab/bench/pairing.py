"""Which found document answers which true one."""

from __future__ import annotations

from dataclasses import dataclass

from lab.bench.seen import Seen, SeenDocument
from lab.bench.spelling import same_value
from lab.bench.truth import TrueDocument, Truth


@dataclass(frozen=True, slots=True)
class Pairing:
    """pairs: true document id to the found one of its type. spare: found documents that answer none."""

    pairs: dict[str, SeenDocument]
    spare: tuple[SeenDocument, ...]


def pair(truth: Truth, seen: Seen) -> Pairing:
    """Pair documents of the same type on common pages, the best fitting first, each at most once.

    Two papers of one type on one page (two people's cards) are told apart by the values they share.
    """
    candidates = sorted(
        ((_fit(true, found), true.id, found.id) for true in truth.documents for found in seen.documents),
        key=lambda each: (-each[0][0], -each[0][1], each[1], each[2]),
    )
    found_by_id = {each.id: each for each in seen.documents}
    pairs: dict[str, SeenDocument] = {}
    taken: set[str] = set()
    for (overlap, _), true_id, found_id in candidates:
        if overlap > 0 and true_id not in pairs and found_id not in taken:
            pairs[true_id] = found_by_id[found_id]
            taken.add(found_id)
    return Pairing(pairs, tuple(each for each in seen.documents if each.id not in taken))


def _fit(true: TrueDocument, found: SeenDocument) -> tuple[float, int]:
    """How much of their pages is common (0: they cannot be the same paper), and how many values agree."""
    if true.type != found.type:
        return 0.0, 0
    ours, theirs = set(true.pages), set(found.pages)
    agreeing = sum(
        each.name in true.fields and same_value(true.fields[each.name].value, each.value)
        for each in found.fields
    )
    return len(ours & theirs) / len(ours | theirs), agreeing
