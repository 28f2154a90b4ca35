"""What both sheets of the counter are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.law import Procedure
from domain.record import DossierRecord
from once_only.notice import Item, Notice, notice
from web.labels import Labels
from web.printed.sheet import Line
from web.views.checklist import looked_at_first, named


@dataclass(frozen=True, slots=True)
class Counter:
    """A dossier at the counter. settled: how many of its decisions a kept revision carries."""

    record: DossierRecord
    settled: int
    labels: Labels
    made_at: datetime

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

    def warnings(self) -> tuple[str, ...]:
        """Why the sheet is not the last word: things an officer has to look at, or no procedure."""
        found, words = self.record.checklist, self.labels.words
        if found is None:
            return (words("slip.no_procedure"),)
        waiting = len(looked_at_first(self.record, self.labels))
        return (words("slip.to_check", n=waiting),) if waiting else ()

    def lines(self, items: tuple[Item, ...], reason: str = "{why}") -> tuple[Line, ...]:
        """Components with their reasons."""
        return tuple(
            Line(named(each, self.labels), (reason.format(why=self.labels.check_reason(each.reason)),))
            for each in items
        )
