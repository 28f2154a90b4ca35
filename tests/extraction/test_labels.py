"""Labels are found as small print shows them."""

from __future__ import annotations

import pytest

from extraction.labels import Hit, find_phrases
from extraction.tokens import rows_of
from tests.typed_pages import typed_page


def _hits(line: str, *phrases: str) -> list[Hit]:
    return find_phrases(rows_of([typed_page(line)]), phrases)


@pytest.mark.parametrize("read", ["Surname:", "Sumame:", "SURNAME"])
def test_r_and_n_that_touch_are_m_and_no_other_label(read: str) -> None:
    (hit,) = _hits(read, "Surname", "Given names")
    assert (hit.phrase, hit.score, hit.anchored) == ("surname", 1.0, True)


def test_letters_that_nobody_confuses_make_another_word() -> None:
    assert not _hits("Sukame:", "Surname")
