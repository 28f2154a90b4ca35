"""THE WHOLE WAY: from read pages to the dossier record, cut where something must be fetched or waited for.

    open_scan -> read -> understand -> (registers answer) -> complete -> (reviewers answer) -> settle
        -> (registers answer about what people changed) -> advise

``ingest.open_scan`` and ``ocr.read.read`` are the first two legs; the others stand here. Each leg is a pure
function of values, so that it may run twice without harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from classifiers.attestations import with_attestations
from classifiers.layout_model import LayoutModel
from classifiers.split import split
from domain.definition import Catalogue, Definitions
from domain.document import UNKNOWN_TYPE, Document
from domain.law import LawBook, Reason
from domain.once_only import Answer, LookUp
from domain.opinion import PageOpinion
from domain.page import Page as ScanPage
from domain.page import PageKind
from domain.record import DossierRecord, FormValue, MadeBy, RecordPage
from domain.review import Decision
from domain.text import PageText
from domain.understanding import Case, Earlier, PageReading, Understanding
from extraction.belief import belief_in
from extraction.contradictions import contradictions
from extraction.extract import extract
from extraction.judge import Measured, judge, measured_with
from extraction.people import people_of
from hoso.checked import about_components, checked, with_checklist
from once_only.asking import look_ups as questions
from once_only.checklist.components import Handed, component_look_ups, evidence_in
from once_only.comparing.wards import placed
from once_only.form.conflicts import conflicts
from once_only.form.prefill import prefill
from once_only.form.proposals import Told
from once_only.form.refill import refilled
from once_only.same_paper.duplicates import duplicates, duplicates_settled, seen_before
from once_only.same_paper.look import look_of
from once_only.verdicts import verdicts
from once_only.witnesses import names_elsewhere
from review.consequences import renew, reopened
from review.settle import settle as apply_decisions
from review.triage import triage

PIPELINE_VERSION = "1"

_TO_ASK_AGAIN = frozenset({Reason.EVIDENCE_CHANGED, Reason.DB_INCIDENT, Reason.ANSWER_STALE})


def reading_of(page: ScanPage, text: PageText | None) -> PageReading:
    """What stays of a page once it is read and its pixels may go; separator sheets all look the same."""
    look = look_of(page.raster, text) if page.kind is PageKind.CONTENT else None
    dpi = page.raster.dpi
    return PageReading(page.number, page.kind, dpi, page.quality, text, page.separator, look, page.scanner)


def understand(
    pages: Sequence[PageReading], definitions: Definitions, model: LayoutModel | None = None
) -> Understanding:
    """Page texts to documents with judged fields, and who appears in them.

    model: a second reader beside the definitions; without it titles, markers and labels stand alone.
    """
    catalogue = definitions.catalogue
    ordered = sorted(pages, key=lambda page: page.number)
    texts = {page.number: page.text for page in ordered if page.text is not None and _is_content(page)}
    opinions = model.opinions(texts.values()) if model is not None else {}
    found = split(list(texts.values()), catalogue, _after_separators(ordered), opinions)
    papers = with_attestations(found, texts)
    known = frozenset(model.tags) if model is not None else frozenset()
    read = [_with_fields(paper, texts, catalogue, opinions, known) for paper in papers]
    types = {kind.id: kind for kind in catalogue.types}
    judged = judge(read, types, _measured(ordered, catalogue), may_be_one_place)
    return Understanding(tuple(ordered), judged, people_of(judged), duplicates(judged, ordered))


def look_ups(understanding: Understanding, definitions: Definitions, case: Case) -> tuple[LookUp, ...]:
    """What the registers must be asked before the dossier can be completed."""
    law, papers, people = definitions.law, understanding.documents, understanding.people
    asked = questions(papers, people, law, case.received, case.procedure)
    procedure = law.procedure_on(case.procedure, case.received)
    if procedure is None:
        return asked
    handed = Handed(papers, people, (), understanding.duplicates)
    return (*asked, *component_look_ups(procedure, handed, law, case.received))


def complete(
    understanding: Understanding,
    answers: Sequence[Answer],
    definitions: Definitions,
    case: Case,
    earlier: Sequence[Earlier] = (),
) -> DossierRecord:
    """Revision 1 of the record: verdicts, prefilled form, conflicts, and what a person must see.

    earlier: dossiers that may hold the same papers.
    """
    law, papers = definitions.law, understanding.documents
    people = understanding.people
    names = names_elsewhere(papers, people)
    found = verdicts(papers, answers, law, case.received, case.procedure, names)
    procedure = law.procedure_on(case.procedure, case.received)
    told = Told(papers, people, answers, law, case.received)
    form = prefill(procedure, told) if procedure is not None else {}
    against = (*contradictions(papers, may_be_one_place), *conflicts(found, form, procedure))
    pages = tuple(_record_page(page) for page in understanding.pages)
    required = {kind.id: kind.required for kind in definitions.catalogue.types}
    sure = _measured(understanding.pages, definitions.catalogue).document_threshold
    tasks, straight_through = triage(papers, pages, against, required=required, type_threshold=sure)
    record = DossierRecord(
        id=case.id,
        source=case.source,
        procedure=case.procedure,
        received=case.received,
        pages=pages,
        documents=papers,
        made_by=MadeBy(PIPELINE_VERSION, definitions.catalogue.version, _engine_of(understanding.pages)),
        people=people,
        form=form,
        once_only=found,
        duplicates=(*understanding.duplicates, *seen_before(papers, understanding.pages, earlier)),
        conflicts=against,
        tasks=tasks,
        straight_through=straight_through,
    )
    return checked(record, definitions, answers)


def settle(record: DossierRecord, decisions: Sequence[Decision], definitions: Definitions) -> DossierRecord:
    """The next revision of the record, with what people decided.

    Advice that rested on a changed value becomes unknown until ``advise`` judges it again, whichever paper
    the value stands on. The form is filled anew from what people settled, and where sources still differ that
    is asked. Whether a changed paper is there twice is told anew.
    """
    known = {kind.id for kind in definitions.catalogue.types}
    recorded = with_checklist(record, definitions)
    settled = apply_decisions(recorded, tuple(decisions), known)
    if settled is recorded:
        return checked(record, definitions)
    twice = duplicates_settled(record.documents, settled.documents, settled.duplicates)
    known_now = _with_people(recorded, replace(settled, duplicates=twice), definitions.law)
    now = checked(known_now, definitions)
    return _compared(now, refilled(now, record.form, definitions.law), definitions)


def _with_people(before: DossierRecord, settled: DossierRecord, law: LawBook) -> DossierRecord:
    """The record with the people its papers name now; advice that was asked for by other keys is open again.

    A paper without a number of its own is asked about by its holder's, which another paper tells.
    """
    if settled.documents == before.documents:
        return settled
    known = replace(settled, people=people_of(settled.documents))
    was, now = _keys_by_paper(before, law), _keys_by_paper(known, law)
    return reopened(known, {each for each in was.keys() | now.keys() if was.get(each) != now.get(each)})


def _keys_by_paper(record: DossierRecord, law: LawBook) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Document to the registers that are asked about it, each with its keys."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for each in questions(record.documents, record.people, law, record.received, record.procedure):
        found.setdefault(each.document, []).append((each.register, each.keys))
    return found


def look_ups_again(record: DossierRecord, definitions: Definitions) -> tuple[LookUp, ...]:
    """What the registers must be asked anew: people changed what a verdict rested on, or a register was
    silent or spoke of a time too long ago.

    About a changed paper all are asked, else only the one that was silent. Of a component that nobody brought
    what was not asked before, and what was silent.
    """
    asked = questions(record.documents, record.people, definitions.law, record.received, record.procedure)
    open_ = _open_papers(record)
    silent = {v.document: v.register for v in record.once_only if v.reason != Reason.EVIDENCE_CHANGED}
    about_papers = (
        each
        for each in asked
        if each.document in open_ and silent.get(each.document, each.register) == each.register
    )
    return (*about_papers, *about_components(record, definitions.law))


def advise(record: DossierRecord, answers: Sequence[Answer], definitions: Definitions) -> DossierRecord:
    """The same revision with those papers judged again; verdicts whose evidence stands are kept.

    The form is filled anew with what registers say now.
    """
    law = definitions.law
    changed = _open_papers(record)
    if not changed and not any(each.look_up.component for each in answers):
        return record
    papers = [paper for paper in record.documents if paper.id in changed]
    names = names_elsewhere(record.documents, record.people)
    fresh = verdicts(papers, answers, law, record.received, record.procedure, names)
    anew = {each.document: each for each in fresh}
    found = tuple(anew.get(each.document, each) for each in record.once_only)
    judged = replace(record, once_only=found)
    form = refilled(judged, record.form, law, answers)
    return checked(_compared(judged, form, definitions), definitions, answers)


def asked_again(
    record: DossierRecord, answers: Sequence[Answer], definitions: Definitions
) -> DossierRecord | None:
    """The next revision, advised by registers that were silent before; None where they say nothing new."""
    advised = advise(record, answers, definitions)
    if _timeless(advised) == _timeless(record):
        return None
    return replace(advised, revision=record.revision + 1)


def _open_papers(record: DossierRecord) -> frozenset[str]:
    """Papers about which a register has yet to say something that counts."""
    found = (each for each in record.once_only if {each.reason, each.otherwise} & _TO_ASK_AGAIN)
    return frozenset(each.document for each in found)


def _timeless(record: DossierRecord) -> tuple[object, ...]:
    """What advice says, apart from when a register was asked."""
    found = evidence_in(record.checklist)
    sought = tuple((place, each.reason, each.compared) for place, each in found.items())
    return record.form, tuple(replace(each, asked_at=None, as_of=None) for each in record.once_only), sought


def _compared(record: DossierRecord, form: dict[str, FormValue], definitions: Definitions) -> DossierRecord:
    """The record with that form, its contradictions as they stand now, and the questions of them."""
    procedure = definitions.law.procedure_on(record.procedure, record.received)
    against = (
        *contradictions(record.documents, may_be_one_place),
        *conflicts(record.once_only, form, procedure),
    )
    if against == record.conflicts:
        return replace(record, form=form)
    tasks, _ = triage((), (), against)
    return renew(record, record.once_only, against, tasks, form)


def may_be_one_place(one: str, other: str) -> bool:
    """Whether two addresses may lie in one commune; true where a commune of Hanoi is not known for both."""
    here, there = placed(one), placed(other)
    return here is None or there is None or here.may_be(there)


def _measured(pages: Iterable[PageReading], catalogue: Catalogue) -> Measured:
    return measured_with(_engine_of(pages), catalogue.acceptance, catalogue.calibration)


def _is_content(page: PageReading) -> bool:
    return page.kind is PageKind.CONTENT


def _after_separators(pages: Sequence[PageReading]) -> frozenset[int]:
    """Pages right behind a separator sheet: a paper begins there whatever it looks like."""
    starts, fresh = set(), False
    for page in pages:
        if page.kind is PageKind.SEPARATOR:
            fresh = True
        elif fresh and _is_content(page):
            starts.add(page.number)
            fresh = False
    return frozenset(starts)


def _with_fields(
    paper: Document,
    texts: Mapping[int, PageText],
    catalogue: Catalogue,
    opinions: Mapping[int, PageOpinion],
    known: frozenset[str],
) -> Document:
    kind = catalogue.type_named(paper.type)
    if kind is None or paper.type == UNKNOWN_TYPE:
        return paper
    own = [texts[page] for page in paper.pages]
    belief = belief_in(own, opinions, known, paper.region)
    return replace(paper, fields=extract(own, kind, paper.region, belief))


def _record_page(page: PageReading) -> RecordPage:
    text = page.text.text if page.text is not None else ""
    rotation = page.text.rotation if page.text is not None else 0
    return RecordPage(page.number, page.kind, rotation, page.dpi, page.quality, text, page.scanner)


def _engine_of(pages: Iterable[PageReading]) -> str:
    return next((page.text.engine for page in pages if page.text is not None), "none")
