"""What one page is: the beginning of a paper, a later page of one, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rapidfuzz import fuzz

from classifiers.evidence import PageEvidence
from classifiers.titles import TitleHit
from domain.definition import DocumentType
from domain.fold import squeeze
from domain.opinion import PageOpinion

_MARKERS_ALONE = 2.2  # so many markers name a type although its title could not be read
MARKERS_LATER = 1.3  # so many markers of later pages name one
_FULL_SUPPORT = 2.5  # so many markers support a title fully
_TRACE = 0.3  # of a marker; less is none
_BRUISED = 60.0  # a title that OCR has ruined still scores more than this
_VERY_TITLE = 0.95  # fit of a title that was read without a doubt
_LARGE = 1.4  # letter height of a heading against the page's usual one
_SHORT_PAGE = 14  # lines; covers and cards carry a title and little else


class Role(StrEnum):
    """Where a page stands in its paper."""

    FIRST = "first"
    LATER = "later"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PageClass:
    """One reading of a page. role OPEN: nothing on the page names a type. confidence: 0..1.

    heading: the page's own title, of whatever type. later: markers of later pages found, by type. rival:
    markers of the type that has most beyond those of the chosen one. bare: a title with little under it, as
    on covers. begun: markers of first pages of the chosen type. opinion: the layout model's, if asked.
    """

    page: int
    role: Role
    type: str | None
    confidence: float
    titles: tuple[TitleHit, ...] = ()
    national_heading: bool = False
    heading: str | None = None
    later: Mapping[str, float] = field(default_factory=dict)
    rival: float = 0.0
    bare: bool = False
    begun: float = 0.0
    opinion: PageOpinion | None = None


def classify_page(evidence: PageEvidence, types: Mapping[str, DocumentType]) -> PageClass:
    """The most likely role and type of a page; a title needs the support of its type's labels."""
    titled = _by_title(evidence, types)
    if titled is not None:
        return titled
    first_type, first = _strongest(evidence.first)
    later_type, later = _strongest(evidence.later)
    if later_type is not None and later >= MARKERS_LATER and later >= first and not evidence.national_heading:
        return _class(evidence, Role.LATER, later_type, _sure(later, MARKERS_LATER))
    if (
        first_type is not None
        and first >= _MARKERS_ALONE
        and not _is_other(evidence.heading, types[first_type])
    ):
        return _class(evidence, Role.FIRST, first_type, 0.9 * _sure(first, _MARKERS_ALONE))
    return _class(evidence, Role.OPEN, None, 0.5)


def _is_other(heading: str | None, kind: DocumentType) -> bool:
    """Whether the page's own title is plainly none of the type's: a contract may use a form's words."""
    if heading is None:
        return False
    if any(squeeze(word) in heading for word in kind.recognise.not_with):
        return True
    titles = [squeeze(title) for title in kind.recognise.titles + kind.recognise.openings]
    if not titles:
        return False
    return max((fuzz.partial_ratio(title, heading) for title in titles), default=0.0) < _BRUISED


def _sure(count: float, enough: float) -> float:
    """0.6 where the markers just suffice, 1 where there are twice as many."""
    return min(1.0, 0.6 + 0.4 * (count - enough) / enough)


def _by_title(evidence: PageEvidence, types: Mapping[str, DocumentType]) -> PageClass | None:
    best: tuple[float, TitleHit] | None = None
    for hit in evidence.titles:
        support = _support(hit, evidence, types[hit.type])
        if support is None:
            continue
        worth = (0.55 * hit.fit + 0.45 * support) * (1 + 0.1 * min(hit.prominence, 3.0))
        if best is None or worth > best[0]:
            best = (worth, hit)
    if best is None:
        return None
    hit = best[1]
    support = _support(hit, evidence, types[hit.type]) or 0.0
    same = tuple(each for each in evidence.titles if _may_share(each, hit, types))
    page = _class(evidence, Role.FIRST, hit.type, 0.55 * hit.fit + 0.45 * support)
    bare = evidence.first[hit.type] < _TRACE and evidence.lines <= _SHORT_PAGE
    return replace(page, titles=same, bare=bare, begun=evidence.first[hit.type])


def _may_share(one: TitleHit, best: TitleHit, types: Mapping[str, DocumentType]) -> bool:
    """Several cards, of different kinds too, may lie on one sheet; other papers take a page of their own."""
    return one.type == best.type or types[one.type].shape == types[best.type].shape == "card"


def _support(hit: TitleHit, evidence: PageEvidence, kind: DocumentType) -> float | None:
    """How well the page's labels support a title, 0..1; None where a long page carries none of them.

    A card's small print is often lost while its title is read, and older forms use other labels under the
    same large title: such titles need no support.
    """
    markers = evidence.first[hit.type]
    if not kind.recognise.markers:
        return 0.7
    alone = kind.shape == "card" or (hit.fit >= _VERY_TITLE and hit.prominence >= _LARGE)
    if markers < _TRACE and evidence.lines > _SHORT_PAGE and not alone:
        return None
    coded = 0.8 if evidence.symbols & set(kind.recognise.symbols) else 0.0
    return min(1.0, max(markers / _FULL_SUPPORT, 0.5 if alone else 0.0, coded))


def _strongest(shares: Mapping[str, float]) -> tuple[str | None, float]:
    best = max(shares, key=lambda each: shares[each], default=None)
    return (best, shares[best]) if best is not None else (None, 0.0)


def _class(evidence: PageEvidence, role: Role, kind: str | None, confidence: float) -> PageClass:
    return PageClass(
        evidence.page,
        role,
        kind,
        round(confidence, 4),
        national_heading=evidence.national_heading,
        heading=evidence.heading,
        later=evidence.later,
        rival=_rival(evidence.later if role is Role.LATER else evidence.first, kind),
    )


def _rival(counts: Mapping[str, float], kind: str | None) -> float:
    if kind is None:
        return 0.0
    most = max((count for each, count in counts.items() if each != kind), default=0.0)
    return max(0.0, most - counts[kind])
