"""The commas of an address: faint ones are read as stops, or not at all."""

from __future__ import annotations

import re

_UNITS = "thành phố|thị xã|thị trấn|quận|huyện|phường|xã|tỉnh"
_STOP = re.compile(rf"(?<=[^\W\d_]{{2}})\s*[.;](?=\s+[^\W_])|(?<=[^\W_])\s*[.;:](?=\s+(?:{_UNITS})\s)")
_ABBREVIATED = frozenset(
    ("tp", "tx", "tt", "kp", "tdp", "kdt", "kđt", "đt", "st", "dr", "ql", "tl", "no", "ub", "ca")
)  # fmt: skip
_BEFORE_UNIT = re.compile(rf"(?<=[^\W_]) (?=(?:{_UNITS}) [^\W_])")
_UNIT_BEGUN = ("thị", "thi", "thành", "thanh")
"""The first word of a unit of two: «Thị xã Sơn Tây»."""
_OFFICE_WORDS = ("Dân", "An", "Tế", "Khoa", "Ban")
"""Last words of what an office, a station or a hospital is called before the place it is of."""


def part_address(text: str) -> str:
    """The address with a comma where a stop can be nothing else, and before a unit that follows a name.

    A comma is put in only where the address uses commas: some papers write their addresses without.
    """
    text = _STOP.sub(lambda at: at.group() if _is_abbreviated(text[: at.start()]) else ",", text)
    if "," not in text:
        return text
    return _BEFORE_UNIT.sub(lambda at: ", " if _ends_part(text[: at.start()]) else " ", text)


def _is_abbreviated(before: str) -> bool:
    """«TP.», «P.», «Q.»: the stop belongs to the word."""
    word = re.split(r"[\s,.]", before)[-1]
    return (
        (len(word) == 1 and word.isalpha())
        or word.lower() in _ABBREVIATED
        or (word.isupper() and len(word) <= 4)
    )


def _ends_part(before: str) -> bool:
    """Whether what stands before a unit is the name or number of a smaller one («Thôn Đìa xã …»)."""
    last = before.rsplit(maxsplit=1)[-1]
    named = last[:1].isupper() and not last.isupper() and last not in _OFFICE_WORDS
    if last.lower() in _UNIT_BEGUN:
        return False
    return named or last.isdecimal()
