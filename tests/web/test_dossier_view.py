"""A card of a dossier tells what a paper was taken for before, and what vouches for it."""

from __future__ import annotations

from dataclasses import replace

from domain.attestation import Attestation, AttestationKind
from domain.document import Sign
from domain.geometry import Box
from domain.signs import UNDER_SEAL
from lab.desk.dossiers import birth_dossier
from review.values import with_type
from web.labels import Labels
from web.language import words_in
from web.views.dossier import dossier_page


def test_a_card_tells_other_types_once_and_the_last_first(services) -> None:
    record, _ = birth_dossier("h1")
    labels = Labels(words_in("vi"), services.definitions)
    first, *rest = record.documents
    said = (first.type, "ct01", "ct07", "ct01", first.type)
    for type_ in said:
        first = with_type(first, type_)
    page = dossier_page(replace(record, documents=(first, *rest)), labels, 0)
    assert page.cards[0].before == (labels.type("ct01"), labels.type("ct07"))
    assert [card.before for card in page.cards[1:]] == [()] * len(rest)


def test_a_card_tells_seals_and_signatures_with_their_pages_and_values_under_a_seal(services) -> None:
    record, _ = birth_dossier("h1")
    first, *rest = record.documents
    spot = Box(0.5, 0.7, 0.7, 0.8)
    seen = [(AttestationKind.SIGNATURE, 1), (AttestationKind.SEAL, 2), (AttestationKind.SEAL, 1)]
    under, *others = first.fields
    under = replace(under, signs=(*under.signs, Sign(UNDER_SEAL, 0.4)))
    found = tuple(Attestation(kind, page, spot) for kind, page in seen)
    first = replace(first, fields=(under, *others), attestations=found)
    page = dossier_page(
        replace(record, documents=(first, *rest)), Labels(words_in("vi"), services.definitions), 0
    )
    assert page.cards[0].attested == ("Con dấu: trang 1, 2", "Chữ ký: trang 1")
    assert [row.under_seal for row in page.cards[0].fields] == [True] + [False] * len(others)
    assert all(card.attested == () for card in page.cards[1:])
