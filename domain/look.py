"""How a page looks, in bits that survive a second scan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A page's perceptual hash: 64 hexadecimal digits, 255 bits, the coarsest strokes of the page first.

    weak: of the same length; a set bit says that its neighbour in ``bits`` stood near its turning point, so
    that another scan of the sheet may well show the other one.
    """

    bits: str
    weak: str = "0" * 64

    def apart(self, other: Look) -> float:
        """Share of the bits in which two pages differ: 0 for one image, about 0.5 for two strange pages."""
        return (int(self.bits, 16) ^ int(other.bits, 16)).bit_count() / BITS


BITS = 255
