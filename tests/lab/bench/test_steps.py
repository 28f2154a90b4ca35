from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from lab.bench.steps import STEPS, Meter

PEAKS = """
from lab.bench.steps import Meter
meter = Meter()
with meter.charging("outer"):
    meter.wrapped("small", lambda: None)()
    meter.wrapped("large", lambda: len(b"x" * (96 << 20)))()
print(*(meter.charges[name].peak for name in ("small", "large", "outer")))
"""
"""In a process of its own: what other tests needed before would hide it where a peak cannot be forgotten."""


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
    told = subprocess.run([sys.executable, "-c", PEAKS], check=True, capture_output=True, text=True).stdout
    small, large, outer = map(float, told.split())
    assert large > small + 80
    assert outer >= large


@pytest.mark.parametrize(("module", "name"), [each[1:] for each in STEPS])
def test_every_step_is_still_where_it_is_charged(module: str, name: str) -> None:
    owner = import_module(module)
    for each in name.split("."):
        owner = getattr(owner, each)
    assert callable(owner)
