"""What the house knows for the blanks of Mẫu 02; what it is not sure of stays a dotted line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.document import Document, Field, FieldState, Source
from domain.procedure import FormField, Manner
from domain.record import DossierRecord, FormValue
from review.values import PERSON_UNCERTAIN
from web.access import OWNER
from web.days import day_text, local_day
from web.printed.counter import Counter

_REQUESTER = "requester"
_CODE = "ma_ho_so"
_CODE_DAY = re.compile(r"-(\d{6})-\d+$")
"""A dossier's code ends in the day of receipt and that day's running number (TT 01/2018/TT-VPCP, Điều 19)."""


def known_blanks(counter: Counter) -> Mapping[str, str]:
    """Blank to what is written there; blanks that are not named stay empty."""
    record, labels = counter.record, counter.labels
    code = record.procedure
    found = {
        # A branch that nobody named is called after the account of whoever opened the program.
        "reception": counter.branch if counter.branch != OWNER.branch else "",
        "person": _requester(counter),
        "about": f"{labels.procedure(code)} ({code})" if code else "",
        "code": _dossier_code(record),
        "date": day_text(local_day(counter.made_at)),
    }
    return {blank: value for blank, value in found.items() if value}


def _requester(counter: Counter) -> str:
    """The requester's name as the procedure's form has it, where no person has to look at it any more."""
    fields = counter.procedure.form if counter.procedure is not None else ()
    names = (each for each in fields if each.person == _REQUESTER and each.manner is Manner.NAME)
    return next((name for each in names if (name := _sure_name(each, counter.record))), "")


def _sure_name(field: FormField, record: DossierRecord) -> str:
    value = record.form.get(field.name)
    if value is None or any(other.casefold() != value.value.casefold() for other, _ in value.others):
        return ""
    return value.value if _is_sure(value, record) else ""


def _is_sure(value: FormValue, record: DossierRecord) -> bool:
    if value.source.source is Source.REGISTER:
        return True
    paper = next((each for each in record.documents if each.id == value.source.document), None)
    field = paper.field_named(value.source.field or "") if paper is not None else None
    return field is not None and field.value == value.value and _stands(field)


def _dossier_code(record: DossierRecord) -> str:
    """The code on the dossier's own receipt; one of another day belongs to an earlier dossier."""
    codes = {field.value for each in record.documents if (field := _code_on(each)) is not None}
    today = f"{record.received:%y%m%d}"
    theirs = [each for each in codes if (found := _CODE_DAY.search(each)) and found[1] == today]
    return theirs[0] if len(theirs) == 1 else ""


def _code_on(document: Document) -> Field | None:
    field = document.field_named(_CODE)
    return field if field is not None and _stands(field) else None


def _stands(field: Field) -> bool:
    return field.state is not FieldState.REVIEW and PERSON_UNCERTAIN not in field.reasons
