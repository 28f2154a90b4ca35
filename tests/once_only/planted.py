"""Invented papers of every rule that data replace, made from the law's own data, and how each is judged."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import Agree, LawBook, LawRule, Manner, Presence, Status
from domain.once_only import Answer, HeldRecord, Verdict
from once_only.asking import answer_from, look_ups
from once_only.verdicts import verdicts

RECEIVED = date(2026, 11, 20)
ASKED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Đặng"]
MIDDLES = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "Thuỳ"]
GIVEN = ["Mẫu", "Thử", "Bịa", "Giả", "Hoà", "Lý", "Thuý", "Quỳnh", "Đạt", "Ánh"]
STREETS = ["phố Mẫu Thử", "đường Giả Định", "ngõ 12 Bịa Đặt", "thôn Thử Nghiệm"]
TEXTS = {
    "hang": ("B2", "C"),
    "loai_viec": ("Cải chính hộ tịch", "Nhận cha, mẹ, con"),
    "tinh_trang_an_tich": ("Không có án tích", "Có án tích"),
    "tinh_trang_hon_nhan": ("Chưa đăng ký kết hôn với ai", "Đang có vợ"),
}
ALWAYS_READ = {"quoc_tich": "Việt Nam", "gia_tri_den": "2035-01-01", "ngay_cap": "2026-10-01"}


def _wards() -> list[tuple[str, str, list[str]]]:
    lines = (
        files("once_only.comparing").joinpath("hanoi_2025.csv").read_text(encoding="utf-8").splitlines()[1:]
    )
    rows = (line.split(";") for line in lines)
    return [(district, commune, today.split("|")) for district, commune, today in rows]


WARDS = _wards()
TODAY = sorted({each for _, _, today in WARDS for each in today})


@dataclass(frozen=True, slots=True)
class Trial:
    """One paper and all that answers about it. ``ward``: where its addresses lie, in the levels of old."""

    type: str
    rule: LawRule
    law: LawBook
    values: dict[str, str]
    ward: tuple[str, str, list[str]]
    held: tuple[dict[str, str], ...]
    state: str = "accepted"
    procedure: str | None = None
    received: date = RECEIVED
    later: dict[str, str] = field(default_factory=dict)
    """Values that a person corrected after the look-up."""
    answered: Callable[[Answer], Answer | None] = lambda answer: answer
    doubt: Callable[[Field], Field] = lambda each: each

    def judged(self) -> Verdict:
        """The verdict after the whole way: asked, answered, compared."""
        paper = self._paper(self.values)
        records = {self.rule.register or "": [HeldRecord(self.type, each) for each in self.held]}
        asked = look_ups([paper], (), self.law, self.received, self.procedure)
        given = [answer_from(records, each, self.law, ASKED) for each in asked]
        answers = [told for each in given if each is not None and (told := self.answered(each)) is not None]
        paper = self._paper({**self.values, **self.later})
        return verdicts([paper], answers, self.law, self.received, self.procedure)[0]

    def compared(self, *manners: Manner) -> list[Agree]:
        """What the rule always compares in these manners."""
        return [
            each for each in self.rule.must_agree if each.manner in manners and each.when is Presence.ALWAYS
        ]

    def _paper(self, values: dict[str, str]) -> Document:
        read = (_read(name, value, self.state) for name, value in values.items() if value)
        return Document("d1", self.type, (1,), 0.99, fields=tuple(self.doubt(each) for each in read))


def trial_of(rule: LawRule, type_: str, law: LawBook, dice: random.Random) -> Trial:
    """An invented paper of that type whose register holds the very same."""
    ward = dice.choice(WARDS)
    values = {each.field: value_of(each, ward, dice) for each in rule.must_agree}
    values |= ALWAYS_READ
    state = dice.choice(["accepted", "review"])
    procedure = next(iter(rule.procedures), None)
    return Trial(type_, rule, law, values, ward, (dict(values),), state, procedure)


def replaceable(law: LawBook, on: date = RECEIVED) -> list[tuple[LawRule, str]]:
    """Every rule by which data replace a paper on that day, with each of its types."""
    rules = (rule for rule in law.rules if rule.status is Status.REPLACEABLE and rule.in_force(on))
    return [(rule, type_) for rule in rules for type_ in rule.types]


def name_of(dice: random.Random) -> str:
    return f"{dice.choice(FAMILIES)} {dice.choice(MIDDLES)} {dice.choice(GIVEN)}"


def day_of(dice: random.Random) -> str:
    return f"{dice.randint(1950, 2012)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def value_of(each: Agree, ward: tuple[str, str, list[str]], dice: random.Random) -> str:
    last = each.field.rpartition(".")[2]
    makers: dict[Manner, Callable[[], str]] = {
        Manner.NAME: lambda: name_of(dice),
        Manner.DATE: lambda: day_of(dice),
        Manner.NUMBER: lambda: _number(last, dice),
        Manner.IDENTITY: lambda: f"CCCD số {_number('so_dinh_danh', dice)}",
        Manner.ADDRESS: lambda: (
            f"Số {dice.randint(1, 98)} {dice.choice(STREETS)}, {ward[1]}, {ward[0]}, Hà Nội"
        ),
        Manner.TEXT: lambda: TEXTS[last][0],
    }
    return makers[each.manner]()


def _number(name: str, dice: random.Random) -> str:
    if name == "so_giay_to":
        return f"{dice.randint(1, 999)}/{dice.randint(2001, 2025)}"
    return f"0010900{dice.randint(10_000, 99_999)}"[: 9 if name == "so_cmnd" else 12]


def _read(name: str, value: str, state: str) -> Field:
    return Field(name, value, value, 0.99, FieldState(state), Provenance(Source.OCR, 1))
