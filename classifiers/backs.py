"""Backs of several cards on one page: each belongs to the card whose number stands in its zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from classifiers.draft import Draft
from domain.definition import DocumentType
from domain.geometry import Box
from domain.text import PageText, Symbol, SymbolKind

_NUMBER = slice(15, 27)  # of the first of a card's three lines
_LINES = 3
_SAME_HEIGHT = 0.1  # of the page: zones closer than this lie side by side
_BELOW = 0.015  # of the page, from a zone to the lower edge of its card
_SAME_BAND = 0.5  # of a card's band that its back shares
_LONE = 0.8  # of the confidence, where no front was found


def with_own_backs(
    drafts: Sequence[Draft], texts: Sequence[PageText], types: Mapping[str, DocumentType]
) -> list[Draft]:
    """The drafts, a page with several backs being shared among the cards of which it has the backs.

    A back joins its front where both lie in the same part of their pages, as when a sheet is turned over;
    else it is a paper of its own: it must not stand under another person's name.
    """
    found = list(drafts)
    by_page = {text.page: text for text in texts}
    for text in texts:
        zones = list({each.payload: each for each in text.symbols if _is_cards(each)}.values())
        held = [draft for draft in found if text.page in draft.pages[1:] and _is_card(draft, types)]
        if len(zones) > 1 and held:
            found = list(_shared(found, held[0], text, zones, by_page))
    return found


def _is_card(draft: Draft, types: Mapping[str, DocumentType]) -> bool:
    kind = types.get(draft.type)
    return kind is not None and kind.shape == "card"


def _is_cards(symbol: Symbol) -> bool:
    return symbol.kind is SymbolKind.MRZ and symbol.payload.count("\n") == _LINES - 1


def _shared(
    drafts: Sequence[Draft],
    held: Draft,
    text: PageText,
    zones: Sequence[Symbol],
    by_page: Mapping[int, PageText],
) -> Iterator[Draft]:
    place = held.pages.index(text.page)
    held.pages.pop(place)
    confidence = held.confidences.pop(place)
    alone = []
    for zone, band in zip(zones, _bands([zone.box for zone in zones]), strict=True):
        front = next((each for each in drafts if _is_numbered(each, zone, by_page)), None)
        if front is not None and front.region is not None and front.region.overlap_share(band) >= _SAME_BAND:
            front.pages.append(text.page)
            front.confidences.append(confidence)
        else:
            type_ = front.type if front is not None else held.type
            alone.append(Draft(type_, [text.page], [_LONE * confidence], band, lone=True))
    for draft in drafts:
        yield draft
        if draft is held:
            yield from alone


def _is_numbered(draft: Draft, zone: Symbol, by_page: Mapping[int, PageText]) -> bool:
    """Whether it is one card's front, and has the zone's number printed on it."""
    if draft.region is None or len(draft.pages) != 1:
        return False
    region, lines = draft.region, by_page[draft.pages[0]].lines
    printed = (re.sub(r"\s", "", line.text) for line in lines if region.holds(line.box))
    return any(zone.payload[_NUMBER] in each for each in printed)


def _bands(zones: Sequence[Box]) -> list[Box]:
    """For each zone, in the order given, its card's part of the page; a zone stands at its card's foot."""
    order = sorted(range(len(zones)), key=lambda at: (zones[at].top, zones[at].left))
    across = abs(zones[order[0]].top - zones[order[-1]].top) < _SAME_HEIGHT
    order.sort(key=lambda at: zones[at].left if across else zones[at].top)
    if across:
        inner = [(zones[one].right + zones[other].left) / 2 for one, other in pairwise(order)]
    else:
        inner = [zones[at].bottom + _BELOW for at in order[:-1]]
    edges = pairwise([0.0, *inner, 1.0])
    found = [Box(a, 0.0, b, 1.0) if across else Box(0.0, a, 1.0, b) for a, b in edges]
    return [band for _, band in sorted(zip(order, found, strict=True), key=lambda each: each[0])]
