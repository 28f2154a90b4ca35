"""Whether words that look like a label stand where one stands: in prose, names and titles they are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Levenshtein

from domain.definition import DocumentType
from domain.fold import squeeze
from domain.provinces import PROVINCES
from domain.syllables import is_syllable
from extraction.labels import Hit
from extraction.tokens import Row, row_text
from extraction.values.names import is_full_name
from extraction.values.ticks import is_box

_SHORT = 4  # letters of labels that are words of their own
_LONG_LABEL = 12
_SURE = 0.92
_PLAINLY = 0.95  # confidence of words that are no others misread
_APART = 0.7  # line heights of white space before a label within a line
_WORD = 6  # letters from which a label is known in prose by the figures or the comma beside it
_FIRST, _BEGUN = 3, 0.34  # letters of a first word, and how like the label's beginning they must be
_FIGURES = 6  # digits of a number or a date
_TITLE_PIECE = 8
_LISTED = frozenset({"ethnicity", "nationality", "sex"})
_HONORIFICS = frozenset({"ong", "ba", "hoong", "hoba", "vaba"})
_LINKS = frozenset({"do", "tai", "den"})
_PROVINCES = frozenset(map(squeeze, PROVINCES))


@dataclass(frozen=True, slots=True)
class LabelWords:
    """What a type's labels are known by, all folded. small: those printed in small letters.

    titles: the type's own. valueless: labels behind whose colon a label begins no value.
    """

    small: frozenset[str]
    valueless: frozenset[str]
    titles: tuple[str, ...]


def words_of_labels(kind: DocumentType, phrases: Sequence[str]) -> LabelWords:
    """phrases: all that are looked for on a paper of that type."""
    return LabelWords(
        frozenset(squeeze(each) for each in phrases if each[0].islower()),
        _never_before_one(kind),
        tuple(squeeze(title) for title in kind.recognise.titles),
    )


def stands_as_label(hit: Hit, row: Row, before: Hit | None, words: LabelWords) -> bool:
    """before: the label that stands last before it in the row."""
    if _is_title_piece(row, words.titles) or (hit.phrase not in words.small and _goes_on(hit, row)):
        return False
    if _is_option(hit, row):
        return False
    if before and (_is_value_of(before, hit, row, words.valueless) or _is_in_brackets(before, hit, row)):
        return False
    return _is_label(hit, row, before, words)


def _is_option(hit: Hit, row: Row) -> bool:
    """Whether it is one of several things to tick, or two with a box between: «Nam ☐ Nữ» is no «Nam, nữ».

    A box stands before it, and no colon behind; a label may have a box for a bullet.
    """
    boxes = [index for index, token in enumerate(row.tokens) if is_box(token.text)]
    closed = any(token.colon for token in row.tokens[hit.end - 1 : hit.end + 1])
    within = any(hit.start <= index < hit.end for index in boxes)
    return within or (hit.start - 1 in boxes and boxes != [0] and not closed)


def _never_before_one(kind: DocumentType) -> frozenset[str]:
    """Labels behind whose colon a label begins no value: they have none, or one that a short list holds.

    «Dân tộc: Quốc tịch của mẹ» is «Dân tộc; Quốc tịch của mẹ» in weak print.
    """
    specs = chain(kind.fields, *(section.fields for section in kind.sections))
    listed = (label for spec in specs if spec.type in _LISTED for label in spec.labels)
    return frozenset(squeeze(each) for each in (*kind.labels_elsewhere, *listed))


def _is_title_piece(row: Row, titles: Sequence[str]) -> bool:
    """Whether a row is one line of a title set over several: what looks like a label in it is none."""
    bare = squeeze(row.text)
    capital = all(sign.isupper() for sign in row.text if sign.isalpha())
    pieces = any(bare in title and bare != title for title in titles)
    return capital and len(bare) >= _TITLE_PIECE and pieces and not any(token.colon for token in row.tokens)


def _is_label(hit: Hit, row: Row, before: Hit | None, words: LabelWords) -> bool:
    other = hit.score < 1.0 and (_is_other_word(hit, row) or _begins_otherwise(hit, row))
    if other or _goes_with_words(hit, row, words):
        return False
    if len(hit.phrase) <= _SHORT:
        behind = before is not None and _follows(before, hit, row, before.phrase in words.valueless)
        return ((hit.anchored or behind) and _is_firm(hit, row)) or _is_link(hit, row)
    if hit.anchored or _is_in_prose(hit, row, words.small):
        return True
    if before is not None and _follows(before, hit, row, before.phrase in words.valueless):
        return True
    if len(hit.phrase) < 8 or hit.score < 0.85:
        return False
    gap = row.tokens[hit.start].box.left - row.tokens[hit.start - 1].box.right
    wide = _APART if _is_spelt_so(hit, row, words.small) else 2 * _APART
    return gap > wide * row.box.height or (len(hit.phrase) >= _LONG_LABEL and hit.score >= 0.92)


def _goes_with_words(hit: Hit, row: Row, known: LabelWords) -> bool:
    """Whether words in small letters are no label with a capital, but of a list: «đất trồng cây lâu năm: 945
    m²» is no «Cây lâu năm», nor, surely read, «thu tiền sử dụng đất: …» one of «Thời hạn …».
    """
    if _is_spelt_so(hit, row, known.small):
        return False
    words = row.tokens[hit.start : hit.end]
    if hit.score < _SURE and not _is_rest(hit, row):
        return all(word.confidence >= _PLAINLY and is_syllable(word.text.strip(".,:;")) for word in words)
    before = row.tokens[hit.start - 1] if hit.start else None
    if hit.phrase not in known.valueless or before is None or not before.bare or before.text[-1] in ",;.:)":
        return False
    return words[0].box.left - before.box.right < 2 * _APART * row.box.height


def _goes_on(hit: Hit, row: Row) -> bool:
    """Whether what looks like a label opens a line in small letters: the line above goes on with it."""
    last, after = row.tokens[hit.end - 1], row.tokens[hit.end : hit.end + 2]
    closed = last.colon or any(token.colon or token.text[0].isdecimal() for token in after)
    return hit.start == 0 and row.tokens[0].text[0].islower() and not closed


def _is_other_word(hit: Hit, row: Row) -> bool:
    """«HỒ CÔNG» is a name, not «Hộ ông»; «Chương Mỹ, thành phố Hà Nội» is a place, not «Chồng»; neither is
    «Nam Định» «Năm sinh».
    """
    if "".join(token.bare for token in row.tokens[hit.start : hit.end]) in _PROVINCES:
        return True
    return hit.phrase in _HONORIFICS or (len(hit.phrase) <= _WORD and _goes_on_openly(hit, row))


def _begins_otherwise(hit: Hit, row: Row) -> bool:
    """Whether a line without a colon begins with another word than the label: «Bên A ủy quyền cho» is not
    «Nay ủy quyền cho»; «hiệu lực từ ngày» is what is left of «Có hiệu lực từ ngày».
    """
    first, last = row.tokens[hit.start], row.tokens[hit.end - 1]
    like = Levenshtein.normalized_similarity(first.bare, hit.phrase[: len(first.bare)])
    is_word = len(first.bare) >= _FIRST and is_syllable(first.text.lower())
    return hit.start == 0 and is_word and like < _BEGUN and not _is_rest(hit, row) and not last.colon


def _is_rest(hit: Hit, row: Row) -> bool:
    """Whether the words are what is left of the label: «tên người cha»."""
    return "".join(token.bare for token in row.tokens[hit.start : hit.end]) in hit.phrase


def _goes_on_openly(hit: Hit, row: Row) -> bool:
    """Whether words follow a label's with no colon between."""
    return hit.end < len(row.tokens) and not any(
        token.colon for token in row.tokens[hit.end - 1 : hit.end + 1]
    )


def _is_value_of(before: Hit, hit: Hit, row: Row, valueless: frozenset[str]) -> bool:
    """Whether words like a label are the value of the label before («Quan hệ với chủ hộ: Chủ hộ»)."""
    last = row.tokens[hit.end - 1]
    closed = last.colon or any(token.colon for token in row.tokens[hit.end : hit.end + 2])
    behind = before.end == hit.start and row.tokens[before.end - 1].colon
    return behind and not closed and before.phrase not in valueless


def _is_in_brackets(before: Hit, hit: Hit, row: Row) -> bool:
    """Whether words like a label explain the label before («Giấy tờ tùy thân (loại, số, nơi cấp): …»)."""
    opening = row_text(row.tokens[before.end : hit.start])
    closing = row_text(row.tokens[hit.start :])
    return opening.startswith("(") and ")" not in opening and "):" in closing.replace(") :", "):")


def _is_spelt_so(hit: Hit, row: Row, small: frozenset[str]) -> bool:
    """Whether words begin with a capital, or the label does not."""
    return hit.phrase in small or not row.tokens[hit.start].text[0].islower()


def _is_in_prose(hit: Hit, row: Row, small: frozenset[str]) -> bool:
    """A label within a sentence: before figures or behind a comma («…, cấp ngày 01/02/2021, địa chỉ …»).

    «đất trồng cây lâu năm 945,5 m²» has small letters where the label «Cây lâu năm» has a capital.
    """
    if len(hit.phrase) < _WORD or hit.score < _SURE:
        return False
    followed = hit.end < len(row.tokens) and row.tokens[hit.end].text[0].isdecimal()
    figures = followed and _is_spelt_so(hit, row, small)
    before = row.tokens[hit.start - 1]
    return figures or before.text[-1] in ",;" or before.bare.isdecimal()


def _is_link(hit: Hit, row: Row) -> bool:
    """A short word behind a number or a date that leads to who gave the paper, or to another date.

    «… do Bộ Công an …»; «từ 01/01/2019 đến 31/12/2019».
    """
    if hit.start == 0 or hit.end == len(row.tokens) or hit.phrase not in _LINKS:
        return False
    return sum(sign.isdecimal() for sign in row.tokens[hit.start - 1].bare) >= _FIGURES


def _follows(before: Hit, hit: Hit, row: Row, valueless: bool) -> bool:
    """Whether a label follows another with no value between («Dân tộc; Quốc tịch»).

    Behind a colon the value begins, unless the label before has none of its own («Thời hạn: từ ngày …»).
    """
    between = row.tokens[before.end : hit.start]
    colon = row.tokens[before.end - 1].colon or any(token.colon for token in between)
    return (valueless or not colon) and not any(token.bare for token in between)


def _is_firm(hit: Hit, row: Row) -> bool:
    """A short label («Số») is also a word of addresses: it needs its colon, or a long number behind it."""
    last = row.tokens[hit.end - 1]
    after = row.tokens[hit.end] if hit.end < len(row.tokens) else None
    colon = last.colon or (after is not None and after.text.startswith(":"))
    number = after is not None and len(after.bare) >= 6 and after.bare[:2].isdecimal()
    named = hit.phrase in _HONORIFICS and is_full_name([token.text for token in row.tokens[hit.end :]])
    alone = after is not None and after.bare.isdecimal() and hit.end + 1 == len(row.tokens) and hit.start == 0
    opens = hit.start == 0 and "/" in last.text  # «V/v» has no colon
    return colon or number or alone or named or opens or last.text.endswith(".") or after is None
