"""Free text, addresses, e-mail addresses and the machine-readable zone."""

from __future__ import annotations

import re
import unicodedata

from extraction.spelling import mend_address, mend_identity, mend_marks
from extraction.values.parsed import Parsed

_LEADERS = re.compile(r"[.…_·•‥]{3,}|…+|_{2,}|(?:\. ){2,}\.?|(?<=\s)[.…·‥_]{2,}(?=\s|$)")
_MARK_WORDS = 2
_MENDED = 0.95  # trust in a value in which a lost tone was found again
_TWICE = re.compile(r"\b([^\W\d_a-z])\1(?=[^\W\d_A-Z])")
"""A capital that hand-writing begins a word with is read twice («HHà Nội»); no word begins so."""
_EDGES = " \t\n.,:;…_·•‥-–—|*'\"“”‘’`~^=/\\[]{}<>"
_SPACED_NUMBER = re.compile(r"\d[\d ]{7,}\d")
_CODE_IN_TWO = re.compile(r"(\d{2}) ([A-Z]\d{7})")
"""A household's business number («01B8099749») with a gap read before its letter."""
_NUMBER_IN_TWO = re.compile(r"(?<!\d)(\d{2,10}) (\d{2,10})(?!\d|[/.-])")
_TORN_SLASH = re.compile(r"(?<=[^\W_])/ (?=[^\W_])")
"""A slash that closes up with the word before it closes up with the one behind it: «vợ/ chồng»."""
_FIGURE_ONE = re.compile(r"(?<=\d)[Il](?=\d|[A-Z]?\b)")
"""Between figures, or between one and the letter of a house («20IA»), stands no I but a 1."""
_NOTE = re.compile(r"^\d[.:)] +(?=\w)")
"""The raised figure of a note behind a label («Nơi thường trú³: …»); no house is numbered so."""
_BOX_EDGE = re.compile(r"[\[\]()|]")
_BOXED = re.compile(r"[A-Z]{2}\d{13}|\d{10}")
"""A health insurance number, two letters and thirteen figures until 2021, which cards print in boxes."""
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def tidy(raw: str) -> str:
    """NFC text on one line without leader dots and stray signs at its ends; brackets stay when they pair."""
    text = _LEADERS.sub(" ", unicodedata.normalize("NFC", raw))
    text = _TWICE.sub(r"\1", text)
    text = " ".join(text.split()).strip(_EDGES)
    if text.count("(") != text.count(")"):
        text = text.strip("() ")
    return re.sub(r"\s+([,;:.])", r"\1", _TORN_SLASH.sub("/", text))


def parse_text(raw: str) -> Parsed | None:
    """Any text with at least one letter or digit."""
    text = tidy(raw)
    unboxed = re.sub(r"[\[\]()| ]", "", text)
    if _BOX_EDGE.search(text) and _BOXED.fullmatch(unboxed):
        return Parsed(unboxed, _MENDED)
    if _SPACED_NUMBER.fullmatch(text) or _CODE_IN_TWO.fullmatch(text):
        text = text.replace(" ", "")
    return Parsed(text) if any(sign.isalnum() for sign in text) else None


def parse_address(raw: str) -> Parsed | None:
    """An address as printed, on one line; a lone short word is hardly one."""
    text = _NOTE.sub("", tidy(raw))
    letters = sum(sign.isalpha() for sign in text)
    if letters < 3:
        return None
    mended = mend_address(_FIGURE_ONE.sub("1", text))
    return Parsed(mended, (1.0 if " " in text else 0.6) * (1.0 if mended == text else _MENDED))


def parse_identity_paper(raw: str) -> Parsed | None:
    """A line about an identity paper: «Căn cước công dân số … do … cấp ngày …»."""
    text = _NUMBER_IN_TWO.sub(_closed_up, tidy(raw))
    mended = mend_identity(text)
    return Parsed(mended, 1.0 if mended == text else _MENDED) if any(map(str.isalnum, text)) else None


def _closed_up(match: re.Match[str]) -> str:
    """Two groups of digits as one number, if they make the number of an identity paper."""
    digits = match.group(1) + match.group(2)
    return digits if len(digits) in (9, 12) else match.group()


def parse_place(raw: str) -> Parsed | None:
    """A place of signing: what stands before «, ngày …»."""
    return parse_text(re.split(r",?\s+ng[aà]y\b|,\s*$", unicodedata.normalize("NFC", raw))[0])


def parse_body_mark(raw: str) -> Parsed | None:
    """A mark of recognition, «Nốt ruồi C: 1cm trên …»: its sign C and its figures as a card prints them.

    Two words at least, as prints of fingers beside it are read as letters and noughts.
    """
    parsed = parse_text(raw)
    if parsed is None or len(re.findall(r"[^\W\d_]{2,}", parsed.value)) < _MARK_WORDS:
        return None
    text = re.sub(r"\s*(?<![\dA-Za-z])[cC€]\s*[:;.,]?(?=\s*[\dtlI|]+\s?[ce]m\b|\s*\d)", " C:", parsed.value)
    text = re.sub(r"(?<=[^\W\d_])[cC€]\s*[:;.](?=\s*\d)", " C:", text)
    text = re.sub(r"\b[tlI|e](?=[\d,]*\s?[ce]m\b)", "1", text)
    text = re.sub(r"(\d)\s*[ce]m\b", r"\1cm", text)
    text = re.sub(r"\b(\d)[. ](\d)cm\b", r"\1,\2cm", text)
    text = " ".join(re.sub(r"C:(?=\S)", "C: ", text).split())
    text = re.sub(r"(?<=C: )[TtlI|][cạa]m\b", "1cm", text)
    text = re.sub(r"(?<=C: )0, ?[sS5][ca][mn]\b", "0,5cm", text)
    return Parsed(mend_marks(text))


def parse_email(raw: str) -> Parsed | None:
    """The first e-mail address in the text, lower case as mail systems compare it."""
    found = _EMAIL.search(raw.replace(" ", ""))
    return Parsed(found.group().rstrip(".").lower()) if found else None


def parse_mrz(raw: str) -> Parsed | None:
    """The lines of a machine-readable zone as one text, line feeds kept."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    return Parsed("\n".join(lines)) if len(lines) in (2, 3) else None
