"""Papers made to say something else: words of a reading rewritten in their places.

A planted word keeps its box and its confidence, as if the paper itself said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from random import Random

from domain.document import Provenance
from domain.spoken_dates import ways_to_say
from domain.syllables import is_syllable
from domain.text import Line, Word
from domain.understanding import PageReading
from lab.bench.misread import other_mark

_GIVEN = ("Bình", "Dũng", "Hạnh", "Lan", "Nam", "Phúc", "Quang", "Thảo", "Tuấn", "Yến")
_FAMILY = ("Nguyễn", "Trần", "Phạm", "Hoàng", "Đỗ", "Bùi")
_COMMUNES = {
    "phường": ("Bạch Mai", "Cầu Giấy", "Hà Đông", "Hoàng Mai", "Long Biên", "Tây Hồ", "Ba Đình", "Láng"),
    "xã": ("Ba Vì", "Đông Anh", "Gia Lâm", "Mê Linh", "Sóc Sơn", "Thanh Oai", "Thường Tín", "Phù Đổng"),
}
"""Communes of Hanoi since July 2025."""
_NEW_COMMUNE = re.compile(r"\b(xã|phường) ([^,]+), thành phố Hà Nội$")
_TRIES = 20


def rewritten(
    pages: Iterable[PageReading], place: Provenance, old: str, new: str
) -> tuple[PageReading, ...] | None:
    """The pages with words in that place changed from one text to another of as many words.

    None where the words of the old text do not stand there.
    """
    left = [(one, other) for one, other in zip(old.split(), new.split(), strict=True) if one != other]
    made = tuple(_page(page, place, left) if page.number == place.page else page for page in pages)
    return None if left else made


def retold(pages: Iterable[PageReading], place: Provenance, text: str) -> tuple[PageReading, ...]:
    """The pages with all words in that place changed to the text, what is too long in the last one."""
    words = text.split()
    return tuple(_respelt(page, place, words) if page.number == place.page else page for page in pages)


def another(kind: str, raw: str, dice: Random) -> str | None:
    """What a paper may say instead, as it would print it, in as many words; None where nothing is to change.

    kind: birth, number, tone, name, parent, sex or ward.
    """
    for _ in range(_TRIES):
        made = _WAYS[kind](raw, dice)
        if made and made != raw and len(made.split()) == len(raw.split()):
            return made
    return None


def in_words(iso: str) -> str:
    """A date as a certificate spells it."""
    return f"Ngày {next(iter(ways_to_say(iso)))}"


def other_digit_of(number: str, dice: Random) -> str:
    """Another of the digits that mean nothing: neither place, century, sex nor year."""
    place = dice.randrange(6, len(number)) if len(number) > 9 else dice.randrange(3, len(number))
    digit = dice.choice([each for each in "0123456789" if each != number[place]])
    return f"{number[:place]}{digit}{number[place + 1 :]}"


def _page(page: PageReading, place: Provenance, left: list[tuple[str, str]]) -> PageReading:
    def changed(word: Word) -> Word:
        for pair in left:
            if pair[0] in word.text:
                left.remove(pair)
                return replace(word, text=word.text.replace(pair[0], pair[1], 1))
        return word

    return _with_words(page, place, changed)


def _respelt(page: PageReading, place: Provenance, words: list[str]) -> PageReading:
    held = sum(_holds(place, word) for line in (page.text.lines if page.text else ()) for word in line.words)
    texts = [*words[: held - 1], " ".join(words[held - 1 :])] if len(words) >= held else words
    coming = iter(texts)
    return _with_words(page, place, lambda word: replace(word, text=next(coming, "")))


def _with_words(page: PageReading, place: Provenance, changed: Callable[[Word], Word]) -> PageReading:
    if page.text is None:
        return page
    lines = []
    for line in page.text.lines:
        words = tuple(changed(word) if _holds(place, word) else word for word in line.words)
        kept = tuple(word for word in words if word.text)
        lines += [Line(kept)] if kept else []
    return replace(page, text=replace(page.text, lines=tuple(lines)))


def _holds(place: Provenance, word: Word) -> bool:
    return place.box is not None and place.box.holds(word.box)


def _birth(raw: str, dice: Random) -> str | None:
    """Another day, or another year."""
    days = list(re.finditer(r"\d+", raw))
    if not days:
        return None
    at = days[0] if len(days) == 3 and dice.random() < 0.5 else days[-1]
    if len(at.group()) == 4:
        made = str(int(at.group()) + dice.choice((-3, -1, 1, 2)))
    else:
        made = f"{dice.randrange(1, 29):02d}"
    return raw[: at.start()] + made + raw[at.end() :]


def _number(raw: str, dice: Random) -> str | None:
    found = re.search(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)", raw)
    if found is None:
        return None
    return raw[: found.start()] + other_digit_of(found.group(), dice) + raw[found.end() :]


def _tone(raw: str, dice: Random) -> str | None:
    """Another tone on a word behind the family name, so that it stays a word."""
    words = raw.split()
    at = dice.randrange(1, len(words)) if len(words) > 1 else 0
    made = other_mark(words[at], dice)
    if not is_syllable(made):
        return None
    return " ".join([*words[:at], made, *words[at + 1 :]])


def _name(raw: str, dice: Random) -> str | None:
    """Another given name."""
    *before, last = raw.split()
    made = dice.choice(_GIVEN)
    return " ".join([*before, made.upper() if last.isupper() else made])


def _parent(raw: str, dice: Random) -> str | None:
    """Another person: family name and given name are others."""
    first, *middle, last = raw.split()
    family, given = dice.choice(_FAMILY), dice.choice(_GIVEN)
    made = " ".join([family, *middle, given])
    return made.upper() if first.isupper() and last.isupper() else made


def _sex(raw: str, dice: Random) -> str | None:
    del dice
    return {"Nam": "Nữ", "Nữ": "Nam"}.get(raw)


def _ward(raw: str, dice: Random) -> str | None:
    """Another commune of Hanoi as it is since July 2025, of as many words."""
    found = _NEW_COMMUNE.search(raw)
    if found is None:
        return None
    like = [each for each in _COMMUNES[found[1]] if len(each.split()) == len(found[2].split())]
    return raw[: found.start(2)] + dice.choice(like) + raw[found.end(2) :] if like else None


_WAYS: Mapping[str, Callable[[str, Random], str | None]] = {
    "birth": _birth,
    "number": _number,
    "tone": _tone,
    "name": _name,
    "parent": _parent,
    "sex": _sex,
    "ward": _ward,
}
