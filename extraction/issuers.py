"""Which agency gave a paper: its capital lines beside the national heading, or over what it confirms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.definition import DocumentType, FieldSpec
from domain.fold import fold
from domain.geometry import Box
from extraction.candidates import Candidate, candidate
from extraction.committees import mend_committee
from extraction.labels import find_phrases
from extraction.tokens import Row, Token, row_of

_AGENCIES = tuple(
    tuple(fold(word).split())
    for word in (
        "ỦY BAN", "UBND", "SỞ", "BỘ", "CỤC", "TỔNG CỤC", "CHI CỤC", "PHÒNG", "CÔNG AN", "TRUNG TÂM",
        "VĂN PHÒNG", "CHÍNH PHỦ", "THỦ TƯỚNG", "HỘI ĐỒNG", "TÒA ÁN", "VIỆN", "BẢO HIỂM", "KHO BẠC",
        "THANH TRA", "TRƯỜNG", "BỆNH VIỆN", "BAN",
    )
)  # fmt: skip
"""A line that begins so names an agency of its own; the line above it was its superior."""
_UNFINISHED = frozenset({"xa", "phuong", "tran", "quan", "huyen", "tinh", "pho", "dan", "va"})
"""Words after which an agency's name goes on: «… NHÂN DÂN XÃ / TRƯỜNG THỊNH»."""
_NATIONAL = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "SOCIALIST REPUBLIC OF VIET NAM",
)
_TOP_LEFT = (0.0, 0.0, 0.52, 0.16)
_DASHES = ("-", "–")  # within a name: «KHU VỰC 5 - HÀ NỘI»
_REGION = re.compile(r"\bkhu vuc \d")
_HEAD = 0.45  # of the page's height, in which a paper says who confirms


def issuer(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The agency at the top left without its superior's line; else the first capital line that names one."""
    if not rows:
        return
    own = list(_before_motto([row for row in rows if row.page == rows[0].page]))
    zone = Box(*(spec.zone or _TOP_LEFT))
    tokens = _stacked([row for row in own if zone.holds(row.box)])
    made = candidate(spec.name, spec.type, rows[0].page, tokens, 0.9)
    made = made or _over_confirmation(own, kind, spec)
    if made is not None:
        yield replace(made, value=mend_committee(made.value))


def _before_motto(page: Sequence[Row]) -> Iterator[Row]:
    """The rows without the national heading; what is read on one line with it may be the agency's."""
    national = {hit.row: hit.start for hit in reversed(find_phrases(page, _NATIONAL))}
    for index, row in enumerate(page):
        tokens = row.tokens[: national.get(index)]
        if tokens:
            yield row_of(row.page, tokens)


def _stacked(rows: Sequence[Row]) -> list[Token]:
    """The lines of the last agency named before the block of capital lines ends; empty where none is."""
    tokens: list[Token] = []
    bottom: float | None = None
    named = False
    for row in rows:
        apart = bottom is not None and not -0.5 * row.box.height < row.box.top - bottom < 1.6 * row.box.height
        if not _is_capital(row) or _is_numbered(row) or (apart and named):
            if named:
                break
            tokens, bottom = [], None
            continue
        tokens = [] if apart else tokens
        if _names_agency(row) and not _is_unfinished(tokens):
            tokens, named = [], True
        bottom = row.box.bottom
        tokens.extend(token for token in row.tokens if token.bare or token.text in _DASHES)
    return tokens if named else []


def _is_numbered(row: Row) -> bool:
    """Whether a line is a paper's number or day; offices of «KHU VỰC 5» have a figure of their own."""
    return any(sign.isdecimal() for sign in row.text) and not _REGION.search(fold(row.text))


def _over_confirmation(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Candidate | None:
    """«ỦY BAN NHÂN DÂN PHƯỜNG … XÁC NHẬN»: the agency in the middle of the page, without the act."""
    acts = {(hit.row, hit.start) for hit in find_phrases(rows, kind.labels_elsewhere)}
    for index, row in enumerate(rows):
        if row.box.top > _HEAD or not _is_capital(row) or not _names_agency(row):
            continue
        end = min((start for at, start in acts if at == index), default=len(row.tokens))
        return candidate(spec.name, spec.type, row.page, row.tokens[:end], 0.7)
    return None


def _names_agency(row: Row) -> bool:
    words = tuple(fold(token.text) for token in row.tokens if token.bare)
    return any(words[: len(agency)] == agency and len(words) > len(agency) for agency in _AGENCIES)


def _is_unfinished(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and fold(tokens[-1].text) in _UNFINISHED


def _is_capital(row: Row) -> bool:
    letters = [sign for sign in row.text if sign.isalpha()]
    return bool(letters) and sum(sign.isupper() for sign in letters) >= 0.8 * len(letters)
