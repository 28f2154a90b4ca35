"""The same paper twice in one dossier, told by what it says and not by its type."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from domain.document import UNKNOWN_TYPE, Document, Field, FieldState
from domain.law import Manner
from domain.record import Duplicate
from once_only.agreement import Agreement, agree

_NUMBERS = frozenset(
    {
        "so_dinh_danh", "so_cmnd", "so_ho_chieu", "so_gplx", "ma_so", "ma_so_bhxh", "so_giay_to", "so_seri",
        "so_vao_so", "ma_so_doanh_nghiep", "so_hieu", "so_chung_thuc", "so_cong_chung", "ma_ho_so", "ky_hieu",
    }
)  # fmt: skip
_ISSUE_DAYS = frozenset({"ngay_cap", "ngay_dang_ky", "ngay_lam", "ngay_lap", "ngay_ky", "ngay_ban_hanh"})
_DECISIVE = _NUMBERS | _ISSUE_DAYS | {"ho_ten", "ngay_sinh"}
_FEWEST_SHARED = 3
_ALIKE_SHARE = 0.8
_MISREAD_DIGITS = 2
_OTHER_WORDS = 0.6
"""Below this likeness two surely read texts are two texts: another request on the same form."""


def duplicates(documents: Sequence[Document]) -> tuple[Duplicate, ...]:
    """Each later paper that says the same as an earlier one of its type.

    ``SAME_NUMBER``: an identifying number agrees and nearly all other fields do. ``SAME_VALUES``: nearly
    all fields agree on a paper without a number, or on one whose number was doubtfully read. Another
    number, person or day of issue, surely read, is another paper.
    """
    found: dict[str, Duplicate] = {}
    for one, other in combinations(documents, 2):
        why = _why_same(one, other)
        if why and one.id not in found and other.id not in found:
            found[other.id] = Duplicate(other.id, one.id, why)
    return tuple(found.values())


def _why_same(one: Document, other: Document) -> str | None:
    if one.type != other.type or one.type == UNKNOWN_TYPE:
        return None
    pairs = _shared(one, other)
    if len(pairs) < _FEWEST_SHARED or any(_contradict(*pair) for pair in pairs):
        return None
    alike = sum(_agreement(*pair) in (Agreement.EXACT, Agreement.NEAR) for pair in pairs)
    if alike < _ALIKE_SHARE * len(pairs):
        return None
    return "SAME_NUMBER" if any(_is_same_number(*pair) for pair in pairs) else _why_without_number(pairs)


def _why_without_number(pairs: list[tuple[Field, Field]]) -> str | None:
    """Without an equal number only nearly full agreement and equal names make it the same paper."""
    names = [_agreement(*pair) for pair in pairs if _last(pair[0].name) == "ho_ten"]
    exact = sum(_agreement(*pair) is Agreement.EXACT for pair in pairs)
    enough = len(pairs) > _FEWEST_SHARED and exact >= _ALIKE_SHARE * len(pairs)
    return "SAME_VALUES" if enough and names and set(names) == {Agreement.EXACT} else None


def _shared(one: Document, other: Document) -> list[tuple[Field, Field]]:
    pairs = ((field, other.field_named(field.name)) for field in one.fields)
    return [(left, right) for left, right in pairs if right is not None]


def _contradict(one: Field, other: Field) -> bool:
    """A difference that reading errors do not explain."""
    if _agreement(one, other) is not Agreement.DIFFERENT:
        return False
    doubtful = FieldState.REVIEW in (one.state, other.state)
    if _last(one.name) in _DECISIVE:
        return not doubtful or Levenshtein.distance(one.value, other.value) > _MISREAD_DIGITS
    similarity = Levenshtein.normalized_similarity(one.value, other.value)
    return not doubtful and similarity < _OTHER_WORDS


def _is_same_number(one: Field, other: Field) -> bool:
    """The paper's own number; a number behind a role is a person's, who may have several such papers."""
    return one.name in _NUMBERS and _agreement(one, other) is Agreement.EXACT


def _agreement(one: Field, other: Field) -> Agreement:
    return agree(_manner(one.name), one.value, other.value)


def _manner(name: str) -> Manner:
    last = _last(name)
    if last in _NUMBERS:
        return Manner.NUMBER
    if last == "ho_ten":
        return Manner.NAME
    if last in _ISSUE_DAYS or last in ("ngay_sinh", "nam_sinh", "gia_tri_den", "gia_tri_tu"):
        return Manner.DATE
    return Manner.ADDRESS if last.startswith(("noi_", "dia_chi", "que_quan")) else Manner.TEXT


def _last(name: str) -> str:
    return name.rpartition(".")[2]
