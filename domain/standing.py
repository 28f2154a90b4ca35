"""Whether a scanner, a branch or a document type may still be believed unseen, by its blind samples."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class StandingKind(StrEnum):
    """What blind samples are counted for."""

    SCANNER = "scanner"
    BRANCH = "branch"
    TYPE = "type"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """id: device, branch or document type. branch: whose device it is, so that two of one model stay apart;
    the branch itself; empty for a type, which is the same everywhere.
    """

    kind: StandingKind
    branch: str
    id: str


STEPPED_DOWN = {
    StandingKind.SCANNER: "SCANNER_STEPPED_DOWN",
    StandingKind.BRANCH: "BRANCH_STEPPED_DOWN",
    StandingKind.TYPE: "TYPE_STEPPED_DOWN",
}
"""Reason codes of values that would have been accepted."""

GOOD, BAD = 0.002, 0.02
"""Shares of accepted values that are wrong: what acceptance is set to, and what must not go on."""
RIGHT_COUNTS = math.log((1 - BAD) / (1 - GOOD))
WRONG_COUNTS = math.log(BAD / GOOD)
"""What one sample adds to the evidence that ``BAD`` is true and not ``GOOD`` (log-likelihood ratio)."""
STEP_DOWN_AT = 4.0
"""Two wrong samples among some 33, or three among some 160; one alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stands. seen, wrong: samples so far. score: the evidence against it, 0 .. STEP_DOWN_AT.

    since: when ``stepped_down`` last changed; absent where it never did.
    """

    subject: Subject
    seen: int = 0
    wrong: int = 0
    score: float = 0.0
    stepped_down: bool = False
    since: datetime | None = None

    def after(self, right: bool, at: datetime) -> Standing:
        """The standing with one more sample: a cumulative sum after Page (1954).

        Down at ``STEP_DOWN_AT``, up again at 0: some 220 right samples in a row make up for a step down, and
        each wrong one among them costs 127 more.
        """
        moved = self.score + (RIGHT_COUNTS if right else WRONG_COUNTS)
        score = min(max(moved, 0.0), STEP_DOWN_AT)
        down = score >= STEP_DOWN_AT or (self.stepped_down and score > 0.0)
        return replace(
            self,
            seen=self.seen + 1,
            wrong=self.wrong + (not right),
            score=score,
            stepped_down=down,
            since=at if down is not self.stepped_down else self.since,
        )


@dataclass(frozen=True, slots=True)
class Sampled:
    """One accepted value that a person typed unseen: whether it was right, and whom that tells about."""

    subjects: frozenset[Subject]
    right: bool
