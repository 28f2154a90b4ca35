"""Finds lost tones and letters again where only one word is possible: names of places, words of forms.

Nothing is invented: a reading is changed only into the one known form that has the same letters (or, for
words of forms, all but one). ``raw`` keeps what was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from domain.fold import fold
from domain.surnames import SPELT_FORMS, SURNAME_FORMS
from extraction.address_openings import mend_opening_words
from extraction.address_parts import part_address
from extraction.city_tail import with_whole_city
from extraction.letters import cased, has_other_letters, letters, marks, unique
from extraction.nesting import mend_places
from extraction.place_names import PLACE_NAMES
from extraction.unit_words import mend_unit_words

_STREETS = ("số", "ngõ", "ngách", "hẻm", "đường", "phố")
"""What stands before the name of a street, which is no commune however alike (Mỗ Lao is none, Mộ Lao is)."""
UNITS = (
    "thành phố", "thị xã", "thị trấn", "quận", "huyện", "phường", "xã", "tỉnh", "thôn", "xóm", "tổ",
    "đội", "cụm", "số", "ngõ", "ngách", "hẻm", "đường", "phố", "tổ dân phố", "khu", "bệnh viện",
    "trạm y tế", "ủy ban nhân dân",
)  # fmt: skip
_IDENTITY = (
    "căn cước công dân số", "thẻ căn cước số", "do Bộ Công an cấp ngày", "hộ chiếu",
    "giấy chứng minh nhân dân", "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
)  # fmt: skip
_CARD_OPENED = re.compile(r"^Th[eéèẽẹê](?= (?:CCCD|[Cc]ăn cước))")
_LARGE_NUMBER_SIGN = re.compile(r"(?<=^CMND )SỐ(?= \d)|(?<=^CCCD )SỐ(?= \d)")
_DAY_STOPPED = re.compile(r"\bngày[.,](?=\s*\d)")
_SHORTENED = re.compile(r"^(?:Thẻ )?([A-Z]{3,5}) số (\d+)\b")
_SHORT_BY_FIGURES = {9: "CMND", 12: "CCCD"}
_OTHER_SHORT = frozenset({"CMTND", "GCMND"})  # papers write these as well
_ISSUERS = (
    "Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Cục Cảnh sát đăng ký quản lý cư trú và dữ liệu",
    "Công an thành phố Hà Nội", "Bộ Công an",
)  # fmt: skip
_CITY = "Hà Nội"
_BY = "do"  # «do Công an tỉnh …» is no «Bộ Công an»
_ALIKE = 90.0  # of 100: how like an authority's name the words must be
_MARKS = (
    "nốt ruồi", "sẹo chấm", "sẹo thẳng", "sẹo lồi", "tàn nhang", "vết chàm", "trên", "dưới", "trước", "sau",
    "đuôi mắt", "khóe mắt", "mí mắt", "mặt", "cánh mũi", "sống mũi", "đầu mũi", "mép", "đầu lông mày",
    "đuôi lông mày", "giữa trán", "thái dương", "gò má", "dái tai", "phải", "trái", "cách", "không có",
)  # fmt: skip
_KINDS_OF_MARK = ("nốt ruồi", "sẹo chấm", "sẹo thẳng", "sẹo lồi", "tàn nhang", "vết chàm")
_LIKE_A_KIND = 78.0  # of 100
_TWO_WORDS = re.compile(r"[^\W\d_]+ [^\W\d_]+")
_OPENINGS = (
    ("Bệnh viện", 1), ("Trạm Y tế", 1), ("Thị trấn", 1), ("Thị xã", 1), ("Thành phố", 1),
    ("Ủy ban nhân dân", 1), ("Huyện", 2), ("Quận", 2), ("Xã", 2), ("Thôn", 1), ("Xóm", 1), ("Cụm", 9),
    ("Tổ", 9), ("Đội", 9), ("Số", 9),
)  # fmt: skip
"""What opens a part of an address, and how many words must follow it where no number does."""
_OPENING = re.compile(r"\s*([^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_HOUSES = re.compile(r"\b(?:(?:trạm|bệnh|túc|cư|học|quân) xá|s[ứự] quán)$", re.IGNORECASE)
"""Where «xá» is no «xã», infirmaries and halls of residence, and «quán» no «quận»: embassies."""
_FUZZY = 5  # letters from which a word of a form is known although one letter is wrong


def mend_address(text: str) -> str:
    """An address with its parts parted by commas, and known names of places and units spelt as they are."""
    parted = with_whole_city(_mend_words(part_address(mend_opening_words(text)), _words_of(UNITS)))
    with_units = mend_unit_words([_mend_opening(part) for part in parted.split(",")])
    nested = mend_places(with_units)
    near = nested.province in ("", _CITY)
    return ",".join(
        _mend_part(part) if near and at not in nested.settled else part
        for at, part in enumerate(nested.parts)
    )


def mend_identity(text: str) -> str:
    """A line about an identity paper with the words that such lines are made of, and the issuer's name."""
    text = _LARGE_NUMBER_SIGN.sub("số", text)
    text = _DAY_STOPPED.sub("ngày", _CARD_OPENED.sub("Thẻ", text))
    return _mend_issuer(_mend_words(_SHORTENED.sub(_as_numbered, text), _words_of(_IDENTITY)))


def _as_numbered(match: re.Match[str]) -> str:
    """«MND số» before nine figures is CMND, «CCD số» before twelve CCCD: the number tells the paper."""
    read, number = match.group(1), match.group(2)
    right = _SHORT_BY_FIGURES.get(len(number), read)
    misread = read not in _OTHER_SHORT and Levenshtein.distance(read, right) <= 1
    return match.group().replace(read, right, 1) if misread else match.group()


def _mend_issuer(text: str) -> str:
    """The words that are nearly the name of an authority that issues identity papers, as its name."""
    words = list(_WORD.finditer(text))
    windows = (
        (issuer, words[at].start(), words[at + len(issuer.split()) - 1].end())
        for issuer in _ISSUERS
        for at in range(len(words) - len(issuer.split()) + 1)
        if words[at].group().lower() != _BY
    )
    ranked = ((fuzz.ratio(letters(text[a:b]), letters(issuer)), issuer, a, b) for issuer, a, b in windows)
    score, issuer, start, end = max(ranked, default=(0.0, "", 0, 0))
    return text if score < _ALIKE else text[:start] + _as_written(text[start:end], issuer) + text[end:]


def _as_written(read: str, name: str) -> str:
    """The name in capitals where it was read so."""
    return name.upper() if read.isupper() else name


def mend_marks(text: str) -> str:
    """A mark of recognition with the words that cards use for one.

    Cards know few such words: letters that only one of them has are that word, whatever marks were read, and
    the two that say what kind of mark it is are known although some letters are wrong.
    """
    text = _mend_kind(text)
    words, phrases = _words_of(_MARKS), _pairs_of(_MARKS)
    found = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    mended = [
        _of_a_pair(found, index, phrases) or words.get(letters(word), word)
        for index, (_, word) in enumerate(found)
    ]
    for (start, word), form in reversed(list(zip(found, mended, strict=True))):
        right = word if marks(word) == marks(form) else cased(form, word)
        text = text[:start] + right + text[start + len(word) :]
    return text


def _mend_kind(text: str) -> str:
    """«Nội ruồi», «Nội rồi»: the first two words as the kind of mark that they resemble most."""
    match = _TWO_WORDS.match(text)
    if match is None:
        return text
    read = fold(match.group())
    score, kind = max((fuzz.ratio(read, fold(kind)), kind) for kind in _KINDS_OF_MARK)
    return (
        text
        if score < _LIKE_A_KIND or read == fold(kind)
        else cased(kind, match.group()) + text[match.end() :]
    )


def _of_a_pair(found: list[tuple[int, str]], index: int, pairs: Mapping[str, str]) -> str | None:
    """The word as a phrase has it that it makes with the word before it or behind it."""
    for first in (index - 1, index):
        if first >= 0 and first + 1 < len(found):
            pair = pairs.get(" ".join(letters(word) for _, word in found[first : first + 2]))
            if pair is not None:
                return pair.split()[index - first]
    return None


def mend_surname(name: str) -> str:
    """A name whose family name lost its tone: «NGUYÊN» is none, NGUYỄN is the only one it can be.

    One that is some people's is left: Ly is not Lý, nor Lường Lương.
    """
    first, blank, rest = name.partition(" ")
    form = _surnames().get(letters(first))
    if not blank or form is None or first.lower() in SPELT_FORMS or has_other_letters(first, form):
        return name
    return f"{cased(form, first)} {rest}"


def _mend_part(part: str) -> str:
    """A part that is a unit and the name of a place in or around the city, or the name alone, as known."""
    words = list(_WORD.finditer(part))
    skipped = next((n for n in (3, 2, 1) if letters(_span(part, words[:n])) in _unit_letters()), 0)
    named = words[skipped:]
    if fold(_span(part, words[:skipped])) in _street_words():
        return part
    form = _place_names().get(letters(_span(part, named))) if len(named) > 1 else None
    if form is None or part[named[-1].end() :].strip():
        return part
    start, end = named[0].start(), named[-1].end()
    return _mend_unit(part[:start]) + _respelt(part[start:end], form) + part[end:]


def _mend_opening(part: str) -> str:
    """A part's first word spelt as the unit it can only be: «Cum 5», «Huyên Gia Lâm», «Bênh viện …».

    Where the part as read is the name of a known place, or two words alone, the first may be a name's.
    """
    match = _OPENING.match(part)
    if match is None or letters(part) in _place_names():
        return part
    for unit, least in _OPENINGS:
        said = part[match.start(1) : match.start(1) + len(unit)]
        rest = part[match.start(1) + len(unit) :]
        numbered = rest[:2].strip()[:1].isdecimal()
        whole = rest.startswith(" ") and (numbered or len(rest.split()) >= least)
        if letters(said) == letters(unit) and whole and not has_other_letters(said, unit):
            own = (b if b.lower() == a.lower() else a for a, b in zip(unit, said, strict=True))
            return part[: match.start(1)] + "".join(own) + rest
    return part


def _mend_unit(unit: str) -> str:
    """The unit before a known place spelt as it is: «Huyên Quốc Oai» can only be a huyện."""
    known = _words_of(UNITS)
    return _WORD.sub(lambda match: _with_lost_marks(match.group(), known.get(letters(match.group()))), unit)


def _span(part: str, words: list[re.Match[str]]) -> str:
    return part[words[0].start() : words[-1].end()] if words else ""


def _respelt(piece: str, form: str) -> str:
    """The known form in the case of the piece; where only the place of a tone differs the piece stays."""
    if all(marks(a) == marks(b) for a, b in zip(piece.split(), form.split(), strict=True)):
        return piece
    return cased(form, piece)


def _mend_words(text: str, known: Mapping[str, str]) -> str:
    def mended(match: re.Match[str]) -> str:
        return match.group() if _HOUSES.search(text[: match.end()]) else _mend_word(match.group(), known)

    return _WORD.sub(mended, text)


def _mend_word(word: str, known: Mapping[str, str]) -> str:
    read = letters(word)
    form = known.get(read)
    if form is None and len(read) >= _FUZZY:
        near = [each for each in known if len(each) == len(read) and _differ(each, read) == 1]
        alike = len(near) == 1 and marks(word)[1] == marks(known[near[0]])[1]
        form = known[near[0]] if alike else None  # other marks besides: another word (nhánh, thành)
    if not word.islower():
        return word  # a capital begins a name, and names look like words of forms (Phương, phường)
    return _with_lost_marks(word, form)


def _with_lost_marks(word: str, form: str | None) -> str:
    """The known form where reading lost its marks; one with a letter of its own («tờ») is another word."""
    if form is None or marks(word) == marks(form) or has_other_letters(word, form):
        return word
    if len(marks(word)[1]) > len(marks(form)[1]):  # reading loses marks, and adds none: «bản» is no «ban»
        return word
    return cased(form, word)


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@cache
def _place_names() -> dict[str, str]:
    return unique(name for name in PLACE_NAMES if " " in name and "-" not in name)


@cache
def _unit_letters() -> frozenset[str]:
    return frozenset(letters(unit) for unit in UNITS)


@cache
def _street_words() -> frozenset[str]:
    return frozenset(map(fold, _STREETS))


@cache
def _pairs_of(phrases: tuple[str, ...]) -> dict[str, str]:
    """Letters to the only two words of a phrase that have them."""
    pairs = (" ".join(pair) for phrase in phrases for pair in pairwise(phrase.split()))
    return unique(pairs)


@cache
def _surnames() -> dict[str, str]:
    return unique(SURNAME_FORMS)


@cache
def _words_of(phrases: tuple[str, ...]) -> dict[str, str]:
    return unique({word.lower() for phrase in phrases for word in phrase.split()})
