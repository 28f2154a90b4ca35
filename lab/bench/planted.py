"""Registers beside a dossier that was read: planted anew as often as wanted, without drawing a page again."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from domain.once_only import HeldRecord, VerdictCode
from lab.bench.truth import TrueVerdict, Truth
from lab.specimens.dossier import FIRST_DAY, LAST_DAY
from lab.specimens.fonts import Family
from lab.specimens.markup import EDITION
from lab.specimens.mix import plan_dossier
from lab.specimens.papers import Binder, Paper
from lab.specimens.people import invent_day, invent_family
from lab.specimens.registers import HELD, Registers, plant_registers

HELD_DATA = VerdictCode.NOT_NEEDED_DATA_HELD.value
NEEDED_MISMATCH = VerdictCode.NEEDED_MISMATCH.value
OUTAGE = 0.1
"""Chance that a register is out while a dossier is judged."""
COARSE = 40
"""Dots per inch of pages that nobody looks at: only what the papers say is wanted."""
_VERDICTS: TypeAdapter[tuple[TrueVerdict, ...]] = TypeAdapter(tuple[TrueVerdict, ...])


@dataclass(frozen=True, slots=True)
class Planting:
    """What registers hold this time. out: those that do not answer. kinds: document to what was planted."""

    held: dict[str, tuple[HeldRecord, ...]]
    out: frozenset[str]
    kinds: dict[str, str]
    verdicts: tuple[TrueVerdict, ...]


def papers_of(seed: int, family: Family = "measure", edition: int = EDITION) -> list[Paper]:
    """The papers of ``make_dossier(seed, family, edition=edition)`` with all they say."""
    rng = Random(f"{seed}/{family}")
    np.random.default_rng(rng.getrandbits(64))
    household = invent_family(rng, invent_day(rng, FIRST_DAY, LAST_DAY))
    binder = Binder(rng, family, COARSE, edition)
    plan_dossier(binder, household)
    return binder.papers


def planting(papers: list[Paper], truth: Truth, dice: Random) -> Planting | None:
    """Other registers for the same papers; what is out answers nothing, whatever it holds.

    None where the dice wanted another tone on a name whose last word carries none.
    """
    try:
        held, planted = plant_registers(papers, truth.procedure or "", truth.received, dice)
    except IndexError:
        return None
    out = frozenset(register for register in sorted(held) if dice.random() < OUTAGE)
    types = {each.id: each.type for each in papers}
    said = tuple(
        _in_outage(each) if HELD.get(types[each.document], ("",))[0] in out else each
        for each in _VERDICTS.validate_python(planted)
        if any(each.document == true.document for true in truth.once_only)
    )
    said = tuple(_as_behind(each, papers, held) for each in said)
    kinds = {each["document"]: each.get("planted", "nothing") for each in planted}
    kinds |= {each.document: "outage" for each in said if each.reason == "DB_INCIDENT"}
    return Planting(_records(held), out, kinds, said)


def _as_behind(verdict: TrueVerdict, papers: list[Paper], held: Registers) -> TrueVerdict:
    """An extract whose child's certificate is held under the right number is held by that.

    A wrong digit is planted in what a paper prints: the certificate beside the extract may print no personal
    number, and its record then keeps the right one.
    """
    paper = next(each for each in papers if each.id == verdict.document)
    if paper.type != "trich_luc_khai_sinh" or NEEDED_MISMATCH not in verdict.or_:
        return verdict
    number = paper.content["so_dinh_danh"].text
    behind = [each for each in held["ho_tich"] if each["type"] == "giay_khai_sinh"]
    if all(each["fields"].get("so_dinh_danh") != number for each in behind):
        return verdict
    return TrueVerdict(verdict.document, verdict.verdict, verdict.reason, (*verdict.or_, HELD_DATA))


def _in_outage(verdict: TrueVerdict) -> TrueVerdict:
    return TrueVerdict(verdict.document, "unknown", "DB_INCIDENT")


def _records(held: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[HeldRecord, ...]]:
    """With the store of earlier results, which is always there and has none of these people."""
    planted = {
        register: tuple(HeldRecord(each["type"], each["fields"]) for each in records)
        for register, records in held.items()
    }
    return {"kho": (), **planted}
