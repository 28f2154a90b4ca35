"""A birth to be registered: the people of it, invented, and what they hand in."""

from __future__ import annotations

from domain.record import Mention, Person
from once_only.form.prefill import prefill
from once_only.form.proposals import Told

MOTHER = {
    "so_dinh_danh": "001192012347",
    "ho_ten": "LÊ THỊ GIẢ",
    "ngay_sinh": "1992-01-01",
    "quoc_tich": "Việt Nam",
    "gia_tri_den": "2032-01-01",
}
FATHER = {
    "so_dinh_danh": "001090012345",
    "ho_ten": "TRẦN VĂN GIẢ",
    "ngay_sinh": "1990-03-15",
    "quoc_tich": "Việt Nam",
    "gia_tri_den": "2030-03-15",
}
REQUEST = {
    "nguoi_yeu_cau.ho_ten": "Trần Văn Giả",
    "ho_ten": "Trần Thị Bịa",
    "me.ho_ten": "Lê Thị Giả",
    "me.nam_sinh": "1992",
    "cha.ho_ten": "Trần Văn Giả",
}
KNOWN = {"nguoi_yeu_cau.giay_to": "CCCD số 001090012345", "nguoi_yeu_cau.ngay_sinh": "1990-03-15"}
"""What makes the requester surely known without a card."""
LIVES = "Số 1 ngõ Mẫu, Hà Nội"
PEOPLE = [
    Person("p1", "Trần Thị Bịa", None, None, (Mention("d1", ""),)),
    Person("p2", "Lê Thị Giả", "001192012347", "1992-01-01", (Mention("d1", "me"), Mention("d2", ""))),
    Person(
        "p3",
        "Trần Văn Giả",
        "001090012345",
        "1990-03-15",
        (Mention("d1", "nguoi_yeu_cau"), Mention("d1", "cha"), Mention("d3", "")),
    ),
]


def dossier(make):
    return [
        make.paper("to_khai_khai_sinh", REQUEST, "d1"),
        make.paper("can_cuoc_2024", MOTHER, "d2"),
        make.paper("cccd_chip", FATHER, "d3"),
    ]


def birth(make, law):
    procedure = law.procedure_on("1.001193", make.received)
    assert procedure is not None
    return procedure


def form_of(make, law, papers, people, answers, **more):
    return prefill(birth(make, law), Told(papers, people, answers, law, make.received, **more))
