"""Pages drawn from all sources, turned into integers and stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from classifiers.layout_features import PIECES, Cut, features_of
from domain.definition import Catalogue
from domain.geometry import Box
from lab.training.layout.cards import Composed
from lab.training.layout.compose import compose
from lab.training.layout.noise import bruised, moved
from lab.training.layout.values import Pool

WORDS = 300
"""A longer page is learnt from a stretch of so many words, as it is read."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where pages come from. composed: share of those invented on the way; the others are drawn or read."""

    catalogue: Catalogue
    pool: Pool
    drawn: Sequence[Composed]
    read: Sequence[Composed]
    composed: float = 0.5

    def page(self, random: Random) -> Composed:
        """A page with its reading's noise."""
        luck = random.random()
        if luck < self.composed or not (self.drawn or self.read):
            page = random.choice(compose(self.catalogue, self.pool, random))
        elif self.read and (luck < (1 + self.composed) / 2 or not self.drawn):
            page = random.choice(self.read)
            return Composed(tuple(moved(page.words, random)), page.types, page.first)
        else:
            page = random.choice(self.drawn)
        return Composed(tuple(bruised(page.words, random)), page.types, page.first)


@dataclass(frozen=True, slots=True)
class Batch:
    """inputs: as the network takes them. types: shares. first: 0 or 1. tags: -1 for padding."""

    inputs: tuple[Tensor, ...]
    types: Tensor
    first: Tensor
    tags: Tensor


def batch_of(pages: Sequence[Composed], cut: Cut, types: Sequence[str], tags: Sequence[str]) -> Batch:
    """The pages side by side, the shorter ones padded."""
    cropped = [page.words[:WORDS] for page in pages]
    longest = max(map(len, cropped)) + 1
    count = len(pages)
    pieces = np.zeros((count, longest, PIECES), np.int64)
    plain = [np.zeros((count, longest), np.int64) for _ in range(2)]
    places = np.zeros((count, longest, 4), np.int64)
    pairs = [np.zeros((count, longest, longest), np.int64) for _ in range(2)]
    wanted = np.full((count, longest), -1, np.int64)
    number = {name: index for index, name in enumerate(tags)}
    for row, words in enumerate(cropped):
        made = features_of([word.text for word in words], [Box(*word.box) for word in words], cut)
        size = len(words) + 1
        pieces[row, :size] = made.pieces
        plain[0][row, :size], plain[1][row, :size] = made.shapes, made.sizes
        places[row, :size] = made.places
        pairs[0][row, :size, :size], pairs[1][row, :size, :size] = made.across, made.down
        wanted[row, 1:size] = [number.get(word.tag, 0) for word in words]
    shares = torch.tensor([[page.types.get(name, 0.0) for name in types] for page in pages])
    inputs = tuple(torch.from_numpy(each) for each in (pieces, *plain, places, *pairs))
    return Batch(
        inputs, shares, torch.tensor([float(page.first) for page in pages]), torch.from_numpy(wanted)
    )
