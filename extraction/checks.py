"""Validators: rules that a value, or several values of one paper, must satisfy. Named in definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise

from domain.document import Check
from domain.fold import squeeze
from domain.provinces import PROVINCE_CODES
from domain.spoken_dates import date_in_words
from domain.states import STATES
from extraction.soundness import names_two_papers

NAME_IN_ZONE = "name_agrees_with_mrz"
_CARD_LINES = 3
_MISSING = "Có thể thiếu một dòng / a line may be missing"
_NUMBER = re.compile(r"\d[\d ]{5,}")  # of an identity paper, six figures at least
_BOOK_ENTRY = re.compile(r"[A-ZĐ]{1,3}s?[-. ]?\d")
Values = Mapping[str, str]
"""Field name to value, of one document."""

Finding = tuple[tuple[str, ...], Check]
"""The fields that a rule concerns, and what it found."""


def check_value(rule: str, value: str) -> Check:
    """A rule over one value; ``rule`` is a key of VALUE_CHECKS."""
    return VALUE_CHECKS[rule](value)


def check_document(rule: str, values: Values) -> list[Finding]:
    """A rule over a document: for each finding the fields it concerns, and the check."""
    return DOCUMENT_CHECKS[rule](values)


def complete_list(complete: bool) -> Check:
    """What the printed numbers of a list's rows say of how many were found."""
    told = "Số dòng đọc được khác số thứ tự trên giấy / rows found differ from rows numbered"
    return Check("rows_counted", complete, "" if complete else told)


def misplaced(value_type: str, value: str, labelled: bool = True) -> tuple[Check, ...]:
    """What is told of a value that must have lost a line, or be of two lines or two people's columns.

    A province alone may be a place of birth behind its label; where none stands it is the rest of a place.
    """
    mixed, torn = _MIXED_UP.get(value_type), _TORN.get(value_type)
    found = []
    if mixed is not None and mixed[1](value):
        told = "Hai dòng hoặc hai cột lẫn vào nhau / two lines or columns mixed up"
        found.append(Check(mixed[0], False, told))
    if torn is not None and torn[1](value):
        found.append(Check(torn[0], False, _MISSING))
    if not labelled and value_type == "address" and "," not in value:
        found.append(Check("whole_address", False, _MISSING))
    return tuple(found)


def _is_of_two_cases(name: str) -> bool:
    """«NGỌc Ngọc»: capitals that end within a word."""
    return any(word[:2].isupper() and not word.isupper() for word in name.split() if word.isalpha())


def _says_twice(address: str) -> bool:
    """«…, quận Hoàng Mai, thành phố Hà Mai, quận Hoàng Mai»; a town and its province may share a name."""
    parts = [part.strip().lower() for part in address.split(",")]
    return any(part and part in parts[at + 2 :] for at, part in enumerate(parts))


def _has_no_number(paper: str) -> bool:
    """«cấp ngày 14/9/2022»: the line with the paper's number was lost; an issuer alone has none."""
    return "ngày" in paper.lower() and _NUMBER.search(paper) is None


def _is_of_no_state(nationality: str) -> bool:
    """«Trung», of «Trung Quốc (Đài Loan)» in a narrow cell."""
    return squeeze(nationality.partition("(")[0]) not in _states()


_TORN: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "identity_paper": ("numbered_paper", _has_no_number),
    "nationality": ("known_state", _is_of_no_state),
}
_MIXED_UP: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "name": ("one_case", _is_of_two_cases),
    "address": ("one_address", _says_twice),
    "identity_paper": ("one_paper", names_two_papers),
}


@cache
def _states() -> frozenset[str]:
    """Vietnam and every other state, as papers write them, by their letters."""
    return frozenset(map(squeeze, ("Việt Nam", *STATES)))


def _known_province(value: str) -> Check:
    """The first three digits of a personal number are a code of a province at registration."""
    ok = value[:3] in PROVINCE_CODES
    return Check("known_province", ok, "" if ok else "Mã nơi đăng ký không có / unknown place code")


def _past_date(value: str) -> Check:
    """A birth or issue date lies between 1900 and a hundred years from the first cards: never absurd."""
    year = int(value[:4]) if value[:4].isdecimal() else 0
    ok = 1900 <= year <= date.max.year and year <= 2100
    return Check("plausible_year", ok, "" if ok else "Năm không hợp lý / implausible year")


def _lettered(value: str) -> Check:
    """An entry in the book of certificates since 2009 begins with the letters of its office: ``CH 00120``."""
    ok = _BOOK_ENTRY.match(value) is not None
    return Check(
        "lettered_entry", ok, "" if ok else "Số vào sổ thiếu chữ đầu / letters before the entry missing"
    )


def _number_agrees(values: Values) -> list[Finding]:
    """Century, sex and year digits of each personal number agree with birth date and sex of that person."""
    found: list[Finding] = []
    for name, number in values.items():
        if not name.endswith("so_dinh_danh") or len(number) != 12:
            continue
        prefix = name.removesuffix("so_dinh_danh")
        birth = values.get(f"{prefix}ngay_sinh") or values.get(f"{prefix}nam_sinh")
        sex = values.get(f"{prefix}gioi_tinh")
        if birth:
            ok = birth[:4] == str(1900 + 100 * (int(number[3]) // 2) + int(number[4:6]))
            which = (name, f"{prefix}ngay_sinh" if f"{prefix}ngay_sinh" in values else f"{prefix}nam_sinh")
            found.append((which, _said("number_agrees_with_birth", ok)))
        if sex in ("Nam", "Nữ"):
            ok = (int(number[3]) % 2 == 0) == (sex == "Nam")
            found.append(((name, f"{prefix}gioi_tinh"), _said("number_agrees_with_sex", ok)))
    return found


def _words_agree(values: Values) -> list[Finding]:
    """The birth date in figures is the one in words."""
    figures, words = values.get("ngay_sinh"), values.get("ngay_sinh_chu")
    spoken = date_in_words(words) if words else None
    if not figures or spoken is None:
        return []
    return [(("ngay_sinh", "ngay_sinh_chu"), _said("date_agrees_with_words", spoken == figures))]


def _dates_in_order(values: Values) -> list[Finding]:
    """Birth, then issue, then expiry."""
    order = [
        name for name in ("ngay_sinh", "ngay_cap", "gia_tri_den") if values.get(name, "")[:1].isdecimal()
    ]
    found: list[Finding] = []
    for first, second in pairwise(order):
        length = min(len(values[first]), len(values[second]))
        ok = values[first][:length] <= values[second][:length]
        found.append(((first, second), _said("dates_in_order", ok)))
    return found


def _coded_name(values: Values) -> str:
    lines = values.get("mrz", "").split("\n")
    return lines[2].replace("<", "").lower() if len(lines) == _CARD_LINES else ""


def _mrz_name(values: Values) -> list[Finding]:
    """The printed name is the zone's name, diacritics apart; the zone cuts long names at 30 letters."""
    coded, name = _coded_name(values), values.get("ho_ten")
    if not coded or not name:
        return []
    return [(("ho_ten",), _said(NAME_IN_ZONE, squeeze(name).startswith(coded) and len(coded) > 2))]


def _said(rule: str, ok: bool) -> Check:
    return Check(rule, ok, "" if ok else "Các giá trị không khớp nhau / values disagree")


VALUE_CHECKS: Mapping[str, Callable[[str], Check]] = {
    "known_province": _known_province,
    "lettered_entry": _lettered,
    "plausible_year": _past_date,
}
DOCUMENT_CHECKS: Mapping[str, Callable[[Values], list[Finding]]] = {
    "dates_in_order": _dates_in_order,
    "date_agrees_with_words": _words_agree,
    NAME_IN_ZONE: _mrz_name,
    "number_agrees": _number_agrees,
}
