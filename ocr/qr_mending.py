"""A damaged QR code made whole by what guards it: what was seen worst is given up, and the rest mended.

A reader that calls each module dark or light mends a block with wrong codewords up to half as many as guard
it. Who knows which were hardly seen may give those up, and mends twice as many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import reedsolo
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.pixels import u8
from ocr.qr_grid import Corners, Floats, Grid, grids
from ocr.qr_matrix import Block, Format, blocks, data_places, format_places, formats, masked, patterns

_SPARE = 4
"""Guards of a block that must be left over: by chance one block in 2^32 mends so into what was never said."""
_STEP = 2
_FORMAT_WRONG = 4  # of 15 bits, in the better copy
_BORDER, _MODULE = 4, 4
reedsolo.init_tables(0x11D)


def redrawn(patch: Grey, seen: Sequence[Corners] = ()) -> Grey | None:
    """The code on the patch drawn anew as it was printed; None where too little of it was seen.

    seen: where a reader saw a code that it could not read.
    """
    for grid in grids(patch, seen):
        drawn = _mended(grid)
        if drawn is not None:
            return drawn
    return None


def _mended(grid: Grid) -> Grey | None:
    known = patterns(grid.version).astype(np.float64)
    kind = _format(grid.version, grid.signs(known))
    if kind is None:
        return None
    for copy in format_places(grid.version):
        known[tuple(copy.T)] = _as_signs(np.array(kind.bits))
    return _drawn(known) if _filled(known, grid, kind) else None


def _filled(known: Floats, grid: Grid, kind: Format) -> bool:
    """Fill in the modules of the blocks; what one block says teaches to see the others better."""
    places = data_places(grid.version)
    turned = np.where(masked(kind.mask, places), -1.0, 1.0)
    left = set(blocks(grid.version, kind.level))
    while left:
        told = grid.signs(known)[tuple(places.T)] * turned
        words, trust = np.packbits(told > 0), _trust(told)
        whole = {each: _whole(words[each.own], trust[each.own], each) for each in left}
        done = {block: said for block, said in whole.items() if said is not None}
        for block, said in done.items():
            at = (8 * block.own[:, None] + np.arange(8)).ravel()
            known[tuple(places[at].T)] = _as_signs(np.unpackbits(said)) * turned[at]
        if not done:
            return False
        left -= done.keys()
    return True


def _as_signs(bits: NDArray[np.integer[Any]]) -> Floats:
    return np.where(bits > 0, 1.0, -1.0)


def _format(version: int, signs: Floats) -> Format | None:
    """The format whose bits go best with both copies."""
    copies = [signs[tuple(copy.T)] for copy in format_places(version)]
    best = max(
        formats(), key=lambda each: sum(float(copy @ _as_signs(np.array(each.bits))) for copy in copies)
    )
    wrong = min(int(((copy > 0) != (np.array(best.bits) > 0)).sum()) for copy in copies)
    return best if wrong <= _FORMAT_WRONG else None


def _trust(told: Floats) -> Floats:
    """How surely each codeword was seen: the log of the chance that all of its bits are right."""
    bits = np.log1p(np.exp(-4.0 * np.abs(told)))
    return np.asarray(-bits.reshape(-1, 8).sum(axis=1), np.float64)


def _whole(words: NDArray[np.uint8], trust: Floats, block: Block) -> NDArray[np.uint8] | None:
    """The block's codewords mended, given up as few as need be; None where nothing mends it."""
    worst = np.argsort(trust, kind="stable")
    for given_up in range(0, block.guards - _SPARE + 1, _STEP):
        gone = worst[:given_up].tolist()
        try:
            message, guards, found = reedsolo.rs_correct_msg(
                bytearray(words.tobytes()), block.guards, erase_pos=gone
            )
        except (reedsolo.ReedSolomonError, ZeroDivisionError):
            continue
        wrong = len(set(found) - set(gone))
        if 2 * wrong + given_up <= block.guards - _SPARE:
            return np.frombuffer(bytes(message + guards), np.uint8)
    return None


def _drawn(signs: Floats) -> Grey:
    modules = u8(np.where(signs > 0, 0, 255))
    large = np.kron(modules, np.ones((_MODULE, _MODULE), np.uint8))
    room = _BORDER * _MODULE
    return u8(cv2.copyMakeBorder(large, room, room, room, room, cv2.BORDER_CONSTANT, value=(255,)))
