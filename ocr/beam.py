"""The likeliest readings of a word's time steps, not only the one that the likeliest letters make up."""

from __future__ import annotations

import numpy as np

from ocr.letters import Posteriors, letters

WIDTH = 12
_LEAST = 0.01  # of a step: a letter less probable there is left out
_BARE = 0.97  # of a step: so surely between two letters that none is tried
_FLOOR = 1e-3  # of a step: shared among all letters, so that one step can never rule a given reading out

Prefix = tuple[int, ...]
_Chances = dict[Prefix, tuple[float, float]]
"""For each run of classes how probable the steps so far spell it, ending in a gap or in its last letter."""


def likeliest(chances: Posteriors, width: int = WIDTH) -> dict[str, float]:
    """Readings without a space, each with its probability, of the steps of one word: (steps, classes).

    A prefix beam search: after every step the ``width`` most probable beginnings are kept, so that all ways
    of naming the same letters at other steps count together.
    """
    space = letters().index(" ") + 1
    beams: _Chances = {(): (1.0, 0.0)}
    for step in np.asarray(chances, np.float64):
        bare = float(step[0])
        if bare > _BARE:
            beams = {prefix: ((gap + letter) * bare, 0.0) for prefix, (gap, letter) in beams.items()}
            continue
        tried = [int(each) for each in np.flatnonzero(step > _LEAST) if each != space]
        longer = _longer(beams, [(each, float(step[each])) for each in tried or [int(step.argmax())]])
        beams = dict(sorted(longer.items(), key=lambda item: -sum(item[1]))[:width])
    alphabet = letters()
    return {"".join(alphabet[each - 1] for each in prefix): sum(beams[prefix]) for prefix in beams}


def chance_of(chances: Posteriors, text: str) -> float:
    """Probability that the steps spell just this text, however unlikely its letters; 0 for foreign letters.

    The sum over all its alignments (forward algorithm of connectionist temporal classification):
    ``states`` are its letters with a gap before, between and after them, and a gap may be left out between
    unlike letters.
    """
    alphabet = letters()
    if not text or not set(text) <= set(alphabet):
        return 0.0
    states = np.zeros(2 * len(text) + 1, np.intp)
    states[1::2] = [alphabet.index(letter) + 1 for letter in text]
    unlike = np.concatenate([[False, False], (states[2:] != states[:-2]) & (states[2:] != 0)])
    seen = np.asarray(chances, np.float64)[:, states] * (1 - _FLOOR) + _FLOOR / chances.shape[1]
    reached = np.zeros(len(states))
    reached[:2] = seen[0, :2]
    for step in seen[1:]:
        onward = reached.copy()
        onward[1:] += reached[:-1]
        onward[2:] += np.where(unlike[2:], reached[:-2], 0.0)
        reached = onward * step
    return float(reached[-1] + reached[-2])


def _longer(beams: _Chances, tried: list[tuple[int, float]]) -> _Chances:
    """The beginnings after one more step. tried: classes that may be named there, each with its chance."""
    found: _Chances = {}
    for prefix, (gap, letter) in beams.items():
        last = prefix[-1] if prefix else 0
        for each, chance in tried:
            if each == 0:
                _add(found, prefix, (gap + letter) * chance, 0.0)
            elif each == last:  # held on to, or, after a gap, written twice
                _add(found, prefix, 0.0, letter * chance)
                if gap:
                    _add(found, (*prefix, each), 0.0, gap * chance)
            else:
                _add(found, (*prefix, each), 0.0, (gap + letter) * chance)
    return found


def _add(found: _Chances, prefix: Prefix, gap: float, letter: float) -> None:
    before = found.get(prefix, (0.0, 0.0))
    found[prefix] = (before[0] + gap, before[1] + letter)
