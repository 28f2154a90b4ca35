"""Which words can be Vietnamese: onset, rhyme and tone as the spelling allows them.

A lost tone often leaves no word at all: a syllable that ends in c, ch, p or t is spoken with a rising or a
heavy tone, so «Ngoc» and «Nhât» are misread whatever they were.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP = re.compile(r"(?:c|ch|k|p|t)$")
_LONGEST_ABBREVIATION = 5
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset("\u0301\u0323")
_ONSETS_SPELT = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
_RHYMES_SPELT = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip "
    "it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi "
    "om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uach uai uan uang uanh uao uat "
    "uau uay uăn uăng uăp uăt uâc uân uâng uât uâu uây uc ue uen ueo uet uê uêch uên uênh uêt uêu ui uit um "
    "un ung uôc uôi uôm uôn uông uôt up uơ ut uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng "
    "ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu ym yn ynh yt"
)
_ONSETS = frozenset(["", *_ONSETS_SPELT.split()])
_RHYMES = frozenset(_RHYMES_SPELT.split())


def is_spelt(text: str) -> bool:
    """Whether every word of the text can be Vietnamese, is an abbreviation, or a single letter."""
    return all(_is_abbreviation(word) or is_syllable(word) for word in _WORD.findall(text))


@cache
def is_syllable(word: str) -> bool:
    """Whether the word is an onset and a rhyme that exist, with a tone that the rhyme allows."""
    signs = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in signs if sign in _TONES]
    base = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    rhymes = [base[size:] for size in range(4) if base[:size] in _ONSETS and base[size:] in _RHYMES]
    rhymes += [f"i{base[2:]}"] if base[:2] == "gi" and f"i{base[2:]}" in _RHYMES else []
    stopped = tones and tones[0] in _STOPPED_TONES
    return len(tones) < 2 and any(
        stopped or rhyme[-1] not in "chpkt" or rhyme.endswith("nh") for rhyme in rhymes
    )


def _is_abbreviation(word: str) -> bool:
    return (
        len(word) == 1
        or (len(word) <= 5 and word.isupper() and word.isascii())
        or word in ("QĐ", "NĐ", "KĐT")
    )
