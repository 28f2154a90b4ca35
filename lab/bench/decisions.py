"""Real public decisions with hand-typed truth: office scans as they are, and born-digital ones made to scans.

They stay outside the repository; measuring on them shows what invented paper cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked
from rapidfuzz.fuzz import ratio

from domain.document import UNKNOWN_TYPE
from lab.bench.command import page_rate, run_measured, shown
from lab.bench.degraded import as_scan
from lab.bench.fields import ACCEPTED
from lab.bench.letters import Letters, letters_wrong
from lab.bench.seen import NOTHING, Seen, SeenField, load_record
from lab.bench.sets import Sample, generator_digest
from lab.bench.spelling import plain, same_value
from lab.bench.tally import Tally, grouped, one, total
from lab.bench.tally import shown as shown_tallies
from lab.bench.trial import COMMAND, report_trial, summed
from lab.bench.truth import TruePage, TrueWord, Truth
from lab.bench.words import words_of

FIELDS = {
    "so_giay_to": "number",
    "ngay_ban_hanh": "date",
    "co_quan_ban_hanh": "issuing_agency",
    "trich_yeu": "title",
}
"""Field of the definitions to the collection's own name for it."""
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
    """type: what the first page's document was taken for. fields: those that the truth tells, by name."""

    name: str
    type: Tally
    fields: dict[str, ValueAnswer]


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """got is None for a value that was not found; accepted: nobody would look at it again."""

    expected: str
    got: str | None
    accepted: bool

    @property
    def right(self) -> bool:
        return self.got is not None and same_value(self.expected, self.got)

    @property
    def likeness(self) -> float:
        """0..1, letter by letter. Case does not count: capitals are a printer's choice in titles."""
        return ratio(plain(self.got or "").casefold(), plain(self.expected).casefold()) / 100


def measure_decisions(collection: Path, folder: Path, how: Sequence[str], cache: Path) -> dict[str, object]:
    """Both halves of the collection through the real command; ``cache`` keeps the scans made for it."""
    every = load_decisions(collection)
    scans = [(each, collection / each.file) for each in every if each.kind == "scan"]
    made = made_scans(collection, every, cache)
    return {
        "scan": _measure(scans, collection, folder / "scan", how),
        "born_digital": _measure(made, collection, folder / "born_digital", how),
    }


def load_decisions(collection: Path) -> tuple[Decision, ...]:
    return TypeAdapter(tuple[Decision, ...]).validate_json((collection / "truth.json").read_bytes())


def made_scans(collection: Path, every: Iterable[Decision], cache: Path) -> list[tuple[Decision, Path]]:
    """The born-digital ones with scans made of them, which are kept."""
    worn = cache / f"decisions-{generator_digest()[:16]}"
    worn.mkdir(parents=True, exist_ok=True)
    digital = [each for each in every if each.kind == "born_digital"]
    return [(each, as_scan(collection / each.file, worn / f"{each.name}.pdf")) for each in digital]


def decision_samples(collection: Path, cache: Path) -> tuple[Sample, ...]:
    """The made scans as samples of a profile of their own, with the text of the files they were made of.

    Nothing is known of where on a page a word stands.
    """
    made = made_scans(collection, load_decisions(collection), cache)
    return tuple(Sample(_truth(each, collection), scan, None) for each, scan in made)


def _truth(decision: Decision, collection: Path) -> Truth:
    texts = _true_texts(decision, collection)
    pages = tuple(
        TruePage(n, "content", 0, (), tuple(TrueWord(word, _ANYWHERE) for word in text.split()), text)
        for n, text in enumerate(texts, 1)
    )
    return Truth(decision.name, PROFILE, None, RECEIVED, pages, ())


PROFILE = "decisions"
_ANYWHERE = (0.0, 0.0, 1.0, 1.0)


def _true_texts(decision: Decision, collection: Path) -> list[str]:
    """The text of each page, where the collection has it."""
    path = (collection / decision.file).with_suffix(".txt")
    return path.read_text(encoding="utf-8").split("\f")[: decision.pages] if path.exists() else []


def _measure(
    given: Sequence[tuple[Decision, Path]], collection: Path, folder: Path, how: Sequence[str]
) -> dict[str, object]:
    out = folder / "out"
    folder.mkdir(parents=True)
    decisions, scans = [each for each, _ in given], [scan for _, scan in given]
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


def _texts(decision: Decision, collection: Path, seen: Seen) -> list[tuple[str, str]]:
    """(true, read) text of each page that has a true one."""
    read = {page.number: page.text for page in seen.pages}
    return [
        (text, read.get(number, ""))
        for number, text in enumerate(_true_texts(decision, collection), 1)
        if text.strip()
    ]


def answer(decision: Decision, seen: Seen) -> DecisionAnswer:
    """What the document that starts on the first page says; no definition explains an annex."""
    first = next((each for each in seen.documents if 1 in each.pages), None)
    expected = decision.doc_type if decision.number else UNKNOWN_TYPE
    right = first is not None and first.type == expected
    told = {name: getattr(decision, key) for name, key in FIELDS.items()}
    found = {each.name: each for each in first.fields} if first else {}
    fields = {name: _value(true, found.get(name)) for name, true in told.items() if true}
    return DecisionAnswer(decision.name, one(right), fields)


def _value(expected: str, seen: SeenField | None) -> ValueAnswer:
    return ValueAnswer(expected, seen.value if seen else None, seen is not None and seen.state == ACCEPTED)


def report_decisions(answers: Iterable[DecisionAnswer]) -> dict[str, object]:
    """Numbers and dates must be exact, names and titles alike; then everything that was not exact."""
    every = tuple(answers)
    values = [(name, value) for each in every for name, value in each.fields.items()]
    wrong = [(each.name, *field) for each in every for field in each.fields.items() if not field[1].right]
    likenesses = {name: [value.likeness for field, value in values if field == name] for name in FIELDS}
    return {
        "type": total(each.type for each in every).shown(),
        "exact": shown_tallies(grouped((name, value.right) for name, value in values)),
        "accepted_right": shown_tallies(
            grouped((name, value.right) for name, value in values if value.accepted)
        ),
        "likeness": {name: round(mean(each), 4) for name, each in likenesses.items() if each},
        "not_exact": [_told(*each) for each in wrong],
    }


def _told(decision: str, field: str, value: ValueAnswer) -> str:
    trust = " ACCEPTED" if value.accepted else ""
    return f"{decision} {field}{trust}: '{value.expected}' read as '{value.got}'"


def report_texts(pages: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Words and characters over all pages. The true text runs across columns where a reader goes down them,
    so neither counts the order.
    """
    every = tuple(pages)
    letters = sum((letters_wrong(true, read) for true, read in every), Letters())
    counts = [(words_of(true), words_of(read)) for true, read in every]
    return {
        "word_recall": total(Tally((true & read).total(), true.total()) for true, read in counts).shown(),
        "word_precision": total(Tally((true & read).total(), read.total()) for true, read in counts).shown(),
        "character_error_rate": round(letters.rate or 0.0, 4),
    }
