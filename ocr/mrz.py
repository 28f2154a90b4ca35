"""Machine-readable zones (ICAO Doc 9303 parts 3-5): from bruised readings to lines whose digits prove them.

A zone that does not prove itself is no zone.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.mrz_card import prove_card
from ocr.mrz_letters import cleaned
from ocr.mrz_passport import prove_passport


def prove(lines: Sequence[str]) -> tuple[str, ...] | None:
    """The zone that these readings (three of a card, two of a passport) stand for, or None if unproven.

    Letters that look like digits are turned into them only where the zone can hold nothing but digits, and
    only fillers are added or dropped. The name has no check digit: it stands as it was read.
    """
    texts = [cleaned(line) for line in lines]
    if len(texts) == 3:
        return prove_card(*texts)
    return prove_passport(*texts) if len(texts) == 2 else None
