"""Real public decisions with hand-typed truth: office scans as they are, and born-digital ones made to scans.

They stay outside the repository; measuring on them shows what invented paper cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked
from rapidfuzz.fuzz import ratio

from domain.document import UNKNOWN_TYPE
from lab.bench.command import page_rate, run_measured, shown
from lab.bench.degraded import as_scan
from lab.bench.seen import NOTHING, Seen, SeenDocument, load_record
from lab.bench.spelling import plain, same_value
from lab.bench.tally import Tally, one, total
from lab.bench.trial import COMMAND, report_trial, summed
from lab.bench.words import character_error_rate, words_of

RECEIVED = date(2025, 3, 3)
"""A working day after the last of them was signed."""


@checked(config=ConfigDict(extra="ignore", frozen=True))
class Decision:
    """One file of the collection; what an annex does not carry is absent."""

    file: str
    pages: int
    kind: Literal["scan", "born_digital"]
    doc_type: str
    number: str | None = None
    date: str | None = None
    issuing_agency: str | None = None
    title: str | None = None

    @property
    def name(self) -> str:
        return Path(self.file).stem


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """Tallies count nothing where the truth is silent; likenesses are 0..1, letter by letter."""

    type: Tally
    number: Tally
    day: Tally
    agency: float | None
    title: float | None


def measure_decisions(collection: Path, folder: Path, how: Sequence[str]) -> dict[str, object]:
    """Both halves of the collection through the real command."""
    every = TypeAdapter(tuple[Decision, ...]).validate_json((collection / "truth.json").read_bytes())
    return {
        kind: _measure([each for each in every if each.kind == kind], collection, folder / kind, how)
        for kind in ("scan", "born_digital")
    }


def _measure(
    decisions: Sequence[Decision], collection: Path, folder: Path, how: Sequence[str]
) -> dict[str, object]:
    folder.mkdir(parents=True)
    scans = [_scan(each, collection, folder) for each in decisions]
    out = folder / "out"
    command: list[str | Path] = [*COMMAND, *scans, "--out", out, *how, "--received", RECEIVED.isoformat()]
    ended = run_measured(command, folder / "stderr.txt")
    records = {each.name: load_record(out / f"{each.name}.json") for each in decisions}
    pages = sum(each.pages for each in decisions)
    texts = [pair for each in decisions for pair in _texts(each, collection, records[each.name] or NOTHING)]
    return {
        "files": len(decisions),
        "pages": pages,
        "run": report_trial(summed(records, [ended])),
        "speed": {"pages_a_second": page_rate(pages, ended.usage), **shown(ended.usage)},
        **report_decisions(answer(each, records[each.name] or NOTHING) for each in decisions),
        **(report_texts(texts) if texts else {}),
    }


def _scan(decision: Decision, collection: Path, folder: Path) -> Path:
    source = collection / decision.file
    return source if decision.kind == "scan" else as_scan(source, folder / f"{decision.name}.pdf")


def _texts(decision: Decision, collection: Path, seen: Seen) -> list[tuple[str, str]]:
    """(true, read) text of each page that has a true one."""
    path = (collection / decision.file).with_suffix(".txt")
    true = path.read_text(encoding="utf-8").split("\f") if path.exists() else []
    read = {page.number: page.text for page in seen.pages}
    return [(text, read.get(number, "")) for number, text in enumerate(true, 1) if text.strip()]


def answer(decision: Decision, seen: Seen) -> DecisionAnswer:
    """What the document that starts on the first page says; no definition explains an annex."""
    first = next((each for each in seen.documents if 1 in each.pages), None)
    expected = decision.doc_type if decision.number else UNKNOWN_TYPE
    return DecisionAnswer(
        one(first is not None and first.type == expected),
        _exact(first, "so_giay_to", decision.number),
        _exact(first, "ngay_ban_hanh", decision.date),
        _likeness(first, "co_quan_ban_hanh", decision.issuing_agency),
        _likeness(first, "trich_yeu", decision.title),
    )


def _value(document: SeenDocument | None, name: str) -> str:
    fields = document.fields if document else ()
    return next((each.value for each in fields if each.name == name), "")


def _exact(document: SeenDocument | None, name: str, expected: str | None) -> Tally:
    return one(same_value(_value(document, name), expected)) if expected else Tally()


def _likeness(document: SeenDocument | None, name: str, expected: str | None) -> float | None:
    """Case does not count: capitals are the printer's choice in heads and titles."""
    got = plain(_value(document, name)).casefold()
    return ratio(got, plain(expected).casefold()) / 100 if expected else None


def report_decisions(answers: Iterable[DecisionAnswer]) -> dict[str, object]:
    every = tuple(answers)
    return {
        "type": total(each.type for each in every).shown(),
        "number": total(each.number for each in every).shown(),
        "date": total(each.day for each in every).shown(),
        "agency_likeness": _mean(each.agency for each in every),
        "title_likeness": _mean(each.title for each in every),
    }


def _mean(likenesses: Iterable[float | None]) -> float | None:
    known = [each for each in likenesses if each is not None]
    return round(mean(known), 4) if known else None


def report_texts(pages: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Word recall over all pages, and character errors of the middle page.

    The true text runs across columns where a reader goes down them, so the character errors of pages with
    columns count the order too; words do not.
    """
    every = tuple(pages)
    counts = [(words_of(true), words_of(read)) for true, read in every]
    return {
        "word_recall": total(Tally((true & read).total(), true.total()) for true, read in counts).shown(),
        "word_precision": total(Tally((true & read).total(), read.total()) for true, read in counts).shown(),
        "median_character_errors": round(median(character_error_rate(true, read) for true, read in every), 4),
    }
