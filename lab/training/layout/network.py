"""The layout transformer: words, their shapes and places in; types, beginnings and tags out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from classifiers.layout_features import NEAR, PLACES, SHAPES, SIZES


@dataclass(frozen=True, slots=True)
class Size:
    """width: of a word's vector. inner: of the layer between two. pieces, types, tags: how many there are."""

    pieces: int
    types: int
    tags: int
    width: int = 160
    heads: int = 5
    layers: int = 4
    inner: int = 448


class Layer(nn.Module):
    """Attention that knows how words lie to each other, then a step of each word alone."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads = size.heads
        self.before = nn.LayerNorm(size.width)
        self.asks = nn.Linear(size.width, 3 * size.width)
        self.joins = nn.Linear(size.width, size.width)
        self.between = nn.LayerNorm(size.width)
        self.widens = nn.Linear(size.width, size.inner)
        self.narrows = nn.Linear(size.inner, size.width)
        self.drop = nn.Dropout(0.1)

    def forward(self, words: Tensor, bias: Tensor) -> Tensor:
        """words: (pages, n, width). bias: (pages, heads, n, n), added before the softmax."""
        pages, count, width = words.shape
        parts = self.asks(self.before(words)).reshape(pages, count, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        weights = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(pages, count, width)
        words = words + self.drop(self.joins(mixed))
        inner = torch.relu(self.widens(self.between(words)))
        return words + self.drop(self.narrows(inner))


class LayoutNet(nn.Module):
    """Returns log-odds: types (pages, types), beginnings (pages,), tags (pages, n, tags)."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.pieces = nn.Embedding(size.pieces, size.width, padding_idx=0)
        self.shapes = nn.Embedding(SHAPES, size.width)
        self.sizes = nn.Embedding(SIZES, size.width)
        self.places = nn.ModuleList(nn.Embedding(PLACES, size.width) for _ in range(4))
        self.across = nn.Embedding(NEAR, size.heads)
        self.down = nn.Embedding(NEAR, size.heads)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.norm = nn.LayerNorm(size.width)
        self.type_head = nn.Linear(size.width, size.types)
        self.first_head = nn.Linear(size.width, 1)
        self.tag_head = nn.Linear(size.width, size.tags)
        for table in (self.pieces, self.shapes, self.sizes, *self.places):
            nn.init.normal_(table.weight, std=0.1)
        with torch.no_grad():
            self.tag_head.bias[0] = 3.0  # most words belong to no field

    def forward(
        self, pieces: Tensor, shapes: Tensor, sizes: Tensor, places: Tensor, across: Tensor, down: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Integers as ``classifiers.layout_features`` makes them, pages stacked; padding has no piece."""
        there = pieces[:, :, 0] > 0
        spelt = self.pieces(pieces).sum(2) * (pieces > 0).sum(2).clamp(min=1).unsqueeze(-1) ** -0.5
        words = spelt + self.shapes(shapes) + self.sizes(sizes)
        for index, table in enumerate(self.places):
            words = words + table(places[:, :, index])
        bias = (self.across(across) + self.down(down)).permute(0, 3, 1, 2)
        bias = bias + (~there).float()[:, None, None, :] * -1e4
        for layer in self.layers:
            words = layer(words, bias)
        words = self.norm(words)
        page = words[:, 0]
        return self.type_head(page), self.first_head(page).squeeze(-1), self.tag_head(words)
