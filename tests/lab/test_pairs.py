"""Which words the reader is told stand side by side."""

from __future__ import annotations

from lab.training.recogniser.pairs import table

PAIRS = {first: set(after) for first, *after in map(str.split, table().splitlines())}


def test_labels_places_and_phrases_give_pairs_in_their_order() -> None:
    assert "số" in PAIRS["quyển"]
    assert "quyển" not in PAIRS.get("số", ())
    assert "administrative" in PAIRS["for"]
    assert "ruồi" in PAIRS["nốt"]


def test_a_sign_between_words_parts_them_and_figures_are_no_words() -> None:
    assert all(word.isalpha() for first, after in PAIRS.items() for word in (first, *after))
    assert "vuông" in PAIRS["mét"]
    assert "thửa" not in PAIRS.get("vuông", ())  # «mét vuông | thửa đất số»
