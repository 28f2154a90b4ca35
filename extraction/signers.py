"""The name of who signed: printed under an office, often half covered by a seal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from domain.definition import DocumentType, FieldSpec
from domain.fold import fold, squeeze
from domain.geometry import Box, around
from extraction.candidates import Candidate, candidate
from extraction.copies import in_stamp, stamps_among
from extraction.labels import Hit, find_phrases
from extraction.name_shapes import LIKELY, PLAIN, POSSIBLE, name_within
from extraction.sheet import Sheet
from extraction.tokens import Row, Token

_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG CÔNG AN",
    "CỤC TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG", "NGƯỜI KÝ",
    "CÔNG CHỨNG VIÊN", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "NGƯỜI THỰC HIỆN CHỨNG THỰC", "CÁN BỘ ĐĂNG KÝ",
    "TRƯỞNG BAN", "PHÓ CỤC TRƯỞNG", "THỦ TRƯỞNG ĐƠN VỊ", "THỦ TRƯỞNG CƠ QUAN", "CƠ QUAN ĐĂNG KÝ",
    "CƠ QUAN ĐĂNG KÝ KINH DOANH", "ĐẠI DIỆN CƠ QUAN",
)  # fmt: skip
_OTHER_SIGNERS = (
    "NGƯỜI ỦY QUYỀN", "NGƯỜI ĐƯỢC ỦY QUYỀN", "BÊN ỦY QUYỀN", "BÊN ĐƯỢC ỦY QUYỀN", "BÊN A", "BÊN B",
    "NGƯỜI YÊU CẦU", "NGƯỜI YÊU CẦU CHỨNG THỰC", "NGƯỜI KHAI", "NGƯỜI KÊ KHAI", "NGƯỜI ĐỀ NGHỊ",
    "NGƯỜI LÀM ĐƠN", "CHỦ HỘ", "Ý KIẾN CỦA CHỦ HỘ", "NGƯỜI LÀM CHỨNG", "NGƯỜI NHẬN",
    "CÁN BỘ TIẾP NHẬN", "VỢ", "CHỒNG",
)  # fmt: skip
"""Who signs beside or instead of an office: the names under these are no officer's."""
_PIECE = 6  # letters from which a piece of a printed phrase is known as one
_SHORT = 2  # words of a heading that may be the value of a cell as well («Chủ hộ»)
_MARGIN = 0.025  # of the page's height: what stands there was printed by no signer
_DROP = 0.22  # of the page's height, within which a name stands under its office
_ASIDE = 0.17  # of the page's width, by which its middle may be off
_TRUST = {PLAIN: 0.85, LIKELY: 0.8, POSSIBLE: 0.6}
_RANKS = frozenset(
    f"{grade} {rank}" for rank in ("ta", "uy", "tuong") for grade in ("dai", "thuong", "trung", "thieu")
)
_DEGREES = frozenset({"ths", "ts", "cn", "ks", "bs", "ls", "pgs.ts", "gs.ts"})


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a signature is looked for among. lines: without the page's margins. free: no label's value.

    stamps: texts that certify a copy. printed: phrases of the form itself.
    """

    lines: Sequence[Row]
    free: Sequence[Row]
    stamps: Sequence[Row]
    printed: Collection[str]
    first_page: int


def signer(sheet: Sheet, kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The name under the last (or first, by ``pick``) office of the paper's own signature, at most one.

    Where a seal hides the office, the lowest line that is plainly a name in the signature's zone stands in.
    """
    paper = _paper(sheet, kind, spec)
    made = _under_office(paper, spec.labels, spec) if spec.labels else None
    made = made or _under_office(paper, _OFFICES, spec) or _plain_name(paper, kind, spec)
    if made is not None:
        yield made


def _paper(sheet: Sheet, kind: DocumentType, spec: FieldSpec) -> _Paper:
    own = (*kind.recognise.titles, *kind.labels_elsewhere, *spec.labels, *_OFFICES)
    inner = [i for i, row in enumerate(sheet.rows) if _MARGIN < row.box.middle[1] < 1 - _MARGIN]
    lines = [sheet.rows[i] for i in inner]
    stamps = stamps_among(lines)
    free = [sheet.rows[i] for i in inner if not sheet.claimed(i)]
    first_page = min((row.page for row in sheet.rows), default=1)
    return _Paper(lines, free, stamps, {squeeze(each) for each in own}, first_page)


def _under_office(paper: _Paper, offices: Sequence[str], spec: FieldSpec) -> Candidate | None:
    own = {squeeze(office) for office in offices}
    met = find_phrases(paper.lines, (*offices, *_OTHER_SIGNERS))
    hits = [
        hit for hit in met if hit.phrase in own and _in_zone(paper.lines[hit.row], paper.first_page, spec)
    ]
    for hit in hits if spec.pick == "first" else reversed(hits):
        office = paper.lines[hit.row]
        heads = _is_heading(office, hit) and not in_stamp(office, paper.stamps)
        made = _name_under(paper, office, hit, spec) if heads else None
        if made is not None:
            return made
    return None


def _plain_name(paper: _Paper, kind: DocumentType, spec: FieldSpec) -> Candidate | None:
    sheet = Box(0, 0, 1, 1) if kind.shape == "card" else Box(0.45, 0.25, 1, 1)
    zone = replace(spec, zone=spec.zone or (sheet.left, sheet.top, sheet.right, sheet.bottom))
    others = [each for each in _OTHER_SIGNERS if each not in spec.labels]
    headings = ((paper.lines[hit.row], hit) for hit in find_phrases(paper.lines, others))
    above = [row for row, hit in headings if _heads_signature(row, hit)]
    for row in sorted(paper.free, key=lambda each: (-each.page, -each.box.top)):
        another = any(_stands_under(row, heading) for heading in above)
        if _in_zone(row, paper.first_page, zone) and not another and not in_stamp(row, paper.stamps):
            tokens = _without_rank(list(row.tokens))
            words, plainness = name_within(tokens)
            if plainness == PLAIN and len(words) >= len(tokens) and not words[-1].text.isupper():
                made = candidate(spec.name, spec.type, row.page, words, 0.6)
                return made and replace(made, unlabelled=True)
    return None


def _is_heading(row: Row, hit: Hit) -> bool:
    """Offices over a signature are in capitals or begin the line; the same words in prose are neither."""
    letters = [sign for token in row.tokens[hit.start : hit.end] for sign in token.text if sign.isalpha()]
    return hit.anchored and (row.tokens[hit.start].text[0].isupper() or sum(map(str.isupper, letters)) > 1)


def _heads_signature(row: Row, hit: Hit) -> bool:
    """Whether words stand alone over a signature: in capitals, or as a phrase that is no cell's value."""
    tokens = row.tokens[hit.start : hit.end]
    capital = all(token.text.upper() == token.text for token in tokens)
    phrase = len(tokens) > _SHORT and tokens[0].text[0].isupper()
    return hit.anchored and hit.end == len(row.tokens) and (capital or phrase)


def _name_under(paper: _Paper, office: Row, hit: Hit, spec: FieldSpec) -> Candidate | None:
    """The most plainly a name of the lines under an office, the lowest of those that are equally so."""
    box = around(token.box for token in office.tokens[hit.start : hit.end])
    best: tuple[tuple[int, float], Candidate] | None = None
    for row in paper.free:
        drop = row.box.middle[1] - max(box.middle[1], box.bottom - 0.5 * row.box.height)
        if not _stands_under(row, Row(office.page, office.tokens, box)):
            continue
        words, plainness = name_within(_without_rank(_with_neighbours(paper.free, row)))
        if any(token.colon for token in row.tokens[:_SHORT]):
            continue  # «Ông: …» is somebody whom the paper is about
        if not words or (plainness < PLAIN and _is_printed(row, paper.printed)):
            continue
        made = candidate(spec.name, spec.type, row.page, words, _TRUST[plainness])
        if made is not None and (best is None or (plainness, drop) > best[0]):
            best = ((plainness, drop), made)
    return best[1] if best else None


def _stands_under(row: Row, heading: Row) -> bool:
    """Whether a line stands where a name stands under a heading."""
    box = heading.box
    drop = row.box.middle[1] - max(box.middle[1], box.bottom - 0.5 * row.box.height)
    aside = abs(row.box.middle[0] - box.middle[0])
    return row.page == heading.page and 0 < drop < _DROP and aside <= _ASIDE


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


def _in_zone(row: Row, first_page: int, spec: FieldSpec) -> bool:
    """Whether a row stands in the field's zone; on later pages people sign wherever the text ends."""
    if spec.zone is None:
        return True
    left, top, right, bottom = spec.zone
    return Box(left, top if row.page == first_page else 0.0, right, bottom).holds(row.box)
