"""The name of who signed: printed under an office, often half covered by a seal."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz

from domain.definition import DocumentType, FieldSpec
from domain.fold import fold, squeeze
from domain.geometry import Box
from extraction.candidates import Candidate, candidate
from extraction.labels import Hit, find_phrases
from extraction.surnames import SURNAMES
from extraction.tokens import Row, Token

_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG CÔNG AN",
    "CỤC TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG", "NGƯỜI KÝ",
    "CÔNG CHỨNG VIÊN", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "NGƯỜI THỰC HIỆN CHỨNG THỰC", "CÁN BỘ ĐĂNG KÝ",
    "TRƯỞNG BAN", "PHÓ CỤC TRƯỞNG",
)  # fmt: skip
_CERTIFICATION = ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "SAO Y BẢN CHÍNH")
_PIECE = 6  # letters from which a piece of a printed phrase is known as one
_NAME_WORD = re.compile(r"^[^\W\d_a-zà-ỹđ][^\W\d_A-ZÀ-ỸĐ]+$|^[A-ZĐ]$")
_NAME_WORDS = range(2, 7)
_RANKS = frozenset(
    f"{grade} {rank}" for rank in ("ta", "uy", "tuong") for grade in ("dai", "thuong", "trung", "thieu")
)
_DEGREES = frozenset({"ths", "ts", "cn", "ks", "bs", "ls", "pgs.ts", "gs.ts"})


def signer(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The name under the last (or first, by ``pick``) office of the paper's own signature, at most one.

    Where a seal hides the office, the lowest line that is plainly a name in the signature's zone stands in.
    """
    offices = spec.labels or _OFFICES
    hits = [hit for hit in find_phrases(rows, offices) if _in_zone(rows[hit.row], spec)]
    printed = {
        squeeze(each) for each in (*kind.recognise.titles, *kind.labels_elsewhere, *offices, *_OFFICES)
    }
    stamps = [rows[hit.row] for hit in find_phrases(rows, _CERTIFICATION)]
    for hit in hits if spec.pick == "first" else reversed(hits):
        own = _is_heading(rows[hit.row], hit) and not _in_stamp(rows[hit.row], stamps)
        made = _name_under(rows, hit, spec, printed) if own else None
        if made is not None:
            yield made
            return
    made = _plain_name(rows, kind, spec, stamps)
    if made is not None:
        yield made


def _plain_name(
    rows: Sequence[Row], kind: DocumentType, spec: FieldSpec, stamps: Sequence[Row]
) -> Candidate | None:
    zone = (
        Box(*spec.zone) if spec.zone else (Box(0, 0, 1, 1) if kind.shape == "card" else Box(0.45, 0.25, 1, 1))
    )
    for row in sorted(rows, key=lambda each: (-each.page, -each.box.top)):
        if zone.holds(row.box) and _is_plain_name(row) and not _in_stamp(row, stamps):
            return candidate(spec.name, spec.type, row.page, _without_rank(list(row.tokens)), 0.6)
    return None


def _is_plain_name(row: Row) -> bool:
    """A family name and given names, each with one capital, and nothing else on the line."""
    words = [token.text.strip(".,") for token in _without_rank(list(row.tokens))]
    proper = len(words) in _NAME_WORDS and all(_NAME_WORD.match(word) for word in words)
    return proper and fold(words[0]) in SURNAMES


def _in_stamp(row: Row, stamps: Sequence[Row]) -> bool:
    """Whether a row stands under the text that certifies a copy: its signer did not issue the paper."""
    return any(
        row.page == stamp.page
        and row.box.top > stamp.box.top
        and abs(row.box.middle[0] - stamp.box.middle[0]) < 0.3
        for stamp in stamps
    )


def _is_heading(row: Row, hit: Hit) -> bool:
    """Offices over a signature are in capitals or begin the line; the same words in prose are neither."""
    letters = [sign for token in row.tokens[hit.start : hit.end] for sign in token.text if sign.isalpha()]
    return hit.anchored and (row.tokens[hit.start].text[0].isupper() or sum(map(str.isupper, letters)) > 1)


def _name_under(rows: Sequence[Row], hit: Hit, spec: FieldSpec, printed: Collection[str]) -> Candidate | None:
    office = rows[hit.row]
    box = office.tokens[hit.start].box
    middle = (box.left + office.tokens[hit.end - 1].box.right) / 2
    best: tuple[tuple[bool, float], Candidate] | None = None
    for row in rows:
        drop = row.box.top - box.bottom
        if row.page != office.page or not 0 < drop < 0.22 or abs(row.box.middle[0] - middle) > 0.17:
            continue
        made = None if _is_printed(row, printed) else _name_in(rows, row, spec)
        if made is None:
            continue
        rank = (fold(made.value.split()[0]) in SURNAMES, drop)
        if best is None or rank > best[0]:
            best = (rank, made)
    return best[1] if best else None


def _name_in(rows: Sequence[Row], row: Row, spec: FieldSpec) -> Candidate | None:
    tokens = _without_rank(_with_neighbours(rows, row))
    made = candidate(spec.name, spec.type, row.page, tokens, 0.85)
    if made is None or made.certainty < 0.5 or len(made.value.split()) < 2:
        return None
    return made


def _without_rank(tokens: list[Token]) -> list[Token]:
    """The tokens behind a rank or a degree: «Trung tá Nguyễn Văn A», «ThS. Trần B»."""
    if len(tokens) > 2 and fold(f"{tokens[0].text} {tokens[1].text}") in _RANKS:
        return tokens[2:]
    return tokens[1:] if len(tokens) > 2 and fold(tokens[0].text).rstrip(".") in _DEGREES else tokens


def _with_neighbours(rows: Sequence[Row], row: Row) -> list[Token]:
    """The row with what stands close beside it: a seal may part a name."""
    beside = [
        other
        for other in rows
        if other.page == row.page
        and abs(other.box.middle[1] - row.box.middle[1]) < 0.5 * row.box.height
        and max(other.box.left - row.box.right, row.box.left - other.box.right) < 2 * row.box.height
    ]
    return [token for each in sorted(beside, key=lambda each: each.box.left) for token in each.tokens]


def _is_printed(row: Row, printed: Collection[str]) -> bool:
    """Whether a line belongs to the form: an instruction such as «ký, ghi rõ họ tên», or an office."""
    folded = fold(row.text)
    if any(word in folded for word in ("ghi ro", "ky ten", "dong dau", "ky,", "noi nhan", "da ky")):
        return True
    bare = squeeze(row.text)
    compare = fuzz.partial_ratio if len(bare) >= _PIECE else fuzz.ratio
    return any(compare(bare, phrase) >= 85 for phrase in printed if len(phrase) >= len(bare) - 2)


def _in_zone(row: Row, spec: FieldSpec) -> bool:
    return spec.zone is None or Box(*spec.zone).holds(row.box)
