"""A fault of the program at one dossier: told by its place, and never by what it says."""

from __future__ import annotations

import pytest

from domain.errors import DefinitionError, RefusedInput
from hoso.process import guarded

VALUE = "001090000018"


def _errs(value: str) -> int:
    return int(value + "²")


def _refuses() -> None:
    raise RefusedInput("PDF_ENCRYPTED", "Save it without a password.")


def _is_defined_wrong() -> None:
    raise DefinitionError("no such form")


def test_a_fault_is_a_refusal_that_names_its_place_and_no_value() -> None:
    with pytest.raises(RefusedInput) as told:
        guarded(_errs, VALUE)
    assert told.value.code == "INTERNAL"
    assert "ValueError at test_guarded.py" in told.value.remedy
    assert "_errs" in told.value.remedy
    assert VALUE not in str(told.value)
    assert told.value.__suppress_context__


def test_what_has_its_own_word_keeps_it() -> None:
    with pytest.raises(RefusedInput, match="PDF_ENCRYPTED"):
        guarded(_refuses)
    with pytest.raises(DefinitionError, match="no such form"):
        guarded(_is_defined_wrong)


def test_what_goes_well_is_handed_on() -> None:
    assert guarded(str.upper, "mẫu") == "MẪU"
