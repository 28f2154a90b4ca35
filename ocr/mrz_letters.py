"""The letters of machine-readable zones: check digits, fillers, and what print looks like to a recogniser."""

from __future__ import annotations

import re

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
FILLERS = "<KCLEGXS«"
"""What a filler is read as."""

DIGIT = "[0-9OQDUIJLZSGBT]"
"""Pattern of what a digit is read as."""

_Q_ALONE = re.compile("Q(?!U)")  # no Vietnamese name holds it
_TO_DIGIT = str.maketrans("OQDUIJLZSGBT", "000011125687")
_TO_LETTER = str.maketrans("01258", "OIZSB")


def check_digit(field: str) -> str:
    """The check digit of a field: weights 7, 3, 1; A = 10 .. Z = 35; the filler counts 0."""
    values = (int(letter, 36) if letter != "<" else 0 for letter in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def is_proven(field: str) -> bool:
    """Whether a field's last place is the check digit of those before it."""
    return check_digit(field[:-1]) == field[-1]


def as_digits(text: str) -> str:
    """The text with look-alike letters turned into digits."""
    return text.translate(_TO_DIGIT)


def as_letters(text: str) -> str:
    """The text with look-alike digits turned into letters."""
    return text.translate(_TO_LETTER)


def as_names(text: str, length: int) -> str | None:
    """A name field: surname, two fillers, given names, fillers to the end; None when there is no surname."""
    found = re.match(r"([A-Z]+(?:<[A-Z]+)*)<<+((?:[A-Z]+<)*[A-Z]*)", as_letters(text))
    if found is None:
        return None
    surname = _Q_ALONE.sub("O", found.group(1))
    names = _Q_ALONE.sub("O", found.group(2)).strip("<")
    given = re.sub(rf"(<[{FILLERS}]|K{{2,}})$", "", names)  # no name ends in KK
    return f"{surname}<<{given}"[:length].ljust(length, "<")


def cleaned(line: str) -> str:
    """A reading without blanks and without anything that no zone holds."""
    return re.sub(r"[^A-Z0-9<]", "", line.upper().replace("«", "<<").replace("‹", "<"))
