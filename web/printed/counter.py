"""What both sheets of the counter are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.checklist import ComponentState
from domain.law import Procedure
from domain.record import DossierRecord
from domain.review import TaskKind
from once_only.checklist.notice import Item, Notice, notice
from web.labels import Labels
from web.printed.sheet import Line
from web.views.checklist import looked_at_first, named


@dataclass(frozen=True, slots=True)
class Counter:
    """A dossier at the counter. settled: how many of its decisions a kept revision carries. branch: where it
    was handed in."""

    record: DossierRecord
    settled: int
    labels: Labels
    made_at: datetime
    branch: str = ""

    @property
    def procedure(self) -> Procedure | None:
        law = self.labels.definitions.law
        return law.procedure_on(self.record.procedure, self.record.received)

    @property
    def notice(self) -> Notice | None:
        """The one complete notice; None where the procedure is not known."""
        procedure, found = self.procedure, self.record.checklist
        if procedure is None or found is None:
            return None
        return notice(found, procedure, self.labels.definitions.law, self.record.received)

    @property
    def is_open(self) -> bool:
        """Whether anything has to be looked at before it can be said that nothing is wanted."""
        found = self.record.checklist
        return found is None or bool(self._to_look_at or self._tasks or self._to_look_up)

    def warnings(self) -> tuple[str, ...]:
        """Why the sheet is not the last word: things an officer has to look at, or no procedure."""
        words, look, tasks = self.labels.words, self._to_look_at, self._tasks
        if self.record.checklist is None:
            return (words("slip.no_procedure"),)
        return (
            *((words("slip.to_check", n=look),) if look else ()),
            *((words("slip.tasks", n=tasks),) if tasks else ()),
            *((words("slip.to_look_up", n=self._to_look_up),) if self._to_look_up else ()),
        )

    @property
    def _to_look_at(self) -> int:
        return len(looked_at_first(self.record, self.labels))

    @property
    def _to_look_up(self) -> int:
        found = self.record.checklist
        return len(found.in_state(ComponentState.LOOK_UP)) if found is not None else 0

    @property
    def _tasks(self) -> int:
        """Pages to scan again are told on the sheet itself."""
        return sum(each.kind is not TaskKind.RESCAN for each in self.record.tasks)

    def lines(self, items: tuple[Item, ...], reason: str = "{why}") -> tuple[Line, ...]:
        """Components with their reasons."""
        return tuple(
            Line(named(each, self.labels), (reason.format(why=self.labels.check_reason(each.reason)),))
            for each in items
        )
