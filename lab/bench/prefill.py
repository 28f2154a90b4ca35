"""How much of the procedure's form is filled, and how much of that is right, on dossiers that were read.

``python -m lab.bench.prefill --kept SPECIMENS READINGS [--kept …]`` completes each dossier beside the trial
registers that were drawn with it and holds every field of its form against what the papers truly say of that
person and what the registers hold of them. ``sure`` counts values that no person is asked to look at.
``--without TYPE …`` takes papers of those types out of what was read, as if nobody had brought them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from pydantic import TypeAdapter

from domain.definition import Definitions
from domain.document import FieldState, Source
from domain.law import FormField, FormPlace, Manner, Procedure
from domain.once_only import Answer, HeldRecord, LookUp
from domain.record import DossierRecord, FormSource, FormValue, ScanSource
from domain.understanding import Case
from extraction.people import people_of
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.scanned import Scanned, kept_scans
from lab.bench.truth import TrueDocument, Truth, as_definable
from once_only.asking import answer_from
from once_only.comparing.agreement import Agreement, agree
from once_only.roles import full_name

UNTOLD = "without_source_or_time"
"""A filled field of which nobody knows who said it, or for which day; counted beside the other kinds."""
_TRUTH: TypeAdapter[Truth] = TypeAdapter(Truth)
Held = dict[str, tuple[HeldRecord, ...]]
"""Register to its records."""
_HELD: TypeAdapter[Held] = TypeAdapter(Held)


@dataclass(frozen=True, slots=True)
class Known:
    """A dossier as it truly is. names: role of the procedure to its person's name, where a paper says it."""

    papers: tuple[TrueDocument, ...]
    held: Held
    names: dict[str, str]

    @classmethod
    def of(cls, procedure: Procedure, truth: Truth, held: Held, without: Sequence[str]) -> Known:
        """Each role by the first place that names one person and no other, on papers that were brought."""
        names: dict[str, str] = {}
        for role, places in procedure.roles.items():
            for place in places:
                said = {
                    name.casefold(): name
                    for paper in truth.documents
                    if paper.type in place.types
                    and paper.type not in without
                    and (name := _name_in(paper, place.role)) is not None
                }
                if said:
                    names |= {role: said.popitem()[1]} if len(said) == 1 else {}
                    break
        return cls(truth.documents, held, names)

    def values(self, field: FormField) -> list[str]:
        """All that papers and registers truly say of the field's own person."""
        places = [(place, paper) for place in field.places() for paper in self._at(place)]
        return [
            values[place.field]
            for place, values in places
            if place.field in values and self._is_of(field.person, place.role, values)
        ]

    def _at(self, place: FormPlace) -> Iterator[dict[str, str]]:
        for paper in self.papers:
            if paper.type == place.type:
                yield {name: each.value for name, each in paper.fields.items()}
        for record in self.held.get(place.register or "", ()):
            yield record.fields

    def _is_of(self, person: str, prefix: str, values: dict[str, str]) -> bool:
        name, wanted = values.get(full_name(prefix, "ho_ten")), self.names.get(person)
        if not person:
            return True
        return wanted is not None and agree(Manner.NAME, name, wanted) is Agreement.EXACT


def main() -> None:
    options = _options()
    definitions, counts = definitions_at(), Counter[str]()
    wrong, lacking = Counter[str](), Counter[str]()
    for specimens, readings in options.kept:
        for scan in kept_scans(specimens, readings):
            held = _HELD.validate_json((specimens / f"{scan.truth['name']}.registers.json").read_bytes())
            for name, kind in judged(scan, held, definitions, options.without):
                counts[kind] += 1
                wrong[name] += kind.startswith("wrong")
                lacking[name] += kind == "empty_though_known"
        print(f"bench: {specimens.name}", file=sys.stderr, flush=True)
    print(json.dumps(report(counts, wrong, lacking), indent=1, ensure_ascii=False))


def judged(
    scan: Scanned, held: Held, definitions: Definitions, without: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Each form field with sources of its own, by procedure and name, and what became of it."""
    types = {each.id for each in definitions.catalogue.types}
    truth = as_definable(_TRUTH.validate_python(scan.truth), types)
    procedure = definitions.law.procedure_on(truth.procedure, truth.received)
    if procedure is None:
        return
    record = _record(scan, truth, held, definitions, without)
    known = Known.of(procedure, truth, held, without)
    for field in procedure.form:
        name = f"{procedure.code} {field.name}"
        if field.sources:
            yield name, kind_of(field, record, known.values(field))
        if field.name in record.form and not _is_told(record.form[field.name]):
            yield name, UNTOLD


def kind_of(field: FormField, record: DossierRecord, true: Sequence[str]) -> str:
    """What became of one field. true: what is truly said of it; nothing where nobody says anything.

    right: as some paper or register truly says it. Where several differ, the form has to choose one of them.
    """
    found = record.form.get(field.name)
    if found is None:
        return "empty_though_known" if true else "empty_and_unknown"
    sure = "_and_sure" if _is_sure(found.source, record) else ""
    right = any(agree(field.manner, found.value, each) is Agreement.EXACT for each in true)
    return f"{'right' if right else 'wrong'}{sure}"


def report(counts: Counter[str], wrong: Counter[str], lacking: Counter[str]) -> dict[str, object]:
    """All fields, what became of them, and the share of the known ones that is right."""
    filled = sum(number for kind, number in counts.items() if kind.startswith(("right", "wrong")))
    right = counts["right"] + counts["right_and_sure"]
    known = filled + counts["empty_though_known"]
    return {
        "fields": counts.total() - counts[UNTOLD],
        "filled": filled,
        **{kind: counts[kind] for kind in sorted(counts)},
        "right_of_filled": round(right / filled, 4) if filled else None,
        "right_of_known": round(right / known, 4) if known else None,
        "wrong_by_field": {name: number for name, number in wrong.most_common() if number},
        "lacking_by_field": {name: number for name, number in lacking.most_common() if number},
    }


def _record(
    scan: Scanned, truth: Truth, held: Held, definitions: Definitions, without: Sequence[str]
) -> DossierRecord:
    asked_at = datetime.combine(truth.received, time(3), UTC)
    case = Case("trial", ScanSource("trial", ""), truth.received, truth.procedure)
    read = scan.understood(definitions)
    papers = tuple(each for each in read.documents if each.type not in without)
    understood = replace(read, documents=papers, people=people_of(papers))

    def answer(look_up: LookUp) -> Answer | None:
        return answer_from(held, look_up, definitions.law, asked_at)

    asked = pipeline.look_ups(understood, definitions, case)
    answers = [found for each in asked if (found := answer(each)) is not None]
    return pipeline.complete(understood, answers, definitions, case)


def _name_in(paper: TrueDocument, role: str) -> str | None:
    found = paper.fields.get(full_name(role, "ho_ten"))
    return found.value if found is not None else None


def _is_told(value: FormValue) -> bool:
    source = value.source
    return bool(source.field and source.as_of and (source.register or source.document))


def _is_sure(source: FormSource, record: DossierRecord) -> bool:
    if source.source is Source.REGISTER:
        return True
    paper = next((each for each in record.documents if each.id == source.document), None)
    field = paper.field_named(source.field or "") if paper is not None else None
    return field is not None and field.state is not FieldState.REVIEW


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("prefill", description="forms filled from dossiers that were read")
    both = ("SPECIMENS", "READINGS")
    add = parser.add_argument
    add("--kept", nargs=2, type=Path, metavar=both, action="append", required=True, help="a set that is read")
    add("--without", nargs="*", default=(), metavar="TYPE", help="types of papers that nobody brought")
    return parser.parse_args()


if __name__ == "__main__":
    main()
