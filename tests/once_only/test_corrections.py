"""A register is only called wrong where the paper was surely read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.record import DossierRecord, MadeBy, ScanSource
from once_only.corrections import corrections
from once_only.verdicts import verdicts


@pytest.fixture
def told(make, law):
    """What follows for a card whose register says ``changes``."""

    def _told(changes, state="accepted", fields=None):
        paper = make.paper("cccd_chip", make.card, state=state)
        paper = paper if fields is None else replace(paper, fields=fields(paper))
        answers = make.asked_of([paper], {"dan_cu": [make.held("cccd_chip", make.card | changes)]}, law)
        found = verdicts([paper], answers, law, make.received, None)
        source, made = ScanSource("mau", "0" * 64), MadeBy("1", "2", "3")
        record = DossierRecord("A", source, None, make.received, (), (paper,), made, once_only=found)
        return corrections(record, law)

    return _told


def test_a_contradiction_is_a_case_for_the_registers_owner(told, make) -> None:
    (case,) = told({"ngay_sinh": "1990-03-16"})
    assert (case.id, case.register, case.owner) == ("A.d1.dan_cu", "dan_cu", "Bộ Công an")
    assert (case.type, case.fields, case.asked_at) == ("cccd_chip", ("ngay_sinh",), make.asked)
    assert not [value for value in make.card.values() if value in str(case)]


@pytest.mark.parametrize(
    "changes", [{}, {"ho_ten": ""}, {"so_dinh_danh": "001090099999", "ho_ten": "LÊ BỊA"}]
)
def test_agreement_a_gap_and_another_person_are_no_case(told, changes) -> None:
    assert told(changes) == ()


def _from_a_code(paper):
    return tuple(replace(each, provenance=replace(each.provenance, source="qr")) for each in paper.fields)


def test_a_value_that_a_person_must_still_look_at_accuses_nobody(told) -> None:
    other_day = {"ngay_sinh": "1990-03-16"}
    assert told(other_day, state="review") == ()
    assert told(other_day, state="settled")
    assert told(other_day, state="review", fields=_from_a_code)


def test_a_name_that_was_likely_misread_accuses_nobody(told) -> None:
    assert told({"ho_ten": "NGUYỄN VĂN MẬU"}) == ()
