"""Names that another paper of the same person bears out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.document import Document, Field, FieldState
from domain.law import Manner
from domain.record import Mention, Person
from once_only.agreement import Agreement, agree
from once_only.roles import full_name

_NAME = "ho_ten"
_SAME = {"so_dinh_danh": Manner.NUMBER, "ngay_sinh": Manner.DATE}
"""What must not speak against two places naming one person, where both have it."""


def borne_out(papers: Sequence[Document], people: Sequence[Person]) -> dict[str, frozenset[str]]:
    """Document id to its names that a surely read name of the same person on another paper equals.

    Two readings that share no ink do not err alike by chance, tones and all. It only makes a doubtful reading
    sure: a name that differs stays different, whatever other papers say, since the paper itself may be wrong.
    """
    return {paper.id: frozenset(_borne_out(paper, papers, people)) for paper in papers}


def _borne_out(paper: Document, papers: Sequence[Document], people: Sequence[Person]) -> Iterator[str]:
    for field in paper.fields:
        is_name = field.name.rpartition(".")[2] == _NAME
        if is_name and _is_borne_out(field, paper, papers, people):
            yield field.name


def _is_borne_out(
    name: Field, document: Document, papers: Sequence[Document], people: Sequence[Person]
) -> bool:
    role = name.name.rpartition(".")[0]
    return any(
        other.state is not FieldState.REVIEW
        and agree(Manner.NAME, name.value, other.value) is Agreement.EXACT
        for mention, paper in _elsewhere(Mention(document.id, role), papers, people)
        if _may_be_one(document, role, paper, mention.role)
        if (other := paper.field_named(full_name(mention.role, _NAME))) is not None
    )


def _elsewhere(
    here: Mention, papers: Sequence[Document], people: Sequence[Person]
) -> Iterator[tuple[Mention, Document]]:
    by_id = {each.id: each for each in papers if each.id != here.document}
    for person in people:
        if here in person.mentions:
            yield from ((each, by_id[each.document]) for each in person.mentions if each.document in by_id)


def _may_be_one(paper: Document, role: str, other: Document, its_role: str) -> bool:
    for name, manner in _SAME.items():
        mine, theirs = paper.field_named(full_name(role, name)), other.field_named(full_name(its_role, name))
        if mine is None or theirs is None:
            continue
        if agree(manner, mine.value, theirs.value) is Agreement.DIFFERENT:
            return False
    return True
