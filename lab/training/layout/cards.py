"""Pages with cards: one to three sides, of one kind or of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from domain.definition import Catalogue, DocumentType
from lab.training.layout.entries import write_entries, write_section
from lab.training.layout.parts import markers, scraps, signatures, title
from lab.training.layout.sheet import Placed, Sheet
from lab.training.layout.style import Entry, draw_style
from lab.training.layout.values import Pool


@dataclass(frozen=True, slots=True)
class Composed:
    """A page: its words, the types on it with their share, and whether a paper begins on it."""

    words: tuple[Placed, ...]
    types: Mapping[str, float]
    first: bool


def cards(kind: DocumentType, catalogue: Catalogue, pool: Pool, random: Random) -> Composed:
    """One to three sides of cards on a page, one under the other or one that fills it."""
    sides = random.choice((1, 1, 2, 2, 3))
    kinds = [kind] + [
        random.choice([each for each in catalogue.types if each.shape == "card"])
        if random.random() < 0.2
        else kind
        for _ in range(sides - 1)
    ]
    backs = [random.random() < 0.45 if index == 0 else random.random() < 0.6 for index in range(sides)]
    words: list[Placed] = []
    for index, (each, back) in enumerate(zip(kinds, backs, strict=True)):
        height = random.uniform(0.2, 0.9 / sides)
        top = random.uniform(index / sides, max(index / sides, (index + 1) / sides - height))
        whole = sides == 1 and random.random() < 0.5
        left = random.uniform(0.03, 0.3)
        right = min(0.97, left + random.uniform(0.45, 0.7))
        if whole:
            left, right, top, height = 0.3 * random.random(), 0.98, 0.02, 0.95
        size = height / random.uniform(16, 24)
        aspect = random.uniform(0.55, 0.75) if whole else 1.414
        sheet = Sheet(left, right, top, top + height, size, random.uniform(1.1, 1.5), aspect)
        (_back if back else _front)(sheet, each, pool, random)
        words += [word for word in sheet.words if word.box[3] < min(0.99, top + height * 1.3)]
    types = {each.id: kinds.count(each) / sides for each in kinds}
    return Composed((*words, *scraps(random)), types, not all(backs))


def _front(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    if random.random() < 0.8:
        sheet.centre([("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""), ("Độc lập - Tự do - Hạnh phúc", "")],
                     sheet.left, sheet.right, random.uniform(0.7, 1.0))  # fmt: skip
    if random.random() < 0.4:
        sheet.centre([("SOCIALIST REPUBLIC OF VIET NAM", ""), ("Independence - Freedom - Happiness", "")],
                     sheet.left, sheet.right, 0.7)  # fmt: skip
    title(sheet, kind, random)
    portrait = random.uniform(0.0, 0.35) * (sheet.right - sheet.left)
    sheet.left += portrait
    _sides(sheet, kind, pool, random, front=True)


def _back(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    sheet.right -= random.choice((0.0, 0.3)) * (sheet.right - sheet.left)
    _sides(sheet, kind, pool, random, front=False)
    markers(sheet, kind.recognise.later_pages, random, 0.6)
    signatures(sheet, kind, random)
    if "mrz" in kind.recognise.symbols and random.random() < 0.7:
        for _ in range(random.choice((2, 3, 3))):
            signs = "".join(random.choice("0123456789ABDEGHKLMNOPTUVXY<<<<<") for _ in range(30))
            sheet.write([(signs, "mrz" if "mrz" in kind.value_types() else "")], to=1.5)


def _sides(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random, front: bool) -> None:
    """A card's fields: the later third of its definition stands on the back, give or take."""
    specs = [spec for spec in kind.fields if spec.labels and spec.place in ("label", "between")]
    cut = round(len(specs) * random.uniform(0.55, 0.8))
    chosen = specs[:cut] if front else specs[cut:]
    entries = [Entry(spec.labels, spec.name, spec.type) for spec in chosen if random.random() < 0.95]
    style = draw_style(random)
    write_entries(sheet, entries, style, pool, random)
    for section in kind.sections:
        if random.random() < 0.7:
            write_section(sheet, section, style, pool, random)
