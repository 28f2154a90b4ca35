"""The parts that papers of all types share: heads, titles, signatures, prose, stamps of others."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from domain.definition import DocumentType, FieldSpec
from lab.specimens.people import invent_name
from lab.specimens.places import invent_place
from lab.specimens.tables import phrases as sentences
from lab.training.layout.sheet import Placed, Run, Sheet
from lab.training.layout.style import filled, print_of
from lab.training.layout.values import Pool, printed_date, value_of


def head(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    """Who issues it on the left and the national heading on the right, or one of them, or nothing."""
    issued = [spec for spec in kind.fields if spec.place == "issuer"]
    dated = [spec for spec in kind.fields if spec.place == "date_line"]
    middle = random.uniform(0.4, 0.5)
    top = sheet.down
    if issued or random.random() < 0.5:
        tag = issued[0].name if issued else ""
        _issuer(sheet, tag, middle, random)
        for spec in kind.fields:
            if spec.labels and spec.name in ("so_giay_to", "so_hieu") and random.random() < 0.7:
                value = value_of(spec.name, spec.type, pool, random)
                sheet.write([(f"{random.choice(spec.labels)}:", ""), (value, spec.name)], to=middle)
    left_end, sheet.down = sheet.down, top
    if kind.shape != "card" and random.random() < 0.85:
        lines = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""), ("Độc lập - Tự do - Hạnh phúc", "")]
        sheet.centre(lines, middle + 0.01, 0.97, random.uniform(0.8, 1.0))
        if dated and random.random() < 0.4:
            sheet.gap(0.5)
            date_line(sheet, dated[0].name, middle + 0.02, random)
    sheet.down = max(sheet.down, left_end)
    sheet.gap(random.uniform(0.5, 3))


def _issuer(sheet: Sheet, tag: str, middle: float, random: Random) -> None:
    place = invent_place(random)
    ward = random.choice((place.ward, place.new_ward)).upper()
    lines: list[Run] = random.choice(
        (
            [("ỦY BAN NHÂN DÂN", tag), (ward, tag)],
            [(f"UBND {place.district.upper()}", "" if tag else tag), (f"ỦY BAN NHÂN DÂN {ward}", tag)],
            [(f"ỦY BAN NHÂN DÂN {ward}", tag)],
            [("CÔNG AN THÀNH PHỐ HÀ NỘI", ""), (f"CÔNG AN {ward}", tag)],
            [("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", tag)],
            [(f"UBND {ward}", ""), ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", tag)],
        )
    )
    sheet.centre(lines, 0.04, middle - 0.02, random.uniform(0.8, 1.0))


def date_line(sheet: Sheet, tag: str, at: float, random: Random) -> None:
    place = invent_place(random)
    where = random.choice((place.ward, place.new_ward, "Hà Nội", place.district, "......"))
    day = (
        f"ngày {random.randint(1, 31):02d} tháng {random.randint(1, 12):02d} năm {random.randint(1998, 2026)}"
    )
    sheet.write([(f"{where},", ""), (day, tag)], at=at, to=0.99)


def title(sheet: Sheet, kind: DocumentType, random: Random) -> None:
    titles = kind.recognise.titles or tuple(
        f"{opening} {random.choice(sentences('subjects')).upper()[8:40]}"
        for opening in kind.recognise.openings
    )
    if not titles or random.random() < 0.03:
        return
    scale = random.uniform(1.0, 1.7)
    sheet.centre([(random.choice(titles), "")], sheet.left, sheet.right, scale)
    after = [spec for spec in kind.fields if spec.place == "after_title"]
    if after:
        sheet.centre([(random.choice(sentences("subjects")), after[0].name)], 0.15, 0.85)
    sheet.gap(random.uniform(0, 2))


def signatures(sheet: Sheet, kind: DocumentType, random: Random) -> None:
    """The line with place and date, offices, and the names under them; a wanted name stands on the right."""
    sheet.gap(random.uniform(0.3, 2))
    signed = [spec for spec in kind.fields if spec.place == "signature"]
    dated = [spec for spec in kind.fields if spec.place == "date_line"]
    if dated and random.random() < 0.7:
        date_line(sheet, dated[-1].name, random.uniform(0.45, 0.6), random)
    columns = random.choice((1, 2, 2, 3)) if kind.shape != "card" else 1
    width = (sheet.right - sheet.left) / columns
    top = sheet.down
    for index in range(columns):
        sheet.down = top
        left = sheet.left + index * width if columns > 1 else random.choice((sheet.left, 0.5))
        last = index == columns - 1
        _signature(sheet, signed[0] if signed and last else None, left, left + width * 0.95, random)


def _signature(sheet: Sheet, spec: FieldSpec | None, left: float, right: float, random: Random) -> None:
    right = min(right, 0.98)
    offices = (
        [*(spec.labels if spec is not None else ()), *print_of("titled_by")] if spec else print_of("asked_by")
    )
    lines: list[Run] = [(random.choice(offices), "") for _ in range(random.choice((1, 1, 2)))]
    if random.random() < 0.5:
        lines.append((random.choice(print_of("under_offices")), ""))
    sheet.centre(lines, left, right, random.uniform(0.85, 1.0))
    sheet.gap(random.uniform(1.5, 5))
    if random.random() < 0.2:
        sheet.centre([("MẪU THỬ", "")], left, right, 0.8)
    name, _ = invent_name(random, random.choice(("Nam", "Nữ")))
    rank = random.choice(("", "", "", "", "Thiếu tá ", "Đại úy ", "Thượng tá ", "ThS. "))
    if random.random() < 0.9:
        sheet.centre([(rank, ""), (name, spec.name if spec is not None else "")] if not rank else
                     [(name, spec.name if spec is not None else "")], left, right)  # fmt: skip


def markers(sheet: Sheet, markers: Sequence[str], random: Random, chance: float) -> None:
    for marker in markers:
        if random.random() < chance:
            sheet.write([(marker, "")], at=sheet.left + random.choice((0.0, 0.0, 0.05, 0.2)))


def prose(sheet: Sheet, random: Random, lines: int) -> None:
    for _ in range(lines):
        if sheet.full(2):
            return
        key = random.choice(("prose", "prose", "articles", "grounds", "acts"))
        known = print_of(key) if key == "prose" else sentences(key)
        sheet.write([(filled(random.choice(known), random), "")], hang=sheet.left)


def scraps(random: Random) -> list[Placed]:
    """Stamps of others, notes and edges that lie on the page anywhere."""
    found: list[Placed] = []
    for key, chance in (("at_edges", 0.7), ("at_edges", 0.4), ("over_stamps", 0.2), ("over_stamps", 0.1)):
        if random.random() > chance:
            continue
        edge = key == "at_edges"
        down = (
            random.choice((random.uniform(0.003, 0.03), random.uniform(0.95, 0.985)))
            if edge
            else random.random()
        )
        sheet = Sheet(
            random.uniform(0.02, 0.6), 0.99, down * 0.97, 1.0, random.uniform(0.007, 0.014), 1.3, 1.414
        )
        sheet.write([(filled(random.choice(print_of(key)), random), "")])
        if random.random() < 0.3:
            sheet.write([(f"Ngày {printed_date(random)}", "")])
        found += sheet.words
    return [word for word in found if word.box[3] < 1]
