"""The smallest differences: one tone, letter, digit or day in one value that a rule compares.

``python -m lab.bench.slips [--kept SPECIMENS READINGS] [--plantings N]`` lets a register hold each paper
as it is, but for one slip in a value that the paper prints; such a paper must never be called held.
``register``: the register errs. ``paper``: the paper errs, and the register and all other papers of the
dossier agree against it. Beside that stands what would follow if a misread name were believed where a
surely read paper of the same person says what the register does, by how sure the reading was: how many
more papers would be found, and how many slips would pass.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from domain.document import Document, FieldState
from domain.law import Agree, LawRule, Manner
from domain.once_only import HeldRecord, Verdict, VerdictCode
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.misread import lost_letter, other_digit, other_mark
from lab.bench.planted import planting
from lab.bench.records import Read, add_record_options, bound_told, chosen_scans
from lab.bench.truth import TrueDocument
from lab.specimens.papers import Paper
from lab.specimens.registers import HELD
from once_only.applicable import rule_for
from once_only.comparing.agreement import Agreement, agree, has_content

SURENESS = (0.1, 0.3, 0.5, 0.8, 1.0)
_SPELLED = (Manner.NAME, Manner.TEXT, Manner.ADDRESS)
_LETTERS = "aeiouybcdghklmnpqrstvx"


@dataclass(frozen=True, slots=True)
class Slip:
    """One planted trial. kind: who errs, and what kind of value; ``held`` where nobody does.

    doubt: how sure the least sure name was that stands alone against the register while a surely read paper
    says as the register does; None where something else speaks against the paper.
    """

    kind: str
    verdict: Verdict
    doubt: float | None

    @property
    def held(self) -> bool:
        return self.verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD


def slips_of(read: Read, turn: int) -> Iterator[Slip]:
    """For each paper of a scan that a register may hold: held as it is, and with a slip of either side."""
    dice = Random(f"{read.scan.seed}/{read.scan.profile}/slip/{turn}")
    planted = planting(read.papers, read.truth, dice)
    law, truth = read.definitions.law, read.truth
    for paper in read.papers if planted is not None else ():
        found = read.found(paper.id)
        rule = rule_for(law, paper.type, truth.received, truth.procedure)
        if planted is None or found is None or rule is None or planted.kinds.get(paper.id) != "held":
            continue
        record = _record_of(paper, planted.held[HELD[paper.type][0]])
        yield _judged(read, found, rule, record, "held", ())
        slip = _slip(record, rule, truth.document(paper.id), dice)
        if slip is not None:
            each, erring = slip
            change = (record.fields[each.field], erring.fields[each.field])
            yield _judged(read, found, rule, erring, f"register {each.manner}", ())
            if each.manner is Manner.NAME:
                yield _judged(read, found, rule, erring, "paper name", change)


def _record_of(paper: Paper, records: Sequence[HeldRecord]) -> HeldRecord:
    number = HELD[paper.type][3]
    said = paper.content[number].text
    return next(each for each in records if each.type == paper.type and each.fields.get(number) == said)


def _slip(
    record: HeldRecord, rule: LawRule, paper: TrueDocument, dice: Random
) -> tuple[Agree, HeldRecord] | None:
    """One compared value of the record said a little otherwise; None where the dice changed nothing, and
    where the paper prints nothing that is compared.
    """
    held = [each for each in rule.must_agree if has_content(record.fields.get(each.field))]
    printed = [each for each in held if each.field in paper.fields]
    if not printed:
        return None
    each = dice.choice(printed)
    value = record.fields[each.field]
    said = otherwise(each.manner, value, dice)
    if agree(each.manner, said, value) is Agreement.EXACT:
        return None
    return each, replace(record, fields={**record.fields, each.field: said})


def otherwise(manner: Manner, value: str, dice: Random) -> str:
    """The value with one mark, letter or digit another one, or one letter lost."""
    if manner not in _SPELLED:
        return other_digit(value, dice)
    return dice.choice((other_mark, other_mark, _other_letter, lost_letter))(value, dice)


def _other_letter(text: str, dice: Random) -> str:
    places = [place for place, letter in enumerate(text) if letter.lower() in _LETTERS]
    place = dice.choice(places) if places else 0
    letter = dice.choice([each for each in _LETTERS if each != text[place].lower()])
    return f"{text[:place]}{letter.upper() if text[place].isupper() else letter}{text[place + 1 :]}"


def _judged(
    read: Read, found: str, rule: LawRule, record: HeldRecord, kind: str, change: tuple[str, ...]
) -> Slip:
    papers = tuple(
        each if each.id == found or not change else _renamed(each, *change)
        for each in read.understood.documents
    )
    understood = replace(read.understood, documents=papers)
    answers = read.answered(pipeline.look_ups(understood, read.definitions, read.case), record, rule)
    done = pipeline.complete(understood, answers, read.definitions, read.case)
    verdict = next(each for each in done.once_only if each.document == found)
    return Slip(kind, verdict, _doubt(verdict, papers, rule))


def _renamed(paper: Document, old: str, new: str) -> Document:
    """Every name on the paper that is that one, to the tone, is the other one instead."""
    fields = (
        replace(each, value=new, raw=new) if agree(Manner.NAME, each.value, old) is Agreement.EXACT else each
        for each in paper.fields
    )
    return replace(paper, fields=tuple(fields))


def _doubt(verdict: Verdict, papers: Sequence[Document], rule: LawRule) -> float | None:
    if verdict.verdict is not VerdictCode.NEEDED_MISMATCH:
        return None
    manners = {each.field: each.manner for each in rule.must_agree}
    own = next(each for each in papers if each.id == verdict.document)
    apart = [row for row in verdict.compared if row.agreement != Agreement.EXACT]
    fields = [own.field_named(row.field) for row in apart]
    others = [each for paper in papers if paper is not own for each in paper.fields]
    sure = [each.value for each in others if each.state is not FieldState.REVIEW]
    borne_out = all(
        manners[row.field] is Manner.NAME
        and any(agree(Manner.NAME, row.held, value) is Agreement.EXACT for value in sure)
        for row in apart
    )
    read = [each.confidence for each in fields if each is not None and each.state is FieldState.REVIEW]
    return max(read) if borne_out and len(read) == len(apart) else None


def report(slips: Iterable[Slip]) -> dict[str, object]:
    """Slips that passed as held, and the curve of what believing misread names would win and lose."""
    every = tuple(slips)
    wrong = [each for each in every if each.kind != "held"]
    right = [each for each in every if each.kind == "held"]
    kinds = Counter(each.kind for each in wrong)
    return {
        "slips": len(wrong),
        "called_held": sum(each.held for each in wrong),
        "share_at_most_at_95": bound_told(sum(each.held for each in wrong), len(wrong)),
        "by_kind": {
            kind: [sum(each.held for each in wrong if each.kind == kind), kinds[kind]] for kind in kinds
        },
        "held_found": [sum(each.held for each in right), len(right)],
        "if_misread_names_were_believed": {
            f"read below {limit}": {
                "held_found": sum(each.held or _below(each, limit) for each in right),
                "slips_called_held": sum(each.held or _below(each, limit) for each in wrong),
            }
            for limit in SURENESS
        },
    }


def _below(each: Slip, limit: float) -> bool:
    return each.doubt is not None and each.doubt < limit


def main() -> None:
    parser = argparse.ArgumentParser("slips", description="one tone, letter, digit or day otherwise")
    add_record_options(parser)
    options = parser.parse_args()
    definitions = definitions_at()
    slips: list[Slip] = []
    for number, scan in enumerate(chosen_scans(options), 1):
        read = Read(scan, definitions)
        slips += (each for turn in range(options.plantings) for each in slips_of(read, turn))
        print(f"bench: judged {number} scans", file=sys.stderr, flush=True)
    print(json.dumps(report(slips), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
