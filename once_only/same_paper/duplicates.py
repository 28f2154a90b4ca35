"""The same paper again: twice in one dossier, or in a dossier that came in before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from domain.attestation import AttestationKind
from domain.document import UNKNOWN_TYPE, Copy, Document, FieldState
from domain.look import Look
from domain.record import Duplicate, Likeness
from domain.understanding import Earlier, PageReading
from once_only.same_paper.pages import Paper, are_one_part
from once_only.same_paper.papers import Sameness, sameness
from once_only.same_paper.values import OWN_NUMBERS, contradict, shared_fields

_SUREST = {kind: place for place, kind in enumerate(Likeness)}
_WORTH = {Copy.ORIGINAL: 0, Copy.UNKNOWN: 1, Copy.CERTIFIED_COPY: 2, Copy.COPY: 3}
"""Which paper of two stays: what is no copy for all that it shows may be the original."""


def duplicates(documents: Sequence[Document], pages: Sequence[PageReading] = ()) -> tuple[Duplicate, ...]:
    """Each paper of a dossier that another one there is too; ``sameness`` says when it is.

    It is the lesser paper that is there again, in whatever order they were scanned: a copy beside its
    original, the later one of two alike. A certified copy beside its original is named behind all others,
    since it is no paper twice (``handed_in_twice``).
    """
    twice: dict[str, Duplicate] = {}
    beside: dict[str, Duplicate] = {}
    for one, other in combinations(sorted(_papers(documents, pages), key=_worth), 2):
        same, id_, of = sameness(one, other), other.document.id, one.document.id
        if same is None or of in twice or id_ in twice or _may_be_cut(one.document, other.document):
            continue
        named = beside if same.kind is Likeness.CERTIFIED_COPY else twice
        named.setdefault(id_, Duplicate(id_, of, same.why, same.kind))
    return (*twice.values(), *(each for each in beside.values() if each.document not in twice))


def duplicates_settled(
    before: Sequence[Document],
    documents: Sequence[Document],
    standing: Sequence[Duplicate],
) -> tuple[Duplicate, ...]:
    """What is named twice once people have changed values or types; papers they did not touch stay as told.

    before: the papers as they were when ``standing`` was told. How pages look is not known any more: what was
    told of a changed paper falls where its values now say otherwise, and only values make new ones. Papers of
    other dossiers are not at hand; what was told of them stays.
    """
    unchanged = {each.id for each in documents if each in before}
    by_id = {each.id: each for each in documents}
    kept = tuple(
        each
        for each in standing
        if each.dossier is not None
        or {each.document, each.of} <= unchanged
        or not _say_otherwise(by_id[each.document], by_id[each.of])
    )
    told = {each.document for each in kept if each.dossier is None}
    named = told | {each.of for each in kept if each.dossier is None}
    found = duplicates(documents) if len(unchanged) < len(documents) else ()
    new = (each for each in found if each.document not in named and each.of not in told)
    return (*kept, *(each for each in new if not {each.document, each.of} <= unchanged))


def _say_otherwise(one: Document, other: Document) -> bool:
    two_types = one.type != other.type and UNKNOWN_TYPE not in (one.type, other.type)
    return two_types or any(contradict(*pair) for pair in shared_fields(one, other))


def handed_in_twice(duplicates: Iterable[Duplicate]) -> frozenset[str]:
    """The papers that a dossier has once too often: a certified copy counts beside its original."""
    named = (each for each in duplicates if each.kind is not Likeness.CERTIFIED_COPY)
    return frozenset(each.document for each in named)


def _worth(paper: Paper) -> tuple[int, bool]:
    """What stays goes first; of two papers that may be originals the one on which a seal is seen."""
    sealed = any(each.kind is AttestationKind.SEAL for each in paper.document.attestations)
    return _WORTH[paper.document.copy], not sealed


def _may_be_cut(one: Document, other: Document) -> bool:
    """Whether two parts of a page may be pieces of one paper: a number of its own is not sure on both."""
    if one.region is None or other.region is None or not set(one.pages) & set(other.pages):
        return False
    numbers = [
        {
            each.name
            for each in paper.fields
            if each.name in OWN_NUMBERS and each.state is not FieldState.REVIEW
        }
        for paper in (one, other)
    ]
    return not numbers[0] & numbers[1]


def seen_before(
    documents: Sequence[Document], pages: Sequence[PageReading], earlier: Sequence[Earlier]
) -> tuple[Duplicate, ...]:
    """For each paper the one among earlier dossiers that it is again, if there is one.

    Of several the one that is most surely the same sheet, then the first of ``earlier``.
    """
    return _again(_papers(documents, pages), earlier)


def seen_again(dossier: Earlier, earlier: Sequence[Earlier]) -> tuple[Duplicate, ...]:
    """The same for a dossier of which no more is at hand than of the earlier ones."""
    return _again(_seen(dossier.documents, dossier.looks, dossier.texts), earlier)


def _again(papers: Iterable[Paper], earlier: Sequence[Earlier]) -> tuple[Duplicate, ...]:
    known = [(each, paper) for each in earlier for paper in _seen(each.documents, each.looks, each.texts)]
    found = (_best(paper, known) for paper in papers)
    return tuple(each for each in found if each is not None)


def _best(paper: Paper, known: Sequence[tuple[Earlier, Paper]]) -> Duplicate | None:
    same = ((_sameness(paper, each, other), each.dossier, other.document.id) for each, other in known)
    found = [_told(paper, each, dossier, of) for each, dossier, of in same if each is not None]
    return min(found, key=lambda each: _SUREST[each.kind], default=None)


def _sameness(paper: Paper, earlier: Earlier, other: Paper) -> Sameness | None:
    """A paper whose pages are the very pictures of the other's is the same whatever was read on them."""
    same = sameness(other, paper)
    if not _is_the_picture(paper.document, other.document, earlier.pictures):
        return same
    return Sameness(same.why if same is not None else "SAME_LOOK", Likeness.SAME_IMAGE)


def _is_the_picture(paper: Document, other: Document, pictures: Mapping[int, int]) -> bool:
    pages = tuple(pictures.get(page) for page in paper.pages)
    return pages == other.pages and are_one_part(paper, other)


def _told(paper: Paper, same: Sameness, dossier: str, of: str) -> Duplicate:
    return Duplicate(paper.document.id, of, same.why, same.kind, dossier)


def _papers(documents: Iterable[Document], pages: Iterable[PageReading]) -> list[Paper]:
    read = {page.number: page for page in pages}
    looks = {number: page.look for number, page in read.items() if page.look is not None}
    texts = {number: page.text.text for number, page in read.items() if page.text is not None}
    return _seen(documents, looks, texts)


def _seen(documents: Iterable[Document], looks: Mapping[int, Look], texts: Mapping[int, str]) -> list[Paper]:
    return [
        Paper(
            document=each,
            looks=tuple(looks.get(page) for page in each.pages),
            text="\n".join(texts.get(page, "") for page in each.pages),
            texts=tuple(texts.get(page, "") for page in each.pages),
        )
        for each in documents
    ]
