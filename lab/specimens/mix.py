"""Which papers lie in a dossier, and on which pages, as a procedure of the city would bring them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from lab.specimens.contents import civil, general, identity
from lab.specimens.contents.common import CARD_LAW
from lab.specimens.markup import layouts_of
from lab.specimens.papers import Binder, Leaf
from lab.specimens.people import Family, Person
from lab.specimens.profiles import Scan
from lab.specimens.values import Content

MOST_PAGES = 15

Builder = Callable[[Family, Random], Content]

PROCEDURES: dict[str, tuple[tuple[str, float], ...]] = {
    "1.001193": (
        ("to_khai_khai_sinh", 1.0),
        ("cards", 1.0),
        ("giay_chung_nhan_ket_hon", 0.7),
        ("giay_uy_quyen", 0.2),
    ),
    "2.000635": (("giay_khai_sinh", 0.8), ("trich_luc_khai_sinh", 0.5), ("cards", 1.0), ("quyet_dinh", 0.3)),
}

BUILDERS: dict[str, Builder] = {
    "to_khai_khai_sinh": lambda family, rng: civil.birth_declaration(family, family.children[-1], rng),
    "giay_khai_sinh": lambda family, rng: civil.birth_certificate(family, rng.choice(family.children), rng),
    "quyet_dinh": general.decision,
}


def plan_dossier(binder: Binder, family: Family, scan: Scan) -> str:
    """Draw a dossier's papers into the binder; returns the code of the procedure they are meant for."""
    rng = binder.rng
    code = rng.choice(sorted(PROCEDURES))
    for part, chance in PROCEDURES[code]:
        if rng.random() >= chance or len(binder.leaves) >= MOST_PAGES - 2:
            continue
        if part == "cards":
            _add_cards(binder, family)
        elif part in BUILDERS and layouts_of(part, binder.family):
            binder.add_paper(part, BUILDERS[part](family, rng), "original")
    return code


def _add_cards(binder: Binder, family: Family) -> None:
    people = binder.rng.sample([family.husband, family.wife], binder.rng.choice((1, 2)))
    for person in people:
        add_card(binder, person)


def add_card(binder: Binder, person: Person) -> None:
    """One card, its sides on one page, on two, or each cut out as a small page."""
    rng = binder.rng
    recent = person.card_issued >= CARD_LAW
    type_id = "can_cuoc_2024" if recent else "cccd_chip"
    content = (identity.identity_card if recent else identity.chip_card)(person, rng)
    copy = rng.choice(("copy", "copy", "original"))
    way = rng.choice(("one", "one", "two", "cut"))
    scale = rng.choice((1.0, 1.0, 1.2, 1.4))
    left = (210 - 85.6 * scale) / 2 + rng.uniform(-15, 15)
    if way == "one":
        leaf = binder.add_leaf()
        top = rng.uniform(22, 50)
        spots = [(leaf, left, top, scale), (leaf, left, top + 54 * scale + rng.uniform(8, 22), scale)]
    elif way == "two":
        spots = [(binder.add_leaf(), left, rng.uniform(20, 90), scale) for _ in range(2)]
    else:
        rim = 4.0
        spots = [(_card_leaf(binder, rim), rim, rim, 1.0) for _ in range(2)]
    binder.add_card(type_id, content, copy, spots)


def _card_leaf(binder: Binder, rim: float) -> Leaf:
    return binder.add_leaf((85.6 + 2 * rim, 54 + 2 * rim))
