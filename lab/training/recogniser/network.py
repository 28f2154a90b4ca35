"""The network: strided convolutions over a line 40 pixels high, two two-way LSTMs, one letter a time step."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class _Light(nn.Module):
    """Depthwise then pointwise convolution with a shortcut: nine times cheaper than a full one.

    It begins by passing on what it gets, so that it can be put into a network that has learnt already.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
        nn.init.zeros_(self.body[-1].weight)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


def _full(inputs: int, outputs: int, size: int | tuple[int, int], stride: tuple[int, int]) -> nn.Sequential:
    kernel = (size, size) if isinstance(size, int) else size
    padding = (0 if kernel[0] == _ROWS else kernel[0] // 2, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


_ROWS = 5
"""Rows left of the 40 when the convolutions are done; the last one folds them into channels."""


def _silent(lstm: nn.LSTM) -> nn.LSTM:
    """The same with nothing to remember yet: adding its answer changes nothing until it has learnt."""
    size = lstm.hidden_size
    with torch.no_grad():
        for weights in lstm.parameters():
            weights[2 * size : 3 * size] = 0  # PyTorch's third quarter is what a cell would take in
    return lstm


class Recogniser(nn.Module):
    """Grey lines (batch, 1, 40, width), ink 1 and paper 0, to letter scores (width / 4, batch, classes).

    Class 0 is CTC's blank. Four pixels a step leave the narrowest pair of letters ("ll" at a third of an
    em each) three to four steps, one more than CTC needs to keep them apart.
    """

    def __init__(self, classes: int, hidden: int = 160) -> None:
        super().__init__()
        self.eyes = nn.Sequential(
            _full(1, 24, 3, (2, 2)),
            _full(24, 48, 3, (2, 1)),
            _full(48, 80, 3, (1, 2)),
            _Light(80),
            _full(80, 112, 3, (2, 1)),
            _Light(112),
            _Light(112),
            _Light(112),
            _Light(112),
            _full(112, 192, (_ROWS, 3), (1, 1)),
        )
        self.memory = nn.LSTM(192, hidden, bidirectional=True)
        self.context = _silent(nn.LSTM(2 * hidden, hidden, bidirectional=True))
        self.letters = nn.Linear(2 * hidden, classes)

    def forward(self, x: Tensor) -> Tensor:
        columns = self.eyes(x).squeeze(2).permute(2, 0, 1)
        seen, _ = self.memory(columns)
        understood, _ = self.context(seen)
        scores: Tensor = self.letters(seen + understood)
        return scores
