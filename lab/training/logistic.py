"""Logistic regression with a prior: weights stay near what is believed until the papers say otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_STEPS = 60
_SETTLED = 1e-7


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of each column's weight before measuring, and how firmly (0: not at all)."""

    means: Numbers
    firmness: Numbers


def fit(columns: Numbers, right: Numbers, prior: Prior) -> Numbers:
    """The most likely weights, by Newton's method with halved steps where a whole one goes too far.

    columns: a row an example; right: 0 or 1 each.
    """
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        likely = probabilities(columns, weights)
        slope = columns.T @ (right - likely) - prior.firmness * (weights - prior.means)
        curvature = (columns * (likely * (1 - likely))[:, None]).T @ columns + np.diag(prior.firmness + 1e-9)
        step = np.linalg.solve(curvature, slope)
        cost = _cost(columns, right, prior, weights)
        while _cost(columns, right, prior, weights + step) > cost and np.abs(step).max() > _SETTLED:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def _cost(columns: Numbers, right: Numbers, prior: Prior, weights: Numbers) -> float:
    """How unlikely the answers and the weights are together."""
    odds = columns @ weights
    unlikely = np.logaddexp(0.0, odds) - right * odds
    return float(unlikely.sum() + 0.5 * (prior.firmness * (weights - prior.means) ** 2).sum())


def probabilities(columns: Numbers, weights: Numbers) -> Numbers:
    """0..1 for each row."""
    odds: Numbers = np.clip(columns @ weights, -30.0, 30.0)
    return 1.0 / (1.0 + np.exp(-odds))


def held_out(
    columns: Numbers, right: Numbers, groups: Sequence[Hashable], prior: Prior, folds: int = 10
) -> Numbers:
    """Each example's probability by weights that never saw its group: values of one dossier fail together."""
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    fold = np.array([order[group] % folds for group in groups])
    found = np.zeros(len(right))
    for each in range(folds):
        inside = fold == each
        if inside.any():
            found[inside] = probabilities(columns[inside], fit(columns[~inside], right[~inside], prior))
    return found
