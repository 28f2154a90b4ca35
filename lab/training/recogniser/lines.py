"""What a line of a paper says: prose, labels with values, titles, numbers, and runs no language has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from lab.training.recogniser import values
from lab.training.recogniser.syllables import any_letters, any_syllable
from lab.training.recogniser.vocabulary import (
    ABBREVIATIONS,
    BILINGUAL,
    FOREIGN,
    LABELS,
    PLACES,
    SHORT,
    TITLES,
    WORDS,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line. ``filled``: written into a form, perhaps by hand; ``dots``: on leader dots."""

    text: str
    filled: bool = False
    dots: bool = False


_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’–—…°²³½«»•☐☑×±§€"


def _prose(random: Random) -> str:
    words: list[str] = []
    for _ in range(random.randint(2, 9)):
        chance = random.random()
        if chance < 0.78:
            words.append(random.choice(WORDS))
        elif chance < 0.84:
            words.append(any_syllable(random))
        elif chance < 0.88:
            words.append(random.choice(PLACES))
        elif chance < 0.91:
            words.append(values.document_number(random))
        elif chance < 0.94:
            words.append(values.digits(random, random.randint(1, 4)))
        else:
            words.append(random.choice([values.name, values.date, values.amount])(random))
    return _punctuated(words, random)


def _punctuated(words: list[str], random: Random) -> str:
    text = words[0]
    for word in words[1:]:
        text += random.choice(["", "", "", "", "", "", ",", ",", ";", ".", ":", " -", " –", "/"]) + " " + word
    if random.random() < 0.15:
        opening, closing = random.choice([("(", ")"), ("“", "”"), ('"', '"'), ("«", "»"), ("[", "]")])
        text = opening + text + closing
    if random.random() < 0.5:
        text = text[0].upper() + text[1:]
    head = random.choice(
        ["", "", "", "", "- ", "+ ", "• ", "* ", f"{random.randint(1, 20)}. ", "a) ", "đ) ", _chapter(random)]
    )
    return head + text + random.choice(["", "", "", ".", ";", ",", ":", "./.", "..."])


def _chapter(random: Random) -> str:
    return random.choice(["I", "II", "III", "IV", "V", "VI", "VII", "IX", "X"]) + ". "


def _value(random: Random) -> str:
    makers = [values.name, values.name, values.address, values.address, values.date, values.date]
    makers += [
        values.person_number,
        values.person_number,
        values.amount,
        values.document_number,
        values.contact,
    ]
    makers += [values.company, _word_pair]
    text = random.choice(makers)(random)
    return text.upper() if random.random() < 0.15 else text


def _word_pair(random: Random) -> str:
    return random.choice([*SHORT, random.choice(WORDS), f"{random.choice(WORDS)} {random.choice(WORDS)}"])


def _form(random: Random) -> list[Part]:
    number = random.choice(
        ["", "", "", f"{random.randint(1, 20)}. ", f"({random.randint(1, 9)}) ", "a) ", "- "]
    )
    if random.random() < 0.1:  # labels in a column of their own leave the colon to the value
        return [Part(": "), Part(_value(random), filled=True)]
    label = number + random.choice(LABELS) + random.choice([":", ":", ":", "(1):", "(2):", ""])
    if random.random() < 0.2:
        return [Part(label), Part("", dots=True)]
    return [Part(label + " "), Part(_value(random), filled=True, dots=random.random() < 0.4)]


def _bilingual(random: Random) -> list[Part]:
    label = random.choice(BILINGUAL)
    return [Part(label)] if random.random() < 0.6 else [Part(label + " "), Part(_value(random), filled=True)]


def _title(random: Random) -> str:
    title = random.choice(TITLES) if random.random() < 0.5 else _prose(random)
    head = _chapter(random) if random.random() < 0.1 else ""
    return head + (title.upper() if random.random() < 0.85 else title.capitalize())


def _soup(random: Random) -> str:
    """Syllables, letters, digits and signs in no order: what keeps the network reading and not guessing."""
    makers: list[Callable[[Random], str]] = [
        any_syllable,
        any_syllable,
        any_syllable,
        any_letters,
        _signs,
        _cased,
    ]
    return " ".join(random.choice(makers)(random) for _ in range(random.randint(1, 8)))


def _cased(random: Random) -> str:
    word = any_syllable(random)
    return random.choice(
        [word.upper(), word.capitalize(), word + random.choice(",.;:?!)"), any_letters(random).upper()]
    )


def _signs(random: Random) -> str:
    if random.random() < 0.5:
        return values.digits(random, random.randint(1, 7))
    return "".join(random.choice(_SIGNS + "0123456789") for _ in range(random.randint(1, 4)))


def _foreign(random: Random) -> str:
    words = [random.choice((*FOREIGN, *ABBREVIATIONS)) for _ in range(random.randint(1, 6))]
    return " ".join(random.choice([word, word.capitalize(), word.upper()]) for word in words)


_PLAIN: list[tuple[float, Callable[[Random], str]]] = [
    (0.26, _prose),
    (0.14, _soup),
    (0.09, _title),
    (0.04, values.machine_readable),
    (0.03, values.spaced_digits),
    (0.05, values.document_number),
    (0.03, _foreign),
]


def any_line(random: Random) -> list[Part]:
    """One line's parts, left to right; together at most about 70 letters, cut where a word ends."""
    chance = random.random()
    for share, maker in _PLAIN:
        chance -= share
        if chance < 0:
            text = maker(random)
            return [Part(text if maker is values.machine_readable else _cut(text, random))]
    if chance < 0.2:
        return _form(random)
    if chance < 0.27:
        return _bilingual(random)
    return [Part(_value(random), filled=True)]


def shortened(parts: list[Part], most: int) -> list[Part]:
    """The parts' first letters, as many as are wanted."""
    kept = []
    for part in parts:
        if most > 0:
            kept.append(Part(part.text[:most], part.filled, part.dots and len(part.text) <= most))
        most -= len(part.text)
    return kept


def _cut(text: str, random: Random) -> str:
    """Keep a stretch of at most 12 to 70 letters: short lines teach faster, long ones must be seen too."""
    most = random.choice([12, 20, 30, 30, 45, 70])
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].strip() or text[:most]
