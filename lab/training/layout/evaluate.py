"""What the layout model alone is worth on pages as they were read; prints JSON.

python -m lab.training.layout.evaluate --specimens SET --readings READ [--model DIR]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifiers.layout_model import MODELS, LayoutModel, load_layout_model
from domain.text import PageText
from lab.bench.truth import Truth, load_truths
from lab.training.layout.cards import Composed
from lab.training.layout.kept import kept_readings
from lab.training.layout.pages import read_pages


def main() -> None:
    options = _options()
    truths = load_truths(options.specimens)
    model = load_layout_model(options.model)
    print(json.dumps(worth(model, truths, options.readings), indent=1))


def worth(model: LayoutModel, truths: tuple[Truth, ...], readings: Path) -> dict[str, Any]:
    """Shares of pages whose likeliest type and beginning are right, and of words tagged rightly, by field."""
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, page in _pages(truths, readings):
        opinion = model.opinion(text)
        if opinion is None:
            continue
        best = max(opinion.types, key=lambda name: opinion.types[name])
        count["pages"] += 1
        count["types"] += best in page.types
        count["first"] += (opinion.first > 0.5) == page.first
        for word, true in zip(opinion.words, page.words, strict=True):
            tag = max(word.tags, key=lambda name: word.tags[name], default="")
            tag = tag if word.tags.get(tag, 0.0) > 0.5 else ""
            found[tag] += bool(tag)
            wanted[true.tag] += bool(true.tag)
            right[true.tag] += bool(true.tag) and tag == true.tag
    worst = sorted(wanted, key=lambda name: right[name] - wanted[name])[:25]
    return {
        "pages": count["pages"],
        "types": round(count["types"] / count["pages"], 4),
        "first": round(count["first"] / count["pages"], 4),
        "words_recall": round(right.total() / max(1, wanted.total()), 4),
        "words_precision": round(right.total() / max(1, found.total()), 4),
        "worst": {name: [right[name], wanted[name], found[name]] for name in worst},
    }


def _pages(truths: tuple[Truth, ...], readings: Path) -> Iterator[tuple[PageText, Composed]]:
    """Texts as read beside what their words belong to."""
    for truth in truths:
        read = kept_readings(readings, truth.name)
        texts = {each.number: each.text for each in read if each.text is not None}
        kept = [page.number for page in truth.pages if page.documents and page.number in texts]
        yield from zip([texts[number] for number in kept], read_pages([truth], readings), strict=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--specimens", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True, help="what readings.py kept of them")
    parser.add_argument("--model", type=Path, default=MODELS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
