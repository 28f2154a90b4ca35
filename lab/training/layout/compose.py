"""Invents papers of every defined type: its titles, markers and labels in arrangements nobody printed.

The definitions name what a type prints; how it lies on the page is drawn at random, so that the model learns
to read labels and places together instead of the few layouts that specimens have.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from domain.definition import Catalogue, DocumentType, FieldSpec, Section, Table
from domain.document import UNKNOWN_TYPE
from lab.specimens.people import invent_name
from lab.specimens.places import invent_place
from lab.specimens.tables import phrases as sentences
from lab.training.layout.sheet import Placed, Run, Sheet
from lab.training.layout.values import Pool, printed_date, value_of

_SHORT = 22  # signs of a value that may share its line with others
_SEPARATORS = (": ", ": ", ": ", ":", " : ", " ", ".: ", ": ...... ", " ........ ", " - ")


@dataclass(frozen=True, slots=True)
class Composed:
    """A page: its words, the types on it with their share, and whether a paper begins on it."""

    words: tuple[Placed, ...]
    types: Mapping[str, float]
    first: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label and what stands behind it."""

    labels: tuple[str, ...]
    name: str
    type: str
    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """How one paper prints its entries."""

    separator: str
    aligned: float | None
    under: bool
    pairs: float
    numbered: bool
    footnotes: bool
    joined: float
    upper_labels: bool = field(default=False)


@cache
def print_of(key: str) -> tuple[str, ...]:
    """The list of that key of phrases.toml."""
    table = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return tuple(table[key])


def compose(catalogue: Catalogue, pool: Pool, random: Random) -> list[Composed]:
    """The pages of one paper of a type drawn at random, or of none of ours."""
    if random.random() < 0.08:
        return [_stranger(catalogue, pool, random)]
    kind = random.choice(catalogue.types)
    if kind.shape == "card" and random.random() < 0.9:
        return [_cards(kind, catalogue, pool, random)]
    return _paper(kind, pool, random)


def _paper(kind: DocumentType, pool: Pool, random: Random) -> list[Composed]:
    sheet = _blank(random)
    pages: list[Composed] = []
    _head(sheet, kind, pool, random)
    _title(sheet, kind, random)
    style = _style(random)
    for part in _parts(kind, random):
        if sheet.full(4) and len(pages) + 1 < kind.recognise.max_pages:
            pages.append(_page(sheet, kind, not pages, random))
            sheet = _blank(random)
            _markers(sheet, kind.recognise.later_pages, random, 0.5)
        _write(sheet, part, style, pool, random)
        if random.random() < 0.1:
            _prose(sheet, random, random.randint(1, 3))
    if kind.recognise.max_pages > 4 and random.random() < 0.6:
        _prose(sheet, random, random.randint(5, 25))
    _markers(sheet, kind.recognise.markers, random, 0.15)
    _signatures(sheet, kind, pool, random)
    if kind.recognise.max_pages > 1 and random.random() < 0.35:
        pages.append(_page(sheet, kind, not pages, random))
        sheet = _blank(random)
        _later(sheet, kind, pool, random)
    pages.append(_page(sheet, kind, not pages, random))
    return pages


def _blank(random: Random) -> Sheet:
    aspect = random.choice((1.414, 1.414, 1.414, 0.707, 1.3))
    size = random.uniform(0.0105, 0.0165) * (1.0 if aspect > 1 else 1.35)
    left, right = random.uniform(0.05, 0.16), random.uniform(0.88, 0.96)
    return Sheet(left, right, random.uniform(0.03, 0.1), 0.96, size, random.uniform(1.25, 1.9), aspect)


def _style(random: Random) -> _Style:
    return _Style(
        separator=random.choice(_SEPARATORS),
        aligned=random.uniform(0.32, 0.48) if random.random() < 0.2 else None,
        under=random.random() < 0.12,
        pairs=random.choice((0.0, 0.3, 0.6)),
        numbered=random.random() < 0.2,
        footnotes=random.random() < 0.1,
        joined=random.choice((0.0, 0.0, 0.1, 0.3)),
        upper_labels=random.random() < 0.05,
    )


def _head(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
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
            _date_line(sheet, dated[0].name, middle + 0.02, random)
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


def _date_line(sheet: Sheet, tag: str, at: float, random: Random) -> None:
    place = invent_place(random)
    where = random.choice((place.ward, place.new_ward, "Hà Nội", place.district, "......"))
    day = f"ngày {random.randint(1, 31):02d} tháng {random.randint(1, 12):02d} năm {random.randint(1998, 2026)}"
    sheet.write([(f"{where},", ""), (day, tag)], at=at, to=0.99)


def _title(sheet: Sheet, kind: DocumentType, random: Random) -> None:
    titles = kind.recognise.titles or tuple(
        f"{opening} {random.choice(sentences('subjects')).upper()[8:40]}" for opening in kind.recognise.openings
    )
    if not titles or random.random() < 0.03:
        return
    scale = random.uniform(1.0, 1.7)
    sheet.centre([(random.choice(titles), "")], sheet.left, sheet.right, scale)
    after = [spec for spec in kind.fields if spec.place == "after_title"]
    if after:
        sheet.centre([(random.choice(sentences("subjects")), after[0].name)], 0.15, 0.85)
    sheet.gap(random.uniform(0, 2))


def _parts(kind: DocumentType, random: Random) -> list[Sequence[_Entry] | tuple[Section, int] | Table]:
    """Own fields, sections and tables nearly in the definition's order."""
    own = [
        _Entry(spec.labels, spec.name, spec.type)
        for spec in kind.fields
        if spec.labels and spec.place in ("label", "between") and random.random() < 0.85
    ]
    if random.random() < 0.5:
        _stir(own, random)
    extra = [_Entry((label,), "", "text") for label in kind.labels_elsewhere if random.random() < 0.15]
    for entry in extra:
        own.insert(random.randint(0, len(own)), entry)
    sections: list[Sequence[_Entry] | tuple[Section, int] | Table] = []
    for section in kind.sections:
        repeats = random.randint(1, 3) if section.prefix.endswith(".N") else 1
        sections += [(section, number) for number in range(repeats) if random.random() < 0.9]
    if random.random() < 0.2:
        random.shuffle(sections)
    cut = random.randint(0, len(own)) if sections and random.random() < 0.5 else len(own)
    tables = [table for table in kind.tables if random.random() < 0.85]
    return [own[:cut], *sections, own[cut:], *tables]


def _stir(entries: list[_Entry], random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        if len(entries) > 2:
            index = random.randrange(len(entries) - 1)
            entries[index], entries[index + 1] = entries[index + 1], entries[index]


def _write(
    sheet: Sheet,
    part: Sequence[_Entry] | tuple[Section, int] | Table,
    style: _Style,
    pool: Pool,
    random: Random,
) -> None:
    if isinstance(part, Table):
        _table(sheet, part, pool, random)
    elif part and isinstance(part[0], Section):
        section = part[0]
        if section.starts and random.random() < 0.85:
            sheet.write([(random.choice(section.starts) + random.choice(("", ":")), "")])
        prefix = f"{section.prefix}." if section.prefix else ""
        entries = [
            _Entry(spec.labels, prefix + spec.name, spec.type, section.suffixes)
            for spec in section.fields
            if spec.labels and random.random() < 0.9
        ]
        _entries(sheet, entries, style, pool, random)
    else:
        _entries(sheet, [each for each in part if isinstance(each, _Entry)], style, pool, random)


def _entries(sheet: Sheet, entries: Sequence[_Entry], style: _Style, pool: Pool, random: Random) -> None:
    waiting = list(entries)
    number = random.randint(1, 9)
    while waiting:
        entry = waiting.pop(0)
        value = value_of(entry.name, entry.type, pool, random) if random.random() < 0.94 else "........"
        if value.startswith(".."):
            entry = _Entry(entry.labels, "", entry.type, entry.suffixes)
        label = _label(entry, style, random)
        if style.numbered and random.random() < 0.8:
            label, number = f"{number}. {label}", number + 1
        if waiting and random.random() < style.joined and _is_short(waiting[0]) and len(value) <= _SHORT:
            _joined(sheet, label, value, entry, waiting.pop(0), style, pool, random)
        elif waiting and len(value) <= _SHORT and random.random() < style.pairs:
            other = waiting.pop(0)
            second = value_of(other.name, other.type, pool, random)
            runs = _runs(label, value, entry.name, style, random)
            beside = _runs(_label(other, style, random), second, other.name, style, random)
            where = random.uniform(0.42, 0.62)
            span = sheet.right - sheet.left
            sheet.beside(random, [(sheet.left, runs), (sheet.left + span * where, beside)])
        else:
            _one(sheet, label, value, entry.name, style, random)


def _is_short(entry: _Entry) -> bool:
    return entry.type in ("sex", "nationality", "ethnicity", "date", "year", "relation", "count", "personal_number")


def _joined(
    sheet: Sheet, label: str, value: str, entry: _Entry, other: _Entry, style: _Style, pool: Pool, random: Random
) -> None:
    """One label for two values: «Dân tộc, quốc tịch: …, …»."""
    second = value_of(other.name, other.type, pool, random)
    mark = random.choice((",", ",", ";", "/", " -"))
    name = random.choice(other.labels)
    both = f"{label}{mark} {name[0].lower()}{name[1:]}"
    sheet.write([(f"{both}{style.separator}", ""), (value + mark, entry.name), (second, other.name)])


def _one(sheet: Sheet, label: str, value: str, name: str, style: _Style, random: Random) -> None:
    if style.aligned is not None:
        span = sheet.right - sheet.left
        at = sheet.left + span * style.aligned
        colon = random.choice((": ", "", ""))
        sheet.beside(random, [(sheet.left, [(label + ("" if colon else ":"), "")]), (at, [(colon, ""), (value, name)])])
    elif style.under:
        sheet.write([(label + random.choice((":", "")), "")])
        sheet.write([(value, name)], at=sheet.left + random.choice((0.0, 0.0, 0.03)))
    else:
        hang = random.choice((sheet.left, sheet.left, sheet.left + 0.03))
        sheet.write(_runs(label, value, name, style, random), hang=hang)


def _runs(label: str, value: str, name: str, style: _Style, random: Random) -> list[Run]:
    tail = [("......", "")] if "..." in style.separator and random.random() < 0.5 else []
    note = [(random.choice(("(1)", "(2)", "(3)", "1")), "")] if style.footnotes and random.random() < 0.3 else []
    return [(label + style.separator.rstrip(), ""), *note, (value, name), *tail]


def _label(entry: _Entry, style: _Style, random: Random) -> str:
    label = random.choice(entry.labels) if entry.labels else ""
    if entry.suffixes and random.random() < 0.5:
        label += f" {random.choice(entry.suffixes)}"
    if random.random() < 0.06:
        parts = label.split()
        if len(parts) > 2:
            parts.pop(random.randrange(len(parts)))
            label = " ".join(parts)
    return label.upper() if style.upper_labels else label


def _table(sheet: Sheet, table: Table, pool: Pool, random: Random) -> None:
    columns = [column for column in table.columns if random.random() < 0.9] or list(table.columns)
    span = sheet.right - sheet.left
    counted = random.random() < 0.7
    first = 0.05 if counted else 0.0
    weights = [random.uniform(0.6, 1.6) * (1.5 if column.type in ("name", "address") else 1.0) for column in columns]
    starts, at = [], first
    for weight in weights:
        starts.append(sheet.left + span * at)
        at += (1 - first) * weight / sum(weights)
    head: list[tuple[float, Sequence[Run]]] = [(sheet.left, [("TT", "")])] if counted else []
    head += [(x, [(random.choice(column.labels), "")]) for x, column in zip(starts, columns, strict=True)]
    sheet.beside(random, head)
    for number in range(1, random.randint(1, 5) + 1):
        cells: list[tuple[float, Sequence[Run]]] = [(sheet.left, [(str(number), "")])] if counted else []
        for x, column in zip(starts, columns, strict=True):
            name = f"{table.prefix}.{column.field}"
            cells.append((x, [(value_of(name, column.type, pool, random), name)]))
        sheet.beside(random, cells)
        sheet.gap(random.choice((0.0, 0.2, 0.6)))


def _signatures(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    """The date and place line, offices, and the names under them; a name that is wanted stands on the right."""
    sheet.gap(random.uniform(0.3, 2))
    signed = [spec for spec in kind.fields if spec.place == "signature"]
    dated = [spec for spec in kind.fields if spec.place == "date_line"]
    if dated and random.random() < 0.7:
        _date_line(sheet, dated[-1].name, random.uniform(0.45, 0.6), random)
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
    offices = [*(spec.labels if spec is not None else ()), *print_of("titled_by")] if spec else print_of("asked_by")
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


def _later(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    """A page behind the first one: prose, what only later pages print, a list that goes on."""
    _markers(sheet, kind.recognise.later_pages, random, 0.7)
    for table in kind.tables:
        if random.random() < 0.5:
            _table(sheet, table, pool, random)
    _prose(sheet, random, random.randint(1, 18))
    if random.random() < 0.5:
        _signatures(sheet, kind, pool, random)


def _markers(sheet: Sheet, markers: Sequence[str], random: Random, chance: float) -> None:
    for marker in markers:
        if random.random() < chance:
            sheet.write([(marker, "")], at=sheet.left + random.choice((0.0, 0.0, 0.05, 0.2)))


def _prose(sheet: Sheet, random: Random, lines: int) -> None:
    for _ in range(lines):
        if sheet.full(2):
            return
        key = random.choice(("prose", "prose", "articles", "grounds", "acts"))
        known = print_of(key) if key == "prose" else sentences(key)
        sheet.write([(_filled(random.choice(known), random), "")], hang=sheet.left)


def _filled(text: str, random: Random) -> str:
    return text.format(
        year=random.randint(2000, 2026), number=random.randint(1, 900), count=random.randint(1, 60)
    )


def _page(sheet: Sheet, kind: DocumentType, first: bool, random: Random) -> Composed:
    return Composed((*sheet.words, *_scraps(random)), {kind.id: 1.0}, first)


def _scraps(random: Random) -> list[Placed]:
    """Stamps of others, notes and edges that lie on the page anywhere."""
    found: list[Placed] = []
    for key, chance in (("at_edges", 0.7), ("at_edges", 0.4), ("over_stamps", 0.2), ("over_stamps", 0.1)):
        if random.random() > chance:
            continue
        edge = key == "at_edges"
        down = random.choice((random.uniform(0.003, 0.03), random.uniform(0.95, 0.985))) if edge else random.random()
        sheet = Sheet(random.uniform(0.02, 0.6), 0.99, down * 0.97, 1.0, random.uniform(0.007, 0.014), 1.3, 1.414)
        sheet.write([(_filled(random.choice(print_of(key)), random), "")])
        if random.random() < 0.3:
            sheet.write([(f"Ngày {printed_date(random)}", "")])
        found += sheet.words
    return [word for word in found if word.box[3] < 1]


def _cards(kind: DocumentType, catalogue: Catalogue, pool: Pool, random: Random) -> Composed:
    """One to three sides of cards on a page, one under the other or one that fills it."""
    sides = random.choice((1, 1, 2, 2, 3))
    kinds = [kind] + [
        random.choice([each for each in catalogue.types if each.shape == "card"]) if random.random() < 0.2 else kind
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
    return Composed((*words, *_scraps(random)), types, not all(backs))


def _front(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    if random.random() < 0.8:
        sheet.centre([("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""), ("Độc lập - Tự do - Hạnh phúc", "")],
                     sheet.left, sheet.right, random.uniform(0.7, 1.0))  # fmt: skip
    if random.random() < 0.4:
        sheet.centre([("SOCIALIST REPUBLIC OF VIET NAM", ""), ("Independence - Freedom - Happiness", "")],
                     sheet.left, sheet.right, 0.7)  # fmt: skip
    _title(sheet, kind, random)
    portrait = random.uniform(0.0, 0.35) * (sheet.right - sheet.left)
    sheet.left += portrait
    _sides(sheet, kind, pool, random, front=True)


def _back(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random) -> None:
    sheet.right -= random.choice((0.0, 0.3)) * (sheet.right - sheet.left)
    _sides(sheet, kind, pool, random, front=False)
    _markers(sheet, kind.recognise.later_pages, random, 0.6)
    _signatures(sheet, kind, pool, random)
    if "mrz" in kind.recognise.symbols and random.random() < 0.7:
        for _ in range(random.choice((2, 3, 3))):
            signs = "".join(random.choice("0123456789ABDEGHKLMNOPTUVXY<<<<<") for _ in range(30))
            sheet.write([(signs, "mrz" if "mrz" in kind.value_types() else "")], to=1.5)


def _sides(sheet: Sheet, kind: DocumentType, pool: Pool, random: Random, front: bool) -> None:
    """A card's fields: the later third of its definition stands on the back, give or take."""
    specs = [spec for spec in kind.fields if spec.labels and spec.place in ("label", "between")]
    cut = round(len(specs) * random.uniform(0.55, 0.8))
    chosen = specs[:cut] if front else specs[cut:]
    entries = [_Entry(spec.labels, spec.name, spec.type) for spec in chosen if random.random() < 0.95]
    style = _style(random)
    _entries(sheet, entries, style, pool, random)
    for section in kind.sections:
        if random.random() < 0.7:
            _write(sheet, (section, 0), style, pool, random)


def _stranger(catalogue: Catalogue, pool: Pool, random: Random) -> Composed:
    """A paper of no type: a title of its own over prose and labels borrowed from anywhere."""
    sheet = _blank(random)
    if random.random() < 0.7:
        _head(sheet, DocumentType(UNKNOWN_TYPE, "", "", "", catalogue.types[0].recognise), pool, random)
    if random.random() < 0.9:
        sheet.centre([(random.choice(print_of("strangers")), "")], sheet.left, sheet.right, random.uniform(1, 1.6))
    lender = random.choice(catalogue.types)
    entries = [
        _Entry(spec.labels, spec.name, spec.type) for spec in lender.fields if spec.labels and random.random() < 0.25
    ]
    before = len(sheet.words)
    _entries(sheet, entries, _style(random), pool, random)
    for word in sheet.words[before:]:
        word.tag = ""
    _prose(sheet, random, random.randint(2, 20))
    if random.random() < 0.6:
        _signatures(sheet, DocumentType(UNKNOWN_TYPE, "", "", "", lender.recognise), pool, random)
    return Composed((*sheet.words, *_scraps(random)), {UNKNOWN_TYPE: 1.0}, random.random() < 0.8)
