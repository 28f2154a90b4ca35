"""Values over which a seal is struck: they are read worse than they look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from domain.attestation import AttestationKind
from domain.document import Field, Sign
from domain.geometry import Box
from domain.signs import UNDER_SEAL
from domain.text import PageText

_ACROSS, _DOWN = 16, 4  # points of a value's place that are looked at
_TOUCHED = 0.05  # of its place: less is a neighbour that the seal's box grazes


def under_seals(field: Field, texts: Sequence[PageText]) -> tuple[Sign, ...]:
    """The sign of a value that stands under a seal; none of any other. texts: the paper's pages."""
    box, page = field.provenance.box, field.provenance.page
    if box is None:
        return ()
    share = covered_by(box, (seal for text in texts if text.page == page for seal in seals_of(text)))
    return (Sign(UNDER_SEAL, round(share, 3)),) if share >= _TOUCHED else ()


def seals_of(text: PageText) -> list[Box]:
    return [each.box for each in text.attestations if each.kind is AttestationKind.SEAL]


def covered_by(box: Box, seals: Iterable[Box]) -> float:
    """Share of a place that round seals cover, 0..1; a seal fills its box as an ellipse does."""
    discs = list(seals)
    steps = product(range(_ACROSS), range(_DOWN))
    points = [
        (box.left + box.width * (x + 0.5) / _ACROSS, box.top + box.height * (y + 0.5) / _DOWN)
        for x, y in steps
    ]
    return sum(any(_is_in(point, disc) for disc in discs) for point in points) / len(points)


def _is_in(point: tuple[float, float], disc: Box) -> bool:
    x, y = disc.middle
    if not disc.width or not disc.height:
        return False
    return ((point[0] - x) / disc.width) ** 2 + ((point[1] - y) / disc.height) ** 2 <= 0.25
