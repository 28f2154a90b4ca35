"""Papers of no type of ours, many of which name our types: what they say, and separator sheets."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from lab.specimens.contents.common import office, signer
from lab.specimens.people import Family, invent_name
from lab.specimens.tables import words
from lab.specimens.values import Content, area, day, digits, text


def stranger(family: Family, rng: Random) -> Content:
    """Everything that any of the unknown papers may mention."""
    when = family.received - timedelta(days=rng.randint(1, 300))
    content: Content = {
        "ten": text(family.husband.name),
        "ten_2": text(family.wife.name),
        "tre": text(family.children[0].name),
        "la": text(invent_name(rng, "Nam")[0]),
        "sinh": day(family.husband.born),
        "so": digits(family.husband.number),
        "dc": text(family.husband.home.on(when)),
        "dt": digits(family.husband.phone),
        "thu": text(family.husband.email),
        "ngay": day(when),
        "sau": day(when + timedelta(days=20)),
        "ma": text(f"PD{rng.randint(10, 99)}990{rng.randint(1000, 9999)}"),
        "seri": text(f"B{rng.choice('ABDGHM')} 99{rng.randint(1000, 9999)}"),
        "vao_so": text(f"CH {rng.randint(1, 9999):05d}"),
        "thua": text(str(rng.randint(1, 300))),
        "to": text(str(rng.randint(1, 60))),
        "dt_dat": area(f"{rng.randint(30, 300)},{rng.randint(1, 9)} m²"),
        "tien": text(f"{rng.randint(200, 4800)}.{rng.randint(100, 999)} đồng"),
        "trieu": text(f"{rng.randint(50, 900)}.000.000 đồng"),
        "kwh": text(str(rng.randint(60, 620))),
        "nguoi_ky": signer(rng),
        "lop": text(f"{rng.randint(1, 12)}{rng.choice('ABCD')}{rng.randint(1, 5)}"),
        "nam_hoc": text(f"{when.year}-{when.year + 1}"),
        **office(family.husband, when),
    }
    for number in range(1, rng.randint(9, 17)):
        item = rng.choice(words("goods"))
        content[f"dong.{number}.ten"] = text(item)
        content[f"dong.{number}.sl"] = text(str(rng.randint(1, 90)))
        content[f"dong.{number}.gia"] = text(f"{rng.randint(12, 990)}.000")
    return content


def separator(rng: Random) -> Content:
    """A sheet that stands between two dossiers; its code carries a dossier number of no office."""
    code = f"000.00.00.H26-99{rng.randint(0, 9999):04d}-{rng.randint(1, 9999):04d}"
    return {"ma_ho_so": text(code), "qr": text(f"HOSO|{code}")}
