"""Personal names, kept in the paper's own case: ``title()`` would break H'Hen Niê."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.fold import fold
from domain.given_names import NAME_SYLLABLES
from domain.surnames import SURNAME_FORMS, SURNAMES
from domain.syllables import is_syllable
from extraction.spelling import mend_surname
from extraction.values.parsed import Parsed
from extraction.values.text import tidy

_SMUDGE = 3  # letters at most
_SPELT = frozenset(form.lower() for form in SURNAME_FORMS)
_NAMES = NAME_SYLLABLES | _SPELT
_WHOLE = _NAMES - frozenset(word[1:] for word in _NAMES)
"""Words of names that are not what another one leaves when its first letter is lost."""
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’.-][^\W\d_]+)*$")
_ARTICLE = re.compile(r"^[HYK]['’]$", re.IGNORECASE)
"""What names of Ê Đê and Cơ Ho women and men open with, where a gap follows it: «H' Hen Niê», «K' Brếu»."""
_SHORTEST = 2  # words of a name
_MIDDLES = frozenset({"văn", "thị"})
"""Middle names that are hardly ever a family name."""
_HONORIFICS = ("ông/bà", "ông", "bà", "anh", "chị", "cháu", "mr", "mrs", "ms", "miss")
_HINT = re.compile(r"\(\s*ký\b", re.IGNORECASE)
"""What a form prints where somebody signs: «(Ký, ghi rõ họ, chữ đệm, tên)»."""
_PAPER_WORDS = frozenset(
    (
        "họ",
        "tên",
        "ngày",
        "tháng",
        "năm",
        "sinh",
        "giới",
        "tính",
        "dân",
        "tộc",
        "quốc",
        "tịch",
        "số",
        "nơi",
        "cư",
    )
)


def parse_name(raw: str) -> Parsed | None:
    """2 to 7 words of letters; leading honorifics (``Ông:``) are not part of a name.

    Single-word names exist but are rare; they are parsed with little certainty. Words that hold digits or
    signs end the name, as they begin something else.
    """
    if _HINT.match(raw.strip()):
        return None
    words = tidy(raw).split()
    while words and _is_honorific(words):
        words = words[1:]
    name: list[str] = []
    for word in words:
        bare = word.strip(",;:.()[]|")
        if not _NAME_WORD.match(bare) and not (_ARTICLE.match(bare) and not name):
            break
        name.append(bare)
        if word[-1] in ",;:)":
            break
    name = _without_smudge(name)
    if not name or len(name) > 7 or len("".join(name)) < 2:
        return None
    read = _in_one_case(" ".join(name))
    mended = mend_surname(read)
    certainty = _certainty(name, words)
    return Parsed(mended, certainty if mended == read else 0.9 * certainty)


def _is_honorific(words: Sequence[str]) -> bool:
    """Whether the first word only addresses a person; «Ông» is a family name too, as in «ÔNG VĂN MẪU»."""
    first, *name = words
    if first.lower().strip(":.") not in _HONORIFICS or len(name) < _SHORTEST:
        return False
    family = first.lower() == "ông" and (fold(name[0]) not in SURNAMES or name[0].lower() in _MIDDLES)
    return not family


def _without_smudge(name: list[str]) -> list[str]:
    """Words without what is none before a family name: «AL ĐÀO HỒNG ANH», where a picture's rim was read."""
    first, *rest = name or [""]
    smudge = first.isascii() and first.isalpha() and len(first) <= _SMUDGE and not is_syllable(first)
    return rest if smudge and len(rest) > 1 and rest[0].lower() in _SPELT else name


def is_full_name(words: Sequence[str]) -> bool:
    """Whether words up to the first comma are a known family name and given names, and nothing else."""
    name: list[str] = []
    for word in words:
        name.append(word.rstrip(",;."))
        if word[-1] in ",;":
            break
    proper = all(_NAME_WORD.match(word) and word[0].isupper() for word in name)
    return 1 < len(name) <= 6 and proper and fold(name[0]) in SURNAMES


def _in_one_case(name: str) -> str:
    """A name mostly in capitals is all in capitals, else no word of it is: Ơ and ơ differ by size alone."""
    letters = [sign for sign in name if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if capitals >= 0.7 * len(letters) and len(letters) > 4:
        return name.upper()
    if capitals > 0.5 * len(letters):
        return name
    words = name.split()
    proper = 2 * sum(word[0].isupper() for word in words) > len(words)
    return " ".join(_with_one_capital(word, proper) for word in words)


def _with_one_capital(word: str, proper: bool) -> str:
    """«HỮu» as «Hữu», and among words with capitals «thị» as «Thị»; those with signs stay («H'Hen»).

    So does what a word may leave that lost its first letter: «hoa» is Thoa as well as Hoa.
    """
    capital = word[0].isupper() or (proper and word in _WHOLE)
    return word[0].upper() + word[1:].lower() if word.isalpha() and capital else word


def _certainty(name: list[str], words: list[str]) -> float:
    certainty = 1.0 if len(name) > 1 else 0.5
    if len(words) > len(name):
        certainty *= 0.8
    if sum(word.lower() in _PAPER_WORDS for word in name) >= 2:
        certainty *= 0.4
    if any(not word[0].isupper() for word in name):
        certainty *= 0.6
    if fold(name[0]) not in SURNAMES and "'" not in name[0]:
        certainty *= 0.9
    return certainty
