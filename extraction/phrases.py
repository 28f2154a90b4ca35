"""Fields that circulars give fixed words to: a reading that is nearly one of them is that one.

A definition lists the words («Đất ở tại nông thôn»); what is far from all of them stays as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from domain.definition import DocumentType, pattern_of
from domain.document import Field
from domain.fold import squeeze

_LETTERS_A_SLIP = 12
"""How many letters a phrase must have for each that may be wrong; marks may all be."""
_MOST_SLIPS = 2


def phrased(fields: Sequence[Field], kind: DocumentType) -> list[Field]:
    """The fields, with a value that is nearly one of its field's fixed phrases, and of no other, as that."""
    phrases = _phrases(kind)
    return [
        replace(field, value=nearest_phrase(field.value, phrases.get(pattern_of(field.name), ())))
        for field in fields
    ]


def nearest_phrase(text: str, known: Sequence[str]) -> str:
    """The only known phrase of as many words that has the text's letters but for a few, or the text.

    A word that is not there was not lost by reading: «không», «có» and «tại» make the phrase.
    """
    length = len(text.split())
    alike = (phrase for phrase in known if len(phrase.split()) == length)
    near = [phrase for phrase in alike if _slips(text, phrase) <= _allowed(phrase)]
    if len(near) != 1 or text.lower() == near[0].lower():
        return text
    return near[0].upper() if text.isupper() else near[0]


def _slips(text: str, phrase: str) -> int:
    return Levenshtein.distance(squeeze(text), squeeze(phrase))


def _allowed(phrase: str) -> int:
    return min(_MOST_SLIPS, len(squeeze(phrase)) // _LETTERS_A_SLIP)


def _phrases(kind: DocumentType) -> Mapping[str, Sequence[str]]:
    own = {spec.name: spec.phrases for spec in kind.fields if spec.phrases}
    inner = (
        (f"{section.prefix}.{spec.name}".lstrip("."), spec.phrases)
        for section in kind.sections
        for spec in section.fields
        if spec.phrases
    )
    return own | dict(inner)
