"""Teaches the network: ``python -m lab.training.recogniser.train --seed 1 --steps 12000 --out DIR``.

Data are drawn as they are needed, by one worker process, each line from a key of seed and number, so a run
can be stopped at any checkpoint and taken up again with the same lines it would have seen.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from lab.training.recogniser.faces import Faces, training_faces, unseen_faces
from lab.training.recogniser.network import Recogniser
from lab.training.recogniser.sample import Lesson, Sample, sample
from lab.training.recogniser.scores import Score
from lab.training.recogniser.stored import StoredLines
from ocr.letters import decoded, letters

BATCH = 32
POOL = 16  # batches drawn together and sorted by width, so that little padding is computed
SHORT_POOLS = 50  # on short lines the network finds out several times sooner that letters stand in a row
TINY_POOLS = 150  # from here on also print as small as on cards at 200 dpi, which only a trained eye can read
STORED_SHARE = 0.5  # of the lines come from specimens where there are any
PEAK_RATE = 1.0e-3

Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""Pictures (batch, 1, 40, width), steps of each that hold a picture, all letters in a row, their counts."""


class Lines(IterableDataset[Batch]):
    """Batches from number ``first`` on; each worker draws every n-th pool. stored: lines of specimens."""

    def __init__(self, seed: int, first: int, faces: Faces, stored: StoredLines | None = None) -> None:
        self.seed, self.first, self.faces, self.stored = seed, first, faces, stored

    def __iter__(self) -> Iterator[Batch]:
        info = get_worker_info()
        number, every = (info.id, info.num_workers) if info else (0, 1)
        pool = self.first // POOL + number
        while True:
            yield from self._pool(pool)
            pool += every

    def _pool(self, number: int) -> Iterator[Batch]:
        keys = [f"{self.seed}/{number}/{index}" for index in range(POOL * BATCH)]
        lesson = _lesson(number)
        lines = [line for line in (self._line(key, lesson) for key in keys) if _readable(line)]
        lines.sort(key=lambda line: line.picture.shape[1])
        batches = [lines[start : start + BATCH] for start in range(0, len(lines), BATCH)]
        for index in np.random.default_rng(number).permutation(len(batches)):
            yield packed(batches[index])

    def _line(self, key: str, lesson: Lesson) -> Sample:
        random = Random(key + "/which")
        if self.stored is not None and random.random() < STORED_SHARE:
            return self.stored.pick(random)
        return sample(key, self.faces, lesson)


def _lesson(pool: int) -> Lesson:
    if pool < SHORT_POOLS:
        return Lesson(most=10)
    return Lesson() if pool < TINY_POOLS else Lesson(smallest=11)


def _readable(line: Sample) -> bool:
    """Whether the line has fewer letters than the network has steps, with room for blanks between doubles."""
    doubles = sum(one == two for one, two in zip(line.text, line.text[1:], strict=False))
    columns = int(line.picture.shape[1])
    return len(line.text) + doubles <= columns // 4 and columns <= 1400


def packed(lines: list[Sample]) -> Batch:
    """Lines of like width in one tensor, ink 1, paper and padding 0."""
    widest = max(line.picture.shape[1] for line in lines)
    pictures = np.full((len(lines), 1, 40, (widest + 7) // 4 * 4), 255, np.uint8)
    for row, line in enumerate(lines):
        pictures[row, 0, :, : line.picture.shape[1]] = line.picture
    numbers = {letter: index + 1 for index, letter in enumerate(letters())}
    targets = [numbers[letter] for line in lines for letter in line.text]
    steps = [(line.picture.shape[1] + 3) // 4 for line in lines]
    ink = (255 - torch.from_numpy(pictures).float()) / 255
    return ink, torch.tensor(steps), torch.tensor(targets), torch.tensor([len(line.text) for line in lines])


def rate_at(step: int, steps: int) -> float:
    """Share of the peak learning rate: a short rise, then half a cosine down to nothing."""
    rise = min(300, steps // 10 + 1)
    return (
        step / rise if step < rise else 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise)))
    )


def loss_of(network: Recogniser, batch: Batch) -> Tensor:
    """CTC loss a letter; the network in bfloat16 (twice as fast on new CPUs), the loss in full floats."""
    pictures, steps, targets, lengths = batch
    with torch.autocast("cpu", torch.bfloat16):
        scores = network(pictures)
    chances = scores.float().log_softmax(2)
    return torch.nn.functional.ctc_loss(chances, targets, steps, lengths, zero_infinity=True)


def judge(network: Recogniser, lines: list[Sample]) -> Score:
    """Errors on lines of faces never trained with."""
    network.eval()
    score = Score()
    for line in lines:
        ink, *_ = packed([line])
        with torch.inference_mode():
            chances = network(ink).float().softmax(2)[:, 0].numpy()
        score += Score.of(line.text, "".join(letter.text for letter in decoded(chances)))
    network.train()
    return score


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast to learn. steps: batches; minutes: after which it ends early.

    peak: the highest learning rate; less unsettles less what has learnt already.
    """

    seed: int
    steps: int
    minutes: float = math.inf
    peak: float = PEAK_RATE


def train(course: Course, out: Path, stored: StoredLines | None, start: Path | None) -> None:
    """Learn to the end of the course; goes on from a checkpoint in ``out``.

    start: a checkpoint whose weights are taken over by name before the first step; what it lacks begins anew.
    """
    seed, steps = course.seed, course.steps
    torch.manual_seed(seed)
    network = Recogniser(len(letters()) + 1).to(memory_format=torch.channels_last)
    if start is not None:
        network.load_state_dict(torch.load(start, weights_only=True)["network"], strict=False)
    learner = torch.optim.AdamW(network.parameters(), lr=course.peak, weight_decay=0.01)
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = out / "last.pt"
    begun = TINY_POOLS * POOL if start is not None else 0  # what has learnt already needs no easy lines
    first = max(begun, _resumed(checkpoint, network, learner))
    faces, held = unseen_faces(), range(200)
    unseen = [line for line in (sample(f"unseen/{index}", faces) for index in held) if _readable(line)]
    source = Lines(seed, first, training_faces(), stored)
    data = iter(DataLoader(source, batch_size=None, num_workers=1, prefetch_factor=32))
    end, running = time.monotonic() + course.minutes * 60, 0.0
    for step in range(first, steps):
        for group in learner.param_groups:
            group["lr"] = course.peak * rate_at(step - begun, steps - begun)
        loss = loss_of(network, next(data))
        learner.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        learner.step()
        running += float(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} loss {running / 100:.3f}", time.strftime("%H:%M:%S"), flush=True)
            running = 0.0
        over = time.monotonic() > end
        if (step + 1) % 500 == 0 or over or step + 1 == steps:
            state = {"step": step + 1, "network": network.state_dict(), "learner": learner.state_dict()}
            torch.save(state, checkpoint)
            print(f"step {step + 1} unseen faces {judge(network, unseen)}", flush=True)
        if over:
            return


def _resumed(checkpoint: Path, network: Recogniser, learner: torch.optim.Optimizer) -> int:
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    learner.load_state_dict(state["learner"])
    # a pool is drawn whole: go on at the next one
    return -(-int(state["step"]) // POOL) * POOL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12000)
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="stop after so long, with a checkpoint"
    )
    parser.add_argument("--crops", type=Path, help="lines of specimens, as recogniser.crops stores them")
    parser.add_argument("--start", type=Path, help="a checkpoint to begin from, of this or a smaller network")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="the highest learning rate")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    stored = StoredLines.at(asked.crops) if asked.crops else None
    train(Course(asked.seed, asked.steps, asked.minutes, asked.rate), asked.out, stored, asked.start)


if __name__ == "__main__":
    main()
