"""Pages to learn from: words, boxes, and what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from domain.definition import pattern_of
from domain.fold import squeeze
from lab.bench.truth import Sides, TrueDocument, TrueField, TruePage, Truth
from lab.training.layout.cards import Composed
from lab.training.layout.kept import kept_readings
from lab.training.layout.sheet import Placed
from lab.training.layout.values import Pool

_ALIKE = 55.0  # a word so far from every word of the value is a stamp's, not the value's
_ROOM = 0.004  # by which boxes that were read may leave those that were drawn


def true_pages(truths: Iterable[Truth]) -> Iterator[Composed]:
    """Pages of specimens as they were drawn: every word right."""
    for truth in truths:
        for page in truth.pages:
            if page.documents:
                words = [Placed(word.text, word.box) for word in page.words if not word.mark]
                yield _page(words, page, truth)


def read_pages(truths: Iterable[Truth], readings: Path) -> Iterator[Composed]:
    """The same pages as they were read; ``readings`` is what ``readings.py`` kept of them."""
    for truth in truths:
        texts = {each.number: each.text for each in kept_readings(readings, truth.name)}
        for page in truth.pages:
            text = texts.get(page.number)
            if page.documents and text is not None:
                boxes = [(word, word.box) for line in text.lines for word in line.words]
                words = [Placed(word.text, (b.left, b.top, b.right, b.bottom)) for word, b in boxes]
                yield _page(words, page, truth)


def pool_of(truths: Iterable[Truth], examples: Iterable[dict[str, str]]) -> Pool:
    """Known values by the pattern of their field, from specimens and from the definitions' examples."""
    found: dict[str, set[str]] = defaultdict(set)
    for truth in truths:
        for document in truth.documents:
            for name, each in document.fields.items():
                found[pattern_of(name)].add(each.raw)
    for fields in examples:
        for name, value in fields.items():
            found[pattern_of(name)].add(value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def _page(words: list[Placed], page: TruePage, truth: Truth) -> Composed:
    papers = [truth.document(each) for each in page.documents]
    for paper in papers:
        for name, each in paper.fields.items():
            if each.page == page.number and each.box is not None:
                _tag(words, pattern_of(name), each, each.box)
    share = 1 / len(papers)
    types: dict[str, float] = defaultdict(float)
    for paper in papers:
        types[paper.type] += share
    return Composed(tuple(words), dict(types), any(_begins(paper, page) for paper in papers))


def _begins(paper: TrueDocument, page: TruePage) -> bool:
    return min(paper.pages) == page.number


def _tag(words: Sequence[Placed], name: str, value: TrueField, box: Sides) -> None:
    """Marks the words of a value: those within its box that look like a word of it."""
    parts = [squeeze(part) for part in value.raw.split()]
    whole = squeeze(value.raw)
    left, top, right, bottom = box
    for word in words:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        if not (left - _ROOM <= x <= right + _ROOM and top - _ROOM <= y <= bottom + _ROOM):
            continue
        letters = squeeze(word.text)
        alike = max((fuzz.ratio(letters, part) for part in parts), default=0.0)
        if alike >= _ALIKE or (len(letters) > 2 and fuzz.partial_ratio(letters, whole) >= 80):
            word.tag = name
