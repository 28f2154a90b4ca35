"""Finds printed labels in rows of tokens, forgiving what OCR does to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.fold import squeeze
from extraction.tokens import Row

_BULLET = re.compile(
    r"^(?:[(\[]?(?:\d{1,2}|[a-zđA-Z]|[IVX]{1,4})(?:[.)\]]|\.\d{1,2}\.?)+|[-–•*+□☐☑☒(]+|\d{1,2}\.\d)$"
)
_NOTE = re.compile(r"^(?:\(?[\d¹²³⁴-⁹]\)|\([^\W_]\)?|[¹²³⁴-⁹])[:.]?$")
_ON_BEHALF = ("KT.", "TM.", "TL.", "TUQ.", "Q.", "T/M.", "K/T.")
_LONG = 8
_MIDDLE = 13
_Phrases = dict[int, list[tuple[str, str]]]
"""Phrases by the length of what is seen of them: as seen, as they are."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a row: tokens ``start`` to ``end`` (exclusive), ``score`` 0..1.

    anchored: it stands where a label stands (row start, after a bullet, or before a colon).
    """

    phrase: str
    row: int
    start: int
    end: int
    score: float
    anchored: bool


def find_phrases(rows: Sequence[Row], phrases: Iterable[str]) -> list[Hit]:
    """Every place where a phrase stands, the longest phrase first where several overlap.

    Phrases are compared by their folded letters (``squeeze``) as small print shows them; short ones must fit
    exactly.
    """
    by_length: _Phrases = defaultdict(list)
    for phrase in {squeeze(each): each for each in phrases if squeeze(each)}:
        by_length[len(_as_seen(phrase))].append((_as_seen(phrase), phrase))
    hits: list[Hit] = []
    for index, row in enumerate(rows):
        hits.extend(_without_overlap(_without_values(row, list(_hits_in(index, row, by_length)))))
    return hits


def is_note(text: str) -> bool:
    """Whether a token is the number of a note, «Nơi cư trú: (2) …»; raised and small it is read «(Đ»."""
    return bool(_NOTE.match(text))


def is_bullet(text: str) -> bool:
    """Whether a token only leads up to what follows: ``1.``, ``a)``, ``-``, or ``KT.`` before an office."""
    return bool(_BULLET.match(text)) or text.upper() in _ON_BEHALF


def _as_seen(letters: str) -> str:
    """Small r and n stand so close that nobody tells them from m: «Surname» is read «Sumame»."""
    return letters.replace("rn", "m")


def _hits_in(index: int, row: Row, by_length: _Phrases) -> Iterator[Hit]:
    longest = max(by_length, default=0)
    for start in range(len(row.tokens)):
        joined = ""
        if not row.tokens[start].bare:
            continue
        for end in range(start + 1, len(row.tokens) + 1):
            joined += row.tokens[end - 1].bare
            if len(joined) > longest * 1.25 + 1 or (end - 1 > start and row.tokens[end - 2].colon):
                break
            if row.tokens[end - 1].bare:
                yield from _compare(index, row, start, end, _as_seen(joined), by_length)


def _compare(index: int, row: Row, start: int, end: int, joined: str, by_length: _Phrases) -> Iterator[Hit]:
    slack = 0 if len(joined) <= 4 else max(1, len(joined) // 5)
    for length in range(len(joined) - slack, len(joined) + slack + 1):
        for seen, phrase in by_length.get(length, ()):
            score = fuzz.ratio(joined, seen, score_cutoff=_cutoff(length))
            if score:
                yield Hit(phrase, index, start, end, score / 100, _anchored(row, start, end))


def _cutoff(length: int) -> float:
    if length <= 4:
        return 100.0
    if length <= _LONG:
        return 85.0
    return 87.0 if length <= _MIDDLE else 80.0


def _anchored(row: Row, start: int, end: int) -> bool:
    if row.tokens[end - 1].colon or (end < len(row.tokens) and row.tokens[end].text == ":"):
        return True
    return all(is_bullet(token.text) or not token.bare for token in row.tokens[:start])


def _without_values(row: Row, hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that took the first capitals of a value for the end of a longer label.

    «Họ và tên CAO HỒNG MẪU» is not «Họ và tên cha».
    """
    exact = {hit.start: hit.end for hit in hits if hit.score == 1.0}

    def runs_over(hit: Hit) -> bool:
        first, last = row.tokens[hit.start].text, row.tokens[hit.end - 1].text
        longer = hit.score < 1.0 and hit.end > exact.get(hit.start, hit.end)
        return longer and last.isupper() and not first.isupper()

    return [hit for hit in hits if not runs_over(hit)]


def _without_overlap(hits: Iterable[Hit]) -> list[Hit]:
    """The best hits that share no token: long and good ones win."""
    ranked = sorted(hits, key=lambda hit: (-_worth(hit), hit.start))
    taken: set[int] = set()
    kept = []
    for hit in ranked:
        span = set(range(hit.start, hit.end))
        if not span & taken:
            taken |= span
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _worth(hit: Hit) -> float:
    return len(hit.phrase) * hit.score**3 + (3 if hit.anchored else 0)
