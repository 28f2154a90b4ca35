"""When acceptance steps down and when it comes back."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from domain.standing import BAD, GOOD, Standing, StandingKind, Subject

SCANNER = Subject(StandingKind.SCANNER, "cn-01", "canon dr-c225")
START = datetime(2026, 3, 2, tzinfo=UTC)


def after(standing: Standing, outcomes: str) -> Standing:
    """r: a right sample, w: a wrong one; one a minute."""
    for place, each in enumerate(outcomes):
        standing = standing.after(each == "r", START + timedelta(minutes=place))
    return standing


def drawn(share_wrong: float, samples: int, seed: int) -> str:
    chance = random.Random(seed)
    return "".join("w" if chance.random() < share_wrong else "r" for _ in range(samples))


def test_one_wrong_sample_proves_nothing() -> None:
    assert not after(Standing(SCANNER), "rrrrw" + "r" * 20).stepped_down


def test_two_wrong_ones_close_together_step_down_and_say_since_when() -> None:
    found = after(Standing(SCANNER), "r" * 50 + "w" + "r" * 20 + "w")
    assert (found.seen, found.wrong, found.stepped_down) == (72, 2, True)
    assert found.since == START + timedelta(minutes=71)


def test_two_wrong_ones_far_apart_are_what_acceptance_is_set_to() -> None:
    assert not after(Standing(SCANNER), "w" + "r" * 100 + "w" + "r" * 100).stepped_down


def test_right_samples_bring_it_back_and_a_wrong_one_sets_it_back() -> None:
    down = after(Standing(SCANNER), "ww")
    assert after(down, "r" * 200).stepped_down
    back = after(down, "r" * 225)
    assert not back.stepped_down and back.score == 0.0
    assert after(down, "r" * 150 + "w" + "r" * 75).stepped_down


def test_more_wrong_ones_while_down_do_not_make_the_way_back_endless() -> None:
    assert after(Standing(SCANNER), "w" * 50).score == after(Standing(SCANNER), "ww").score


def test_good_scanners_are_seldom_stepped_down_and_bad_ones_soon() -> None:
    good = [after(Standing(SCANNER), drawn(GOOD, 500, seed)).stepped_down for seed in range(100)]
    bad = [after(Standing(SCANNER), drawn(3 * BAD, 500, seed)).stepped_down for seed in range(100)]
    assert sum(good) <= 4
    assert sum(bad) >= 98
