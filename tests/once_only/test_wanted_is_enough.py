"""Answers cut to what was asked for lead to the same verdicts and forms as whole records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.document import Document
from domain.law import LawBook, LawRule, Manner, Procedure, Status
from domain.once_only import HeldRecord
from domain.record import Mention, Person
from once_only.asking import answer_from, look_ups
from once_only.form.prefill import prefill
from once_only.form.proposals import Told
from once_only.verdicts import verdicts

if TYPE_CHECKING:
    from tests.once_only.conftest import Maker

VALUES = {
    Manner.NUMBER: "001090012345",
    Manner.IDENTITY: "001090012345",
    Manner.DATE: "2026-01-15",
    Manner.NAME: "NGUYỄN VĂN MẪU",
    Manner.ADDRESS: "Số 1 phố Mẫu, phường Láng, Hà Nội",
    Manner.TEXT: "Mẫu",
}


def _paper_and_record(make: Maker, law: LawBook, rule: LawRule) -> tuple[Document, HeldRecord]:
    """A paper whose every compared value a record holds, and beside them every field any form could ask."""
    values = {each.field: VALUES[each.manner] for each in rule.must_agree}
    asked = {
        place.field: VALUES[field.manner]
        for procedure in law.procedures
        for field in procedure.form
        for place in field.places()
    }
    return make.paper(rule.types[0], values), make.held(rule.types[0], asked | values | {"ton_giao": "x"})


def _outcome(
    make: Maker, law: LawBook, papers: list[Document], held: HeldRecord, procedure: Procedure, whole: bool
) -> tuple[object, object, set[str]]:
    people = (Person("p1", VALUES[Manner.NAME], VALUES[Manner.NUMBER], None, (Mention("d1", ""),)),)
    asked = look_ups(papers, people, law, make.received, procedure.code)
    sent = [replace(each, wants=tuple(held.fields)) for each in asked] if whole else asked
    told = [answer_from({each.register: [held]}, each, law, make.asked) for each in sent]
    answers = [replace(each, look_up=question) for each, question in zip(told, asked, strict=True) if each]
    form = prefill(procedure, Told(papers, people, answers, law, make.received))
    seen = {name for answer in answers for record in answer.records for name in record.fields}
    return verdicts(papers, answers, law, make.received, procedure.code), form, seen


def test_no_verdict_and_no_form_misses_what_was_not_asked_for(make: Maker, law: LawBook) -> None:
    tried, filled = 0, 0
    rules = [rule for rule in law.rules if rule.status is Status.REPLACEABLE and rule.in_force(make.received)]
    for rule in rules:
        paper, held = _paper_and_record(make, law, rule)
        for procedure in law.procedures:
            cut = _outcome(make, law, [paper], held, procedure, whole=False)
            full = _outcome(make, law, [paper], held, procedure, whole=True)
            assert cut[:2] == full[:2], (rule.id, procedure.code)
            assert "ton_giao" not in cut[2]
            tried += bool(full[2])
            filled += bool(full[1])
    assert tried > 100
    assert filled > 20
