"""Arguments that several commands take, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from datetime import date, datetime

from domain.errors import DefinitionError
from domain.law import LawBook
from storage.words import nearest


def day(text: str) -> date:
    """A day as it is written here, ``20/11/2026``, or in ISO."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(
        f"'{text}' không phải là ngày; viết như 20/11/2026 / is no day; write 2026-11-20"
    )


def unknown(what: str, word: str, known: Collection[str]) -> str:
    """That no definition has the word, and which is nearest to it."""
    return f"unknown {what} '{word}'{nearest(word, known)}"


def known_procedure(code: str | None, law: LawBook) -> str | None:
    """The code, or None where none was given.

    Raises DefinitionError for one that no definition has: rules have exceptions by procedure, so that with a
    typing error papers would not be needed that the law asks for.
    """
    codes = [each for procedure in law.procedures for each in procedure.codes]
    if code is not None and code not in codes:
        raise DefinitionError(unknown("procedure", code, codes))
    return code
