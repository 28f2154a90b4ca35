"""What the state holds beside a dossier: equal records, planted differences, absences, other people."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from random import Random
from typing import Any

from lab.specimens.contents import civil, identity
from lab.specimens.papers import Paper
from lab.specimens.people import invent_family
from lab.specimens.truth import canonical
from lab.specimens.values import Content

Registers = dict[str, list[dict[str, Any]]]
HELD: dict[str, tuple[str, str, str, str]] = {
    "cccd_chip": ("dan_cu", "ho_ten", "ngay_sinh", "so_dinh_danh"),
    "can_cuoc_2024": ("dan_cu", "ho_ten", "ngay_sinh", "so_dinh_danh"),
    "ct07": ("dan_cu", "ho_ten", "ngay_sinh", "so_dinh_danh"),
    "so_ho_khau": ("dan_cu", "chu_ho.ho_ten", "thanh_vien.1.ngay_sinh", "so_giay_to"),
    "giay_khai_sinh": ("ho_tich", "ho_ten", "ngay_sinh", "so_dinh_danh"),
    "trich_luc_khai_sinh": ("ho_tich", "ho_ten", "ngay_sinh", "so_dinh_danh"),
    "giay_chung_nhan_ket_hon": ("ho_tich", "vo.ho_ten", "vo.ngay_sinh", "so_giay_to"),
    "xac_nhan_tinh_trang_hon_nhan": ("ho_tich", "ho_ten", "ngay_sinh", "so_giay_to"),
}
"""Replaceable types: register, and the fields of the subject's name, birth and number."""
SHARED = {"gcn_qsdd_2009": "dat_dai", "gcn_ho_kinh_doanh": "doanh_nghiep"}
"""Types whose register is not announced to replace the paper: needed, though equal data are held."""
LAND_PROCEDURE = "1.013831"
ONLY_ON_PAPER = frozenset({"mrz", "nguoi_ky"})
PLANS = ("held", "absent", "name", "date", "digit")
PLAN_WEIGHTS = (58, 14, 11, 9, 8)
EXPECTED = {
    "held": ("not_needed_data_held", "DATA_HELD"),
    "absent": ("needed", "RECORD_NOT_FOUND"),
    "name": ("needed_mismatch", "DATA_MISMATCH"),
    "date": ("needed_mismatch", "DATA_MISMATCH"),
    "digit": ("needed", "RECORD_NOT_FOUND"),
}
TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def plant_registers(
    papers: list[Paper], procedure: str, received: date, rng: Random
) -> tuple[Registers, list[dict[str, Any]]]:
    """(registers file, expected verdicts). A verdict follows from what was planted and from nothing else.

    A planted ``digit`` may also be called a mismatch, where a register finds people by name and birth.
    """
    registers: Registers = {"dan_cu": [], "ho_tich": [], "dat_dai": [], "doanh_nghiep": []}
    verdicts: list[dict[str, Any]] = []
    plans: dict[str, str] = {}
    for paper in papers:
        if paper.type in HELD:
            plan = plans.setdefault(_subject(paper), rng.choices(PLANS, PLAN_WEIGHTS)[0])
            if plan != "absent":
                registers[HELD[paper.type][0]].append(_record(paper, plan))
            verdict, reason = EXPECTED[plan]
            planted: dict[str, Any] = {"planted": plan}
            if plan == "digit":
                planted["or"] = ["needed_mismatch"]
        elif paper.type == "unknown":
            continue
        else:
            verdict, reason, planted = "needed", _why_needed(paper.type, procedure), {}
            if paper.type in SHARED:
                registers[SHARED[paper.type]].append(_record(paper, "held"))
        verdicts.append({"document": paper.id, "verdict": verdict, "reason": reason} | planted)
    _add_others(registers, received, rng)
    for records in registers.values():
        rng.shuffle(records)
    return registers, verdicts


def _subject(paper: Paper) -> str:
    """Papers about the same registration share one plan: an extract says what the certificate says."""
    kind = "khai_sinh" if paper.type.endswith("khai_sinh") else paper.type
    return f"{kind}/{paper.content[HELD[paper.type][3]].text}"


def _why_needed(type_id: str, procedure: str) -> str:
    if type_id == "gcn_qsdd_2009" and procedure == LAND_PROCEDURE:
        return "ORIGINAL_COLLECTED"
    return "DB_NOT_PUBLISHED" if type_id in SHARED else "NOT_HELD"


def _record(paper: Paper, plan: str) -> dict[str, Any]:
    fields = _held(paper.type, paper.content)
    if plan == "held":
        return {"type": paper.type, "fields": fields}
    _, name, birth, number = HELD[paper.type]
    if plan == "name":
        fields[name] = other_tone(fields[name])
        if name == "chu_ho.ho_ten":
            fields["thanh_vien.1.ho_ten"] = fields[name]
    elif plan == "date":
        fields[birth] = _other_date(fields[birth])
    elif plan == "digit":
        printed = number if number in paper.fields else "so_giay_to"
        fields[printed] = _other_digit(fields[printed])
    return {"type": paper.type, "fields": fields}


def _held(type_id: str, content: Content) -> dict[str, str]:
    return {
        name: datum.printed(frozenset())[1]
        for name, datum in content.items()
        if canonical(type_id, name) and name not in ONLY_ON_PAPER
    }


def other_tone(name: str) -> str:
    """Another name: the last part with another tone, or with one where it had none."""
    *before, last = name.split(" ")
    letters = list(unicodedata.normalize("NFC", last))
    tones = [_tone(letter) for letter in letters]
    vowels = [place for place, letter in enumerate(letters) if _bare(letter).lower() in "aeiouy"]
    place = next((place for place in vowels if tones[place]), vowels[-1])
    tone = TONES[(TONES.index(tones[place]) + 1) % len(TONES)] if tones[place] else TONES[1]
    letters[place] = unicodedata.normalize("NFC", _toneless(letters[place]) + tone)
    return " ".join([*before, "".join(letters)])


def _tone(letter: str) -> str:
    return next((mark for mark in unicodedata.normalize("NFD", letter) if mark in TONES), "")


def _toneless(letter: str) -> str:
    kept = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES)
    return unicodedata.normalize("NFC", kept)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _other_date(value: str) -> str:
    if len(value) == 4:
        return str(int(value) - 1)
    return (date.fromisoformat(value) - timedelta(days=10)).isoformat()


def _other_digit(value: str) -> str:
    """The last digit of the leading number is another one."""
    place = (
        len(value) - 1
        if value.isdecimal()
        else next(i for i, each in enumerate(value) if not each.isdecimal()) - 1
    )
    return f"{value[:place]}{(int(value[place]) + 3) % 10}{value[place + 1 :]}"


def _add_others(registers: Registers, received: date, rng: Random) -> None:
    for _ in range(2):
        family = invent_family(rng, received)
        for person in (family.husband, family.wife):
            card: Content = identity.chip_card(person, rng)
            registers["dan_cu"].append({"type": "cccd_chip", "fields": _held("cccd_chip", card)})
        certificate = civil.birth_certificate(family, family.children[0], rng)
        registers["ho_tich"].append(
            {"type": "giay_khai_sinh", "fields": _held("giay_khai_sinh", certificate)}
        )
