"""A run of pages becomes documents: where one paper ends and the next begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from classifiers.backs import with_own_backs
from classifiers.copies import copy_of
from classifiers.draft import Draft
from classifiers.evidence import weigh_page
from classifiers.page_class import MARKERS_LATER, PageClass, Role, classify_page
from classifiers.regions import bands
from classifiers.second_view import Opinions, is_apart, is_carried_on, model_signs, second_view
from domain.definition import Catalogue, DocumentType
from domain.document import UNKNOWN_TYPE, Document, Sign
from domain.signs import EVIDENCE, LONE, RIVAL, RUN_ON, log_odds
from domain.text import PageText

_NONE: Opinions = MappingProxyType({})
_TRACE = 0.5  # markers of later pages that show a bruised page to belong
_LONG_PAPER = 12  # pages; shorter papers print their own words on every page
_NEARLY = 0.6  # share of the best type's markers from which the open paper's type is as likely
_RUN_ON = 0.7  # confidence in a page that carries on only because nothing speaks against it


def split(
    texts: Sequence[PageText],
    catalogue: Catalogue,
    breaks: frozenset[int] = frozenset(),
    opinions: Opinions = _NONE,
) -> tuple[Document, ...]:
    """The documents of a run of content pages, in order of their first pages, without fields yet.

    breaks: pages that begin something new whatever they look like, since a separator sheet stands before
    them. opinions: the layout model's, where it was asked. Pages that no type explains are documents of type
    ``unknown``.
    """
    types = {kind.id: kind for kind in catalogue.types}
    drafts: list[Draft] = []
    for text in texts:
        evidence = weigh_page(text, catalogue.types)
        page = second_view(classify_page(evidence, types), evidence, opinions.get(text.page))
        _place(page, types, drafts, text.page in breaks)
    drafts = with_own_backs(drafts, texts, types)
    by_page = {text.page: text for text in texts}
    shares = Counter(page for draft in drafts for page in draft.pages)
    return tuple(
        _finish(index, draft, by_page, model_signs(draft.type, draft.pages, shares, opinions))
        for index, draft in enumerate(drafts, start=1)
    )


def _place(page: PageClass, types: Mapping[str, DocumentType], drafts: list[Draft], fresh: bool) -> None:
    """Adds one page to the drafts: as a new paper, or as the next page of one that is open."""
    current = None if fresh or not drafts else drafts[-1]
    if page.role is Role.FIRST and page.type is not None:
        if current is not None and (
            _repeats(page, current, types[page.type]) or _is_inside(page, current, types)
        ):
            current.pages.append(page.page)
            current.confidences.append(page.confidence)
        else:
            _begin(page, types[page.type], drafts, current)
    elif page.role is Role.LATER and page.type is not None:
        _continue(page, page.type, drafts, current, types)
    elif current is not None and _runs_on(page, current, types):
        current.pages.append(page.page)
        current.confidences.append(_RUN_ON)
        current.run_on += 1
    else:
        drafts.append(Draft(UNKNOWN_TYPE, [page.page], [page.confidence]))


def _begin(page: PageClass, kind: DocumentType, drafts: list[Draft], current: Draft | None) -> None:
    """current: the paper before, unless something new begins here whatever the page looks like."""
    if kind.shape == "book" and current is not None and _waits_for(current, kind, page):
        current.pages.append(page.page)
        current.confidences[:] = [page.confidence]
        current.lone = current.cover = False
        return
    if kind.shape == "card" and len(page.titles) > 1:
        placed = sorted(page.titles, key=lambda hit: (hit.box.top, hit.box.left))
        for hit, region in zip(placed, bands([hit.box for hit in placed]), strict=True):
            drafts.append(Draft(hit.type, [page.page], [page.confidence], region, rival=page.rival))
        return
    drafts.append(Draft(kind.id, [page.page], [page.confidence], None, page.national_heading, page.rival))
    drafts[-1].cover = page.bare and kind.shape == "book"


def _waits_for(open_: Draft, kind: DocumentType, first: PageClass) -> bool:
    """Whether a page of such a book stands alone before its first: its cover, or a later one, since a folded
    sheet is scanned 4, 1, 2, 3. Two covers are of two books.
    """
    alone = open_.type == kind.id and len(open_.pages) == 1
    return alone and (open_.lone or (open_.cover and not first.bare))


def _repeats(page: PageClass, current: Draft, kind: DocumentType) -> bool:
    """Whether a page that looks like a first one carries the open paper on.

    A page known by its labels alone, or a decision's second page that opens with «QUYẾT ĐỊNH:» again: only
    the first page has the national heading. A book's leaf has its title once more, and the words of leaves.
    """
    if kind.shape == "book" and _is_leaf(page, current, kind):
        return True
    if current.type != kind.id or len(current.pages) >= kind.recognise.max_pages or page.national_heading:
        return False
    return not page.titles or (kind.shape == "sheet" and current.national_heading)


def _is_leaf(page: PageClass, current: Draft, kind: DocumentType) -> bool:
    later = page.later.get(kind.id, 0.0)
    room = current.type == kind.id and len(current.pages) < kind.recognise.max_pages
    return room and later >= MARKERS_LATER and later > page.begun


def _is_inside(page: PageClass, current: Draft, types: Mapping[str, DocumentType]) -> bool:
    """Whether what looks like a title is a heading within a long paper: a judgment's «QUYẾT ĐỊNH:»."""
    kind = types.get(current.type)
    if kind is None or page.national_heading or kind.recognise.max_pages < _LONG_PAPER:
        return False
    return len(current.pages) < kind.recognise.max_pages and page.later.get(kind.id, 0.0) >= MARKERS_LATER


def _continue(
    page: PageClass,
    type_id: str,
    drafts: list[Draft],
    current: Draft | None,
    types: Mapping[str, DocumentType],
) -> None:
    """A later page joins the open paper of its type; a card's back joins its front; else it stands alone."""
    if current is not None and _is_next(page, type_id, current, types):
        current.pages.append(page.page)
        current.confidences.append(page.confidence)
        return
    drafts.append(Draft(type_id, [page.page], [0.8 * page.confidence], rival=page.rival, lone=True))


def _is_next(page: PageClass, type_id: str, current: Draft, types: Mapping[str, DocumentType]) -> bool:
    """Whether a later page is of the open paper's type, or nearly as likely: kinds of cards share a back."""
    kind = types.get(current.type)
    if kind is None or len(current.pages) >= kind.recognise.max_pages:
        return False
    own = page.later.get(kind.id, 0.0)
    return type_id == kind.id or own >= max(MARKERS_LATER, _NEARLY * page.later[type_id])


def _runs_on(page: PageClass, current: Draft, types: Mapping[str, DocumentType]) -> bool:
    """Whether a page without any name of its own carries the open paper on.

    Long papers (annexes of a decision) may do so without a mark; short ones need a trace of their labels, or
    the layout model's word that nothing begins here.
    """
    kind = types.get(current.type)
    if page.national_heading or (kind is None and page.heading is not None) or is_apart(page, current.type):
        return False
    if kind is None:
        return True
    room = kind.shape != "card" and len(current.pages) < kind.recognise.max_pages
    marked = page.later.get(kind.id, 0.0) >= _TRACE or is_carried_on(page)
    return room and (marked or (kind.recognise.max_pages >= _LONG_PAPER and page.heading is None))


def _finish(index: int, draft: Draft, texts: Mapping[int, PageText], believed: tuple[Sign, ...]) -> Document:
    confidence = min(draft.confidences)
    pages = tuple(draft.pages)
    copy = copy_of([texts[page] for page in pages])
    signs = (*_signs(draft, confidence), *believed)
    return Document(f"d{index}", draft.type, pages, round(confidence, 4), copy, (), draft.region, signs=signs)


def _signs(draft: Draft, confidence: float) -> tuple[Sign, ...]:
    """What speaks for the type and the extent of a paper, and what against."""
    against = (Sign(RIVAL, round(draft.rival, 3)), Sign(RUN_ON, draft.run_on), Sign(LONE, float(draft.lone)))
    return (Sign(EVIDENCE, log_odds(confidence)), *(sign for sign in against if sign.measure))
