from __future__ import annotations

from datetime import date
from random import Random

import pytest

from lab.specimens import mix
from lab.specimens.contents import identity
from lab.specimens.fonts import faces
from lab.specimens.markup import Layout, layouts, layouts_of
from lab.specimens.papers import CARDS, Binder, Paper
from lab.specimens.people import invent_family
from lab.specimens.profiles import TEXTURES
from lab.specimens.tables import fields_of

IMPORTANT = sorted({layout.type for layout in layouts()} - {"separator"})


def drawn(layout: Layout, seed: int) -> tuple[Binder, Paper]:
    rng = Random(seed)
    family = invent_family(rng, date(2026, 3, 4))
    binder = Binder(rng, "measure" if layout.family == "measure" else "train", 60)
    if layout.type in CARDS:
        content = (identity.chip_card if layout.type == "cccd_chip" else identity.identity_card)(
            family.wife, rng
        )
        leaf = binder.add_leaf((95, 120))
        return binder, binder.add_card(layout, content, "copy", [(leaf, 4, 3, 1.0), (leaf, 4, 60, 1.0)])
    content = mix.BUILDERS[layout.options.get("content", layout.type)](family, rng)
    return binder, binder.add_paper(layout, content, "original")


@pytest.mark.parametrize(
    "layout", [each for each in layouts() if each.type != "separator"], ids=lambda each: each.name
)
def test_a_layout_keeps_its_words_on_the_page(layout: Layout) -> None:
    for seed in (1, 2):
        binder, _ = drawn(layout, seed)
        for leaf in binder.leaves:
            width, height = leaf.canvas.image.size
            for word in leaf.canvas.words:
                left, top, right, bottom = word.box
                assert left >= 0 and top >= 0 and right <= width and bottom <= height, word.line


@pytest.mark.parametrize("type_id", IMPORTANT)
def test_each_type_has_three_looks_and_one_that_training_never_sees(type_id: str) -> None:
    own = [each for each in layouts() if each.type == type_id]
    assert len(own) >= 3
    assert any(each.family == "measure" for each in own)
    trained = {each.name for each in layouts_of(type_id, "train")}
    assert not trained & {each.name for each in own if each.family == "measure"}


@pytest.mark.parametrize("type_id", [each for each in IMPORTANT if each != "unknown"])
def test_the_looks_of_a_type_carry_all_its_fields_together(type_id: str) -> None:
    carried: set[str] = set()
    for layout in layouts():
        if layout.type == type_id:
            for seed in range(7):
                _, paper = drawn(layout, seed)
                carried |= set(paper.fields) | ({"so_cmnd_cu"} if "qr" in paper.codes else set())
    wanted = fields_of(type_id)
    assert {name for name in wanted if not any(_same(name, each) for each in carried)} == set()


def _same(canonical_name: str, name: str) -> bool:
    return canonical_name == name or canonical_name.replace(".N.", ".1.") == name


def test_faces_and_textures_of_measuring_are_not_those_of_training() -> None:
    trained = {face.name for face in faces("train") if face.family == "train"}
    measured = {face.name for face in faces("measure") if face.family == "measure"}
    assert trained and measured
    assert not trained & measured
    assert {face.style for face in faces("measure") if face.family == "measure"} == {"print", "hand", "mono"}
    assert set(TEXTURES["train"]) & set(TEXTURES["measure"]) == {"none"}
