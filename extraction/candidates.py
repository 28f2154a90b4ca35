"""A possible value of a field, with all that speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from domain.document import Provenance, Source
from domain.geometry import around
from extraction.labels import is_note
from extraction.tokens import Token, row_text
from extraction.values import VALUE_TYPES
from extraction.values.ticks import is_box


@dataclass(frozen=True, slots=True)
class Candidate:
    """A parsed value at a place. certainty: of parse and place; reading: of the letters; both 0..1.

    unlabelled: no label and no office names the place: the layout model, or the shape of a name, alone took
    it for the field's. tokens: what it was read from, empty where that is no run of words.
    """

    name: str
    value_type: str
    raw: str
    value: str
    certainty: float
    reading: float
    provenance: Provenance
    unlabelled: bool = False
    tokens: tuple[Token, ...] = ()


def candidate(
    name: str, value_type: str, page: int, tokens: Sequence[Token], place: float
) -> Candidate | None:
    """The tokens as a value of that type, or None where they cannot be one. ``place``: trust in the place."""
    while tokens and is_note(tokens[0].text):
        tokens = tokens[1:]
    if not tokens:
        return None
    raw = row_text(tokens)
    parsed = VALUE_TYPES[value_type](raw)
    if parsed is None:
        return None
    box = around(token.place for token in tokens)
    provenance = Provenance(Source.OCR, page, box, _engine(tokens))
    reading = _reading(tokens)
    return Candidate(
        name,
        value_type,
        raw,
        parsed.value,
        parsed.certainty * place,
        reading,
        provenance,
        tokens=tuple(tokens),
    )


def _engine(tokens: Sequence[Token]) -> str | None:
    """What all of the tokens were taken from; None where they differ, or where it is what read the page."""
    engines = {token.engine for token in tokens}
    return engines.pop() if len(engines) == 1 else None


def _reading(tokens: Sequence[Token]) -> float:
    """The weakest word counts most: one wrong letter makes the whole value wrong."""
    confidences = [max(0.01, token.confidence) for token in tokens if token.bare or is_box(token.text)]
    if not confidences:
        return 0.1
    mean = prod(confidences) ** (1 / len(confidences))
    return 0.5 * mean + 0.5 * min(confidences)
