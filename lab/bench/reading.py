"""The reading room alone, in this process, for whoever works on it: ``python -m lab.bench.reading DIR``.

DIR is a folder of specimens. Prints JSON: for every scan profile what ``lab.bench.page_scores`` tells, the QR
codes and machine-readable zones found, and processor milliseconds a page; with ``--pages`` the words that
were missed. ``./run bench reading`` is the comparison with other programs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.page import Page, PageKind
from domain.text import PageText, SymbolKind
from ingest.scan import open_scan
from lab.bench.page_scores import PageScore, figures, score
from lab.bench.seen import SeenPage
from lab.bench.sets import Sample, load_set
from lab.bench.spelling import plain
from lab.bench.tally import Tally, total
from lab.bench.truth import SUFFIX, TruePage
from lab.bench.words import words_of
from ocr.engine import Engine, load_engine
from ocr.read import read


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """One page: what its text is worth, what it cost, and the words that were missed or made up."""

    name: str
    score: PageScore
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
    page = SeenPage(true.number, true.kind, seen.rotation, seen.text)
    paper = _bag(word.text for word in true.words if not word.mark)
    marks = _bag(word.text for word in true.words if word.mark)
    got = words_of(seen.text)
    return PageAnswer(
        name=f"{sample.truth.name}/{true.number}",
        score=score(sample.truth.profile, true, page),
        milliseconds=spent,
        missed=tuple((paper - got).elements()),
        surplus=tuple((got - paper - marks).elements()),
    )


def _bag(words: Iterator[str]) -> Counter[str]:
    return words_of(" ".join(words))


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
    profiles = sorted({page.score.profile for page in pages})
    lines: dict[str, object] = {
        profile: _figures([page for page in pages if page.score.profile == profile]) for profile in profiles
    }
    lines["all"] = _figures(pages)
    for kind in (SymbolKind.QR, SymbolKind.MRZ):
        lines[kind.value] = {profile: _found(codes, kind, profile) for profile in profiles}
    return lines


def _found(codes: list[CodeAnswer], kind: SymbolKind, profile: str) -> dict[str, int]:
    own = [each for each in codes if (each.kind, each.profile) == (kind, profile)]
    found = total(each.found for each in own)
    return {"found": found.right, "of": found.of, "invented": sum(each.invented for each in own)}


def _figures(pages: list[PageAnswer]) -> dict[str, object]:
    spent = sum(page.milliseconds for page in pages) / max(1, len(pages))
    return {**figures(page.score for page in pages), "milliseconds": round(spent)}


def main() -> None:
    parser = argparse.ArgumentParser(description="How well pages are read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="hoso")
    parser.add_argument("--pages", action="store_true", help="one line for each page, worst first")
    arguments = parser.parse_args()
    pages, codes = measure(arguments.folder, load_engine(arguments.engine))
    if arguments.pages:
        for page in sorted(pages, key=lambda each: each.score.words.all.share or 0.0):
            print(page.name, json.dumps(figures([page.score])), round(page.milliseconds))
            print("  missed", *page.missed[:25])
            print("  surplus", *page.surplus[:25])
    for name, told in report(pages, codes).items():
        print(json.dumps({name: told}))


if __name__ == "__main__":
    main()
