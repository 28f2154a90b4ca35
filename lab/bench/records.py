"""Whether advice is lawful, in thousands of trials: records as they were read, registers as planted.

``python -m lab.bench.records [--seed N] [--pairs N] [--plantings N] [--misread SHARE]`` takes the dossiers
that ``lab.bench.duplicates`` has read and judges each many times, every time beside other registers: equal
records, differences, absences, outages, other people. ``--misread`` has values of the papers read wrong
besides; ``--reviewed`` judges once more when people have answered what was left to them. A trial is a paper
that must not be called held; the bound is that of so few in so many trials.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cached_property
from math import comb
from pathlib import Path
from random import Random

from pydantic import TypeAdapter

from domain.definition import Definitions
from domain.law import LawRule
from domain.once_only import Answer, HeldRecord, LookUp, Outcome, VerdictCode
from domain.record import DossierRecord, ScanSource
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.lawful import as_the_law_says, shown_only
from lab.bench.misread import misread
from lab.bench.pairing import Pairing, pair
from lab.bench.planted import Planting, papers_of, planting
from lab.bench.reviewed import reviewed
from lab.bench.scanned import Scanned, add_scan_options, kept_scans, scans_of
from lab.bench.seen import Seen, SeenVerdict, seen_of
from lab.bench.tally import grouped, one, total
from lab.bench.tally import shown as shown_tallies
from lab.bench.truth import Truth, as_definable
from lab.bench.verdicts import NONE, VerdictAnswer, verdict_answers
from lab.specimens.papers import Paper
from once_only.asking import answer_from
from storage.codec import RECORD

CONFIDENCE = 0.95
_EDITION_UNTOLD = 2
"""Of the layouts in sets that were drawn before truths told it."""
HELD = VerdictCode.NOT_NEEDED_DATA_HELD.value
SHOWN = VerdictCode.NOT_NEEDED_PRESENT_ONLY.value
_TRUTH: TypeAdapter[Truth] = TypeAdapter(Truth)


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict. planted: what was planted for that paper. shown: the law only has such a paper shown."""

    planted: str
    answer: VerdictAnswer
    shown: bool

    @property
    def may_be_spared(self) -> bool:
        return HELD in (self.answer.expected, *self.answer.also)

    @property
    def falsely_spared(self) -> bool:
        """Called held and is not, or to be shown where the law has it handed in."""
        got = self.answer.got
        return (got == HELD and not self.may_be_spared) or (got == SHOWN and not self.shown)


@dataclass(frozen=True)
class Read:
    """A scan understood once, to be judged beside many registers."""

    scan: Scanned
    definitions: Definitions

    @cached_property
    def truth(self) -> Truth:
        known = {each.id for each in self.definitions.catalogue.types}
        return as_definable(_TRUTH.validate_python(self.scan.truth), known)

    @cached_property
    def understood(self) -> Understanding:
        return self.scan.understood(self.definitions)

    @cached_property
    def papers(self) -> list[Paper]:
        return papers_of(self.scan.seed, self.scan.family, self.scan.truth.get("edition", _EDITION_UNTOLD))

    def judged(self, turn: int, share: float, by_people: bool = False) -> Iterator[Judged]:
        """Every verdict under one planting. share: of the papers' values that are read wrong besides.

        by_people: after reviewers have answered what was left to them.
        """
        dice = Random(f"{self.scan.seed}/{self.scan.profile}/{turn}")
        planted = planting(self.papers, self.truth, dice)
        if planted is None:
            return
        true = as_the_law_says(replace(self.truth, once_only=planted.verdicts), self.definitions.law)
        read = tuple(misread(each, dice, share) for each in self.understood.documents)
        record = self._completed(replace(self.understood, documents=read), planted)
        record = self._reviewed(record, planted) if by_people else record
        said = tuple(SeenVerdict(each.document, each.verdict, each.reason) for each in record.once_only)
        for answer in verdict_answers(true, replace(self._seen, once_only=said), self._pairing):
            kind = planted.kinds[answer.document] if answer.expected != NONE else "no such paper"
            yield Judged(kind, answer, self._is_shown(answer))

    def _is_shown(self, answer: VerdictAnswer) -> bool:
        """Whether the law has that paper shown; of a piece of a paper, those of its type on its pages."""
        law = self.definitions.law
        if answer.expected != NONE:
            return shown_only(self.truth, answer.document, law)
        pages = next(set(each.pages) for each in self._seen.documents if each.id == answer.document)
        there = [
            each for each in self.truth.documents if each.type == answer.type and pages & set(each.pages)
        ]
        return bool(there) and all(shown_only(self.truth, each.id, law) for each in there)

    def found(self, paper: str) -> str | None:
        """The document that was found for that paper of the truth."""
        seen = self._pairing.pairs.get(paper)
        return seen.id if seen is not None else None

    @property
    def case(self) -> Case:
        return Case("trial", ScanSource("trial", ""), self.truth.received, self.truth.procedure)

    def answered(self, asked: Iterable[LookUp], record: HeldRecord, rule: LawRule) -> list[Answer]:
        """Answers of a register that holds nothing but that record."""
        alone = Planting({rule.register or "": (record,)}, frozenset(), {}, ())
        return self._asked(asked, alone)

    def _completed(self, read: Understanding, planted: Planting) -> DossierRecord:
        answers = self._asked(pipeline.look_ups(read, self.definitions, self.case), planted)
        return pipeline.complete(read, answers, self.definitions, self.case)

    def _reviewed(self, record: DossierRecord, planted: Planting) -> DossierRecord:
        papers = {each.id: self.truth.document(true) for true, each in self._pairing.pairs.items() if each}
        return reviewed(
            record, papers, self.definitions, self._asked_at, lambda asked: self._asked(asked, planted)
        )

    @cached_property
    def _asked_at(self) -> datetime:
        return datetime.combine(self.truth.received, time(3), UTC)

    def _asked(self, asked: Iterable[LookUp], planted: Planting) -> list[Answer]:
        return [found for each in asked if (found := self._answer(each, planted)) is not None]

    def _answer(self, look_up: LookUp, planted: Planting) -> Answer | None:
        if look_up.register in planted.out:
            return Answer(look_up, Outcome.UNAVAILABLE, self._asked_at, fault="TIMEOUT")
        return answer_from(planted.held, look_up, self.definitions.law, self._asked_at)

    @cached_property
    def _seen(self) -> Seen:
        nothing = Planting({}, frozenset(), {}, ())
        return seen_of(RECORD.plain(self._completed(self.understood, nothing)))

    @cached_property
    def _pairing(self) -> Pairing:
        return pair(self.truth, self._seen)


def main() -> None:
    options = _options()
    definitions = definitions_at()
    judged: list[Judged] = []
    for number, scan in enumerate(chosen_scans(options), 1):
        read = Read(scan, definitions)
        for turn in range(options.plantings):
            judged += read.judged(turn, options.misread, options.reviewed)
        print(f"bench: judged {number} scans", file=sys.stderr, flush=True)
    print(json.dumps(report(judged, options.errors), indent=1, ensure_ascii=False))


def chosen_scans(options: argparse.Namespace) -> tuple[Scanned, ...]:
    """Sets that were read before, or dossiers that are drawn and read now."""
    if not options.kept:
        return scans_of(options)
    return tuple(scan for specimens, readings in options.kept for scan in kept_scans(specimens, readings))


def report(judged: Sequence[Judged], errors: bool = False) -> dict[str, object]:
    """The promise first: papers that had to be asked for, and how many of them were called not needed."""
    trials = [each for each in judged if not each.may_be_spared]
    planted = [each for each in trials if each.planted not in ("nothing", "held")]
    held = [each for each in judged if each.answer.expected == HELD]
    false = [each for each in trials if each.falsely_spared]
    true = [each for each in judged if each.answer.expected != NONE]
    result: dict[str, object] = {
        "trials": len(trials),
        "of_it_planted_against": len(planted),
        "falsely_not_needed": len(false),
        "share_at_most_at_95": bound_told(len(false), len(trials)),
        "share_at_most_at_95_planted": bound_told(_count(planted), len(planted)),
        "verdict_right": total(one(each.answer.right) for each in true).shown(),
        "held_papers_found": total(one(each.answer.right) for each in held).shown(),
        "right_by_planted": shown_tallies(grouped((each.planted, each.answer.right) for each in true)),
    }
    if errors:
        result["false"] = [_told(each) for each in false]
        result["wrong"] = _commonest(each for each in true if not each.answer.right)
    return result


def upper_bound(seen: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """The largest share under which so few would be seen with a chance of 1 - confidence.

    Clopper and Pearson (1934), one-sided; for none it is about 3 / trials.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        chance = sum(comb(trials, k) * middle**k * (1 - middle) ** (trials - k) for k in range(seen + 1))
        low, high = (middle, high) if chance > 1 - confidence else (low, middle)
    return high


def bound_told(seen: int, trials: int) -> float:
    """The upper bound as a report tells it."""
    return round(upper_bound(seen, trials), 6)


def _count(judged: Iterable[Judged]) -> int:
    return sum(each.falsely_spared for each in judged)


def _told(each: Judged) -> str:
    answer = each.answer
    return (
        f"{answer.dossier} {answer.document} {answer.type} {each.planted}: {answer.expected} -> {answer.got}"
    )


def _commonest(wrong: Iterable[Judged]) -> dict[str, int]:
    """Kinds of wrong verdicts, most frequent first; a paper that is wrong once is so in every planting."""
    kinds = Counter(
        f"{each.answer.dossier} {each.answer.document} {each.answer.type}: {each.answer.expected}/"
        f"{each.answer.expected_reason} -> {each.answer.got}/{each.answer.got_reason}"
        for each in wrong
    )
    return dict(kinds.most_common())


def add_record_options(parser: argparse.ArgumentParser) -> None:
    """Which scans are judged, and how often."""
    add_scan_options(parser)
    both = ("SPECIMENS", "READINGS")
    add = parser.add_argument
    add("--kept", nargs=2, type=Path, metavar=both, action="append", help="a set that is read already")
    add("--plantings", type=int, default=10, help="how often registers are planted beside each scan")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("records", description="advice in thousands of trials")
    add_record_options(parser)
    add = parser.add_argument
    add("--misread", type=float, default=0.0, help="share of the papers' values that are read wrong besides")
    add("--reviewed", action="store_true", help="after people answered what was left to them")
    add("--errors", action="store_true", help="list what was wrong")
    return parser.parse_args()


if __name__ == "__main__":
    main()
