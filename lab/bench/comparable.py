"""Which values of a dossier's papers must be the same: what different papers say of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from domain.fold import fold
from lab.bench.truth import TrueDocument, Truth

_KINDS = {
    "ngay_sinh": ("birth",),
    "so_dinh_danh": ("number",),
    "ho_ten": ("tone", "name"),
    "gioi_tinh": ("sex",),
    "noi_cu_tru": ("ward",),
    "noi_thuong_tru": ("ward",),
    "dia_chi_thuong_tru": ("ward",),
}
_HOMES = ("noi_cu_tru", "noi_thuong_tru", "dia_chi_thuong_tru")
_PARENTS = ("cha.ho_ten", "me.ho_ten")
_SUBJECTS = {"gcn_ho_kinh_doanh": "chu_ho.ho_ten"}


@dataclass(frozen=True, slots=True)
class Comparable:
    """A value that may be planted in a paper, and the place of another paper that says the same."""

    kind: str
    paper: str
    field: str
    against: str
    against_field: str


def comparables(truth: Truth) -> list[Comparable]:
    """Every pair of places that must agree, in both directions."""
    people = [(each, role, name) for each in truth.documents for role, name in _named(each).items()]
    found = [
        pair
        for (one, here, name), (other, there, same) in permutations(people, 2)
        if one.id != other.id and fold(name) == fold(same)
        for pair in _of_person(one, here, other, there)
    ]
    return list(dict.fromkeys(found))


def _named(paper: TrueDocument) -> dict[str, str]:
    """Role to the name of whoever has it; the paper's own subject has none."""
    names = {
        field.rpartition(".")[0]: true.value
        for field, true in paper.fields.items()
        if field.endswith("ho_ten") and field != _SUBJECTS.get(paper.type)
    }
    subject = paper.fields.get(_SUBJECTS.get(paper.type, ""))
    return {**names, "": subject.value} if subject else names


def _of_person(one: TrueDocument, here: str, other: TrueDocument, there: str) -> Iterator[Comparable]:
    numbered = _number(one, here) == _number(other, there) is not None
    for last, kinds in _KINDS.items():
        for against in _HOMES if last in _HOMES else (last,):
            mine, theirs = _at(here, last), _at(there, against)
            if not _alike(one, mine, other, theirs):
                continue
            for kind in kinds:
                if kind != "name" or numbered:
                    yield Comparable(kind, one.id, mine, other.id, theirs)
    if not here and not there:
        for parent in _PARENTS:
            if _alike(one, parent, other, parent):
                yield Comparable("parent", one.id, parent, other.id, parent)


def _alike(one: TrueDocument, mine: str, other: TrueDocument, theirs: str) -> bool:
    """Whether both say it, homes in whatever units, and numbers of one length."""
    if mine not in one.fields or theirs not in other.fields:
        return False
    if mine.endswith("so_dinh_danh"):
        return one.fields[mine].value == other.fields[theirs].value
    return True


def _number(paper: TrueDocument, role: str) -> str | None:
    field = paper.fields.get(_at(role, "so_dinh_danh"))
    return field.value if field and len(field.value) == 12 else None


def _at(role: str, last: str) -> str:
    return f"{role}.{last}" if role else last
