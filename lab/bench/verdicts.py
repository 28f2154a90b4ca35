"""Once-only advice: right when an officer who follows it does the lawful thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.once_only import VerdictCode
from lab.bench.pairing import Pairing
from lab.bench.seen import Seen
from lab.bench.tally import grouped, one, shown, total
from lab.bench.truth import Truth

RELEASING = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY)
NONE = "none"


@dataclass(frozen=True, slots=True)
class VerdictAnswer:
    """expected and got are verdict codes, or ``none`` where there was no verdict on that paper.

    also: verdicts that are as right as the expected one.
    """

    dossier: str
    document: str
    type: str
    expected: str
    expected_reason: str
    got: str
    got_reason: str
    also: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return self.got in (self.expected, *self.also)

    @property
    def falsely_released(self) -> bool:
        """A citizen would be spared a paper that the agency does need."""
        return self.got in RELEASING and self.expected not in RELEASING


def verdict_answers(truth: Truth, seen: Seen, pairing: Pairing) -> tuple[VerdictAnswer, ...]:
    """One for every true verdict, and one for every paper that was released without being a true one."""
    said = {verdict.document: verdict for verdict in seen.once_only}
    answers = []
    for true in truth.once_only:
        found = pairing.pairs.get(true.document)
        got = said.pop(found.id, None) if found else None
        expected = (true.document, truth.document(true.document).type, true.verdict, true.reason)
        answers.append(
            VerdictAnswer(
                truth.name, *expected, got.verdict if got else NONE, got.reason if got else NONE, true.or_
            )
        )
    types = {document.id: document.type for document in seen.documents}
    answers += (
        VerdictAnswer(
            truth.name, each.document, types.get(each.document, NONE), NONE, NONE, each.verdict, each.reason
        )
        for each in said.values()
        if each.verdict in RELEASING
    )
    return tuple(answers)


def report_verdicts(answers: Iterable[VerdictAnswer]) -> dict[str, object]:
    every = tuple(answers)
    true = [each for each in every if each.expected != NONE]
    same_reason = [one(each.expected_reason == each.got_reason) for each in true if each.expected == each.got]
    return {
        "right": total(one(each.right) for each in true).shown(),
        "right_by_expected": shown(grouped((each.expected, each.right) for each in true)),
        "reason_right_where_verdict_is": total(same_reason).shown(),
        "falsely_not_needed": sum(each.falsely_released for each in every),
        "mismatch_called_held": sum(
            each.expected == VerdictCode.NEEDED_MISMATCH and each.got == VerdictCode.NOT_NEEDED_DATA_HELD
            for each in every
        ),
    }
