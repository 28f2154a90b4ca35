"""Whether a paper was sealed another time: two originals of one act, told from two scans of one of them.

Originals of one act have the same print and values, and look as alike as two scans of one sheet do; but no
hand sets a seal twice on the same place. Where the values of two papers stand says how the one scan lies on
the other. What is compared is kept with every record, so that papers of earlier dossiers are told apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.attestation import Attestation, AttestationKind
from domain.document import Document
from domain.fold import fold
from domain.geometry import Box
from once_only.same_paper.values import shared_fields

Points = NDArray[Any]

_A4 = np.array((210.0, 297.0))
"""Millimetres of a page: records keep places as fractions, and most sealed papers have this size."""
_FEWEST_POINTS = 6
_OFF_AT_MOST = 4.0
"""Millimetres by which a value may lie beside its place; further off it was taken from another one."""
_IN_PLACE = 1.5
"""Millimetres by which a seal lies beside its place in two scans of a sheet; in three of four below 1."""
_MOVED = 2.0
_AS_THE_VALUES = 2.0
"""A seal has moved only where it is so many times further off than nine of ten values are."""
_TOGETHER = 1.0
"""Millimetres: a seal and a signature that are off alike have not moved: the paper was bent there."""
_ANOTHER_SEAL = 30.0
"""Millimetres from which on it is rather another seal, of which each scan shows one."""
_AS_LARGE = 1.2
"""Of a mark that is more or less large than its likeness by this only a part was seen."""
_SMALLEST_SEAL = 25.0
"""Millimetres; those of offices have 30 and more, smaller ones are printed on cards."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A seal or a signature of one paper beside the nearest one of its kind on the other.

    off: millimetres from its place. values_off: by which nine of ten values lie off at most.
    """

    kind: AttestationKind
    off: Points
    values_off: float

    @property
    def far(self) -> float:
        return float(np.hypot(*self.off))


def sealed_anew(one: Document, other: Document) -> bool:
    """Whether all seals that are wholly seen on both papers stand elsewhere on the other.

    False too where nothing says so: no seal, or too few values that were read alike on its page. It must be
    so from the one to the other and back, since bent paper misleads mostly one way.
    """
    return _stand_elsewhere(one, other) and _stand_elsewhere(other, one)


def _stand_elsewhere(one: Document, other: Document) -> bool:
    laid = [each for pages in _points(one, other).items() for each in _laid(one, other, *pages)]
    seals = [each for each in laid if each.kind is AttestationKind.SEAL]
    if any(float(np.hypot(*(left.off - right.off))) <= _TOGETHER for left, right in combinations(laid, 2)):
        return False
    return bool(seals) and all(_has_moved(each, seals) for each in seals)


def _has_moved(seal: _Laid, seals: Sequence[_Laid]) -> bool:
    if any(each.far <= _IN_PLACE for each in seals):
        return False
    return max(_MOVED, _AS_THE_VALUES * seal.values_off) < seal.far <= _ANOTHER_SEAL


def _points(one: Document, other: Document) -> dict[tuple[int, int], list[tuple[Points, Points]]]:
    """By page of the one and of the other paper: where the same value begins and ends on both."""
    found: defaultdict[tuple[int, int], list[tuple[Points, Points]]] = defaultdict(list)
    for left, right in shared_fields(one, other):
        here, there = left.provenance, right.provenance
        if here.page is None or there.page is None or here.box is None or there.box is None:
            continue
        if fold(left.raw) == fold(right.raw):
            found[here.page, there.page] += zip(_ends(here.box), _ends(there.box), strict=True)
    return found


def _ends(box: Box) -> Iterator[Points]:
    middle = (box.top + box.bottom) / 2
    return (np.array((x, middle)) * _A4 for x in (box.left, box.right))


def _laid(
    one: Document, other: Document, pages: tuple[int, int], points: Sequence[tuple[Points, Points]]
) -> Iterator[_Laid]:
    """What vouches for the one paper on that page, laid on that page of the other paper."""
    here = [each for each in one.attestations if each.page == pages[0]]
    there = [each for each in other.attestations if each.page == pages[1]]
    if not here or not there or len(points) < _FEWEST_POINTS:
        return
    starts, ends = np.array([each[0] for each in points]), np.array([each[1] for each in points])
    way, kept = cv2.estimateAffine2D(starts, ends, method=cv2.RANSAC, ransacReprojThreshold=_OFF_AT_MOST)
    if way is None or int(kept.sum()) < _FEWEST_POINTS:
        return
    inside = kept.ravel() > 0
    left_over = np.hypot(*(_moved(way, starts[inside]) - ends[inside]).T)
    for each in here:
        nearest = _nearest(_moved(way, _corners(each.box)), each.kind, there)
        if nearest is not None:
            yield _Laid(each.kind, nearest, float(np.percentile(left_over, 90)))


def _nearest(place: Points, kind: AttestationKind, there: Iterable[Attestation]) -> Points | None:
    """How far the nearest mark of that kind is from the place; None where it is not as large."""
    boxes = [_corners(each.box) for each in there if each.kind is kind]
    if not boxes or kind is AttestationKind.CERTIFICATION:
        return None
    nearest = min(boxes, key=lambda box: float(np.hypot(*(box.mean(0) - place.mean(0)))))
    size, size_there = np.ptp(place, axis=0), np.ptp(nearest, axis=0)
    if max((size / size_there).max(), (size_there / size).max()) > _AS_LARGE:
        return None
    is_whole = kind is not AttestationKind.SEAL or (_is_seal(size) and _is_seal(size_there))
    off: Points = nearest.mean(0) - place.mean(0)
    return off if is_whole else None


def _is_seal(size: Points) -> bool:
    """Whether it is as round and as large as an office's; one on a page of another shape does not seem so."""
    return float(size.min()) >= _SMALLEST_SEAL and float(size.max() / size.min()) <= _AS_LARGE


def _corners(box: Box) -> Points:
    corners: Points = np.array(((box.left, box.top), (box.right, box.bottom))) * _A4
    return corners


def _moved(way: Points, points: Points) -> Points:
    moved: Points = points @ way[:, :2].T + way[:, 2]
    return moved
