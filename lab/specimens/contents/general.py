"""Decisions, authorisations: papers about acts and not about status."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from lab.specimens.contents.common import born, card_issuer, office, prefixed, signer
from lab.specimens.people import Family, Person, invent_day
from lab.specimens.tables import phrases
from lab.specimens.values import Content, day, digits, text


def decision(family: Family, rng: Random) -> Content:
    """A decision of a commune or of a department, one to three sides long."""
    issued = invent_day(rng, family.received - timedelta(days=700), family.received - timedelta(days=5))
    heads = office(family.husband, issued)
    ward = heads["_phuong"].text
    number = rng.randint(11, 4900)
    facts = {"year": issued.year, "number": rng.randint(20, 900), "count": rng.randint(12, 240)}
    content = {
        "so_giay_to": text(f"{number}/QĐ-UBND"),
        "co_quan_ban_hanh": text(f"Ủy ban nhân dân {ward}"),
        "_cap_tren": text("Thành phố Hà Nội" if "phố" in heads["_quan"].text else heads["_quan"].text),
        "_chuc": text(f"Chủ tịch Ủy ban nhân dân {ward}"),
        "ngay_ban_hanh": day(issued),
        "trich_yeu": text(rng.choice(phrases("subjects")).format(**facts)),
        "nguoi_ky": signer(rng),
        **heads,
    }
    grounds = rng.sample(phrases("grounds"), rng.randint(3, 5))
    *middle, last = phrases("articles")
    articles = [*rng.sample(middle, rng.randint(2, 4)) * rng.choice((1, 1, 2, 4)), last]
    content |= {f"can_cu.{count}.y": text(each.format(**facts)) for count, each in enumerate(grounds, 1)}
    return content | {f"dieu.{count}.y": text(each.format(**facts)) for count, each in enumerate(articles, 1)}


def department_decision(family: Family, rng: Random) -> Content:
    """The same from a department of the city."""
    name, short = rng.choice(
        (("Sở Tư pháp", "STP"), ("Sở Nội vụ", "SNV"), ("Sở Xây dựng", "SXD"), ("Sở Y tế", "SYT"))
    )
    return decision(family, rng) | {
        "so_giay_to": text(f"{rng.randint(11, 4900)}/QĐ-{short}"),
        "co_quan_ban_hanh": text(name),
        "dau": text(name),
    }


def authorisation(giver: Person, taker: Person, family: Family, rng: Random) -> Content:
    """One person lets another hand in or fetch papers."""
    made = invent_day(rng, family.received - timedelta(days=40), family.received - timedelta(days=1))
    until = made + timedelta(days=rng.choice((90, 180, 365)))
    parties: Content = {}
    for prefix, one in (("ben_uy_quyen.", giver), ("ben_duoc_uy_quyen.", taker)):
        parties |= prefixed(
            prefix,
            {
                "ho_ten": text(one.name),
                "ngay_sinh": born(one),
                "so_dinh_danh": digits(one.number),
                "ngay_cap": day(one.card_issued),
                "noi_cap": text(card_issuer(one)),
                "noi_cu_tru": text(one.home.on(made)),
            },
        )
    return parties | {
        "noi_dung_uy_quyen": text(rng.choice(phrases("acts"))),
        "tu_ngay": day(made),
        "den_ngay": day(until),
        "so_ban": text(f"{rng.randint(2, 4):02d}"),
        "ngay_lap": day(made),
        "nguoi_chung_thuc": signer(rng),
        "so_chung_thuc": text(f"{rng.randint(100, 9800)}"),
        "quyen_so": text(f"{rng.randint(1, 9):02d}/{made.year} - SCT/CK,ĐC"),
        **office(giver, made),
    }
