"""Whether two papers say the same, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from domain.document import UNKNOWN_TYPE, Document, Field, FieldState
from domain.law import Manner
from once_only.comparing.agreement import Agreement, agree, series_of
from once_only.comparing.spelling import is_part

Pair = tuple[Field, Field]
"""The fields of one name on two papers."""

OWN_NUMBERS = frozenset(
    {
        "so_dinh_danh", "so_cmnd", "so_ho_chieu", "so_gplx", "ma_so", "ma_so_bhxh", "so_giay_to", "so_seri",
        "so_vao_so", "ma_so_doanh_nghiep", "so_hieu", "so_chung_thuc", "so_cong_chung", "ma_ho_so", "ky_hieu",
    }
)  # fmt: skip
ISSUE_DAYS = frozenset({"ngay_cap", "ngay_dang_ky", "ngay_lam", "ngay_lap", "ngay_ky", "ngay_ban_hanh"})
_ISSUED = "ngay_cap"
"""The day an office issued the paper; the days of ``ISSUE_DAYS`` that people write themselves say less."""
WRITTEN_DAYS = frozenset({"ngay_lam", "ngay_lap", "ngay_ky"})
"""The day under a paper that its owner writes: all that a person's next request may differ in."""
_DECISIVE = OWN_NUMBERS | ISSUE_DAYS | {"ho_ten", "ngay_sinh"}
_FEWEST_SHARED = 3
_ALIKE_SHARE = 0.8
_PERSONS_ALIKE_SHARE = 0.7
"""The same, of a paper whose long number agrees: a card of one person, however badly it was scanned."""
_ISSUE_ALIKE_SHARE = 0.5
"""The same, where the day of issue agrees too: a number is issued once a day, whatever else was misread."""
_SIGNER = "nguoi_ky"
_MISREAD_DIGITS = 2
_HARDLY_READ = 0.1
"""Below this confidence a value that differs speaks for nothing and against nothing."""
_OTHER_WORDS = 0.6
"""Below this likeness two surely read texts are two texts: another request on the same form."""
_PERSONAL_DIGITS = 9


def shared_fields(one: Document, other: Document) -> list[Pair]:
    """What both papers carry, each field of the one with that of the other."""
    pairs = ((field, other.field_named(field.name)) for field in one.fields)
    return [(left, right) for left, right in pairs if right is not None]


def why_by_fields(one: Document, other: Document, pairs: Sequence[Pair]) -> str | None:
    """``SAME_NUMBER`` or ``SAME_VALUES``, as ``same_paper.sameness`` says; None where values do not tell."""
    if one.type == UNKNOWN_TYPE or len(pairs) < _FEWEST_SHARED or not same_day_written(one, other):
        return None
    alike = sum(agreement(*pair) in (Agreement.EXACT, Agreement.NEAR) for pair in pairs)
    silent = sum(_says_nothing(*pair) for pair in pairs)
    if alike < max(_FEWEST_SHARED, _share_wanted(pairs) * (len(pairs) - silent)):
        return None
    return "SAME_NUMBER" if any(_is_same_number(*pair) for pair in pairs) else _why_without_number(pairs)


def _share_wanted(pairs: Sequence[Pair]) -> float:
    if not is_same_person(pairs):
        return _ALIKE_SHARE
    issues = (pair for pair in pairs if pair[0].name == _ISSUED)
    same_issue = any(agreement(*pair) is Agreement.EXACT for pair in issues)
    return _ISSUE_ALIKE_SHARE if same_issue else _PERSONS_ALIKE_SHARE


def _why_without_number(pairs: Sequence[Pair]) -> str | None:
    """Without an equal number only nearly full agreement and equal names make it the same paper."""
    names = [agreement(*pair) for pair in pairs if last(pair[0].name) == "ho_ten"]
    exact = sum(agreement(*pair) is Agreement.EXACT for pair in pairs)
    enough = len(pairs) > _FEWEST_SHARED and exact >= _ALIKE_SHARE * len(pairs)
    return "SAME_VALUES" if enough and names and set(names) == {Agreement.EXACT} else None


def same_day_written(one: Document, other: Document) -> bool:
    """Whether both papers carry the same day by their writer's hand, or neither carries any.

    The same person fills in the same form again, and every other value agrees: a day that was read otherwise,
    or in one of them alone, leaves it open whether it is that.
    """
    days = {each.name for each in (*one.fields, *other.fields) if each.name in WRITTEN_DAYS}
    pairs = ((one.field_named(name), other.field_named(name)) for name in days)
    return all(left and right and agreement(left, right) is Agreement.EXACT for left, right in pairs)


def is_same_person(pairs: Sequence[Pair]) -> bool:
    """Whether a long number of the paper's own agrees, which names its person better than a doubtful name."""
    equal = (one for one, other in pairs if _is_same_number(one, other))
    return any(sum(letter.isdecimal() for letter in one.value) >= _PERSONAL_DIGITS for one in equal)


def _is_same_number(one: Field, other: Field) -> bool:
    """The paper's own number; a number behind a role is a person's, who may have several such papers."""
    return one.name in OWN_NUMBERS and agreement(one, other) is Agreement.EXACT


def contradict(one: Field, other: Field) -> bool:
    """A difference that reading errors do not explain."""
    if agreement(one, other) is not Agreement.DIFFERENT:
        return False
    doubtful = FieldState.REVIEW in (one.state, other.state)
    if _lacks_words(one, other) or _lacks_words(other, one):
        return False
    if last(one.name) in _DECISIVE:
        return not doubtful or Levenshtein.distance(one.value, other.value) > _MISREAD_DIGITS
    if doubtful or (last(one.name) == _SIGNER and _is_cut_short(one.value, other.value)):
        return False
    return Levenshtein.normalized_similarity(one.value, other.value) < _OTHER_WORDS


def _lacks_words(one: Field, other: Field) -> bool:
    """Whether the one is a name, read in doubt, that has but words of the other: «Ngọc» of «Âu Nhu Ngọc»."""
    is_name = last(one.name) == "ho_ten" and one.state is FieldState.REVIEW
    return is_name and is_part(one.value, other.value)


def _is_cut_short(one: str, other: str) -> bool:
    return is_part(one, other) or is_part(other, one)


def _says_nothing(one: Field, other: Field) -> bool:
    """Whether values differ of which one was hardly read: neither alike nor apart."""
    hardly = any(each.state is FieldState.REVIEW and each.confidence < _HARDLY_READ for each in (one, other))
    return hardly and agreement(one, other) is Agreement.DIFFERENT and not is_counted(one)


def is_doubtful_name(one: Field, other: Field) -> bool:
    """Whether it is a name, in doubt on one of the papers."""
    return last(one.name) == "ho_ten" and is_doubtful(one, other)


def is_doubtful(one: Field, other: Field) -> bool:
    """Whether one of the readings waits for a person."""
    return FieldState.REVIEW in (one.state, other.state)


def is_counted(field: Field) -> bool:
    """Whether it is a number or a day that tells one paper, or one person, from the next."""
    return last(field.name) in (_DECISIVE - {"ho_ten"})


def agreement(one: Field, other: Field) -> Agreement:
    """How far the values agree, in the manner of their field."""
    return _agreed(_manner(one.name), one.value, other.value)


@lru_cache(maxsize=4096)
def _agreed(manner: Manner, one: str, other: str) -> Agreement:
    agreed = agree(manner, one, other)
    if manner is Manner.NUMBER and agreed is Agreement.DIFFERENT and _lost_letters(one, other):
        return Agreement.NEAR
    return agreed


def _lost_letters(one: str, other: str) -> bool:
    """Whether two numbers have the same figures, and one of them no letters: «CS 02150» and «02150»."""
    figures = ["".join(sign for sign in number if sign.isdecimal()) for number in (one, other)]
    return figures[0] == figures[1] != "" and "" in (series_of(one), series_of(other))


def _manner(name: str) -> Manner:
    kind = last(name)
    if kind in OWN_NUMBERS:
        return Manner.NUMBER
    if kind == "ho_ten":
        return Manner.NAME
    if kind in ISSUE_DAYS or kind in ("ngay_sinh", "nam_sinh", "gia_tri_den", "gia_tri_tu"):
        return Manner.DATE
    return Manner.ADDRESS if kind.startswith(("noi_", "dia_chi", "que_quan")) else Manner.TEXT


def last(name: str) -> str:
    """The field's own name without the role before it."""
    return name.rpartition(".")[2]
