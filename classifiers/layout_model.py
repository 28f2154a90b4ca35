"""The layout model: a small trained transformer that reads words and boxes together and holds an opinion.

It knows the types it was trained on and no other; titles, markers and labels of the definitions are its
partner, and stand alone for a type that was added since. ``models/README.md`` says what it learnt from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from classifiers.layout_features import Cut, features_of
from domain.opinion import PageOpinion, Tagged
from domain.text import PageText, Word

MODELS = Path(__file__).parent / "models"
STRETCH = 300
"""Words that are read at once; a longer page is read in stretches of this length."""

_TOLD = 0.02  # a field less likely than this is not worth telling
_LIKELIEST = 4

Numbers = npt.NDArray[np.float32]


class LayoutModel:
    """Holds an opinion on pages. types, tags: what it can answer with; the first tag is «no field»."""

    def __init__(
        self, session: onnxruntime.InferenceSession, cut: Cut, types: Sequence[str], tags: Sequence[str]
    ) -> None:
        self._session, self._cut = session, cut
        self.types, self.tags = tuple(types), tuple(tags)

    def opinions(self, texts: Iterable[PageText]) -> dict[int, PageOpinion]:
        """Opinions by page number; a page without words has none."""
        asked = (self.opinion(text) for text in texts)
        return {each.page: each for each in asked if each is not None}

    def opinion(self, text: PageText) -> PageOpinion | None:
        """What the page is and which fields its words are part of; None for a page without words."""
        words = [word for line in text.lines for word in line.words]
        if not words:
            return None
        stretches = [self._read(part) for part in _stretches(words)]
        tags = np.concatenate([each[2] for each in stretches])
        types = np.mean([each[0] for each in stretches], axis=0)
        tagged = tuple(Tagged(word, self._likely(row)) for word, row in zip(words, tags, strict=True))
        named = {name: round(float(each), 4) for name, each in zip(self.types, types, strict=True)}
        return PageOpinion(text.page, named, round(float(stretches[0][1]), 4), tagged)

    def _read(self, words: Sequence[Word]) -> tuple[Numbers, float, Numbers]:
        """Probabilities of the types, of a beginning, and of each word's tags."""
        made = features_of([word.text for word in words], [word.box for word in words], self._cut)
        given = {name: getattr(made, name)[None] for name in made.__dataclass_fields__}
        types, first, tags = self._session.run(None, given)
        return _shares(types[0]), float(1 / (1 + np.exp(-first[0]))), _shares(tags[0, 1:])

    def _likely(self, row: Numbers) -> dict[str, float]:
        best = np.argsort(-row)[:_LIKELIEST]
        return {self.tags[at]: round(float(row[at]), 4) for at in best if self.tags[at] and row[at] >= _TOLD}


@cache
def load_layout_model(folder: Path = MODELS) -> LayoutModel:
    """The model of that folder, loaded once a process; it needs no network and one thread."""
    lists = json.loads((folder / "layout.json").read_text("utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(folder / "layout.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return LayoutModel(session, cut_by(folder / "tokenizer.json"), lists["types"], lists["tags"])


def cut_by(file: Path) -> Cut:
    """Words to the numbers of their pieces, by a tokenizer file."""
    tokenizer = _tokenizer(file)

    def cut(words: Sequence[str]) -> list[list[int]]:
        cuts: list[list[int]] = tokenizer(list(words), add_special_tokens=False)["input_ids"]
        return [numbers or [_UNKNOWN] for numbers in cuts]

    return cut


_UNKNOWN = 2


def _tokenizer(file: Path) -> Any:
    """``transformers`` asks at its import for networks and frameworks that nobody here needs."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    return PreTrainedTokenizerFast(tokenizer_file=str(file))  # type: ignore[no-untyped-call]


def _stretches(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    for start in range(0, len(words), STRETCH):
        yield words[start : start + STRETCH]


def _shares(odds: Numbers) -> Numbers:
    raised = np.exp(odds - odds.max(-1, keepdims=True))
    shares: Numbers = raised / raised.sum(-1, keepdims=True)
    return shares
