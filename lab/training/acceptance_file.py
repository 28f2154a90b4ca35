"""``definitions/acceptance.toml`` as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.definition import Acceptance, Calibration

_HEAD = "# Written by lab/training/acceptance.py from a measurement; see docs/decisions/acceptance.md.\n"


def written(calibrations: Iterable[Calibration], rows: Iterable[Acceptance]) -> str:
    """The file's text: weights, then thresholds, each with what it rests on."""
    return _HEAD + "".join([*map(_calibration, calibrations), *map(_acceptance, rows)])


def _calibration(each: Calibration) -> str:
    return (
        f'\n[[calibration]]\nengine = "{each.engine}"\nof = "{each.of}"\nbase = {each.base}\n'
        f"measured_on = {each.measured_on}\nweights = {_table(each.weights)}\nkinds = {_table(each.kinds)}\n"
    )


def _acceptance(row: Acceptance) -> str:
    return (
        f'\n[[acceptance]]\nengine = "{row.engine}"\nsource = "{row.source}"\n'
        f'value_type = "{row.value_type}"\nthreshold = {row.threshold:.4f}\n'
        f"precision = {row.precision:.4f}\nmeasured_on = {row.measured_on}\n"
    )


def _table(numbers: Mapping[str, float]) -> str:
    return "{ " + ", ".join(f"{name} = {value}" for name, value in numbers.items()) + " }"
