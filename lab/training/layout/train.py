"""Trains the layout model on one core: ``python -m lab.training.layout.train --help``."""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from classifiers.layout_features import Cut
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from lab.bench.truth import load_truths
from lab.training.layout.batches import Batch, Source, batch_of
from lab.training.layout.cards import Composed
from lab.training.layout.compose import compose
from lab.training.layout.labels import tags_of, types_of
from lab.training.layout.network import LayoutNet, Size
from lab.training.layout.pages import pool_of, read_pages, true_pages
from lab.training.layout.tokenizer import learn_pieces

_PIECES = 3000
_WORDS_A_BATCH = 3200


def main() -> None:
    torch.set_num_threads(1)
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    random = Random(options.seed)
    torch.manual_seed(options.seed)
    source = source_of(options.specimens, options.readings, options.definitions)
    file = options.out / "tokenizer.json"
    if not file.exists():
        sample = [compose(source.catalogue, source.pool, random) for _ in range(4000)]
        pages = chain(chain.from_iterable(sample), source.drawn, source.read)
        learn_pieces((word.text for page in pages for word in page.words), _PIECES, file)
    cut = cut_by(file)
    types, tags = types_of(source.catalogue), tags_of(source.catalogue)
    network = LayoutNet(Size(Tokenizer.from_file(str(file)).get_vocab_size(), len(types), len(tags)))
    if options.start is not None:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    print(f"{sum(each.numel() for each in network.parameters())} weights, {len(tags)} tags", flush=True)
    learn(network, source, cut, (types, tags), options, random)


def source_of(specimens: Sequence[Path], readings: Sequence[Path], definitions: Path) -> Source:
    """Invented, drawn and read pages; readings lie in folders that bear the order of the specimens'."""
    truths = [load_truths(folder) for folder in specimens]
    drawn = list(true_pages(chain.from_iterable(truths)))
    read = [
        page for known, folder in zip(truths, readings, strict=False) for page in read_pages(known, folder)
    ]
    examples = [tomllib.loads(path.read_text("utf-8")).get("fields", {})
                for path in sorted((definitions / "examples").glob("*.toml"))]  # fmt: skip
    pool = pool_of(chain.from_iterable(truths), examples)
    return Source(definitions_at(definitions).catalogue, pool, drawn, read)


def cut_by(file: Path) -> Cut:
    """Words to numbers of pieces by a tokenizer file; words are met again and again."""
    tokenizer = Tokenizer.from_file(str(file))

    @cache
    def cut(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word, add_special_tokens=False).ids) or (2,)

    return lambda words: [cut(word) for word in words]


def learn(
    network: LayoutNet,
    source: Source,
    cut: Cut,
    lists: tuple[Sequence[str], Sequence[str]],
    options: argparse.Namespace,
    random: Random,
) -> None:
    """``options.steps`` batches; the weights are saved now and then, and at the end as ``final.pt``."""
    best = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.02, betas=(0.9, 0.98))
    pace = torch.optim.lr_scheduler.LambdaLR(best, lambda step: _pace(step, options.steps))
    network.train()
    started, sums = time.monotonic(), [0.0, 0.0, 0.0]
    waiting: list[Composed] = []
    for step in range(1, options.steps + 1):
        batch = batch_of(_next(waiting, source, random), cut, *lists)
        losses = losses_of(network, batch)
        best.zero_grad()
        (losses[0] + 0.5 * losses[1] + 2.0 * losses[2]).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        best.step()
        pace.step()
        sums = [total + float(loss.detach()) for total, loss in zip(sums, losses, strict=True)]
        if step % 50 == 0:
            spent = time.monotonic() - started
            print(
                f"{step} types {sums[0] / 50:.3f} first {sums[1] / 50:.3f} "
                f"tags {sums[2] / 50:.3f} {spent:.0f}s",
                flush=True,
            )
            sums = [0.0, 0.0, 0.0]
        if step % 500 == 0 or step == options.steps:
            torch.save(
                network.state_dict(), options.out / ("final.pt" if step == options.steps else "last.pt")
            )


def losses_of(network: LayoutNet, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Of the types, of the beginnings and of the words' tags."""
    types, first, tags = network(*batch.inputs)
    return (
        functional.cross_entropy(types, batch.types),
        functional.binary_cross_entropy_with_logits(first, batch.first),
        functional.cross_entropy(tags.flatten(0, 1), batch.tags.flatten(), ignore_index=-1),
    )


def _next(waiting: list[Composed], source: Source, random: Random) -> list[Composed]:
    """Pages of about the same length, as many as make up a batch."""
    if len(waiting) < 30:
        waiting += [page for page in (source.page(random) for _ in range(120)) if page.words]
        waiting.sort(key=lambda page: len(page.words))
    at = random.randrange(len(waiting))
    count = max(2, min(48, _WORDS_A_BATCH // (len(waiting[at].words) + 1)))
    at = max(0, min(at, len(waiting) - count))
    taken = waiting[at : at + count]
    del waiting[at : at + count]
    return taken


def _pace(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / 150) * max(0.02, 1 - step / steps)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--specimens", type=Path, nargs="*", default=[], help="folders of the training family"
    )
    parser.add_argument(
        "--readings", type=Path, nargs="*", default=[], help="their pages as read, same order"
    )
    parser.add_argument("--definitions", type=Path, default=DEFINITIONS_ROOT)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    return parser.parse_args()


if __name__ == "__main__":
    main()
