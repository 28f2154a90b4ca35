"""Any Vietnamese syllable, real or not, so that the network learns letters and not a word list."""

from __future__ import annotations

import unicodedata
from random import Random

from lab.training.recogniser.vocabulary import CODAS, NUCLEI, ONSETS

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in _TONES]


def any_syllable(random: Random) -> str:
    """Onset, nucleus, coda and tone drawn apart: every diacritic is as likely as every other one."""
    onset = random.choice(ONSETS) if random.random() < 0.95 else ""
    nucleus, tone = random.choice(NUCLEI), random.choice(_TONES)
    coda = random.choice(CODAS) if random.random() < 0.75 else ""
    # the tone stands on the last vowel of a closed or three-letter nucleus, on either one of an open pair
    place = len(nucleus) if coda or len(nucleus) != 2 else random.choice([1, 2])
    return onset + unicodedata.normalize("NFC", nucleus[:place] + tone + nucleus[place:]) + coda


def any_letters(random: Random) -> str:
    """A run of letters no language has, with or without diacritics."""
    pool = [*_VOWELS, "đ"] if random.random() < 0.5 else list("bcdfghjklmnpqrstvwxzaeiouyđiIlLtfrj")
    return "".join(random.choice(pool) for _ in range(random.randint(1, 9)))
