"""What the layout model believes about a page: a second reader beside titles, markers and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.geometry import Box
from domain.text import Word


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word and the fields it may be part of: pattern of the field's name to probability, the likeliest few.

    What is left to 1 belongs to no field.
    """

    word: Word
    tags: Mapping[str, float] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return self.word.box


@dataclass(frozen=True, slots=True)
class PageOpinion:
    """types: probability of each type the model knows, ``unknown`` among them; they sum to 1.

    first: probability that a paper begins on this page. words: in reading order.
    """

    page: int
    types: Mapping[str, float]
    first: float
    words: tuple[Tagged, ...]
