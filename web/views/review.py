"""A record's tasks as the items that a reviewer goes through, each with its place, reasons and sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from domain.document import Field as RecordField
from domain.document import Provenance, Reading, Source
from domain.once_only import Compared, Verdict, VerdictCode
from domain.record import DossierRecord
from domain.review import Decision, ReviewTask, TaskKind
from domain.words import standing_decision, standing_on_component
from review.samples import BLIND_SAMPLE
from web.labels import Labels, shown
from web.views.asked_advice import component_item, corners, document_of, region_of, verdict_item
from web.views.disagreement import registers_say
from web.views.models import Said
from web.views.review_models import AnswerView, Item, PageView, SourceView

ORDER = (TaskKind.RESCAN, TaskKind.SPLIT, TaskKind.TYPE, TaskKind.FIELD, TaskKind.CONFLICT)
"""What a document is comes before what stands on it; values that other papers contradict come last."""

BELOW_THE_PAGE = 2.0
"""Where a value without a place stands in the order: after all that are seen on the page."""

_WORTH_SHOWING, _MOST_SHOWN = 0.05, 3
"""Share from which another way to read a value's letters is offered, and how many are."""

ASKED_VERDICTS = frozenset(
    {
        VerdictCode.NOT_NEEDED_DATA_HELD,
        VerdictCode.NOT_NEEDED_PRESENT_ONLY,
        VerdictCode.NEEDED_MISMATCH,
    }
)
"""Advice that changes what the citizen is asked for; plain «needed» and «unknown» change nothing."""


def items_of(record: DossierRecord, decisions: Sequence[Decision], labels: Labels) -> list[Item]:
    """All items in the order in which they are best looked at, with the answers given so far."""
    tasks = sorted(
        (each for each in record.tasks if each.kind in ORDER), key=lambda task: _place(task, record)
    )
    found = [_task_item(task, record, labels) for task in tasks]
    unseen = _unseen(record, decisions)
    anew = {(each.document, each.component, each.person) for each in record.tasks if each.kind not in ORDER}
    found += [
        verdict_item(_without(each, unseen), record, labels, asked_anew=(each.document, None, "") in anew)
        for each in record.once_only
        if each.verdict in ASKED_VERDICTS or (each.document, None, "") in anew
    ]
    checks = record.checklist.components if record.checklist is not None else ()
    found += [
        component_item(each, record, labels) for each in checks if (None, each.component, each.person) in anew
    ]
    answers = {item.id: _answer(item, record, decisions) for item in found}
    return [item.model_copy(update={"answer": answers[item.id]}) for item in found]


def open_items(items: Iterable[Item]) -> int:
    """How many answers are missing before the review may be finished."""
    return sum(1 for item in items if item.required and item.answer is None)


def pages_of(dossier: str, record: DossierRecord) -> list[PageView]:
    start = f"/api/v1/dossiers/{dossier}/pages"
    return [
        PageView(number=page.number, kind=page.kind, image=f"{start}/{page.number}.jpg")
        for page in record.pages
    ]


def sources_of(field: RecordField, held: Compared | None, labels: Labels) -> list[SourceView]:
    """The chosen reading first, then the others, what a register holds, and what else the letters may say.

    Each value of a source stands there once.
    """
    readings = [Reading(field.value, field.confidence, field.provenance), *field.others]
    if held is not None and held.held:
        readings.append(Reading(held.held, 1.0, Provenance(Source.REGISTER)))
    likely = [each for each in field.alternatives if each.share >= _WORTH_SHOWING][:_MOST_SHOWN]
    readings += [Reading(each.value, each.share, field.provenance) for each in likely]
    found: dict[tuple[Source, str], SourceView] = {}
    for each in readings:
        source = each.provenance.source
        view = SourceView(
            source=source,
            text=labels.words(f"source.{source}"),
            value=each.value,
            shown=shown(each.value),
            page=each.provenance.page,
            box=corners(each.provenance.box),
        )
        found.setdefault((source, each.value), view)
    return list(found.values())


def _place(task: ReviewTask, record: DossierRecord) -> tuple[int, int, int, float, str]:
    """Kinds in order; within a kind down the dossier: document, page, height on the page."""
    ids = [document.id for document in record.documents]
    document = ids.index(task.document) if task.document in ids else len(ids)
    field = _field(task, record)
    box = field.provenance.box if field else None
    page = task.page or (field.provenance.page if field else None) or 0
    return ORDER.index(task.kind), document, page, box.top if box else BELOW_THE_PAGE, task.id


def _task_item(task: ReviewTask, record: DossierRecord, labels: Labels) -> Item:
    """What is shown of a task; of a blind sample only its place on the page."""
    document, field = document_of(task.document, record), _field(task, record)
    place = field.provenance if field else None
    page = (place.page if place else None) or task.page or (document.pages[0] if document else None)
    name, blind = task.field or "", BLIND_SAMPLE in task.reasons
    seen = None if blind else field
    return Item(
        id=task.id,
        kind=task.kind,
        required=True,
        document=task.document,
        title=labels.type(document.type) if document else "",
        type=document.type if document else None,
        field=task.field,
        label=labels.field(name) if name else labels.words(f"review.kind_{task.kind}"),
        page=page,
        box=corners(place.box) if place else region_of(document),
        reasons=[Said(code=code, text=labels.reason(code)) for code in task.reasons],
        value=seen.value if seen else "",
        shown=shown(seen.value) if seen else "",
        raw=seen.raw if seen else "",
        blind=blind,
        sources=_sources(task, seen, record, labels),
    )


def _sources(
    task: ReviewTask, seen: RecordField | None, record: DossierRecord, labels: Labels
) -> list[SourceView]:
    """What the paper and a register say; of a conflict also what registers say elsewhere of that person."""
    held = _held(task, record)
    found = sources_of(seen, held, labels) if seen else []
    said = {each.value for each in found if each.source is Source.REGISTER}
    return [*found, *(each for each in registers_say(task, record, labels) if each.value not in said)]


def _unseen(record: DossierRecord, decisions: Sequence[Decision]) -> frozenset[tuple[str | None, str | None]]:
    """Document and field of blind samples that nobody has typed yet."""
    answered = {each.task for each in decisions}
    blind = (task for task in record.tasks if BLIND_SAMPLE in task.reasons and task.id not in answered)
    return frozenset((task.document, task.field) for task in blind)


def _without(verdict: Verdict, unseen: Collection[tuple[str | None, str | None]]) -> Verdict:
    """The verdict with no value beside it that is to be typed unseen."""
    shown_now = tuple(each for each in verdict.compared if (verdict.document, each.field) not in unseen)
    return replace(verdict, compared=shown_now)


def _answer(item: Item, record: DossierRecord, decisions: Sequence[Decision]) -> AnswerView | None:
    """An officer's word on advice stands from one review to the next; a task asked again is open again."""
    spoken = replace(record, decisions=(*record.decisions, *decisions))
    if item.kind == "verdict":
        said = standing_decision(spoken, item.document or "")
    elif item.kind == "component":
        said = standing_on_component(spoken, item.component or "", item.person)
    else:
        said = next((each for each in reversed(decisions) if _answers(each, item)), None)
    if said is None:
        return None
    value = said.value
    return AnswerView(
        kind=said.kind,
        value=value,
        shown=shown(value) if value is not None else None,
        note=said.note,
        by=said.by,
        at=said.at,
    )


def _answers(decision: Decision, item: Item) -> bool:
    if decision.task is not None:
        return decision.task == item.id
    return item.kind == TaskKind.FIELD and (decision.document, decision.field) == (item.document, item.field)


def _field(task: ReviewTask, record: DossierRecord) -> RecordField | None:
    document = document_of(task.document, record)
    return document.field_named(task.field) if document and task.field else None


def _held(task: ReviewTask, record: DossierRecord) -> Compared | None:
    """What a register said about this very field."""
    verdicts = (each for each in record.once_only if each.document == task.document)
    return next((each for verdict in verdicts for each in verdict.compared if each.field == task.field), None)
