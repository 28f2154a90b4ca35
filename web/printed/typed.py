"""What an officer types into the draft of Mẫu 02 before it is printed. It is printed and kept nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from web.problems import Problem

HEAD = ("agency", "reception", "number", "person", "about", "code", "address", "phone", "email")
FOOT = ("contact", "place", "date")
"""The blanks above and below what is asked for, in the order of the form."""

LONGEST = 300
LONGEST_TEXT = 4000
"""Characters of a blank, and of the items or the closing words."""


@dataclass(frozen=True, slots=True)
class Typed:
    """blanks: by name; one that is not named is filled with what the house knows. items: further things to be
    brought or put right, one a line. closing: words at the end."""

    blanks: Mapping[str, str] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    closing: str = ""


def typed_in(form: Mapping[str, str]) -> Typed:
    """What was typed. Raises Problem BAD_REQUEST for more than fits on such a form."""
    blanks = {name: _line(form[name], LONGEST) for name in (*HEAD, *FOOT) if name in form}
    lines = _checked(form.get("items", ""), LONGEST_TEXT).splitlines()
    items = tuple(each.strip() for each in lines if each.strip())
    return Typed(blanks, items, _line(form.get("closing", ""), LONGEST_TEXT))


def _line(text: str, longest: int) -> str:
    return " ".join(_checked(text, longest).split())


def _checked(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Problem("BAD_REQUEST")
    return unicodedata.normalize("NFC", text)
