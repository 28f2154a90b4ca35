"""One printed form of many people: nearly all of it is print, law and numbers, and no two are one paper."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from lab.bench.scanned import Scanned, kept_or, read_dossier, scanned_leaves
from lab.specimens.dossier import FIRST_DAY, LAST_DAY, Dossier
from lab.specimens.markup import Layout
from lab.specimens.papers import Binder
from lab.specimens.people import invent_day, invent_family
from lab.specimens.profiles import PROFILES, ProfileName, draw_scan
from lab.specimens.values import day, text

FIRST = 9_900_000
"""Seeds of these dossiers, below zero, as those of all that is no second scan."""
ONE_DAY = 3
"""Every third writes the day that the others write."""
_BODY = """
^!12 *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*
^!12 *Độc lập - Tự do - Hạnh phúc*
@gap 4
^!16 *GIẤY CAM ĐOAN*
^ (Mẫu số 08-CĐ ban hành kèm theo Thông tư số 53/2025/TT-BCA ngày 01/7/2025)
@gap 3
Tôi tên là: {ten}
¶Căn cứ Luật Cư trú số 68/2020/QH14, Nghị định số 154/2024/NĐ-CP ngày 26 tháng 11 năm 2024 của Chính phủ, Thông tư số 53/2025/TT-BCA ngày 01/7/2025 của Bộ trưởng Bộ Công an, khoản 12 Điều 10 và Điều 21, tôi cam đoan chỗ ở hợp pháp nêu trong tờ khai thuộc quyền sử dụng của tôi, không có tranh chấp và không bị cưỡng chế thi hành án.
¶Tôi đã đọc kỹ các quy định trên và xin chịu hoàn toàn trách nhiệm trước pháp luật về lời cam đoan này.
@gap 4
> Hà Nội, {ngay|long}
@cols 50
@next
^ *Người cam đoan*
@signature 20
^ {ten}
@end
"""  # noqa: E501 -- running text of the form
_LAYOUT = Layout(
    "unknown", "cam_doan", "measure",
    {"size": "13", "leading": "1.5", "margin": "28,20,20,18"}, tuple(_BODY.strip().splitlines()),
)  # fmt: skip


def one_form_of_many(options: argparse.Namespace) -> tuple[Scanned, ...]:
    """So many people's scans of one undertaking, in turn under every way of scanning."""
    made = []
    for number in range(options.blanks):
        seed, profile = FIRST + number, PROFILES[number % len(PROFILES)]
        made.append(_kept(seed, profile, options))
        print(f"bench: {number + 1} undertakings of as many people", file=sys.stderr, flush=True)
    return tuple(made)


def _kept(seed: int, profile: ProfileName, options: argparse.Namespace) -> Scanned:
    def read() -> Scanned:
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            pages = read_dossier(undertaking(seed, profile), Path(folder), options.engine)
        return Scanned(-seed, profile, {"documents": []}, pages)

    return kept_or(options.cache, f"{options.engine}-blank-{seed}-{profile}", -seed, profile, read)


def undertaking(seed: int, profile: ProfileName) -> Dossier:
    """A dossier of one page: the undertaking of an invented man."""
    dice, glass = Random(f"{seed}/measure"), Random(f"{seed}/measure/scan")
    family = invent_family(dice, invent_day(dice, FIRST_DAY, LAST_DAY))
    scan = draw_scan(profile, "measure", glass)
    written = LAST_DAY if seed % ONE_DAY else LAST_DAY - timedelta(days=dice.randint(1, 60))
    binder = Binder(dice, "measure", scan.dpi)
    binder.add_paper(_LAYOUT, {"ten": text(family.husband.name), "ngay": day(written)}, "original")
    return Dossier(f"blank-{seed}", scan, scanned_leaves(binder, scan, seed), {}, family, {})
