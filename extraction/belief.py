"""What the layout model believes about fields: a second reader of places, who knows no labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.definition import DocumentType, pattern_of
from domain.document import Provenance, Sign
from domain.geometry import Box
from domain.opinion import PageOpinion, Tagged
from domain.signs import ASTRAY, TAGGED, log_odds
from domain.text import PageText
from extraction.candidates import Candidate, candidate
from extraction.tokens import Token, tokens_of
from extraction.values.ticks import is_box

_OWN = 0.5  # a word belongs to the field that is likelier than all others together
_STRANGE = 0.1  # a word that is hardly part of the field whose value it stands in
_TRUST = 0.8  # in a place that no label names
_GAP = 2  # words of other print within one value: a footnote, a smudge
_LEVEL = 0.6  # letter heights
_LINES = 2.6  # letter heights between two lines of one value
_MOST_ASTRAY = 3


@dataclass(frozen=True, slots=True)
class Belief:
    """Opinions on the pages of one document; empty where no model was asked.

    pages: by page number, only the words of the document's part of the page. known: fields the model was
    taught; about others it says nothing.
    """

    pages: Mapping[int, Sequence[Tagged]]
    known: frozenset[str]

    def share(self, name: str, place: Provenance) -> float | None:
        """Mean probability that the words in that place belong to the field; None where nothing is known."""
        inside = self._inside(place)
        pattern = pattern_of(name)
        if not inside or pattern not in self.known:
            return None
        return sum(word.tags.get(pattern, 0.0) for word in inside) / len(inside)

    def signs(self, name: str, place: Provenance) -> tuple[Sign, ...]:
        """How well the place fits the field, and how many words a cut was made wrongly by.

        A word astray is one inside that seems no part of the value, or one outside that seems to be.
        """
        share = self.share(name, place)
        if share is None:
            return ()
        pattern = pattern_of(name)
        inside = self._inside(place)
        strange = sum(word.tags.get(pattern, 0.0) < _STRANGE for word in inside)
        missed = (
            0
            if pattern != name
            else len(self._own(pattern, place.page))
            - sum(word.tags.get(pattern, 0.0) > _OWN for word in inside)
        )
        astray = min(_MOST_ASTRAY, strange + max(0, missed))
        return (Sign(TAGGED, log_odds(share)), *((Sign(ASTRAY, float(astray)),) if astray else ()))

    def candidates(self, kind: DocumentType) -> Iterator[Candidate]:
        """Values where the model alone sees them; fields of lists are left to their tables.

        It sees words and no choices: what stands beside a checkbox is left to the label of all of them.
        """
        for name, value_type in kind.value_types().items():
            if name not in self.known or ".N." in name:
                continue
            for page in self.pages:
                run = _longest(self.pages[page], name)
                if run and not _is_choice(self.pages[page], run):
                    place = sum(word.tags.get(name, 0.0) for word in run) / len(run)
                    found = candidate(name, value_type, page, _tokens(run), place * _TRUST)
                    if found is not None:
                        yield replace(found, unlabelled=True)

    def _own(self, pattern: str, page: int | None) -> list[Tagged]:
        return [word for word in self.pages.get(page or 0, ()) if word.tags.get(pattern, 0.0) > _OWN]

    def _inside(self, place: Provenance) -> list[Tagged]:
        if place.page is None or place.box is None:
            return []
        return [word for word in self.pages.get(place.page, ()) if place.box.holds(word.box)]


NO_BELIEF = Belief({}, frozenset())


def belief_in(
    texts: Iterable[PageText], opinions: Mapping[int, PageOpinion], known: frozenset[str], region: Box | None
) -> Belief:
    """What is believed about the pages of a document, or about its part of a page."""
    asked = (opinions[text.page] for text in texts if text.page in opinions)
    return Belief(
        {
            each.page: [word for word in each.words if region is None or region.holds(word.box)]
            for each in asked
        },
        known,
    )


def _longest(words: Sequence[Tagged], name: str) -> list[Tagged]:
    """The run of words that weighs most for the field, in reading order, with what stands among them.

    A number of a hamlet is hardly known as part of an address; what is another field's stays out.
    """
    run = _heaviest(words, name)
    if not run:
        return []
    first, last = words.index(run[0]), words.index(run[-1])
    return [word for word in words[first : last + 1] if word in run or _is_among(word, run)]


def _is_among(word: Tagged, run: Sequence[Tagged]) -> bool:
    """Whether it stands between two words of the run, on one line with both, and belongs to nothing else."""
    level = [each for each in run if abs(each.box.middle[1] - word.box.middle[1]) < _LEVEL * word.box.height]
    between = any(each.box.right <= word.box.left for each in level) and any(
        each.box.left >= word.box.right for each in level
    )
    return between and max(word.tags.values(), default=0.0) <= _OWN


def _heaviest(words: Sequence[Tagged], name: str) -> list[Tagged]:
    runs: list[list[Tagged]] = []
    last = -_GAP - 2
    for at, word in enumerate(words):
        if word.tags.get(name, 0.0) <= _OWN:
            continue
        if runs and at - last <= _GAP + 1 and _follows(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = at
    return max(runs, key=lambda run: sum(word.tags[name] for word in run), default=[])


def _is_choice(words: Sequence[Tagged], run: Sequence[Tagged]) -> bool:
    """Whether a checkbox stands among the run's words or next to it."""
    first, last = words.index(run[0]), words.index(run[-1])
    return any(is_box(word.word.text) for word in words[max(0, first - 1) : last + 2])


def _follows(before: Tagged, word: Tagged) -> bool:
    height = max(before.box.height, word.box.height)
    return -height < word.box.top - before.box.top < _LINES * height


def _tokens(run: Sequence[Tagged]) -> list[Token]:
    """The words as tokens; a label that was glued to the value stays out."""
    tokens = [token for word in run for token in tokens_of(word.word)]
    while len(tokens) > 1 and tokens[0].colon:
        tokens = tokens[1:]
    return tokens
