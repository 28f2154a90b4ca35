"""Form values that are made of others: a day in words, the parts of a name, the kind of a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from domain.law import Derivation, FormField
from domain.spoken_dates import ways_to_say
from once_only.comparing.agreement import read_date
from once_only.form.proposals import Proposal


def derive(field: FormField, said: Iterable[Proposal]) -> Iterator[Proposal]:
    """What is made of each value, each with the source of the value it is made of.

    Nothing of a value that does not say it: a year alone has no day, one word is no surname.
    """
    make = _MAKERS.get(field.derived) if field.derived is not None else None
    for each in said:
        made = make(each.value) if make is not None else field.says.get(each.type, "")
        if made:
            yield replace(each, value=made)


def _in_words(value: str) -> str:
    known = read_date(value)
    if known is None or not known.month or not known.day:
        return ""
    return f"Ngày {ways_to_say(f'{known.year:04d}-{known.month:02d}-{known.day:02d}')[0]}"


def _part(value: str, part: str) -> str:
    known: int | None = getattr(read_date(value), part, None)
    return str(known) if known else ""


def _parts(name: str) -> tuple[str, ...]:
    """Words of a full name in Vietnamese order; none where one word alone cannot be told apart."""
    words = tuple(name.split())
    return words if len(words) > 1 else ()


_MAKERS: Final[dict[Derivation, Callable[[str], str]]] = {
    Derivation.DATE_IN_WORDS: _in_words,
    Derivation.DAY: lambda value: _part(value, "day"),
    Derivation.MONTH: lambda value: _part(value, "month"),
    Derivation.YEAR: lambda value: _part(value, "year"),
    Derivation.SURNAME: lambda name: "".join(_parts(name)[:1]),
    Derivation.MIDDLE_NAME: lambda name: " ".join(_parts(name)[1:-1]),
    Derivation.GIVEN_NAME: lambda name: "".join(_parts(name)[-1:]),
}
