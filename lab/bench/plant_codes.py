"""Codes made to say something else than the print of their card, with all that proves a code right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from domain.document import Document, Source
from domain.text import Symbol, SymbolKind
from domain.understanding import PageReading
from lab.bench.plants import another, other_digit_of
from lab.specimens.codes import check_digit

_ZONE = (slice(0, 7), slice(8, 15), slice(18, 29))
"""What the last check digit of a zone is taken over, besides the first line from its sixth sign."""
_ORDER = ("so_dinh_danh", "so_cmnd_cu", "ho_ten", "ngay_sinh", "gioi_tinh")
"""What the QR of a card says, in order."""
_TD1_LINES = 3


@dataclass(frozen=True, slots=True)
class CodePlant:
    """The pages with one code changed. field: what it now says differently from print."""

    kind: str
    field: str
    pages: tuple[PageReading, ...]


def code_plants(pages: Iterable[PageReading], card: Document, dice: Random) -> Iterator[CodePlant]:
    """Each thing that a code of the card may say differently, one at a time."""
    every = tuple(pages)
    for page in every:
        if page.number not in card.pages or page.text is None:
            continue
        for symbol in page.text.symbols:
            made = _payloads(symbol, card, dice)
            for kind, field, payload in (each for each in made if _is_printed(card, each[1])):
                yield CodePlant(kind, field, _recoded(every, page.number, symbol, payload))


def zone_with(payload: str, number: str | None = None, birth: str | None = None) -> str:
    """A card's zone of another number (12 digits) or birth (``yymmdd``), its check digits right.

    A card ends on a birthday, and so it does then.
    """
    first, second, third = payload.split("\n")
    if number is not None:
        document = number[3:]
        first = f"IDVNM{document}{check_digit(document)}{number}<<"
        first += check_digit(first[15:])
    if birth is not None:
        ends = second[8:14]
        ends = ends[:2] + birth[2:] if ends[2:] == second[2:6] else ends
        second = birth + check_digit(birth) + second[7] + ends + check_digit(ends) + second[15:]
    second = second[:29] + check_digit(first[5:30] + "".join(second[part] for part in _ZONE))
    return "\n".join((first, second, third))


def _payloads(symbol: Symbol, card: Document, dice: Random) -> Iterator[tuple[str, str, str]]:
    if symbol.kind is SymbolKind.QR and symbol.payload[:12] == _number(card):
        parts = symbol.payload.split("|")
        for place, field in enumerate(_ORDER):
            made = _QR[field](parts[place], dice) if field in _QR else None
            if made:
                yield f"qr {field}", field, "|".join([*parts[:place], made, *parts[place + 1 :]])
    elif symbol.payload.count("\n") == _TD1_LINES - 1 and symbol.payload[15:27] == _number(card):
        number, birth = symbol.payload[15:27], symbol.payload[31:37]
        yield (
            "mrz so_dinh_danh",
            "so_dinh_danh",
            zone_with(symbol.payload, number=other_digit_of(number, dice)),
        )
        day = f"{dice.choice([each for each in range(1, 29) if each != int(birth[4:])]):02d}"
        yield "mrz ngay_sinh", "ngay_sinh", zone_with(symbol.payload, birth=birth[:4] + day)


def _number(card: Document) -> str:
    """The card's own number: two cards may share a page."""
    field = card.field_named("so_dinh_danh")
    return field.value if field else ""


def _is_printed(card: Document, name: str) -> bool:
    """Whether the print beside the code was read, and as the code says."""
    field = card.field_named(name)
    others = field.others if field else ()
    return any(
        each.provenance.source is Source.OCR and field and each.value == field.value for each in others
    )


def _recoded(
    pages: tuple[PageReading, ...], number: int, symbol: Symbol, payload: str
) -> tuple[PageReading, ...]:
    def changed(page: PageReading) -> PageReading:
        if page.number != number or page.text is None:
            return page
        symbols = tuple(
            replace(each, payload=payload) if each is symbol else each for each in page.text.symbols
        )
        return replace(page, text=replace(page.text, symbols=symbols))

    return tuple(map(changed, pages))


def _other_day(day: str, dice: Random) -> str:
    return f"{dice.choice([each for each in range(1, 29) if each != int(day[:2])]):02d}{day[2:]}"


_QR: Mapping[str, Callable[[str, Random], str | None]] = {
    "so_dinh_danh": other_digit_of,
    "ho_ten": lambda name, dice: another("tone", name, dice),
    "ngay_sinh": _other_day,
    "gioi_tinh": lambda sex, dice: another("sex", sex, dice),
}
