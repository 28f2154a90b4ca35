"""Where on a line the letters of a given text stand, by the probabilities that the network saw there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.letters import Letter, Posteriors, letters

_FLOOR = 1e-6  # of a step: so unlikely a letter is at least, so that one step cannot forbid a text


def aligned(chances: Posteriors, text: str, offset: int = 0) -> list[Letter]:
    """The text's letters at those steps at which it is likeliest: (steps, classes), counted from ``offset``.

    The best path through connectionist temporal classification's states, the letters with a gap before,
    between and after them. Empty where the steps are too few for it or a letter is none of the alphabet.
    """
    alphabet = letters()
    if not text or not set(text) <= set(alphabet):
        return []
    states = np.zeros(2 * len(text) + 1, np.intp)
    states[1::2] = [alphabet.index(letter) + 1 for letter in text]
    seen = np.asarray(chances, np.float64)[:, states]
    path = _best_path(np.log(seen + _FLOOR), states)
    found = []
    for number, letter in enumerate(text):
        steps = [step for step, state in enumerate(path) if state == 2 * number + 1]
        if not steps:
            return []
        sure = float(seen[steps, 2 * number + 1].max())
        found.append(Letter(letter, offset + steps[0], offset + steps[-1] + 1, sure))
    return found


def _best_path(seen: NDArray[np.float64], states: NDArray[np.intp]) -> list[int]:
    """The state of each step; none where no path ends with the text."""
    skips = np.concatenate([[False, False], (states[2:] != states[:-2]) & (states[2:] != 0)])
    best = np.full(len(states), -np.inf)
    best[:2] = seen[0, :2]
    came = []
    for step in seen[1:]:
        before = np.stack([
            best,
            np.concatenate([[-np.inf], best[:-1]]),
            np.where(skips, np.concatenate([[-np.inf, -np.inf], best[:-2]]), -np.inf),
        ])  # fmt: skip
        came.append(before.argmax(0))
        best = before.max(0) + step
    state = len(states) - 1 - int(best[-2] > best[-1])
    if not np.isfinite(best[state]):
        return []
    path = [state]
    for back in reversed(came):
        path.append(path[-1] - int(back[path[-1]]))
    return path[::-1]
