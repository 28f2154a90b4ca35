"""Numbers that name a person, a paper, a tax payer or a telephone."""

from __future__ import annotations

import re
import unicodedata

from extraction.values.parsed import Parsed
from extraction.values.text import tidy

_AS_DIGITS = str.maketrans("OoQDIl|!iSsBZzGqg", "00001111155822699")
_DIGIT_RUN = re.compile(r"[0-9OoQDIl|!iSsBZzGqg](?:[\s.\-|]?[0-9OoQDIl|!iSsBZzGqg])*")
_DOCUMENT = re.compile(r"(\d{1,5}[a-z]?)\s*/\s*((?:\d{4}\s*/\s*)?[A-ZĐ]{1,8}(?:\s*[-–]\s*[A-ZĐa-z0-9&.]+)*)")
_CIVIL = re.compile(r"(\d{1,5})((?:\s*/\s*\d{4})?(?:\s*/\s*[A-ZĐ]{2,6}(?:\s*[-–]\s*[A-ZĐ]{2,4})?)?)")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def digit_runs(raw: str) -> list[tuple[str, float]]:
    """Runs of digits, blanks and separators between them closed up, with 1.0 or less for letters repaired.

    A run must be mostly digits as read, so that words are never turned into numbers.
    """
    runs = []
    for match in _DIGIT_RUN.finditer(unicodedata.normalize("NFC", raw)):
        bare = re.sub(r"[\s.\-|]", "", match.group())
        if _is_mostly_digits(bare):
            digits = bare.translate(_AS_DIGITS)
            wrong = sum(a != b for a, b in zip(bare, digits, strict=True))
            runs.append((digits, 1.0 - 0.1 * wrong))
    return runs


def _is_mostly_digits(bare: str) -> bool:
    """Three quarters digits; noughts read as the letter O count as digits where half are digits."""
    digits = sum(sign.isdecimal() for sign in bare)
    noughts = sum(sign in "Oo" for sign in bare)
    return digits * 4 >= len(bare) * 3 or (digits * 2 >= len(bare) and digits + noughts == len(bare))


def parse_personal_number(raw: str) -> Parsed | None:
    """The 12 digits of a personal identification number (structure: place, century and sex, year, serial)."""
    for digits, certainty in digit_runs(raw):
        if len(digits) == 12:
            return Parsed(digits, certainty)
    joined = "".join(digits for digits, _ in digit_runs(raw))
    return Parsed(joined, 0.6) if len(joined) == 12 else None


def parse_old_number(raw: str) -> Parsed | None:
    """A 9-digit identity card number of before 2021, or the 12 digits that followed it."""
    for digits, certainty in digit_runs(raw):
        if len(digits) in (9, 12):
            return Parsed(digits, certainty)
    return None


def parse_phone(raw: str) -> Parsed | None:
    """A Vietnamese telephone number, ``+84`` written as 0: mobile ten digits, land line ten or eleven."""
    for digits, certainty in digit_runs(raw.replace("+84", "0").replace("(", "").replace(")", "")):
        if re.fullmatch(r"0[35789]\d{8}|02\d{8,9}", digits):
            return Parsed(digits, certainty)
    return None


def parse_tax_code(raw: str) -> Parsed | None:
    """A tax code: ten digits whose last proves the rest (modulo 11), with a branch of three, or 12 digits."""
    for digits, certainty in digit_runs(raw):
        if len(digits) == 12:
            return Parsed(digits, certainty)
        if len(digits) in (10, 13):
            value = digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"
            return Parsed(value, certainty if tax_code_proves(digits) else certainty * 0.5)
    return None


def tax_code_proves(digits: str) -> bool:
    """Whether the tenth digit follows from the first nine."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=False)) % 11
    return rest != 0 and 10 - rest == int(digits[9])


def parse_document_number(raw: str) -> Parsed | None:
    """Number and sign of an administrative document, ``123/QĐ-UBND``; else the bare text with a digit."""
    text = unicodedata.normalize("NFC", raw)
    match = _DOCUMENT.search(text)
    if match:
        sign = re.sub(r"\s", "", match.group(2)).replace("–", "-").rstrip(".-")
        return Parsed(f"{match.group(1)}/{sign}")
    bare = re.sub(r"\s*([/-])\s*", r"\1", tidy(text))
    return Parsed(bare, 0.7) if any(sign.isdecimal() for sign in bare) and len(bare) <= 40 else None


def parse_civil_number(raw: str) -> Parsed | None:
    """Number of a civil-status entry, ``12/2025`` or ``12/TLKS-BS``; the suffix is kept."""
    match = _CIVIL.search(unicodedata.normalize("NFC", raw))
    if not match:
        return None
    value = re.sub(r"\s", "", match.group()).replace("–", "-")
    return Parsed(value, 1.0 if "/" in value else 0.8)


def parse_count(raw: str) -> Parsed | None:
    """A small whole number with the noughts it was written with (``02 bản`` is 02); ``3.150 g`` is 3150."""
    whole = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", raw)
    match = re.search(r"(?<!\d)\d{1,4}(?!\d)", whole)
    return Parsed(match.group()) if match else None
