"""A short table of what became of dossiers, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from domain.checklist import ComponentState
from domain.definition import Definitions
from domain.document import FieldState
from domain.once_only import Verdict, VerdictCode
from domain.record import DossierRecord
from once_only.checklist.notice import items, notice

_NOT_NEEDED = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY)


def summary(records: Iterable[tuple[str, DossierRecord | None]], definitions: Definitions) -> Table:
    """A row a dossier: pages, papers, fields accepted and to review, papers not needed, papers missing."""
    table = Table(expand=True)
    table.add_column("hồ sơ\ndossier", no_wrap=True)
    for heading in ("trang\npages", "giấy\npapers", "tự nhận\naccepted", "cần xem\nto review"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("không cần nộp\nnot needed", ratio=3)
    table.add_column("còn thiếu\nmissing", ratio=2)
    for name, record in records:
        if record is None:
            table.add_row(name, "–", "–", "–", "–", "bị từ chối / refused", "–")
            continue
        fields = [field for document in record.documents for field in document.fields]
        accepted = sum(field.state is FieldState.ACCEPTED for field in fields)
        table.add_row(
            name,
            str(len(record.pages)),
            str(len(record.documents)),
            str(accepted),
            str(len(fields) - accepted),
            _not_needed(record, definitions),
            _missing(record, definitions),
        )
    return table


def _not_needed(record: DossierRecord, definitions: Definitions) -> str:
    types = {document.id: document.type for document in record.documents}
    lines = [
        f"• {_title(types[each.document], definitions)}: {_why(each, definitions)}"
        for each in record.once_only
        if each.verdict in _NOT_NEEDED
    ]
    return "\n".join([*lines, *_not_brought(record, definitions)]) or "–"


def _not_brought(record: DossierRecord, definitions: Definitions) -> list[str]:
    """Components that nobody brought and nobody has to, because a register was asked instead."""
    procedure = definitions.law.procedure_on(record.procedure, record.received)
    if procedure is None or record.checklist is None:
        return []
    spared = record.checklist.in_state(ComponentState.NOT_NEEDED)
    held = [each for each in spared if each.evidence is not None]
    registers = [definitions.law.register_named(each.evidence.register) for each in held if each.evidence]
    return [
        f"• {item.vi}: đã có trong {register.vi}"
        for item, register in zip(items(held, procedure), registers, strict=True)
        if register is not None
    ]


def _missing(record: DossierRecord, definitions: Definitions) -> str:
    procedure = definitions.law.procedure_on(record.procedure, record.received)
    if procedure is None or record.checklist is None:
        return "–"
    told = notice(record.checklist, procedure, definitions.law, record.received)
    return "\n".join(f"• {each.vi}" for each in told.bring) or "–"


def _title(type_id: str, definitions: Definitions) -> str:
    kind = definitions.catalogue.type_named(type_id)
    return kind.title_vi if kind is not None else type_id


def _why(verdict: Verdict, definitions: Definitions) -> str:
    register = definitions.law.register_named(verdict.register)
    if verdict.verdict is VerdictCode.NOT_NEEDED_PRESENT_ONLY:
        return "chỉ xuất trình, không nộp"
    return f"đã có trong {register.vi if register is not None else verdict.register}"
