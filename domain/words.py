"""Officers' words on advice: which one stands, and what it says. None changes the advice itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.checklist import ComponentState
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind

ON_VERDICTS: Final = frozenset({DecisionKind.ACCEPT_VERDICT, DecisionKind.OVERRIDE_VERDICT})
ON_COMPONENTS: Final = frozenset({DecisionKind.ACCEPT_COMPONENT, DecisionKind.OVERRIDE_COMPONENT})

SAYABLE: Final = (
    ComponentState.COMPLETE,
    ComponentState.MISSING,
    ComponentState.TO_SHOW,
    ComponentState.NOT_NEEDED,
    ComponentState.NOT_ASKED,
)
"""What an officer may say of a component: conclusions, and nothing that only waits for one."""


def standing_decision(record: DossierRecord, document: str) -> Decision | None:
    """The last word of an officer on the verdict about that document; None while nobody has spoken."""
    return _last(each for each in record.decisions if each.kind in ON_VERDICTS and each.document == document)


def standing_on_component(record: DossierRecord, component: str, person: str) -> Decision | None:
    """The last word of an officer on that person's share of the component; None while nobody has spoken."""
    about = (component, person)
    spoken = (each for each in record.decisions if each.kind in ON_COMPONENTS)
    return _last(each for each in spoken if (each.component, each.person) == about)


def said_of_components(record: DossierRecord) -> dict[tuple[str, str], ComponentState]:
    """Component and person to what an officer says of that share instead of the advice."""
    checks = record.checklist.components if record.checklist is not None else ()
    words = {
        (each.component, each.person): standing_on_component(record, each.component, each.person)
        for each in checks
    }
    return {
        place: ComponentState(said.value)
        for place, said in words.items()
        if said is not None and said.kind is DecisionKind.OVERRIDE_COMPONENT and said.value is not None
    }


def _last(words: Iterable[Decision]) -> Decision | None:
    return max(words, key=lambda each: each.at, default=None)
