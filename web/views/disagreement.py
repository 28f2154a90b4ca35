"""What registers say where the form's sources disagree: a reviewer sees it beside the paper's value."""

from __future__ import annotations

from collections.abc import Iterator

from domain.document import Source
from domain.record import DossierRecord, FormSource
from domain.review import ReviewTask, TaskKind
from review.triage import conflict_task_id
from web.labels import Labels, shown
from web.views.form import source_text
from web.views.review_models import SourceView


def registers_say(task: ReviewTask, record: DossierRecord, labels: Labels) -> list[SourceView]:
    """Each register's value in that conflict once, with its name and day; nothing for other tasks."""
    if task.kind is not TaskKind.CONFLICT:
        return []
    asked = (each for each in record.conflicts if conflict_task_id(each) == task.id)
    places = {place for conflict in asked for place in conflict.places}
    found = {
        (source.register, value): SourceView(
            source=source.source, text=source_text(source, record, labels), value=value, shown=shown(value)
        )
        for value, source in _said(record, labels)
        if source.source is Source.REGISTER and f"{source.register}.{source.field}" in places
    }
    return list(found.values())


def _said(record: DossierRecord, labels: Labels) -> Iterator[tuple[str, FormSource]]:
    """What sources say of the form's fields, without what is made of it."""
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    for field in procedure.form if procedure is not None else ():
        filled = record.form.get(field.name)
        if field.sources and filled is not None:
            yield from ((filled.value, filled.source), *filled.others)
