"""What the city knows about one kind of paper, as its definition file says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.law import LawBook

Place = Literal["label", "date_line", "signature", "zone", "after_title", "issuer", "between"]
"""How a value is found when it does not simply follow a label.

label: to the right of a label, else under it. date_line: the line «place, ngày … tháng … năm …».
signature: the name under the signer's office. zone: the lines within a part of the first page.
after_title: the lines under the document's title. issuer: the agency's lines at the top left.
between: the line over the first of ``stops`` that stands under the last of ``labels``, for a field whose
own label is often lost.
"""

_STRICT = {"extra": "forbid"}


def pattern_of(name: str) -> str:
    """A field's name as its definition has it: the numbers of a list become ``N``."""
    return ".".join("N" if part.isdecimal() else part for part in name.split("."))


@dataclass(frozen=True, slots=True)
class Recognise:
    """How a page of this type is known.

    titles: printed titles, any of which names the type; none for a paper that prints no title. openings:
    words that open titles which go on differently («HỢP ĐỒNG …»). not_with: words that, standing with a
    title, mean another type. needs: phrases of which a page must carry one, where another paper has the
    same title. never: phrases that no page of it carries. markers: labels that a first page carries.
    patterns: regular expressions over a line without marks in lower case, each of which counts as a
    marker. later_pages: phrases that only later pages (or the other side of a card) carry. symbols: kinds
    of symbols such a paper carries. max_pages: how long one such paper may be.
    """

    __pydantic_config__ = _STRICT

    titles: tuple[str, ...]
    openings: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    later_pages: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    max_pages: int = 1


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its canonical name, the value type that parses it, and where it stands.

    lines: how many lines a value may run over. stops: phrases that end a value although they label no
    field. upper: the paper prints it in capitals, whatever case a code on it uses. pick: which of several
    equally good places counts. pattern: a regular expression that the line of a zone must hold, and behind a
    label the value. parts:
    labels of each part of a value that some forms print in parts, in the order that makes the value,
    whatever the order on the paper (a passport's surname, then its given names). phrases: words that a rule
    fixes for the value; a reading that is nearly one of them is that one, any other stays.
    """

    __pydantic_config__ = _STRICT

    name: str
    type: str
    labels: tuple[str, ...] = ()
    place: Place = "label"
    zone: tuple[float, float, float, float] | None = None
    lines: int = 1
    pick: Literal["first", "last"] = "first"
    pattern: str | None = None
    stops: tuple[str, ...] = ()
    validators: tuple[str, ...] = ()
    upper: bool = False
    parts: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper about one person or thing; its fields' names get the prefix.

    A prefix that ends in ``.N`` repeats: each start counts one more from 1. An empty prefix is a part about
    the paper's own subject, behind a part about somebody else. starts: phrases that open the
    section; where none are given, the labels of its first field do. suffixes: what may follow each label
    in this section («Năm sinh» of the mother printed as «Năm sinh của mẹ»). stops: phrases that end it where
    no other section begins («Người được khai sinh» under the applicant).
    """

    __pydantic_config__ = _STRICT

    prefix: str
    fields: tuple[FieldSpec, ...]
    starts: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``field`` completes the table's prefix."""

    __pydantic_config__ = _STRICT

    field: str
    type: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled or unruled list, one row a person or thing; the prefix ends in ``.N``."""

    __pydantic_config__ = _STRICT

    prefix: str
    columns: tuple[Column, ...]
    stops: tuple[str, ...] = ()
    first: int = 1


@dataclass(frozen=True, slots=True)
class SymbolSpec:
    """What a machine-readable mark says: the field of each position of its payload, in order.

    An empty name passes a position over. reader: ``delimited`` (parts between ``|``) or ``td1``/``td3``.
    """

    __pydantic_config__ = _STRICT

    kind: Literal["qr", "mrz", "barcode"]
    reader: Literal["delimited", "td1", "td3"]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One document type of the catalogue.

    shape: a card has two sides and may share a page; a sheet fills its pages; a book has pages of its own
    kind. like: the type whose fields, sections and tables this one shares. register: id of the register
    that holds its content, if any.
    """

    __pydantic_config__ = _STRICT

    id: str
    title_vi: str
    title_en: str
    family: str
    recognise: Recognise
    shape: Literal["card", "sheet", "book"] = "sheet"
    like: str | None = None
    register: str | None = None
    fields: tuple[FieldSpec, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    symbols: tuple[SymbolSpec, ...] = ()
    labels_elsewhere: tuple[str, ...] = ()
    """Labels printed on the paper whose values are not wanted; they end the value before them."""
    checks: tuple[str, ...] = ()
    """Validators over several fields of the document."""
    required: tuple[str, ...] = ()
    """Fields that such a paper always carries: one that could not be read is asked of a person."""
    issued: tuple[date, date] | None = None
    """First and last day on which such papers were issued: another date of issue means another type."""

    def value_types(self) -> dict[str, str]:
        """Field name (with ``.N`` for repeated groups) to its value type."""
        found = {spec.name: spec.type for spec in self.fields}
        for section in self.sections:
            prefix = f"{section.prefix}." if section.prefix else ""
            found |= {f"{prefix}{spec.name}": spec.type for spec in section.fields}
        for table in self.tables:
            found |= {f"{table.prefix}.{column.field}": column.type for column in table.columns}
        return found


@dataclass(frozen=True, slots=True)
class Acceptance:
    """From which confidence a value of this type is accepted unseen, and the measurement that says so.

    engine: how the names of the engines begin whose confidences were measured; others have another scale.
    precision: share right among the ``measured_on`` values that reached the threshold. source: who said the
    value. value_type: ``document`` is what a paper is and where it ends, not a value on it.
    """

    __pydantic_config__ = _STRICT

    engine: str
    value_type: str
    threshold: float
    precision: float
    measured_on: int
    source: str = "ocr"


@dataclass(frozen=True, slots=True)
class Calibration:
    """How likely something is right: log-odds ``base`` + ``kinds[kind]`` + each sign's measure × its weight.

    of: fields read from print (the kind is the value type) or documents (the kind is the type). engine: as in
    Acceptance. measured_on: how many the weights rest on.
    """

    __pydantic_config__ = _STRICT

    engine: str
    of: Literal["field", "document"]
    base: float
    weights: dict[str, float]
    kinds: dict[str, float]
    measured_on: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All document types, and what was measured of confidence. version: digest of the definition files."""

    types: tuple[DocumentType, ...]
    version: str
    acceptance: tuple[Acceptance, ...] = field(default=())
    calibration: tuple[Calibration, ...] = field(default=())

    def type_named(self, type_id: str) -> DocumentType | None:
        """The definition of that id, or None for ``unknown`` and for ids no file defines."""
        return next((each for each in self.types if each.id == type_id), None)


@dataclass(frozen=True, slots=True)
class Definitions:
    """All data the pipeline works by: what papers look like, and what the law says about them."""

    catalogue: Catalogue
    law: LawBook
