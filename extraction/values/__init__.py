"""The closed set of value types: what text on paper means, and when it cannot mean that.

A value type is a function from raw text to a ``Parsed`` value, or None where the text cannot be one.
Of a text with checkboxes only what is ticked counts, whatever its type (ticks.py).
Definitions name value types; to add one, write a small file and enter it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extraction.values.closed import parse_ethnicity, parse_nationality, parse_relation, parse_sex
from extraction.values.dates import parse_date, parse_year
from extraction.values.land import parse_area, parse_book_number, parse_land_serial, parse_plot_number
from extraction.values.names import parse_name
from extraction.values.numbers import (
    parse_civil_number,
    parse_count,
    parse_document_number,
    parse_old_number,
    parse_personal_number,
    parse_phone,
    parse_tax_code,
)
from extraction.values.parsed import Parsed
from extraction.values.text import (
    parse_address,
    parse_body_mark,
    parse_email,
    parse_identity_paper,
    parse_mrz,
    parse_place,
    parse_text,
)
from extraction.values.ticks import of_what_is_ticked

_TYPES: Mapping[str, Callable[[str], Parsed | None]] = {
    "address": parse_address,
    "area": parse_area,
    "body_mark": parse_body_mark,
    "book_number": parse_book_number,
    "civil_number": parse_civil_number,
    "count": parse_count,
    "date": parse_date,
    "document_number": parse_document_number,
    "email": parse_email,
    "ethnicity": parse_ethnicity,
    "identity_paper": parse_identity_paper,
    "land_serial": parse_land_serial,
    "mrz": parse_mrz,
    "name": parse_name,
    "nationality": parse_nationality,
    "old_number": parse_old_number,
    "personal_number": parse_personal_number,
    "phone": parse_phone,
    "place": parse_place,
    "plot_number": parse_plot_number,
    "relation": parse_relation,
    "sex": parse_sex,
    "tax_code": parse_tax_code,
    "text": parse_text,
    "year": parse_year,
}

VALUE_TYPES: Mapping[str, Callable[[str], Parsed | None]] = {
    name: of_what_is_ticked(parse) for name, parse in _TYPES.items()
}

__all__ = ["VALUE_TYPES", "Parsed"]
