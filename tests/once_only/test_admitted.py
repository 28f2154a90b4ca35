"""What a paper's letters admit of what a register holds."""

from __future__ import annotations

import pytest

from domain.document import Alternative, Field, FieldState, Provenance, Reading, Source
from domain.law import Manner
from once_only.admitted import admits, chance_of, said_for

READ, HELD, OTHER = "Nguyễn Văn Mầu", "Nguyễn Văn Mẫu", "Nguyễn Văn Mậu"
PLACE = Provenance(Source.OCR, 1)


def field(confidence: float, *shares: tuple[str, float], state: str = "review") -> Field:
    """A name read as READ; shares: what else its letters may say."""
    said = tuple(Alternative(value, share) for value, share in shares)
    return Field("ho_ten", READ, READ, confidence, FieldState(state), PLACE, alternatives=said)


def test_a_value_that_was_read_is_as_likely_as_its_field_is_sure() -> None:
    assert chance_of(field(0.4), Manner.NAME, READ) == 0.4


def test_letters_leave_to_another_value_what_is_not_the_fields_own() -> None:
    doubtful = field(0.4, (HELD, 0.3), (OTHER, 0.1))
    assert chance_of(doubtful, Manner.NAME, HELD) == pytest.approx(0.3)
    sure = field(0.9, (HELD, 0.3), (OTHER, 0.1))
    assert chance_of(sure, Manner.NAME, HELD) == pytest.approx(0.075)


def test_doubt_about_the_place_makes_no_other_letters_likely() -> None:
    assert chance_of(field(0.1, (HELD, 0.01)), Manner.NAME, HELD) == pytest.approx(0.01)


def test_what_no_letters_spell_is_not_likely_at_all() -> None:
    assert chance_of(field(0.1, (OTHER, 0.4)), Manner.NAME, HELD) == 0
    assert chance_of(field(0.1), Manner.NAME, HELD) == 0


@pytest.mark.parametrize(
    ("share", "elsewhere", "admitted"),
    [
        (0.2, (), True),
        (0.1, (), False),
        (0.1, (HELD,), True),  # another paper surely says what the register does
        (0.01, (HELD,), False),
        (0.2, (OTHER,), False),  # other papers surely say otherwise
        (0.2, (OTHER, HELD), True),
    ],
)
def test_so_much_must_be_left_to_the_held_value(share, elsewhere, admitted) -> None:
    assert admits(field(0.3, (HELD, share)), Manner.NAME, HELD, elsewhere) is admitted


def test_a_reading_that_is_likelier_right_than_wrong_is_not_borne_away() -> None:
    assert not admits(field(0.6, (HELD, 0.1)), Manner.NAME, HELD, (HELD,))


def test_only_a_doubtful_value_gives_way_to_another_reading_of_its_letters() -> None:
    letters = (HELD, 0.4)
    assert said_for(field(0.3, letters), Manner.NAME, HELD, ()) == HELD
    assert said_for(field(0.3, letters, state="accepted"), Manner.NAME, HELD, ()) == READ
    assert said_for(field(0.3, letters, state="settled"), Manner.NAME, HELD, ()) == READ
    assert said_for(field(0.3, letters), Manner.NAME, OTHER, ()) == READ
    assert said_for(None, Manner.NAME, HELD, ()) is None


def test_a_reading_of_another_place_is_none_of_its_letters() -> None:
    beside = Field("ho_ten", READ, READ, 0.3, FieldState.REVIEW, PLACE, others=(Reading(HELD, 0.9, PLACE),))
    assert said_for(beside, Manner.NAME, HELD, ()) == READ
