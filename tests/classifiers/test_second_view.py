"""When the layout model is heard beside titles and markers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifiers.evidence import PageEvidence
from classifiers.page_class import PageClass, Role
from classifiers.second_view import model_signs, second_view
from domain.document import UNKNOWN_TYPE
from domain.opinion import PageOpinion
from domain.signs import MODEL, PARTED

SEEN = PageEvidence(1, (), {"b": 1.0}, {}, False, 20, None, frozenset())
UNSEEN = PageEvidence(1, (), {}, {}, False, 20, None, frozenset())


def _opinion(first: float = 0.9, page: int = 1, **types: float) -> PageOpinion:
    known = {"a": 0.0, "b": 0.0, UNKNOWN_TYPE: 0.0} | types
    return PageOpinion(page, known, first, ())


def _class(role: Role, kind: str | None, confidence: float) -> PageClass:
    return PageClass(1, role, kind, confidence)


def test_a_sure_opinion_names_a_page_on_which_the_rules_are_silent() -> None:
    found = second_view(_class(Role.OPEN, None, 0.5), UNSEEN, _opinion(b=0.99))
    assert (found.role, found.type) == (Role.FIRST, "b")
    assert found.confidence < 0.8


def test_a_page_behind_the_first_becomes_a_later_page() -> None:
    found = second_view(_class(Role.OPEN, None, 0.5), UNSEEN, _opinion(first=0.1, b=0.99))
    assert (found.role, found.type) == (Role.LATER, "b")
    assert found.later["b"] > 1


def test_a_page_with_words_of_another_types_later_pages_is_left_to_the_paper_before_it() -> None:
    """A certificate's page of a number and a seal: the model may take it for the end of another paper."""
    silent, later = _class(Role.OPEN, None, 0.5), _opinion(first=0.1, b=0.99)
    assert second_view(silent, replace(UNSEEN, later={"a": 1.0}), later).role is Role.OPEN
    assert second_view(silent, replace(UNSEEN, later={"a": 1.0, "b": 0.6}), later).type == "b"
    assert second_view(silent, replace(UNSEEN, later={"a": 1.0}), _opinion(b=0.99)).type == "b"


def test_shaky_rules_yield_only_to_a_type_of_which_something_was_seen() -> None:
    shaky = _class(Role.FIRST, "a", 0.7)
    assert second_view(shaky, SEEN, _opinion(b=0.99)).type == "b"
    assert second_view(shaky, UNSEEN, _opinion(b=0.99)).type == "a"


@pytest.mark.parametrize("confidence", [0.85, 1.0])
def test_firm_rules_stand(confidence: float) -> None:
    firm = _class(Role.FIRST, "a", confidence)
    assert second_view(firm, SEEN, _opinion(b=0.999)).type == "a"


def test_an_unsure_opinion_changes_nothing() -> None:
    silent = _class(Role.OPEN, None, 0.5)
    assert second_view(silent, UNSEEN, _opinion(b=0.8)).role is Role.OPEN


def test_a_type_that_the_model_was_never_taught_is_left_to_the_rules() -> None:
    new = _class(Role.FIRST, "forty_sixth", 0.6)
    assert second_view(new, SEEN, _opinion(b=1.0)) == new
    assert model_signs("forty_sixth", [1], {1: 1}, {1: _opinion(b=1.0)}) == ()


def test_the_worst_page_counts_for_the_type_and_papers_on_one_page_share_it() -> None:
    opinions = {1: _opinion(a=0.5, b=0.5), 2: _opinion(first=0.2, page=2, a=0.9, b=0.1)}
    alone = {sign.name: sign.measure for sign in model_signs("a", [1, 2], {1: 1, 2: 1}, opinions)}
    shared = {sign.name: sign.measure for sign in model_signs("a", [1, 2], {1: 2, 2: 1}, opinions)}
    assert alone[MODEL] == 0.0
    assert shared[MODEL] == pytest.approx(2.197, abs=1e-3)
    assert alone[PARTED] == pytest.approx(1.386, abs=1e-3)
