"""What a person must see in a dossier, and why it was not automatic."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from domain.document import UNKNOWN_TYPE, Document, Field, FieldState
from domain.page import Defect, PageKind, Quality
from domain.record import BETWEEN_REGISTERS, Conflict
from domain.review import ReviewTask, TaskKind
from domain.signs import LONE, MISDATED, RIVAL, RUN_ON

_ASK_FOR_RESCAN = frozenset(Defect) - {Defect.PIXELS_REDUCED}
_ILLEGIBLE = frozenset({Defect.UNREADABLE, Defect.CUT_EDGE, Defect.VALUES_NOT_SHOWN})
"""Something is missing from the image, whatever could be read of the rest."""
_OF_PAGES = frozenset({RUN_ON, LONE})
_OF_TYPE = frozenset({MISDATED, RIVAL})


class SeenPage(Protocol):
    """A page as triage needs it, of the record or of the reading."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> PageKind: ...
    @property
    def quality(self) -> Quality: ...


def triage(
    documents: Sequence[Document],
    pages: Sequence[SeenPage],
    conflicts: Sequence[Conflict] = (),
    *,
    required: Mapping[str, Collection[str]] | None = None,
    type_threshold: float = 0.8,
) -> tuple[tuple[ReviewTask, ...], bool]:
    """The tasks of a dossier in the order a reviewer works, and whether it needs none (straight-through).

    First pages to scan again, then where documents begin and what they are, then values, then conflicts.
    required: document type to fields that such a paper always carries; one that was not read is a task.
    type_threshold: a document whose type and pages are less sure (0..1) is shown, as a question of where it
    begins and ends where its pages are in doubt, else of what it is. A task's id is made of what it asks
    about, so that the same question keeps its id when the dossier is processed again.
    """
    asked = [
        *(task for page in pages for task in _about_page(page, documents)),
        *(task for each in documents for task in _about_split(each, type_threshold)),
        *(task for each in documents for task in _about_type(each, type_threshold)),
        *(task for each in documents for task in _about_fields(each, (required or {}).get(each.type, ()))),
        *(_about_conflict(conflict) for conflict in conflicts),
    ]
    tasks = tuple({task.id: task for task in asked}.values())
    return tasks, not tasks


def field_task_id(document: str, field: str) -> str:
    return f"field:{document}:{field}"


def type_task_id(document: str) -> str:
    return f"type:{document}"


def conflict_task_id(conflict: Conflict) -> str:
    return f"conflict:{conflict.rule}:{'+'.join(conflict.places)}"


def rescan_task_id(page: int) -> str:
    return f"rescan:{page}"


def _about_page(page: SeenPage, documents: Sequence[Document]) -> Iterator[ReviewTask]:
    if page.kind is not PageKind.CONTENT:
        return
    holders = [each for each in documents if page.number in each.pages]
    defects = _ASK_FOR_RESCAN & set(page.quality.defects)
    if defects and (defects & _ILLEGIBLE or not _reads_well(holders)):
        reasons = tuple(sorted(defect.value for defect in defects))
        yield ReviewTask(rescan_task_id(page.number), TaskKind.RESCAN, reasons, page=page.number)
    if reason := _split_reason(holders):
        yield ReviewTask(f"split:page:{page.number}", TaskKind.SPLIT, (reason,), page=page.number)


def _reads_well(holders: Sequence[Document]) -> bool:
    """A weak image whose every value was read surely is legible enough."""
    return bool(holders) and all(
        each.fields and all(field.state is not FieldState.REVIEW for field in each.fields) for each in holders
    )


def _split_reason(holders: Sequence[Document]) -> str | None:
    if not holders:
        return "PAGE_IN_NO_DOCUMENT"
    whole = [each for each in holders if each.region is None]
    return "PAGE_IN_TWO_DOCUMENTS" if len(holders) > 1 and whole else None


def _about_split(document: Document, threshold: float) -> Iterator[ReviewTask]:
    if _pages_in_doubt(document) and document.confidence < threshold:
        yield ReviewTask(f"split:{document.id}", TaskKind.SPLIT, ("SPLIT_DOUBTFUL",), document.id)


def _about_type(document: Document, threshold: float) -> Iterator[ReviewTask]:
    unknown = document.type == UNKNOWN_TYPE
    if unknown or (document.confidence < threshold and not _pages_in_doubt(document)):
        page = document.pages[0] if document.pages else None
        reason = "TYPE_UNKNOWN" if unknown else "TYPE_DOUBTFUL"
        yield ReviewTask(type_task_id(document.id), TaskKind.TYPE, (reason,), document.id, page=page)


def _pages_in_doubt(document: Document) -> bool:
    """Whether a page was joined to the paper, or left alone, for want of anything better."""
    names = {sign.name for sign in document.signs if sign.measure}
    return bool(names & _OF_PAGES) and not names & _OF_TYPE


def _about_fields(document: Document, required: Collection[str]) -> Iterator[ReviewTask]:
    for field in document.fields:
        if reasons := _doubts(field):
            yield _field_task(document, field.name, reasons, field.provenance.page)
    missing = [name for name in required if document.field_named(name) is None]
    for name in missing:
        yield _field_task(document, name, ("FIELD_ABSENT",), document.pages[0] if document.pages else None)


def _doubts(field: Field) -> tuple[str, ...]:
    """Why a person must see the value; nothing once a person did, or where it is measured to be right."""
    if field.state is FieldState.SETTLED:
        return ()
    failed = tuple(f"CHECK_FAILED:{check.rule}" for check in field.checks if not check.ok)
    if field.state is FieldState.ACCEPTED:
        return failed
    return tuple(dict.fromkeys((*field.reasons, *failed))) or ("NOT_ACCEPTED",)


def _field_task(document: Document, name: str, reasons: tuple[str, ...], page: int | None) -> ReviewTask:
    task = field_task_id(document.id, name)
    return ReviewTask(task, TaskKind.FIELD, reasons, document.id, name, page)


def _about_conflict(conflict: Conflict) -> ReviewTask:
    named = conflict.places and not conflict.rule.startswith(BETWEEN_REGISTERS)
    document, _, field = conflict.places[0].partition(".") if named else ("", "", "")
    return ReviewTask(
        conflict_task_id(conflict), TaskKind.CONFLICT, (conflict.rule,), document or None, field or None
    )
