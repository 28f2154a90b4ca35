"""What else a value may say by the letters of its own place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Alternative
from domain.geometry import Box
from domain.text import Word
from extraction.alternatives import alternatives
from extraction.candidates import Candidate, candidate
from extraction.tokens import tokens_of

WIDTH = 0.1


def words(*said: tuple[str, tuple[tuple[str, float], ...]]) -> list[Word]:
    places = (Box(at * WIDTH, 0.1, (at + 0.9) * WIDTH, 0.12) for at in range(len(said)))
    return [
        Word(text, place, 0.6, alternatives=rest) for (text, rest), place in zip(said, places, strict=True)
    ]


def chosen(value_type: str, read: list[Word]) -> Candidate:
    found = candidate("x", value_type, 1, [token for word in read for token in tokens_of(word)], 1.0)
    assert found is not None
    return found


def test_a_name_may_say_what_its_words_may_be() -> None:
    read = words(("Trần", ()), ("Văn", ()), ("Mầu", (("Mẫu", 0.3), ("Mấu", 0.1))))
    assert alternatives(chosen("name", read)) == (
        Alternative("Trần Văn Mẫu", 0.3),
        Alternative("Trần Văn Mấu", 0.1),
    )


def test_two_doubtful_words_are_put_together() -> None:
    read = words(("Trần", ()), ("Van", (("Văn", 0.4),)), ("Mầu", (("Mẫu", 0.3),)))
    shares = {each.value: each.share for each in alternatives(chosen("name", read))}
    assert shares["Trần Văn Mẫu"] == pytest.approx(0.12)
    assert shares["Trần Văn Mầu"] == pytest.approx(0.28)
    assert "Trần Van Mầu" not in shares


def test_what_is_no_value_of_the_type_is_none() -> None:
    read = words(("027090012345", (("0270900123", 0.3), ("027090012346", 0.2))))
    assert alternatives(chosen("personal_number", read)) == (Alternative("027090012346", 0.2),)


def test_words_without_doubt_leave_nothing_else_to_say() -> None:
    assert alternatives(chosen("name", words(("Trần", ()), ("Mẫu", ())))) == ()
    assert alternatives(replace(chosen("name", words(("Trần", ()), ("Mẫu", ()))), tokens=())) == ()


def test_a_word_that_a_label_is_glued_to_parts_its_alternatives_alike() -> None:
    (word,) = words(("tên:Mầu", (("tên:Mẫu", 0.3), ("tênMẫu", 0.2))))
    label, value = tokens_of(word)
    assert label.alternatives == (("tên:", 0.3),)
    assert value.alternatives == (("Mẫu", 0.3),)
