"""Pages that have to be scanned again, as a sheet says it."""

from __future__ import annotations

from domain.page import Defect
from domain.record import DossierRecord, RecordPage
from domain.words import legible
from review.triage import rescan_task_id
from web.printed.counter import Counter
from web.printed.sheet import Line


def rescans(counter: Counter) -> tuple[Line, ...]:
    """Pages that triage asked to be scanned again; also those of which a reviewer has told the counter.

    Not a page that a reviewer could read well enough, nor one whose papers all go home without a scan: of
    those nothing may be scanned, well or badly.
    """
    record, words = counter.record, counter.labels.words
    told = {each.task for each in record.decisions} - legible(record)
    asked = {*(each.id for each in record.tasks), *told}
    return tuple(
        Line(words("slip.rescan_page", n=page.number), _defects(page, counter))
        for page in record.pages
        if rescan_task_id(page.number) in asked and not _goes_home(page.number, record)
    )


def _goes_home(page: int, record: DossierRecord) -> bool:
    checks = record.checklist.papers if record.checklist is not None else ()
    unscanned = {each.document for each in checks if not each.keep_scan}
    papers = [each.id for each in record.documents if page in each.pages]
    return bool(papers) and unscanned.issuperset(papers)


def _defects(page: RecordPage, counter: Counter) -> tuple[str, ...]:
    found = (each for each in page.quality.defects if each is not Defect.PIXELS_REDUCED)
    return tuple(counter.labels.words(f"defect.{each}") for each in found)
