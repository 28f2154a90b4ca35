"""Where the layout model's opinion on a page is held against what titles and markers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from classifiers.evidence import PageEvidence
from classifiers.page_class import MARKERS_LATER, PageClass, Role
from domain.document import UNKNOWN_TYPE, Sign
from domain.opinion import PageOpinion
from domain.signs import MODEL, PARTED, log_odds

Opinions = Mapping[int, PageOpinion]
"""By page number; a page that the model was not asked about is absent."""

_SURE = 0.95  # an opinion that may speak where the rules are silent
_SHAKY = 0.8  # confidence of rules below which a sure opinion outweighs them
_NEVER = 0.02  # the model does not believe in this type at all
_UNLIKE = 0.1  # of a page's type, where the model is sure that a paper begins
_SEEN = 0.5  # of a marker: the rules too have seen something of the type


def second_view(page: PageClass, evidence: PageEvidence, opinion: PageOpinion | None) -> PageClass:
    """The page as the rules have it, unless they are silent or shaky and the model is sure of something else.

    A type that the model was not taught is the rules' alone: it may be just what the model takes for another.
    """
    if opinion is None or (page.type is not None and page.type not in opinion.types):
        return page
    page = replace(page, opinion=opinion)
    best = max(opinion.types, key=lambda name: opinion.types[name])
    if best == page.type or opinion.types[best] < _SURE:
        return page
    if page.role is Role.OPEN:
        return (
            page
            if best == UNKNOWN_TYPE or _is_of_another(best, evidence, opinion)
            else _named(page, best, opinion)
        )
    doubted = page.confidence < _SHAKY and opinion.types[page.type or UNKNOWN_TYPE] < _NEVER
    if doubted and best == UNKNOWN_TYPE and not page.titles:
        return replace(page, role=Role.OPEN, type=None, confidence=0.5)
    seen = max(evidence.first.get(best, 0.0), evidence.later.get(best, 0.0)) >= _SEEN
    return _named(page, best, opinion) if doubted and seen else page


def _is_of_another(best: str, evidence: PageEvidence, opinion: PageOpinion) -> bool:
    """Whether nothing begins on a page that has words of another type's later pages, none of ``best``.

    A certificate's page with little but a number and a seal looks like the end of many papers.
    """
    most = max(evidence.later.values(), default=0.0)
    own = max(evidence.first.get(best, 0.0), evidence.later.get(best, 0.0))
    return opinion.first < 0.5 and most >= _SEEN > own


def is_apart(page: PageClass, kind: str) -> bool:
    """Whether the model is sure that a page begins something, of what, and that it is not of that type."""
    opinion = page.opinion
    if opinion is None or min(opinion.first, max(opinion.types.values())) < _SURE:
        return False
    return opinion.types.get(kind, 1.0) < _UNLIKE


def is_carried_on(page: PageClass) -> bool:
    """Whether the model is sure that no paper begins on a page."""
    return page.opinion is not None and page.opinion.first < 1 - _SURE


def _named(page: PageClass, kind: str, opinion: PageOpinion) -> PageClass:
    first = opinion.first > 0.5
    later = page.later if first else {**page.later, kind: max(MARKERS_LATER, page.later.get(kind, 0.0))}
    return replace(
        page,
        role=Role.FIRST if first else Role.LATER,
        type=kind,
        confidence=round(_SHAKY * opinion.types[kind], 4),
        titles=(),
        later=later,
    )


def model_signs(
    kind: str, pages: Sequence[int], shares: Mapping[int, int], opinions: Opinions
) -> tuple[Sign, ...]:
    """What the model thinks of a paper's type, on the page where it fits worst, and of its first page.

    shares: how many papers lie on each page, which share the page's probability.
    """
    asked = [opinions[page] for page in pages if page in opinions]
    if not asked or any(kind not in each.types for each in asked):
        return ()
    fits = min(min(1.0, each.types[kind] * shares.get(each.page, 1)) for each in asked)
    ends = [each.first if each.page == pages[0] else 1 - each.first for each in asked]
    return (Sign(MODEL, log_odds(fits)), Sign(PARTED, log_odds(min(ends))))
