"""Values as JSON and back. The JSON of a ``DossierRecord`` is the published contract ``hoso.dossier/1``.

A box is written as ``[left, top, right, bottom]`` and an absent value is left out, save ``procedure``, which
agencies always find and which may be null.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from domain.once_only import Answer, HeldRecord
from domain.record import DossierRecord
from domain.review import Decision, ReviewTask
from domain.understanding import PageReading, Understanding

T = TypeVar("T")

EDGES = ("left", "top", "right", "bottom")
BOX_KEYS = ("box", "region")
RECORD_ORDER = ("schema", "id", "source", "procedure", "received", "pages", "documents", "people", "form")


class Codec(Generic[T]):
    """JSON of one type. Parsing raises pydantic's ValidationError: do not log it, it shows values."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)

    def plain(self, value: T) -> Any:
        """The value as dicts, lists, strings and numbers."""
        return _boxes_to_lists(self._adapter.dump_python(value, mode="json", exclude_none=True))

    def dump(self, value: T) -> str:
        """Compact JSON in NFC as it came; raises ValueError for a number JSON cannot carry."""
        return json.dumps(self.plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def parse(self, text: str | bytes) -> T:
        return self.from_plain(json.loads(text))

    def from_plain(self, plain: Any) -> T:
        """The value of what ``plain`` gave."""
        return self._adapter.validate_python(_lists_to_boxes(plain), strict=False)

    def digest(self, value: T) -> str:
        """sha256 of the JSON with its keys in order: equal values have equal digests."""
        text = json.dumps(self.plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of what ``dump`` writes."""
        found = self._adapter.json_schema(mode="serialization")
        if "Box" in found.get("$defs", {}):
            number = {"type": "number"}
            found["$defs"]["Box"] = {
                "type": "array",
                "prefixItems": [number] * 4,
                "minItems": 4,
                "maxItems": 4,
            }
            found["$defs"]["Box"]["description"] = "left, top, right, bottom: fractions of the upright page"
        return found


class RecordCodec(Codec[DossierRecord]):
    """The record, its keys in the order of the contract and ``procedure`` always present."""

    def plain(self, value: DossierRecord) -> dict[str, Any]:
        found = super().plain(value)
        found.setdefault("procedure", None)
        first = {key: found[key] for key in RECORD_ORDER}
        return first | {key: kept for key, kept in found.items() if key not in first}


def _boxes_to_lists(plain: Any) -> Any:
    if isinstance(plain, dict):
        if plain.keys() == set(EDGES):
            return [plain[edge] for edge in EDGES]
        return {key: _boxes_to_lists(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_boxes_to_lists(value) for value in plain]
    return plain


def _lists_to_boxes(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _box_or_more(key, value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_lists_to_boxes(value) for value in plain]
    return plain


def _box_or_more(key: str, value: Any) -> Any:
    if key in BOX_KEYS and isinstance(value, list) and len(value) == len(EDGES):
        return dict(zip(EDGES, value, strict=True))
    return _lists_to_boxes(value)


RECORD = RecordCodec(DossierRecord)
READING = Codec(PageReading)
UNDERSTANDING = Codec(Understanding)
DECISION = Codec(Decision)
TASK = Codec(ReviewTask)
ANSWER = Codec(Answer)
HELD = Codec(HeldRecord)
