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


@pytest.fixture
def moved(make, law):
    """Verdict and cases for a confirmation of residence whose register says that other address."""

    def _moved(paper: str, held: str):
        document = make.paper("ct07", {**make.card, "noi_thuong_tru": paper})
        record = make.held("ct07", {**make.card, "noi_thuong_tru": held})
        found = verdicts(
            [document], make.asked_of([document], {"dan_cu": [record]}, law), law, make.received, None
        )
        source, made = ScanSource("mau", "0" * 64), MadeBy("1", "2", "3")
        whole = DossierRecord("A", source, None, make.received, (), (document,), made, once_only=found)
        return found[0].reason, corrections(whole, law)

    return _moved


def test_an_address_of_before_the_provinces_were_merged_is_an_older_truth(moved) -> None:
    old = "Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định"
    assert moved(old, "Xóm 5, xã Bịa, tỉnh Ninh Bình") == ("HISTORIC_VALUE", ())
    assert moved("Xóm 5, xã Bịa, tỉnh Ninh Bình", old) == ("HISTORIC_VALUE", ())


@pytest.mark.parametrize(
    ("held", "accused"),
    [
        ("Xóm 5, xã Khác, huyện Nghĩa Hưng, tỉnh Nam Định", False),
        ("Xóm 6, xã Mẫu, tỉnh Ninh Bình", True),
        ("Xóm 5, xã Mẫu, tỉnh Phú Thọ", True),
    ],
    ids=["nearly the same", "another hamlet", "another province"],
)
def test_a_merely_near_address_is_looked_at_and_accuses_nobody(moved, held: str, accused: bool) -> None:
    reason, cases = moved("Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định", held)
    assert (reason, bool(cases)) == ("DATA_MISMATCH", accused)


def test_an_address_in_hanoi_is_no_looser_for_it(moved) -> None:
    paper = "Thôn Hạ, xã Tiến Thịnh, huyện Mê Linh, thành phố Hà Nội"
    assert moved(paper, "Thôn Hạ, xã Không Có, thành phố Hà Nội")[0] == "DATA_MISMATCH"
