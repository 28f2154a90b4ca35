"""Names that other papers of a dossier surely give the same person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from domain.document import Document, Field, FieldState
from domain.law import Manner
from domain.record import Mention, Person
from once_only.comparing.agreement import Agreement, agree
from once_only.roles import full_name

_NAME = "ho_ten"
_SURE = 0.99  # what is surer waits for a person because another paper differs, not because it was read badly
_SAME = {"so_dinh_danh": Manner.NUMBER, "ngay_sinh": Manner.DATE}
"""What must not speak against two places naming one person, where both have it."""

Names = Mapping[str, frozenset[str]]
"""A paper's name fields, each with what other papers surely call that person."""
NOWHERE: Names = MappingProxyType({})
"""Names of a paper that no other bears out or denies."""


def names_elsewhere(papers: Sequence[Document], people: Sequence[Person]) -> dict[str, Names]:
    """Document id to its names as other papers have them: what a doubtful reading is weighed against.

    Two readings that share no ink do not err alike by chance, tones and all. A surely read name that differs
    from another paper's stays what it is: the other paper itself may be wrong.
    """
    return {
        paper.id: {
            field.name: frozenset(_elsewhere(field, paper, papers, people))
            for field in paper.fields
            if field.name.rpartition(".")[2] == _NAME
        }
        for paper in papers
    }


def _elsewhere(
    name: Field, document: Document, papers: Sequence[Document], people: Sequence[Person]
) -> Iterator[str]:
    role = name.name.rpartition(".")[0]
    for mention, paper in _mentions(Mention(document.id, role), papers, people):
        other = paper.field_named(full_name(mention.role, _NAME))
        if other is not None and _is_sure(other) and _may_be_one(document, role, paper, mention.role):
            yield other.value


def _is_sure(name: Field) -> bool:
    """Whether it is accepted, settled, or left to a person for another reason than how it was read."""
    return name.state is not FieldState.REVIEW or name.confidence >= _SURE


def _mentions(
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
