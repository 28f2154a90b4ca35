"""Text: how much of what stands on a page was read, and how much was read that does not stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lab.bench.seen import Seen
from lab.bench.spelling import plain
from lab.bench.tally import Tally, shown, total
from lab.bench.truth import TruePage, Truth


@dataclass(frozen=True, slots=True)
class WordAnswer:
    """One page as multisets of words. printed, hand, all: recalled of the printed, the written, all words.

    precise: words rightly read among all read, those that only mark the page as a specimen left out.
    """

    profile: str
    printed: Tally
    hand: Tally
    all: Tally
    precise: Tally


def word_answers(truth: Truth, seen: Seen) -> tuple[WordAnswer, ...]:
    """One answer for every true page with words; order on the page does not count, letters and tones do."""
    texts = {page.number: page.text for page in seen.pages}
    return tuple(
        answer_page(truth.profile, page, texts.get(page.number, "")) for page in truth.pages if page.words
    )


def words_of(text: str) -> Counter[str]:
    """The words of a text as a multiset."""
    return Counter(plain(text).split())


def answer_page(profile: str, page: TruePage, text: str) -> WordAnswer:
    """The answer of one page's text."""
    read = words_of(text)
    paper = [word for word in page.words if not word.mark]
    every = _together(word.text for word in paper)
    printed = _together(word.text for word in paper if not word.hand)
    marks = _together(word.text for word in page.words if word.mark)
    surplus = (read - every - marks).total()
    recalled, of_print = (read & every).total(), (read & printed).total()
    return WordAnswer(
        profile,
        Tally(of_print, printed.total()),
        Tally(recalled - of_print, every.total() - printed.total()),
        Tally(recalled, every.total()),
        Tally(recalled, recalled + surplus),
    )


def _together(texts: Iterable[str]) -> Counter[str]:
    return words_of(" ".join(texts))


def report_words(answers: Iterable[WordAnswer]) -> dict[str, object]:
    every = tuple(answers)
    profiles = sorted({each.profile for each in every})
    return {
        "recall": total(each.all for each in every).shown(),
        "recall_printed": total(each.printed for each in every).shown(),
        "precision": total(each.precise for each in every).shown(),
        "recall_printed_by_profile": shown(
            {
                profile: total(each.printed for each in every if each.profile == profile)
                for profile in profiles
            }
        ),
    }
