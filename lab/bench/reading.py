"""How well pages are read, apart from everything that is made of them: ``python -m lab.bench.reading DIR``.

DIR is a folder of specimens. Prints JSON: for every scan profile the word recall and precision, the character
error rate in reading order, the share of pages set upright, the QR codes and machine-readable zones found,
and processor milliseconds a page.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.page import Page, PageKind
from domain.text import PageText, SymbolKind
from ingest.scan import open_scan
from lab.bench.sets import Sample, load_set
from lab.bench.spelling import plain
from lab.bench.tally import Tally, total
from lab.bench.truth import SUFFIX, TruePage
from lab.bench.words import character_error_rate, words_of
from ocr.engine import Engine, load_engine
from ocr.read import read


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """One page: how many of its words, how many of those read, its way up, its letters in order, its cost."""

    name: str
    profile: str
    recall: Tally
    printed: Tally
    precision: Tally
    upright: bool
    errors: float
    milliseconds: float
    missed: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The codes of one dossier: found of those that stand on it; invented: payloads that stand nowhere."""

    profile: str
    kind: SymbolKind
    found: Tally
    invented: int


def measure(folder: Path, engine: Engine) -> tuple[list[PageAnswer], list[CodeAnswer]]:
    """Read every content page of every dossier in the folder."""
    pages: list[PageAnswer] = []
    codes: list[CodeAnswer] = []
    for sample in load_set(folder):
        read_pages = []
        true = {page.number: page for page in sample.truth.pages}
        for page in _pages(sample.scan):
            if page.kind is PageKind.CONTENT and true[page.number].kind == "content":
                began = time.process_time()
                read_pages.append(read(page, engine))
                spent = 1000 * (time.process_time() - began)
                pages.append(_page_answer(sample, true[page.number], read_pages[-1], spent))
        codes += _code_answers(folder, sample, read_pages)
    return pages, codes


def _pages(scan: Path) -> Iterator[Page]:
    number = 1
    for file in sorted(scan.iterdir()) if scan.is_dir() else [scan]:
        for page in open_scan(file, number_from=number):
            yield page
            number = page.number + 1


def _page_answer(sample: Sample, true: TruePage, seen: PageText, spent: float) -> PageAnswer:
    paper = words_of(" ".join(word.text for word in true.words if not word.mark))
    printed = words_of(" ".join(word.text for word in true.words if not (word.mark or word.hand)))
    marks = words_of(" ".join(word.text for word in true.words if word.mark))
    got = words_of(seen.text)
    surplus = got - paper - marks
    hits = (got & paper).total()
    return PageAnswer(
        name=f"{sample.truth.name}/{true.number}",
        profile=sample.truth.profile,
        recall=Tally(hits, paper.total()),
        printed=Tally((got & printed).total(), printed.total()),
        precision=Tally(hits, hits + surplus.total()),
        upright=seen.rotation == true.rotation,
        errors=character_error_rate(" ".join(word.text for word in true.words if not word.mark), seen.text),
        milliseconds=spent,
        missed=tuple((paper - got).elements()),
        surplus=tuple(surplus.elements()),
    )


def _code_answers(folder: Path, sample: Sample, seen: list[PageText]) -> list[CodeAnswer]:
    truth = json.loads((folder / f"{sample.truth.name}{SUFFIX}").read_text())
    wanted: dict[SymbolKind, set[str]] = {SymbolKind.QR: set(), SymbolKind.MRZ: set()}
    for document in truth["documents"]:
        if "qr" in document:
            wanted[SymbolKind.QR].add(plain(document["qr"]))
        if "mrz" in document:
            wanted[SymbolKind.MRZ].add("\n".join(document["mrz"]))
    answers = []
    for kind, payloads in wanted.items():
        got = {symbol.payload for page in seen for symbol in page.symbols if symbol.kind is kind}
        found = Tally(len(got & payloads), len(payloads))
        answers.append(CodeAnswer(sample.truth.profile, kind, found, len(got - payloads)))
    return answers


def report(pages: list[PageAnswer], codes: list[CodeAnswer]) -> dict[str, object]:
    """The figures by profile, and over all."""
    by_profile: dict[str, list[PageAnswer]] = defaultdict(list)
    for page in pages:
        by_profile[page.profile].append(page)
    lines: dict[str, object] = {profile: _figures(group) for profile, group in sorted(by_profile.items())}
    lines["all"] = _figures(pages)
    for kind in (SymbolKind.QR, SymbolKind.MRZ):
        lines[kind.value] = {profile: _found(codes, kind, profile) for profile in sorted(by_profile)}
    return lines


def _found(codes: list[CodeAnswer], kind: SymbolKind, profile: str) -> dict[str, int]:
    own = [each for each in codes if (each.kind, each.profile) == (kind, profile)]
    found = total(each.found for each in own)
    return {"found": found.right, "of": found.of, "invented": sum(each.invented for each in own)}


def _share(tally: Tally) -> float:
    return round(tally.share or 0.0, 4)


def _figures(pages: list[PageAnswer]) -> dict[str, object]:
    return {
        "pages": len(pages),
        "recall": _share(total(page.recall for page in pages)),
        "recall_printed": _share(total(page.printed for page in pages)),
        "precision": _share(total(page.precision for page in pages)),
        "character_error_rate": round(sum(page.errors for page in pages) / len(pages), 4),
        "upright": _share(Tally(sum(page.upright for page in pages), len(pages))),
        "milliseconds": round(sum(page.milliseconds for page in pages) / len(pages)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="How well pages are read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="hoso")
    parser.add_argument("--pages", action="store_true", help="one line for each page, worst first")
    arguments = parser.parse_args()
    pages, codes = measure(arguments.folder, load_engine(arguments.engine))
    if arguments.pages:
        for page in sorted(pages, key=lambda each: each.recall.share or 0.0):
            print(page.name, page.profile, _share(page.recall), page.upright, round(page.milliseconds))
            print("  missed", *page.missed[:25])
            print("  surplus", *page.surplus[:25])
    for name, figures in report(pages, codes).items():
        print(json.dumps({name: figures}))


if __name__ == "__main__":
    main()
