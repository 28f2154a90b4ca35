"""What an engine takes for words where nothing is written, and signs it takes for their look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from domain.syllables import is_syllable
from ocr.engine import WordReading

_LEAST = 0.3
_LEAST_OF_SIGNS = 0.6
_LEAST_ALONE = 0.9  # of a single letter or sign on a line of its own: of 64 below it, 63 were none
_FEW, _LEAST_OF_FEW = 3, 0.5  # so few letters alone; of 35 below it none was right, and 12 stood near print
_LONG = 5  # letters from which a word may be one whose letters alone are in doubt
_LITTLE, _MOSTLY = 2, 0.8  # so many letters may differ, in so much of what it may be
_LEAST_OF_COLONS = 0.3  # a smudge is hardly ever two dots, one above the other
_WORD = 2  # letters
_NEVER_PRINTED = frozenset("`^¬|\\_{}=«»‹›<>“”‘’'\"*°#")
"""Signs that alone are no word of an official paper, but what dots, creases and strokes are read as."""


_ANY_G = re.compile("[gG]")
_LOOK_ALIKES = str.maketrans({"⁄": "/", "∕": "/", "~": "-"})


def as_printed(text: str) -> str:
    """The text in NFC, with the slashes and dashes of official papers for signs that these never print, with
    Q for a g that Vietnamese spelling rules out, and one capital for a broad one that was read as two.
    """
    printed = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
    if _wants_q(printed):
        return _ANY_G.sub("Q", printed, count=1)
    return printed.replace(printed[0] * 2, printed[0], 1) if _begins_twice(printed) else printed


def _begins_twice(word: str) -> bool:
    """Whether two equal capitals precede small letters: «HHải», for the swung capitals of handwriting are as
    broad as two letters, and no Vietnamese word begins like that.
    """
    return len(word) > 3 and word[0].isupper() and word[0] == word[1] and word[2:4].islower()


def _wants_q(word: str) -> bool:
    """Whether its g is a capital Q, whose tail hangs below the line in some faces.

    It is where it stands among capitals, or where no g is spelt: before an u and the vowel it glides to.
    """
    letters = "".join(filter(str.isalpha, word))
    if letters[:1] not in ("g", "G") or len(letters) < 3:
        return False
    glides = letters[1] in "uU" and _glided_to(letters[2].lower())
    return (letters[0] == "g" and letters[1:].isupper()) or (glides and is_syllable("q" + letters[1:]))


def _glided_to(vowel: str) -> bool:
    """Whether an u before it is spoken with it; with ô it makes up a vowel of its own, as in «guốc»."""
    signs = unicodedata.normalize("NFD", vowel)
    return signs[0] in "aeioy" and not signs.startswith("o\u0302")


def readable(words: Sequence[WordReading]) -> list[WordReading]:
    """A line's words without those that are smudges the engine took for letters.

    On a line most of whose letters were read, a word that was not is no smudge: left out, the value would
    look whole and sure; kept, its confidence says that a person must look.
    """
    if len(words) == 1 and _is_scrap(words[0]):
        return []
    sure = [_is_readable(word) for word in words]
    letters = [sum(map(str.isalnum, word.text)) for word in words]
    real = 2 * sum(count for count, each in zip(letters, sure, strict=True) if each) >= sum(letters)
    return [
        word
        for word, count, each in zip(words, letters, sure, strict=True)
        if each or (real and count >= _WORD)
    ]


def _is_scrap(word: WordReading) -> bool:
    """Whether a line's only word is one doubtful letter or a few hardly read, as pictures and seals are read.

    A cross can be what ticks a box.
    """
    if word.text in ("x", "X"):
        return False
    least = _LEAST_ALONE if len(word.text) == 1 else _LEAST_OF_FEW
    return len(word.text) <= _FEW and word.confidence < least


def _differs_little(word: WordReading) -> bool:
    """Whether nearly all that the word may be is the same but for a letter or two: something is written."""
    if len(word.text) < _LONG or not word.alternatives:
        return False
    own = 1 - sum(share for _, share in word.alternatives)
    alike = (share for text, share in word.alternatives if Levenshtein.distance(text, word.text) <= _LITTLE)
    return own + sum(alike) >= _MOSTLY


def _is_readable(word: WordReading) -> bool:
    if any(letter.isalnum() for letter in word.text):
        return word.confidence >= _LEAST or _differs_little(word)
    least = _LEAST_OF_COLONS if word.text == ":" else _LEAST_OF_SIGNS
    return word.confidence >= least and not _NEVER_PRINTED.issuperset(word.text)
