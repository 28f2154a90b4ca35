from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lab.bench.attestations import Compared, compare, report
from lab.bench.seen import Seen, SeenAttestation, SeenProvenance, SeenSign
from lab.bench.truth import TrueAttestation, Truth

SEAL = (0.2, 0.6, 0.4, 0.8)
SCRAWL = (0.3, 0.65, 0.6, 0.75)


@pytest.fixture
def attested(truth: Truth) -> Truth:
    """The form has a seal and a signature, a card a seal; the form's name stands under its seal."""
    one, other, form = truth.documents
    marks = (TrueAttestation("seal", 3, SEAL), TrueAttestation("signature", 3, SCRAWL))
    name = replace(form.fields["ho_ten"], page=3, box=(0.25, 0.68, 0.35, 0.7))
    mail = replace(form.fields["ngay_lam"], page=3, box=(0.6, 0.1, 0.8, 0.12))
    form = replace(form, attestations=marks, fields={"ho_ten": name, "email": mail})
    one = replace(one, attestations=(TrueAttestation("seal", 1, (0.5, 0.5, 0.6, 0.6)),))
    return replace(truth, documents=(one, other, form))


def form_with(seen: Seen, *found: SeenAttestation, flagged: tuple[str, ...] = ()) -> Seen:
    def with_signs(field: Any) -> Any:
        signs = (SeenSign("under_seal", 0.5),) if field.name in flagged else ()
        return replace(field, provenance=SeenProvenance("ocr", 3), signs=signs)

    documents = tuple(
        replace(each, attestations=found, fields=tuple(map(with_signs, each.fields)))
        if each.type == "ct01"
        else each
        for each in seen.documents
    )
    return replace(seen, documents=documents)


def shares(compared: Compared) -> Any:
    return report([compared])


def test_what_lies_on_a_true_one_answers_it_once(attested: Truth, seen: Seen) -> None:
    twice = (SeenAttestation("seal", 3, SEAL), SeenAttestation("seal", 3, (0.2, 0.6, 0.39, 0.8)))
    told = shares(compare(attested, form_with(seen, *twice)))
    assert (told["seal"]["found"]["right"], told["seal"]["found"]["of"], told["seal"]["false"]) == (1, 2, 1)
    assert (told["seal"]["found_on_papers"]["right"], told["seal"]["found_on_papers"]["of"]) == (1, 1)


@pytest.mark.parametrize(
    "find",
    [
        SeenAttestation("seal", 2, SEAL),
        SeenAttestation("signature", 3, SEAL),
        SeenAttestation("seal", 3, (0.1, 0.5, 0.6, 0.9)),
        SeenAttestation("seal", 3, (0.2, 0.6, 0.25, 0.7)),
    ],
    ids=["another page", "another kind", "too large", "too small"],
)
def test_anything_else_is_false(attested: Truth, seen: Seen, find: SeenAttestation) -> None:
    told = shares(compare(attested, form_with(seen, find)))
    assert told["seal"]["found"]["right"] == 0
    assert told[find.kind]["false"] == 1


def test_the_free_part_of_a_signature_under_a_seal_is_enough(attested: Truth, seen: Seen) -> None:
    find = SeenAttestation("signature", 3, (0.4, 0.66, 0.6, 0.74))
    assert shares(compare(attested, form_with(seen, find)))["signature"]["found"]["right"] == 1


@pytest.mark.parametrize(
    ("flagged", "under", "beside"), [(("ho_ten",), 1, 1), (("email",), 0, 0), ((), 0, 1)]
)
def test_values_are_asked_whether_they_say_that_they_are_under_a_seal(
    attested: Truth, seen: Seen, flagged: tuple[str, ...], under: int, beside: int
) -> None:
    compared = compare(attested, form_with(seen, flagged=flagged))
    assert (compared.under.right, compared.under.of) == (under, 1)
    assert (compared.beside.right, compared.beside.of) == (beside, 1)
