"""What lies on the desk in one dossier, as every component of its procedure is held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.checklist import ComponentCheck, ComponentState, Evidence
from domain.document import Document
from domain.law import Component, Condition, Procedure
from domain.once_only import Verdict
from domain.record import Mention
from once_only.checklist.question import Sought
from once_only.checklist.sought import Place


@dataclass(frozen=True, slots=True)
class Desk:
    """papers: what lies there, each once. verdicts: by document. evidence: of components that nobody brought.

    facts: the cases that were told. where: role to the places that name its person.
    """

    procedure: Procedure
    papers: tuple[Document, ...]
    verdicts: Mapping[str, Verdict]
    evidence: Mapping[Place, Evidence]
    where: Mapping[str, frozenset[Mention]]
    sought: Sought
    facts: Mapping[Condition, bool]

    def serving(self, component: Component) -> list[Document]:
        """Papers of a type that the component asks for."""
        return [each for each in self.papers if component.serves(each.type)]

    def papers_of(self, role: str, papers: Sequence[Document]) -> list[Document]:
        """Those whose own subject is proven to be the person of that role."""
        named = self.where.get(role, frozenset())
        return [each for each in papers if Mention(each.id, "") in named]

    def is_given(self, component: Component) -> bool | None:
        """Whether the component's case is given; None where nobody has told."""
        if any(self.facts.get(case) for case in component.unless):
            return False
        if component.when in (Condition.ALWAYS, Condition.IF_REGISTER_FAILS):
            return self.facts.get(component.when, True)
        return self.facts.get(component.when)


def check_of(
    component: Component,
    person: str,
    state: ComponentState,
    reason: str,
    papers: Sequence[Document] = (),
    registers: tuple[str, ...] = (),
) -> ComponentCheck:
    """How one component, or one person's share of it, stands."""
    documents = tuple(each.id for each in papers)
    return ComponentCheck(component.id, state, str(reason), person, documents, registers)
