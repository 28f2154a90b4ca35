from __future__ import annotations

from domain.document import Document, Field, FieldState, Provenance, Source
from extraction.people import people_of


def _paper(id_: str, type_: str, **values: str) -> Document:
    place = Provenance(Source.OCR, 1, None)
    fields = tuple(
        Field(name.replace("__", "."), value, value, 0.9, FieldState.REVIEW, place)
        for name, value in values.items()
    )
    return Document(id_, type_, (1,), 0.9, fields=fields)


def test_one_person_on_two_papers_is_one_person() -> None:
    card = _paper(
        "d1", "cccd_chip", so_dinh_danh="001090000018", ho_ten="NGUYỄN MẪU BÌNH", ngay_sinh="1990-03-15"
    )
    birth = _paper(
        "d2", "giay_khai_sinh", ho_ten="NGUYỄN MẪU AN", cha__ho_ten="Nguyễn Mẫu Bình", cha__nam_sinh="1990"
    )
    people = people_of([card, birth])
    assert [person.name for person in people] == ["NGUYỄN MẪU BÌNH", "NGUYỄN MẪU AN"]
    assert [(m.document, m.role) for m in people[0].mentions] == [("d1", ""), ("d2", "cha")]


def test_different_numbers_are_different_people_whatever_their_names() -> None:
    papers = [
        _paper("d1", "cccd_chip", so_dinh_danh="001090000018", ho_ten="NGUYỄN MẪU BÌNH"),
        _paper("d2", "cccd_chip", so_dinh_danh="001090000019", ho_ten="NGUYỄN MẪU BÌNH"),
    ]
    assert len(people_of(papers)) == 2


def test_namesakes_of_other_ages_are_kept_apart() -> None:
    papers = [
        _paper("d1", "giay_khai_sinh", ho_ten="NGUYỄN MẪU BÌNH", ngay_sinh="1960-01-01"),
        _paper("d2", "giay_khai_sinh", ho_ten="NGUYỄN MẪU BÌNH", ngay_sinh="1990-01-01"),
    ]
    assert len(people_of(papers)) == 2
