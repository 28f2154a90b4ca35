"""What a specimen really says, in the form that measuring reads; README.md shows it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from lab.specimens.canvas import Word
from lab.specimens.degrade import Matrix
from lab.specimens.papers import Binder, Leaf, Paper, PixelBox, merged_words
from lab.specimens.people import Family, Person
from lab.specimens.tables import fields_of


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a drawn page went: homography, size of the upright scan, clockwise turn back to upright."""

    way: Matrix
    width: int
    height: int
    turn: int

    def box(self, pixels: PixelBox) -> list[float]:
        """The box of the drawn page as fractions of the upright scan, cut at its edges."""
        left, top, right, bottom = pixels
        corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
        moved = cv2.perspectiveTransform(corners, self.way)[0] / (self.width, self.height)
        low, high = moved.min(axis=0).clip(0, 1), moved.max(axis=0).clip(0, 1)
        return [round(float(each), 5) for each in (*low, *high)]


def tell_truth(binder: Binder, placed: list[Placed], household: Family) -> dict[str, Any]:
    """Pages, documents and people of a dossier."""
    return {
        "pages": [_page(number, leaf, placed[number]) for number, leaf in enumerate(binder.leaves)],
        "documents": [_document(paper, binder, placed) for paper in binder.papers],
        "people": [_person(role, person) for role, person in _roles(household)],
    }


def canonical(type_id: str, name: str) -> bool:
    """Whether the name is a field every consumer of that type may rely on."""
    return re.sub(r"\.\d+\.", ".N.", name) in fields_of(type_id)


def _page(number: int, leaf: Leaf, where: Placed) -> dict[str, Any]:
    words = merged_words(leaf.canvas.words)
    return {
        "number": number + 1,
        "kind": leaf.kind,
        "rotation": where.turn,
        "documents": leaf.documents,
        "text": "\n".join(_lines([word for word in words if not word.mark])),
        "words": [
            {"text": _nfc(word.text), "box": where.box(word.box), "hand": word.hand, "mark": word.mark}
            for word in words
        ],
    }


def _lines(words: list[Word]) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(_nfc(word.text))
    return [" ".join(line) for line in lines.values()]


def _document(paper: Paper, binder: Binder, placed: list[Placed]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": paper.id,
        "type": paper.type,
        "pages": sorted({leaf + 1 for leaf in paper.leaves}),
        "layout": paper.layout,
        "copy": paper.copy,
        "fields": _fields(paper, binder, placed),
        "attestations": _attestations(paper, binder, placed),
    }
    if paper.regions:
        record["regions"] = {str(leaf + 1): placed[leaf].box(box) for leaf, box in paper.regions.items()}
        if len(paper.regions) == 1:
            record["region"] = next(iter(record["regions"].values()))
    if "qr" in paper.codes:
        record["qr"] = paper.content["qr"].text
    if "mrz" in paper.fields:
        record["mrz"] = paper.fields["mrz"].value.split("\n")
    return record


def _fields(paper: Paper, binder: Binder, placed: list[Placed]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, filled in paper.fields.items():
        leaf = paper.leaves[filled.side]
        words = [word for word in binder.leaves[leaf].canvas.words if word.owner == (paper.id, name)]
        if not canonical(paper.type, name) or not words:
            continue
        found[name] = {
            "value": filled.value,
            "raw": filled.raw,
            "page": leaf + 1,
            "box": placed[leaf].box(_hull(words)),
            "filled": "hand" if filled.hand else "printed",
        }
    if "so_cmnd_cu" in paper.content and "qr" in paper.codes:
        side, box = paper.codes["qr"]
        number = paper.content["so_cmnd_cu"].text
        leaf = paper.leaves[side]
        spot = {"page": leaf + 1, "box": placed[leaf].box(box), "filled": "printed"}
        found["so_cmnd_cu"] = {"value": number, "raw": number} | spot
    return found


def _attestations(paper: Paper, binder: Binder, placed: list[Placed]) -> list[dict[str, Any]]:
    return [
        {"kind": each.kind, "page": leaf + 1, "box": placed[leaf].box(each.box)}
        for leaf in sorted(set(paper.leaves))
        for each in binder.leaves[leaf].canvas.attested
        if each.document == paper.id
    ]


def _hull(words: list[Word]) -> PixelBox:
    boxes = [word.box for word in words]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _roles(household: Family) -> list[tuple[str, Person]]:
    adults = [
        ("husband", household.husband),
        ("wife", household.wife),
        ("grandparent", household.grandparent),
    ]
    return adults + [(f"child_{number}", child) for number, child in enumerate(household.children, 1)]


def _person(role: str, person: Person) -> dict[str, Any]:
    birth = str(person.born.year) if person.year_only else person.born.isoformat()
    return {
        "role": role,
        "name": person.name,
        "personal_number": person.number,
        "birth_date": birth,
        "sex": person.sex,
    }


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
