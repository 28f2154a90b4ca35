"""Pages and documents: what each page is, which way up it lies, and where one paper ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.document import UNKNOWN_TYPE
from domain.page import PageKind
from lab.bench.seen import Seen, SeenDocument
from lab.bench.tally import Tally, grouped, one, shown, total
from lab.bench.truth import TrueDocument, Truth


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """expected, got: the page's kind, or the types of the papers on it joined by ``+``."""

    dossier: str
    profile: str
    page: int
    expected: str
    got: str
    turned: int
    seen_turned: int | None

    @property
    def right(self) -> bool:
        return self.expected == self.got


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """exact: a document of the same type on exactly the same pages was found. got: what covers its pages."""

    dossier: str
    profile: str
    document: str
    type: str
    layout: str
    pages: tuple[int, ...]
    exact: bool
    got: str


def page_answers(truth: Truth, seen: Seen) -> tuple[PageAnswer, ...]:
    """One answer for every true page; a page that the record lacks is wrong."""
    found = {page.number: page for page in seen.pages}
    return tuple(
        PageAnswer(
            truth.name,
            truth.profile,
            page.number,
            _label(page.kind, page.number, truth.documents),
            _label(found[page.number].kind, page.number, seen.documents)
            if page.number in found
            else "absent",
            page.rotation,
            found[page.number].rotation if page.number in found else None,
        )
        for page in truth.pages
    )


def _label(kind: str, number: int, documents: Iterable[TrueDocument | SeenDocument]) -> str:
    if kind != PageKind.CONTENT:
        return kind
    return "+".join(sorted({each.type for each in documents if number in each.pages})) or UNKNOWN_TYPE


def document_answers(truth: Truth, seen: Seen) -> tuple[DocumentAnswer, ...]:
    """One answer for every true document; each found one can answer for one only."""
    left = Counter(_key(found) for found in seen.documents)
    answers = []
    for true in truth.documents:
        exact = left[_key(true)] > 0
        left[_key(true)] -= int(exact)
        covering = [found for found in seen.documents if set(found.pages) & set(true.pages)]
        got = ", ".join(f"{found.type} {list(found.pages)}" for found in covering)
        place = (truth.name, truth.profile, true.id, true.type, true.layout, true.pages)
        answers.append(DocumentAnswer(*place, exact, got))
    return tuple(answers)


def _key(document: TrueDocument | SeenDocument) -> tuple[str, tuple[int, ...]]:
    return document.type, tuple(sorted(document.pages))


def report_pages(answers: Iterable[PageAnswer]) -> dict[str, object]:
    """Page class over all pages; rotation over content pages, the only ones that have a way up."""
    every = tuple(answers)
    content = [each for each in every if each.expected not in (PageKind.BLANK, PageKind.SEPARATOR)]
    turned = [(f"{each.turned} degrees", each.turned == each.seen_turned) for each in content]
    return {
        "class": total(one(each.right) for each in every).shown(),
        "class_by_profile": shown(grouped((each.profile, each.right) for each in every)),
        "class_by_type": shown(grouped((each.expected, each.right) for each in every)),
        "confused": dict(_confused(every)),
        "rotation": total(Tally(right, 1) for _, right in turned).shown(),
        "rotation_by_angle": shown(grouped(turned)),
    }


def _confused(answers: Iterable[PageAnswer]) -> list[tuple[str, int]]:
    return Counter(f"{each.expected} as {each.got}" for each in answers if not each.right).most_common(20)


def report_documents(answers: Iterable[DocumentAnswer]) -> dict[str, object]:
    every = tuple(answers)
    return {
        "exact": total(one(each.exact) for each in every).shown(),
        "exact_by_profile": shown(grouped((each.profile, each.exact) for each in every)),
        "exact_by_type": shown(grouped((each.type, each.exact) for each in every)),
    }
