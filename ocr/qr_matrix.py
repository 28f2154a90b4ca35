"""What is known of a QR code before it is read: its patterns, where its bits stand, how they are guarded.

After ISO/IEC 18004; the tables of versions are segno's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from segno import consts

Signs = NDArray[np.int8]
"""Shape (size, size): 1 dark, -1 light, 0 where it depends on what the code says."""
Places = NDArray[np.intp]
"""Shape (count, 2): row and column of each."""

VERSIONS = range(2, 16)
"""Those looked for: a card's payload needs 6 to 12, depending on names and addresses."""
_FORMAT_BITS = 15
_VERSION_TOLD = 7  # the first version that tells its number in itself


@dataclass(frozen=True, slots=True)
class Format:
    """level: of error correction, in the standard's two bits. mask: 0 to 7. bits: the lowest first."""

    level: int
    mask: int
    bits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """numbers: which of the code's codewords make it up, in its own order. guards: how many of the last ones
    correct errors."""

    numbers: tuple[int, ...]
    guards: int

    @property
    def own(self) -> NDArray[np.intp]:
        """The numbers, to take them from an array of codewords."""
        return np.array(self.numbers, np.intp)


def size_of(version: int) -> int:
    """Modules along a side."""
    return 17 + 4 * version


@cache
def patterns(version: int) -> Signs:
    """The modules that are the same in every code of that version."""
    size = size_of(version)
    signs = np.zeros((size, size), np.int8)
    timing = np.where(np.arange(size) % 2 == 0, 1, -1).astype(np.int8)
    signs[6], signs[:, 6] = timing, timing
    finder = _rings((1, -1, 1, 1), 8)[:8, :8]
    signs[:8, :8], signs[:8, -8:], signs[-8:, :8] = finder, finder[:, ::-1], finder[::-1]
    last = size - 7
    middles = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    for row in middles:
        for column in middles:
            if (row, column) not in ((6, 6), (6, last), (last, 6)):
                signs[row - 2 : row + 3, column - 2 : column + 3] = _alignment()
    signs[size - 8, 8] = 1
    if version >= _VERSION_TOLD:
        _tell_version(signs, version)
    return signs


@cache
def format_places(version: int) -> tuple[Places, Places]:
    """Where the format's bits stand, lowest first, in both of their copies."""
    size = size_of(version)
    near = [(i, 8) for i in range(6)] + [(7, 8), (8, 8), (8, 7)] + [(8, 14 - i) for i in range(9, 15)]
    far = [(8, size - 1 - i) for i in range(8)] + [(size - 15 + i, 8) for i in range(8, 15)]
    return np.array(near, np.intp), np.array(far, np.intp)


@cache
def formats() -> tuple[Format, ...]:
    """All 32 that there are."""
    return tuple(
        Format(number >> 3, number & 7, tuple(value >> bit & 1 for bit in range(_FORMAT_BITS)))
        for number, value in enumerate(consts.FORMAT_INFO)
    )


@cache
def data_places(version: int) -> Places:
    """Where the bits of the codewords stand, in their order."""
    size = size_of(version)
    taken = patterns(version) != 0
    for copy in format_places(version):
        taken[tuple(copy.T)] = True
    places = []
    upwards = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            places += [(row, column) for column in (right, right - 1) if not taken[row, column]]
        upwards = not upwards
    return np.array(places[: len(places) // 8 * 8], np.intp)


def masked(mask: int, places: Places) -> NDArray[np.bool_]:
    """Which of the modules the mask turns over."""
    row, column = places.T
    rules = (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        row * column % 2 + row * column % 3,
        (row * column % 2 + row * column % 3) % 2,
        ((row + column) % 2 + row * column % 3) % 2,
    )
    return np.asarray(rules[mask] == 0, np.bool_)


@cache
def blocks(version: int, level: int) -> tuple[Block, ...]:
    """The blocks that guard themselves apart, each with its codewords' numbers in the order of the code."""
    kinds: Any = consts.ECC[version]
    sizes = [
        (kind.num_data, kind.num_total - kind.num_data)
        for kind in kinds[level]
        for _ in range(kind.num_blocks)
    ]
    own: list[list[int]] = [[] for _ in sizes]
    number = 0
    for part in (0, 1):
        for step in range(max(each[part] for each in sizes)):
            for block, each in enumerate(sizes):
                if step < each[part]:
                    own[block].append(number)
                    number += 1
    return tuple(Block(tuple(words), each[1]) for words, each in zip(own, sizes, strict=True))


def _rings(signs: tuple[int, ...], size: int) -> Signs:
    """Squares about one middle, the outermost first of them, on light ground; 7 modules wide."""
    picture = np.full((size, size), -1, np.int8)
    for depth, sign in enumerate(signs):
        picture[depth : 7 - depth, depth : 7 - depth] = sign
    return picture


def _alignment() -> Signs:
    picture = np.ones((5, 5), np.int8)
    picture[1:4, 1:4] = -1
    picture[2, 2] = 1
    return picture


def _tell_version(signs: Signs, version: int) -> None:
    rest = version
    for _ in range(12):
        rest = (rest << 1) ^ ((rest >> 11) * 0x1F25)
    bits = version << 12 | rest
    for index in range(18):
        row, column = index // 3, len(signs) - 11 + index % 3
        signs[row, column] = signs[column, row] = 1 if bits >> index & 1 else -1
