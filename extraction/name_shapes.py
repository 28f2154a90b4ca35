"""Which words of a line are somebody's name, and how plainly: a signature has no label to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.fold import fold, squeeze
from domain.geometry import Box
from domain.provinces import PROVINCES
from domain.surnames import SURNAME_FORMS, SURNAMES
from domain.syllables import is_syllable
from extraction.tokens import Token

PLAIN, LIKELY, POSSIBLE, NO_NAME = 3, 2, 1, 0
"""A family name as it is spelt and given names; one that lost a mark; capitals without one; none."""
_LENGTHS = range(2, 6)
_WORD = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_EDGES = ".,;:|'\"“”‘’`~_-–—()[]{}/\\*•·"
_SPELT = frozenset(form.lower() for form in SURNAME_FORMS)
_PROVINCES = frozenset(name.lower() for name in PROVINCES)
_NOT_IN_NAMES = frozenset(
    (
        "khong", "co", "tri", "mau", "thu", "uy", "ban", "nhan", "dan", "cong", "truong", "chu", "tich",
        "pho", "phong", "xa", "phuong", "huyen", "quan", "cuc", "so", "nguoi", "ky", "ngay", "thang", "nam",
        "ho", "ten",
    )
)  # fmt: skip
"""Words of offices, places and notes. Names share some of them, but never two in capitals alone."""
_NOTE_WORDS = 2


def name_within(tokens: Sequence[Token]) -> tuple[list[Token], int]:
    """The words of a line that are a name, without what stands before or behind, and how plainly they are."""
    words = [part for token in tokens for part in _parted(token)]
    best: tuple[int, int, list[Token]] = (NO_NAME, 0, [])
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + max(_LENGTHS)) + 1):
            part = words[start:end]
            if any(map(_is_word, words[:start][-1:] + words[end : end + 1])):
                continue  # a part of a longer phrase
            rank = (_plainness(part, whole=len(part) == len(words)), len(part))
            if rank[0] > NO_NAME and rank > best[:2]:
                best = (*rank, part)
    if best[0] == NO_NAME and len(words) == 1 and _is_single(words[0].text.strip(_EDGES)):
        return list(words), POSSIBLE
    return best[2], best[0]


def _plainness(words: Sequence[Token], whole: bool) -> int:
    texts = [word.text.strip(_EDGES) for word in words]
    if texts[0].islower() and texts[0] in _SPELT:
        texts[0] = texts[0].capitalize()
    if (
        " ".join(texts).lower() in _PROVINCES
        or not all(map(_is_name_word, texts))
        or len({text.isupper() for text in texts if len(text) > 1}) > 1
    ):
        return NO_NAME  # «Hà Nội», and words of two sizes
    notes = sum(fold(text) in _NOT_IN_NAMES for text in texts)
    if texts[-1].isupper() and notes >= _NOTE_WORDS:
        return NO_NAME
    spelt = all(is_syllable(text) for text in texts)
    if texts[0].lower() in _SPELT:
        return PLAIN if spelt else LIKELY
    if fold(texts[0]) in SURNAMES and texts[0].lower() != "không":
        return LIKELY
    return POSSIBLE if whole and (spelt or "'" in texts[0]) else NO_NAME


def _is_word(token: Token) -> bool:
    """Whether what stands beside a name is a word, and not a smudge or a piece of a seal."""
    text = token.text.strip(_EDGES)
    return len(text) > 1 and is_syllable(text)


def _is_name_word(text: str) -> bool:
    """A word with a capital at its head, and either no other capital or nothing else."""
    if not _WORD.match(text) or not text[0].isupper():
        return False
    return text.isupper() or all(part[1:].islower() or len(part) == 1 for part in re.split(r"['’-]", text))


def _is_single(text: str) -> bool:
    """«K'Brơi»: a whole name in one word."""
    return "'" in text.replace("’", "'") and _is_name_word(text) and len(squeeze(text)) > 2


def _parted(token: Token) -> list[Token]:
    """The words of a token in which a small letter runs into a capital: «PhạmAnh»."""
    cuts = [at.start() for at in _GLUED.finditer(token.text) if _runs_on(token.text, at.start())]
    if not cuts:
        return [token] if token.bare else []
    parts = []
    for start, end in zip([0, *cuts], [*cuts, len(token.text)], strict=True):
        text = token.text[start:end]
        box, place = _piece(token.box, token, start, end), _piece(token.place, token, start, end)
        parts.append(replace(token, text=text, bare=squeeze(text), box=box, place=place))
    return parts


def _piece(box: Box, token: Token, start: int, end: int) -> Box:
    width = box.width / len(token.text)
    return replace(box, left=box.left + start * width, right=box.left + end * width)


def _runs_on(text: str, at: int) -> bool:
    return text[at - 1].islower() and text[at].isupper()
