"""What one page's text is worth, by whatever program it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.fold import without_marks
from lab.bench.letters import Letters, letters_wrong
from lab.bench.seen import Seen, SeenPage
from lab.bench.tally import Tally, one, total
from lab.bench.truth import TruePage, Truth
from lab.bench.words import WordAnswer, answer_page


@dataclass(frozen=True, slots=True)
class PageScore:
    """letters, bare: with and without tones and diacritics. upright: set the way it is to be read.

    turned: how far the stored page lies from that, in degrees.
    """

    profile: str
    turned: int
    words: WordAnswer
    letters: Letters
    bare: Letters
    upright: Tally


def scores(truth: Truth, seen: Seen | None) -> Iterator[PageScore]:
    """One for every page on which something stands; of a dossier without a record nothing was read."""
    found = {page.number: page for page in seen.pages} if seen else {}
    for page in truth.pages:
        if page.words:
            yield score(truth.profile, page, found.get(page.number))


def score(profile: str, page: TruePage, seen: SeenPage | None) -> PageScore:
    """One page; None where the program gave none."""
    read = seen.text if seen else ""
    may = [word.text for word in page.words if word.mark]
    true = page.text or " ".join(word.text for word in page.words if not word.mark)
    return PageScore(
        profile,
        page.rotation,
        answer_page(profile, page, read),
        letters_wrong(true, read, may),
        letters_wrong(without_marks(true), without_marks(read), map(without_marks, may)),
        one(seen is not None and seen.rotation == page.rotation),
    )


def by_profile(pages: Iterable[PageScore]) -> Mapping[str, list[PageScore]]:
    grouped: dict[str, list[PageScore]] = {}
    for page in pages:
        grouped.setdefault(page.profile, []).append(page)
    return dict(sorted(grouped.items()))


def figures(pages: Iterable[PageScore]) -> dict[str, float | int | None]:
    """The shares of these pages together, each over all their letters or words; None where there is none."""
    every = tuple(pages)
    return {
        "pages": len(every),
        "character_error_rate": _rounded(_sum(each.letters for each in every)),
        "without_diacritics": _rounded(_sum(each.bare for each in every)),
        "word_recall": _share(each.words.all for each in every),
        "word_recall_printed": _share(each.words.printed for each in every),
        "word_recall_hand": _share(each.words.hand for each in every),
        "word_precision": _share(each.words.precise for each in every),
        "upright": _share(each.upright for each in every),
    }


def _sum(letters: Iterable[Letters]) -> Letters:
    return sum(letters, Letters())


def _rounded(letters: Letters) -> float | None:
    return None if letters.rate is None else round(letters.rate, 4)


def _share(tallies: Iterable[Tally]) -> float | None:
    share = total(tallies).share
    return None if share is None else round(share, 4)
