"""What reading makes of a page: words lost, broken, glued and misread, boxes a hair off, smudges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from lab.training.layout.sheet import Placed

_TAKEN_FOR = {
    "o": "0c", "0": "oO", "l": "1I", "1": "lI", "i": "l1", "I": "l1", "m": "rn", "n": "ru", "u": "n",
    "e": "c", "c": "e", "h": "b", "b": "h6", "t": "f", "f": "t", "s": "5", "5": "S", "8": "B3", "B": "8",
    "6": "b", "9": "g", "g": "9", "D": "O", "O": "DQ0", "G": "C", "C": "G", "E": "F", "F": "E", "P": "F",
    "N": "H", "H": "N", "v": "y", "y": "v", ",": ".", ".": ",", ":": ".", "-": "_",
}  # fmt: skip
_SMUDGES = (".", ",", "-", "|", "~", "_", "—", "'", "ri", "l", "ii", "1", "a.", "=", "oo", "SÉN", "»", "<")


def bruised(words: Sequence[Placed], random: Random) -> list[Placed]:
    """The words as one reading may have them: from nearly clean to hardly legible."""
    rate = random.choice((0.0, 0.0, 0.01, 0.03, 0.07, 0.15))
    lost = random.choice((0.0, 0.0, 0.02, 0.06, 0.12))
    kept = [_misread(word, rate, random) for word in words if random.random() >= lost]
    kept = _glued([word for word in kept if word.text], random)
    kept = [part for word in kept for part in (_broken(word, random) if random.random() < 0.015 else (word,))]
    kept += [_smudge(random) for _ in range(random.choice((0, 0, 1, 3, 8)))]
    return moved(kept, random)


def moved(words: Sequence[Placed], random: Random) -> list[Placed]:
    """The page a little larger, smaller, shifted and askew, each box a hair off."""
    wide, high = random.uniform(0.88, 1.08), random.uniform(0.88, 1.08)
    right, down = random.uniform(-0.03, 0.03), random.uniform(-0.03, 0.03)
    slope = random.gauss(0, 0.004)
    off = random.choice((0.0003, 0.001, 0.002))
    found = []
    for word in words:
        left, top, end, bottom = word.box
        lean = slope * (left - 0.5)
        sides = (
            0.5 + (left - 0.5) * wide + right + random.gauss(0, off),
            0.5 + (top - 0.5) * high + down + lean + random.gauss(0, off),
            0.5 + (end - 0.5) * wide + right + random.gauss(0, off),
            0.5 + (bottom - 0.5) * high + down + lean + random.gauss(0, off),
        )
        x, y, u, v = (min(1.0, max(0.0, each)) for each in sides)
        if u > x and v > y:
            found.append(replace(word, box=(x, y, u, v)))
    return found


def _misread(word: Placed, rate: float, random: Random) -> Placed:
    if not rate:
        return word
    signs = []
    for sign in word.text:
        luck = random.random()
        if luck > rate:
            signs.append(sign)
        elif luck > 0.75 * rate:
            continue
        elif luck > 0.25 * rate:
            signs.append(random.choice(_TAKEN_FOR.get(sign, "aieunocr")))
        else:
            signs.append(sign + random.choice("il.r"))
    return replace(word, text="".join(signs))


def _glued(words: Sequence[Placed], random: Random) -> list[Placed]:
    """Neighbours read as one word; a label glued to its value belongs to the value."""
    found: list[Placed] = []
    for word in words:
        before = found[-1] if found else None
        near = (
            before is not None
            and abs(before.box[1] - word.box[1]) < 0.004
            and 0 <= word.box[0] - before.box[2] < 0.02
        )
        if before is not None and near and random.random() < 0.02:
            box = (
                before.box[0],
                min(before.box[1], word.box[1]),
                word.box[2],
                max(before.box[3], word.box[3]),
            )
            found[-1] = Placed(before.text + word.text, box, word.tag or before.tag)
        else:
            found.append(word)
    return found


def _broken(word: Placed, random: Random) -> tuple[Placed, ...]:
    if len(word.text) < 4:
        return (word,)
    at = random.randrange(1, len(word.text) - 1)
    left, top, right, bottom = word.box
    middle = left + (right - left) * at / len(word.text)
    return (
        Placed(word.text[:at], (left, top, middle, bottom), word.tag),
        Placed(word.text[at:], (middle, top, right, bottom), word.tag),
    )


def _smudge(random: Random) -> Placed:
    left, top = random.uniform(0, 0.97), random.uniform(0, 0.97)
    return Placed(random.choice(_SMUDGES), (left, top, left + random.uniform(0.004, 0.03), top + 0.012))
