"""The one complete notice to the citizen, for whoever prints it; it names no person and no value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.checklist import Checklist, CheckReason, ComponentCheck, ComponentState, PaperAction
from domain.law import Component, LawBook, Procedure

_LAW = ("nd118_d17_k2a", "nd309_k2a_d4", "nd23_d6")
_WHO = {
    "wife": ("bên nữ", "the bride"),
    "husband": ("bên nam", "the groom"),
    "first": ("bên A", "the first party"),
    "second": ("bên B", "the second party"),
}
"""Whose paper it is, where a component is asked of several people and only some have brought theirs."""


@dataclass(frozen=True, slots=True)
class Item:
    """One component in both languages. reason: code why it is named. registers: where it is sought.

    verified: whether it was read anywhere that the procedure asks for it.
    """

    component: str
    vi: str
    en: str
    reason: str
    registers: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """What the desk tells at once (NĐ 118/2025 Điều 17 khoản 2 điểm a): nothing may be asked for afterwards.

    bring: to be handed in. show: to be shown and taken home. if_applies: only in the case named; with
    registers, the agency looks there first. looked_up: the agency asks the registers itself, or an officer
    does by hand. back: documents handed back now. law: as cited on that day.
    """

    bring: tuple[Item, ...]
    show: tuple[Item, ...]
    if_applies: tuple[Item, ...]
    looked_up: tuple[Item, ...]
    back: tuple[str, ...]
    law: tuple[str, ...]

    @property
    def needed(self) -> bool:
        """Whether there is anything to come back with."""
        return bool(self.bring)


def notice(found: Checklist, procedure: Procedure, law: LawBook, received: date) -> Notice:
    """The notice of a checklist. What a person has to look at first is not in it: look before asking.

    Save what an officer looks up by hand: that the citizen is not asked for it may be told at once.
    """

    def standing(state: ComponentState) -> tuple[Item, ...]:
        return items(found.in_state(state), procedure)

    by_hand = tuple(each for each in found.components if each.reason == CheckReason.LOOK_UP_BY_HAND)
    return Notice(
        bring=standing(ComponentState.MISSING),
        show=standing(ComponentState.TO_SHOW),
        if_applies=standing(ComponentState.IF_APPLIES),
        looked_up=(*standing(ComponentState.LOOK_UP), *items(by_hand, procedure)),
        back=tuple(each.document for each in found.papers if each.action is PaperAction.HAND_BACK),
        law=law.cites((*procedure.law, *_LAW), received),
    )


def items(checks: Iterable[ComponentCheck], procedure: Procedure) -> tuple[Item, ...]:
    """One item for each check, in their order; where several people bring such a paper, it says whose."""
    components = {each.id: each for each in procedure.components}
    return tuple(_item(each, components[each.component], procedure) for each in checks)


def _item(check: ComponentCheck, component: Component, procedure: Procedure) -> Item:
    vi, en = component.vi, component.en
    if check.person in _WHO:
        whose_vi, whose_en = _WHO[check.person]
        vi, en = f"{vi} ({whose_vi})", f"{en} ({whose_en})"
    return Item(component.id, vi, en, check.reason, check.registers, procedure.is_verified(component))
