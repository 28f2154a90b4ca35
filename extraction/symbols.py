"""Fields out of QR codes and machine-readable zones, by the positions that a definition names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from domain.definition import DocumentType, SymbolSpec
from domain.document import Provenance, Source
from domain.text import PageText, Symbol
from extraction.candidates import Candidate
from extraction.values import VALUE_TYPES
from extraction.values.text import tidy

_PERSONAL = (9, 12)
"""Digits of an old identity card's number and of a personal number."""
_LETTERS = frozenset({"address", "name"})
"""Value types whose print is spelt as places and families are; a mark's letters are proven, and stay."""
_SOURCES = {"qr": Source.QR, "mrz": Source.MRZ, "barcode": Source.BARCODE}


def symbol_candidates(texts: Sequence[PageText], kind: DocumentType) -> Iterator[Candidate]:
    """What the document's marks say. A mark carries its own error detection, so its letters are certain."""
    value_types = kind.value_types()
    capitals = frozenset(spec.name for spec in kind.fields if spec.upper)
    for text in texts:
        for symbol in text.symbols:
            for spec in kind.symbols:
                if spec.kind == symbol.kind:
                    for found in _read(symbol, spec, text.page, value_types):
                        value = found.value.upper() if found.name in capitals else found.value
                        yield replace(found, value=value)


def _read(symbol: Symbol, spec: SymbolSpec, page: int, value_types: dict[str, str]) -> Iterator[Candidate]:
    parts = _READERS[spec.reader](symbol.payload)
    if parts is None:
        return
    names = spec.fields if spec.reader == "delimited" else tuple(parts)
    for name, raw in zip(names, parts if isinstance(parts, list) else parts.values(), strict=False):
        if not name or not raw or name not in value_types:
            continue
        parsed = VALUE_TYPES[value_types[name]](raw)
        if parsed is not None:
            provenance = Provenance(_SOURCES[symbol.kind], page, symbol.box)
            value = tidy(raw) if value_types[name] in _LETTERS else parsed.value
            yield Candidate(name, value_types[name], raw, value, 1.0, 0.999, provenance)


def delimited_parts(payload: str) -> list[str] | None:
    """The parts of a card's QR, at least seven; more may follow and are passed over.

    Order: personal number, old number, name, birth date, sex, residence, date of issue.
    """
    parts = [part.strip() for part in payload.split("|")]
    looks_right = len(parts) >= 7 and parts[0].isdecimal() and len(parts[0]) == 12
    return parts if looks_right else None


def passport_parts(payload: str) -> dict[str, str] | None:
    """Fields of a proven TD3 zone: passport and personal number, birth date, sex, expiry, the zone itself.

    The zone has two figures of a year: nobody is born after the passport ends, so a year beyond it is of the
    century before. The name has no diacritics, so it is no reading of ``ho_ten``.
    """
    lines = payload.split("\n")
    if len(lines) != 2 or any(len(line) != 44 for line in lines) or not lines[0].startswith("P"):
        return None
    body = lines[1]
    birth, expiry, own = body[13:19], body[21:27], body[28:42].rstrip("<")
    if not birth.isdecimal() or not expiry.isdecimal():
        return None
    century = 2000 if int(birth[:2]) <= int(expiry[:2]) else 1900
    parts = {
        "so_ho_chieu": body[:9].rstrip("<"),
        "ngay_sinh": f"{birth[4:]}/{birth[2:4]}/{century + int(birth[:2])}",
        "gioi_tinh": {"M": "Nam", "F": "Nữ"}.get(body[20], ""),
        "gia_tri_den": f"{expiry[4:]}/{expiry[2:4]}/20{expiry[:2]}",
    }
    if own.isdecimal() and len(own) in _PERSONAL:
        parts["so_dinh_danh"] = own
    return parts | {"mrz": payload}


def mrz_parts(payload: str) -> dict[str, str] | None:
    """Fields of a proven TD1 zone of a Vietnamese card: number, birth date, sex, expiry, and the zone itself.

    The century of birth comes from the personal number's fourth digit. The name has no diacritics, so it
    is no reading of ``ho_ten``. Expiry 991231 means no expiry.
    """
    lines = payload.split("\n")
    if len(lines) != 3 or any(len(line) != 30 for line in lines):
        return None
    number, dates = lines[0][15:27], lines[1]
    if not number.isdecimal() or not dates[:6].isdecimal():
        return None
    century = 1900 + 100 * (int(number[3]) // 2)
    birth = f"{dates[4:6]}/{dates[2:4]}/{century + int(dates[:2])}"
    parts = {
        "so_dinh_danh": number,
        "ngay_sinh": birth,
        "gioi_tinh": {"M": "Nam", "F": "Nữ"}.get(dates[7], ""),
    }
    expiry = dates[8:14]
    if expiry == "991231":
        parts["gia_tri_den"] = "Không thời hạn"
    elif expiry.isdecimal():
        parts["gia_tri_den"] = f"{expiry[4:]}/{expiry[2:4]}/20{expiry[:2]}"
    return parts | {"mrz": payload}


_READERS: Final[dict[str, Callable[[str], list[str] | dict[str, str] | None]]] = {
    "delimited": delimited_parts,
    "td1": mrz_parts,
    "td3": passport_parts,
}
