from __future__ import annotations

from importlib import import_module

import pytest

from lab.bench.steps import STEPS, Meter


def busy(rounds: int) -> int:
    return sum(range(rounds))


def test_a_step_is_charged_without_the_steps_inside_it() -> None:
    meter = Meter()
    inner = meter.wrapped("inner", busy)
    with meter.charging("outer"):
        inner(4_000_000)
    outer, within = meter.charges["outer"], meter.charges["inner"]
    assert (outer.calls, within.calls) == (1, 1)
    assert within.seconds > outer.seconds >= 0


def test_the_peak_of_a_step_holds_what_was_only_used_meanwhile() -> None:
    meter = Meter()
    with meter.charging("outer"):
        meter.wrapped("small", busy)(10)
        meter.wrapped("large", lambda: len(b"x" * (96 << 20)))()
    assert meter.charges["large"].peak > meter.charges["small"].peak + 80
    assert meter.charges["outer"].peak >= meter.charges["large"].peak


@pytest.mark.parametrize(("module", "name"), [each[1:] for each in STEPS])
def test_every_step_is_still_where_it_is_charged(module: str, name: str) -> None:
    owner = import_module(module)
    for each in name.split("."):
        owner = getattr(owner, each)
    assert callable(owner)
