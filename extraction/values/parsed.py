"""The outcome of parsing a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parsed:
    """A normalised value. ``certainty`` is 1.0 where the text had the value's very shape and less where
    letters had to be repaired or text around it left out."""

    value: str
    certainty: float = 1.0
