"""What people settled, as examples to learn from: signs, confidences and invented values, nobody's own.

    python -m lab.training.corrections RECORDS... --out corrections.jsonl

RECORDS are settled dossiers (``hoso.dossier/1``). Each line of the file is one read value that a person
looked at. Only those are examples: what was accepted unseen says nothing about its truth.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import token_bytes

from domain.definition import Catalogue, pattern_of
from domain.document import Document, Field, FieldState, Sign, Source
from domain.record import DossierRecord
from hoso.definitions import definitions_at
from lab.bench.samples import Sample, Samples
from lab.training.pseudonyms import Pseudonyms
from storage.codec import RECORD

_SECRET = 32
Example = dict[str, object]


def main() -> None:
    """Writes the examples of the records that are given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    records = (RECORD.parse(path.read_bytes()) for path in given.records)
    lines = examples(records, definitions_at().catalogue, Pseudonyms(token_bytes(_SECRET)))
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
    given.out.write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10))} examples")


def examples(
    records: Iterable[DossierRecord], catalogue: Catalogue, pseudonyms: Pseudonyms
) -> Iterator[Example]:
    """One example for each read value that a person decided; dossiers are numbered, not named."""
    for number, record in enumerate(records, start=1):
        for document in record.documents:
            place: Example = {"dossier": f"settled-{number}", "document": document.id, "type": document.type}
            for field in (*document.fields, *document.withdrawn):
                yield from _field_examples(field, document, place, catalogue, pseudonyms)


def samples_in(path: Path) -> Samples:
    """The examples of a file as samples."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    samples = [
        Sample(
            each["dossier"], "settled", each["document"], each["type"], each["kind"], each["source"],
            each["signs"], each["confidence"], each["right"],
        )
        for each in found
    ]  # fmt: skip
    return Samples((), tuple(samples))


def _field_examples(
    field: Field, document: Document, place: Example, catalogue: Catalogue, pseudonyms: Pseudonyms
) -> Iterator[Example]:
    """Nothing for a value that no person looked at, or that was typed in where nothing had been read."""
    kind = catalogue.type_named(document.type)
    value_type = kind.value_types().get(pattern_of(field.name)) if kind is not None else None
    withdrawn = field in document.withdrawn
    before = next((each for each in reversed(field.others) if each.provenance.source is Source.OCR), None)
    settled = field.state is FieldState.SETTLED and before is not None
    if value_type is None or not field.signs or not (withdrawn or settled):
        return
    read = field.value if before is None or withdrawn else before.value
    right = not withdrawn and read == field.value
    yield {
        **place, "field": pattern_of(field.name), "kind": value_type, "source": "ocr",
        "signs": _measures(field.signs),
        "confidence": field.confidence if before is None or withdrawn else before.confidence,
        "right": right,
        "said": None if withdrawn else pseudonyms.of(field.value),
        "read": pseudonyms.of(read) if withdrawn else pseudonyms.of_reading(read, field.value),
    }  # fmt: skip


def _measures(signs: Iterable[Sign]) -> dict[str, float]:
    return {each.name: each.measure for each in signs}
