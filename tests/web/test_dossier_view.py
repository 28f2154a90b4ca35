"""A dossier's cards tell what a paper was taken for before a person said what it is."""

from __future__ import annotations

from dataclasses import replace

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
