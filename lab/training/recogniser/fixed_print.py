"""What papers have printed alike on every one: ``python -m lab.training.recogniser.fixed_print --out FILE``.

Labels, titles and heads of the definitions, and this folder's bilingual labels, titles and heads: a phrase
a line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import chain

from domain.fold import squeeze
from lab.training.recogniser.pairs import HEADS, PHRASES, ROOT, VOCABULARY
from lab.training.recogniser.tables import write
from ocr.word_shapes import ends_label

LISTS = frozenset(["labels", "labels_elsewhere", "markers", "starts", "later_pages", "titles", "openings"])
"""Where definitions say what is printed on a paper."""

_LEAST_WORDS, _LEAST_LETTERS = 2, 8  # a shorter one is like too much else


def table() -> str:
    """The phrases, one a line, in the letters in which they are printed; titles in capitals."""
    return "".join(
        f"{phrase}\n" for phrase in sorted({_as_on_cards(text) for text in _texts() if _tells(text)})
    )


def _tells(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS and len(squeeze(text)) >= _LEAST_LETTERS


def _as_on_cards(text: str) -> str:
    """Cards print a colon after a label in two languages, which definitions may leave out."""
    return f"{text}:" if " / " in text and ends_label(f"{text.rsplit(maxsplit=1)[-1]}:") else text


def _texts() -> Iterator[str]:
    for path in sorted((ROOT / "definitions" / "documents").rglob("*.toml")):
        yield from _printed(tomllib.loads(path.read_text("utf-8")))
    vocabulary = tomllib.loads(VOCABULARY.read_text("utf-8"))
    yield from _runs(vocabulary["bilingual"])
    yield from (title.upper() for title in _runs(vocabulary["titles"]))
    yield from _runs(tomllib.loads(PHRASES.read_text("utf-8"))[HEADS])


def _runs(text: str) -> Iterator[str]:
    return (" ".join(run.split()) for run in text.split("|"))


def _printed(data: object) -> Iterator[str]:
    """The strings of ``LISTS``, however deep."""
    match data:
        case dict():
            for name, value in data.items():
                if name in LISTS and isinstance(value, list):
                    yield from (each for each in value if isinstance(each, str))
                else:
                    yield from _printed(value)
        case list():
            yield from chain.from_iterable(map(_printed, data))


if __name__ == "__main__":
    write(__doc__, table)
