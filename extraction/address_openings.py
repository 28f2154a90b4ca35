"""What opens an address: houses, hamlets, offices and stations, as hands and poor scans leave them."""

from __future__ import annotations

import re

from rapidfuzz.distance import Hamming

from extraction.letters import cased, letters

_HEADS = ("Thôn", "Xóm", "Tổ", "Đội", "Cụm", "Khu", "Số", "Ngõ", "Ấp")
_BEHEADED = {head[1:]: head for head in _HEADS if head != "Ấp"}  # «p Mẫu» is phường Mẫu
_FIRST_WORD = re.compile(r"^\s*([^\W\d_]+)(?=\s)")
_GLUED = re.compile(rf"\b({'|'.join(_HEADS)})(?=\d)")
_HOUSE = re.compile(r"^(\s*(?:Số )?)S(?=[A-Z]\s)")
_NUMBERED = re.compile(r"^(\s*)([^\W\d_]{3,4})(?= \d{1,3},)")
_MISREAD = 1  # letter that may be wrong in the word before a hamlet's number
_OTHERS = frozenset({"nga", "kho"})  # crossroads and stores have numbers too
_OFFICE = re.compile(r"^(\s*)([A-Z]{3,5})(?=\s+(?:xã|phường|thị trấn)\s)")
_STATION = re.compile(r"^(\s*)Tr[aàáạảãâăeêo]m (?:[A-Z] )?[tr][êếềểéeẻ](?=\s+[^\W\d_])")
_STROKE = re.compile(r"(?<=[^\W\d_])\s*/\s*(?=(?:quận|huyện|thị xã|thành phố|phường|xã|thị trấn)\s)")


def mend_opening_words(address: str) -> str:
    """The address with its first word whole, its office and its house number spelt as such.

    «óm Chùa» as «Xóm Chùa», «VBND xã» as «UBND xã», «Tràm V tế xã» as «Trạm Y tế xã», «Tổ6» as «Tổ 6»,
    «Cam 5,» as «Cụm 5,», «SA Mỗ Lao» as «5A Mỗ Lao», and a stroke before a unit as the comma it is.
    """
    text = _STROKE.sub(", ", _GLUED.sub(r"\1 ", address))
    text = _FIRST_WORD.sub(lambda match: _BEHEADED.get(match.group(1), match.group()), text)
    text = _NUMBERED.sub(lambda match: match.group(1) + _as_head(match.group(2)), text)
    text = _HOUSE.sub(r"\g<1>5", _STATION.sub(r"\1Trạm Y tế", text))
    return _OFFICE.sub(lambda match: match.group(1) + _as_office(match.group(2)), text)


def _as_head(read: str) -> str:
    """The one word of those that open an address which has the same letters but for one; else as it is."""
    word = letters(read)
    alike = (head for head in _HEADS if len(head) == len(read))
    near = [head for head in alike if Hamming.distance(word, letters(head)) <= _MISREAD]
    return cased(near[0], read) if len(near) == 1 and word not in _OTHERS else read


def _as_office(read: str) -> str:
    """«VBND», «BND», «UBUD»: three of its four letters are there."""
    kept = sum(sign in read for sign in "UBND")
    return "UBND" if kept >= 3 and abs(len(read) - 4) <= 1 else read
