"""A form filled in anew is of the same people, on the same layout, and another request."""

from __future__ import annotations

import pytest

from lab.bench.anew import FORMS, form_anew
from lab.bench.planted import papers_of
from lab.specimens.dossier import make_dossier
from lab.specimens.mix import BUILDERS

SEED = 4_410_001


@pytest.fixture(scope="module")
def first():
    return next(each for each in papers_of(SEED) if each.type in FORMS)


def test_the_same_family_comes_back_later(first) -> None:
    anew = form_anew(SEED, "clean", first.layout)
    before = make_dossier(SEED, "measure", "clean").household
    assert (anew.household.husband, anew.household.wife) == (before.husband, before.wife)
    assert anew.household.received > before.received
    assert len(anew.pages) >= 1 and anew.scan.profile == "clean"


def test_forms_are_papers_that_people_write_themselves() -> None:
    assert BUILDERS.keys() >= FORMS
