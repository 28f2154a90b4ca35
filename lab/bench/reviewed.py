"""What reviewers make of a record: every value that is left to a person, answered as the paper says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from domain.definition import Definitions
from domain.once_only import Answer, LookUp
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from hoso import pipeline
from lab.bench.truth import TrueDocument

Ask = Callable[[Sequence[LookUp]], Sequence[Answer]]


def reviewed(
    record: DossierRecord,
    papers: dict[str, TrueDocument],
    definitions: Definitions,
    asked_at: datetime,
    ask: Ask,
) -> DossierRecord:
    """The record after its questions about values were answered and its papers were judged again.

    papers: document id of the record to what it really is. Where a paper begins and what it is stays as it
    was found, and so does what was accepted unseen.
    """
    at = asked_at + timedelta(hours=1)
    said = [word for task in record.tasks if (word := _answer(task, papers, at)) is not None]
    settled = pipeline.settle(record, said, definitions)
    return pipeline.advise(settled, ask(pipeline.look_ups_again(settled, definitions)), definitions)


def _answer(task: ReviewTask, papers: dict[str, TrueDocument], at: datetime) -> Decision | None:
    paper = papers.get(task.document or "")
    if task.kind is not TaskKind.FIELD or task.field is None or paper is None:
        return None
    true = paper.fields.get(task.field)
    kind = DecisionKind.SET_ABSENT if true is None else DecisionKind.SET_VALUE
    value = None if true is None else true.value
    return Decision(kind, "reviewer", at, task.document, task.field, task.id, value)
