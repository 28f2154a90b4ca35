"""Which paper each seal, signature and certification of a page belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from classifiers.copies import certifications
from domain.attestation import Attestation
from domain.document import Document
from domain.text import PageText


def with_attestations(papers: Sequence[Document], texts: Mapping[int, PageText]) -> list[Document]:
    """The papers with what vouches for them, page by page.

    Where papers share a page, what stands in the part of one is that one's own; what stands in none (the
    certification of two copied cards, with its seal) vouches for each of them. texts: by page.
    """
    return [
        replace(
            paper,
            attestations=tuple(
                each
                for page in paper.pages
                for each in _seen(texts[page])
                if _is_of(paper, each, [other for other in papers if page in other.pages])
            ),
        )
        for paper in papers
    ]


def _seen(text: PageText) -> tuple[Attestation, ...]:
    return (*text.attestations, *certifications(text))


def _is_of(paper: Document, attestation: Attestation, there: Sequence[Document]) -> bool:
    """there: the papers of that page."""
    holding = [other for other in there if other.region is not None and other.region.holds(attestation.box)]
    return not holding or paper in holding
