"""Which papers lie in a dossier, and on which pages, as a procedure of the city would bring them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from lab.specimens.contents import civil, general, holdings, identity, residence, strangers
from lab.specimens.contents.common import CARD_LAW
from lab.specimens.markup import Layout, layouts_of
from lab.specimens.papers import CARD, Binder, Leaf
from lab.specimens.people import Family, Person
from lab.specimens.values import Content

MOST_PAGES = 15
Builder = Callable[[Family, Random], Content]
Spot = tuple[Leaf, float, float, float]

PROCEDURES: dict[str, tuple[tuple[str, float], ...]] = {
    "1.001193": (  # registration of a birth
        ("to_khai_khai_sinh", 1.0),
        ("cards", 1.0),
        ("giay_chung_nhan_ket_hon", 0.7),
        ("ct07", 0.3),
        ("giay_uy_quyen", 0.25),
        ("unknown", 0.25),
    ),
    "1.004222": (  # permanent residence
        ("ct01", 1.0),
        ("cards", 0.8),
        ("gcn_qsdd_2009", 0.55),
        ("so_ho_khau", 0.35),
        ("giay_khai_sinh", 0.5),
        ("giay_chung_nhan_ket_hon", 0.35),
        ("ct07", 0.3),
        ("unknown", 0.3),
    ),
    "1.001612": (  # household business
        ("giay_uy_quyen", 0.5),
        ("cards", 1.0),
        ("gcn_ho_kinh_doanh", 0.9),
        ("gcn_qsdd_2009", 0.3),
        ("quyet_dinh", 0.2),
        ("unknown", 0.55),
    ),
    "1.013831": (  # change of a land certificate
        ("gcn_qsdd_2009", 1.0),
        ("cards", 1.0),
        ("xac_nhan_tinh_trang_hon_nhan", 0.4),
        ("giay_chung_nhan_ket_hon", 0.4),
        ("quyet_dinh", 0.35),
        ("giay_uy_quyen", 0.25),
        ("unknown", 0.6),
    ),
    "1.000894": (  # marriage
        ("xac_nhan_tinh_trang_hon_nhan", 1.0),
        ("cards", 1.0),
        ("trich_luc_khai_sinh", 0.5),
        ("ct07", 0.4),
        ("unknown", 0.2),
    ),
    "2.000635": (  # copies from civil-status registers
        ("giay_khai_sinh", 0.7),
        ("trich_luc_khai_sinh", 0.6),
        ("cards", 0.8),
        ("giay_uy_quyen", 0.4),
        ("so_ho_khau", 0.25),
        ("quyet_dinh", 0.3),
        ("unknown", 0.25),
    ),
}

BUILDERS: dict[str, Builder] = {
    "to_khai_khai_sinh": lambda family, rng: civil.birth_declaration(family, family.children[-1], rng),
    "giay_khai_sinh": lambda family, rng: civil.birth_certificate(family, rng.choice(family.children), rng),
    "trich_luc_khai_sinh": lambda family, rng: civil.birth_extract(family, rng.choice(family.children), rng),
    "giay_chung_nhan_ket_hon": civil.marriage_certificate,
    "xac_nhan_tinh_trang_hon_nhan": lambda family, rng: civil.marital_status(
        family, rng.choice((family.husband, family.grandparent)), rng
    ),
    "ct01": residence.residence_request,
    "ct07": residence.residence_confirmation,
    "so_ho_khau": residence.household_book,
    "gcn_qsdd_2009": holdings.land_certificate,
    "gcn_ho_kinh_doanh": holdings.trade_certificate,
    "giay_uy_quyen": lambda family, rng: general.authorisation(
        family.husband, rng.choice((family.wife, family.grandparent)), family, rng
    ),
    "quyet_dinh": general.decision,
    "quyet_dinh_so": general.department_decision,
    "unknown": strangers.stranger,
}
FORMS = frozenset({"to_khai_khai_sinh", "ct01", "giay_uy_quyen", "unknown"})
"""Papers that are handed in as they were written; of others mostly a copy."""


def plan_dossier(binder: Binder, family: Family) -> str:
    """Draw a dossier's papers into the binder; returns the code of the procedure they are meant for."""
    rng = binder.rng
    code = rng.choice(sorted(PROCEDURES))
    duplex = rng.random() < 0.18
    if rng.random() < 0.12:
        _add_separator(binder)
    parts = [part for part, chance in PROCEDURES[code] if rng.random() < chance]
    first, further = parts[:1], parts[1:]
    for part in first + rng.sample(further, len(further)):
        room = MOST_PAGES - len(binder.leaves)
        if room < (5 if part in ("gcn_qsdd_2009", "so_ho_khau") else 3):
            continue
        before = len(binder.leaves)
        _add(binder, part, family)
        if duplex and (len(binder.leaves) - before) % 2 and rng.random() < 0.6:
            binder.add_leaf(kind="blank")
    if len(binder.leaves) < 3:
        _add(binder, "unknown", family)
    return code


def _add(binder: Binder, part: str, family: Family) -> None:
    if part == "cards":
        _add_cards(binder, family)
        return
    layout = binder.rng.choice(layouts_of(part, binder.family, binder.edition))
    content = BUILDERS[layout.options.get("content", part)](family, binder.rng)
    kinds = ("original",) if part in FORMS else ("original", "copy", "certified_copy")
    binder.add_paper(layout, content, binder.rng.choice(kinds))


def _add_separator(binder: Binder) -> None:
    layout = binder.rng.choice(layouts_of("separator", binder.family, binder.edition))
    binder.add_sheet(layout, strangers.separator(binder.rng), "separator")


def _add_cards(binder: Binder, family: Family) -> None:
    rng = binder.rng
    people = rng.sample([family.husband, family.wife], rng.choice((1, 2)))
    if len(people) == 2 and rng.random() < 0.35:
        leaf = binder.add_leaf()
        top = rng.uniform(20, 60)
        for column, person in enumerate(people):
            left = 14 + column * 97
            _add_card(binder, person, [(leaf, left, top, 1.0), (leaf, left, top + 70, 1.0)])
        return
    for person in people:
        _add_card(binder, person, _spots(binder))


def _spots(binder: Binder) -> list[Spot]:
    """Where front and back go: on one page, on two, or each cut out as a small page."""
    rng = binder.rng
    way = rng.choice(("one", "one", "two", "cut"))
    scale = rng.choice((1.0, 1.0, 1.2, 1.4))
    left = (210 - CARD[0] * scale) / 2 + rng.uniform(-15, 15)
    if way == "one":
        leaf = binder.add_leaf()
        top = rng.uniform(22, 50)
        return [(leaf, left, top, scale), (leaf, left, top + CARD[1] * scale + rng.uniform(8, 22), scale)]
    if way == "two":
        return [(binder.add_leaf(), left, rng.uniform(20, 90), scale) for _ in range(2)]
    rim = 4.5
    size = (CARD[0] + 2 * rim, CARD[1] + 2 * rim)
    return [(binder.add_leaf(size), rim, rim, 1.0) for _ in range(2)]


def _add_card(binder: Binder, person: Person, spots: list[Spot]) -> None:
    rng = binder.rng
    recent = person.card_issued >= CARD_LAW
    kind = "can_cuoc_2024" if recent else "cccd_chip"
    layout: Layout = rng.choice(layouts_of(kind, binder.family, binder.edition))
    content = (identity.identity_card if recent else identity.chip_card)(person, rng)
    binder.add_card(layout, content, rng.choice(("copy", "copy", "original")), spots)
