"""Papers and their advice in words, as the checklist, the slip and the officer read them."""

from __future__ import annotations

from datetime import datetime

from domain.checklist import Evidence
from domain.document import Document
from domain.once_only import Compared, Verdict
from domain.record import DossierRecord
from web.days import day_text, time_text
from web.labels import Labels


def paper_text(document: str, record: DossierRecord, labels: Labels) -> str:
    """Title and pages of a paper; no value of it."""
    found = _document(document, record)
    if found is None:
        return document
    pages = ", ".join(str(page) for page in found.pages)
    return labels.words("checklist.paper", title=labels.type(found.type), pages=pages)


def verdict_on(document: str, record: DossierRecord) -> Verdict | None:
    return next((each for each in record.once_only if each.document == document), None)


def law_text(provisions: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    """One line that cites them; none where there is nothing to cite."""
    cited = "; ".join(labels.law_cited(provisions))
    return (labels.words("checklist.law", law=cited),) if cited else ()


def evidence_of(verdict: Verdict, labels: Labels) -> tuple[str, ...]:
    """Law, register, time, earlier dossier and compared fields; which fields, never what stands in them."""
    lines = list(law_text(verdict.law, labels))
    if verdict.register and verdict.asked_at:
        lines.append(_asked(verdict.register, verdict.asked_at, labels))
    if verdict.as_of is not None:
        lines.append(labels.words("checklist.as_of", day=day_text(verdict.as_of)))
    if verdict.origin is not None:
        kept = verdict.origin
        lines.append(labels.words("checklist.origin", dossier=kept.dossier, day=day_text(kept.on)))
    return (*lines, *_compared(verdict.compared, labels))


def sought_text(found: Evidence, labels: Labels) -> tuple[str, ...]:
    """The same of a component that nobody brought, for which a register was asked instead."""
    asked = _asked(found.register, found.asked_at, labels)
    day = (labels.words("checklist.as_of", day=day_text(found.as_of)),) if found.as_of is not None else ()
    return (*law_text(found.law, labels), asked, *day, *_compared(found.compared, labels))


def _asked(register: str, at: datetime, labels: Labels) -> str:
    return labels.words("checklist.asked", register=labels.register(register), time=time_text(at))


def _compared(compared: tuple[Compared, ...], labels: Labels) -> tuple[str, ...]:
    rows = [(labels.field(row.field), labels.agreement(row.agreement)) for row in compared]
    fields = "; ".join(f"{name}: {agreement}" for name, agreement in rows)
    return (labels.words("checklist.compared", fields=fields),) if fields else ()


def _document(document: str, record: DossierRecord) -> Document | None:
    return next((each for each in record.documents if each.id == document), None)
