"""Values out of short closed lists: sex, nationality, ethnic group."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from domain.fold import fold, squeeze
from domain.syllables import is_syllable
from extraction.values.parsed import Parsed
from extraction.values.text import tidy

ETHNICITIES = (
    "Kinh", "Tày", "Thái", "Mường", "Hoa", "Khmer", "Nùng", "Mông", "Dao", "Gia Rai", "Ê Đê",
    "Ba Na", "Sán Chay", "Chăm", "Cơ Ho", "Xơ Đăng", "Sán Dìu", "Hrê", "Raglay", "Mnông", "Thổ",
    "Xtiêng", "Khơ Mú", "Bru - Vân Kiều", "Cơ Tu", "Giáy", "Tà Ôi", "Mạ", "Giẻ - Triêng", "Co",
    "Chơ Ro", "Xinh Mun", "Hà Nhì", "Chu Ru", "Lào", "La Chí", "Kháng", "Phù Lá", "La Hủ", "La Ha",
    "Pà Thẻn", "Lự", "Ngái", "Chứt", "Lô Lô", "Mảng", "Cơ Lao", "Bố Y", "Cống", "Si La", "Pu Péo",
    "Rơ Măm", "Brâu", "Ơ Đu",
)  # fmt: skip
_CROSS_BEHIND = re.compile(r"(nam|nữ)\s*[xX]\b", re.IGNORECASE)
_VIETNAM, _ALIKE = "vietnam", 80
_NO_GROUP = frozenset({"khong", "chua"})
_OTHER_GROUP = 2  # words
_BY_SQUEEZE = {squeeze(name): name for name in ETHNICITIES}


def parse_sex(raw: str) -> Parsed | None:
    """``Nam`` or ``Nữ``. Where both are printed, the one that a hand put a cross behind is meant."""
    ticked = _CROSS_BEHIND.search(raw)
    if ticked:
        return Parsed("Nam" if ticked.group(1).lower() == "nam" else "Nữ", 0.9)
    words = [fold(word).strip(".,:;/|()") for word in raw.split()]
    found = {"Nam" if word == "nam" else "Nữ" for word in words if word in ("nam", "nu", "nir", "ni")}
    if len(found) != 1:
        return None
    value = found.pop()
    return Parsed(value, 1.0 if value in tidy(raw).split() else 0.8)


def parse_nationality(raw: str) -> Parsed | None:
    """A nationality as printed; any near reading of Việt Nam is Việt Nam."""
    text = tidy(raw)
    if not any(sign.isalpha() for sign in text):
        return None
    words = text.split()
    for start, length in ((at, size) for at in range(len(words)) for size in (2, 1)):
        squeezed = squeeze(" ".join(words[start : start + length]))
        if fuzz.ratio(squeezed, _VIETNAM) >= _ALIKE:
            sure = squeezed == _VIETNAM and start == 0
            return Parsed(_vietnam(words[start]), 1.0 if sure else 0.8)
    half = "viet" if squeeze(words[0]) == "viet" else "nam"
    if half in (squeeze(words[0]), squeeze(words[-1])):
        return Parsed(_vietnam(words[0]), 0.7)  # no other nationality has the word
    return Parsed(text, 0.6)


def _vietnam(like: str) -> str:
    return "VIỆT NAM" if like.isupper() and len(like) > 2 else "Việt Nam"


def parse_ethnicity(raw: str) -> Parsed | None:
    """One of the 54 ethnic groups as printed («Cơ-ho» stays), or the nearest of the official list.

    Words that are spelt as Vietnamese is are not bruised, and stay: «Cao Lan» is a name of its own, «Hàn»
    another country's. «Không» says that there is none.
    """
    words = tidy(raw).split()
    for length in (3, 2, 1):
        printed = " ".join(words[:length])
        official = _BY_SQUEEZE.get(squeeze(printed))
        if official:
            spelt = _spelt(printed, official)
            return Parsed(spelt, 1.0 if spelt != official or official in raw else 0.9)
    if not words or fold(words[0]) in _NO_GROUP:
        return None
    if is_syllable(words[0]):
        named = len(words) <= _OTHER_GROUP and all(is_syllable(word) and word[0].isupper() for word in words)
        return Parsed(" ".join(words), 0.5) if named else None
    best = process.extractOne(squeeze(words[0]), list(_BY_SQUEEZE), scorer=fuzz.ratio, score_cutoff=70)
    return Parsed(_BY_SQUEEZE[best[0]], 0.6) if best else None


def _spelt(printed: str, official: str) -> str:
    """The printed spelling where its letters are the official ones, else the official one."""

    def letters(text: str) -> str:
        return "".join(sign for sign in text.lower() if sign.isalpha())

    return printed.strip(".,;") if letters(printed) == letters(official) else official


RELATIONS = (
    "Chủ hộ", "Vợ", "Chồng", "Con", "Con đẻ", "Con nuôi", "Con dâu", "Con rể", "Con trai",
    "Con gái", "Bố", "Mẹ", "Cha", "Bố đẻ", "Mẹ đẻ", "Cha đẻ", "Bố chồng", "Mẹ chồng", "Bố vợ",
    "Mẹ vợ", "Ông", "Bà", "Ông nội", "Bà nội", "Ông ngoại", "Bà ngoại", "Cháu", "Cháu nội",
    "Cháu ngoại", "Anh", "Chị", "Em", "Anh ruột", "Chị ruột", "Em ruột", "Bác", "Chú", "Cô", "Dì",
    "Cậu",
)  # fmt: skip


def parse_relation(raw: str) -> Parsed | None:
    """Who somebody is to the head of a household; a relation of the usual list where only tones were lost.

    What follows a known relation and is no word of the language is a smudge; «Con ruột», «Cháu họ» go on.
    """
    text = tidy(raw)
    if not any(sign.isalpha() for sign in text):
        return None
    words = text.split()
    for size in range(len(words), 0, -1):
        known = _relation(" ".join(words[:size]))
        if known is not None and words[size:] and all(map(_goes_on, words[size:])):
            return Parsed(" ".join([known, *words[size:]]), 0.8)
        if known is not None:
            return Parsed(known, 1.0 if known == text else 0.8)
    return Parsed(text, 0.6)


def _goes_on(word: str) -> bool:
    return len(word) > 1 and word.islower() and is_syllable(word)


def _relation(text: str) -> str | None:
    if text in RELATIONS:
        return text
    begun = [each for each in RELATIONS if each.startswith(f"{text} ")]
    near = begun or [each for each in RELATIONS if squeeze(each) == squeeze(text)]
    return near[0] if len(near) == 1 else None
