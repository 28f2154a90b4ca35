"""What went wrong, listed for whoever improves it: the costliest first. The people in it are invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.definition import pattern_of
from lab.bench.answers import Answers
from lab.bench.fields import FieldAnswer
from lab.bench.seen import SeenField
from lab.bench.verdicts import VerdictAnswer

Place = tuple[str, str, str, str]


@dataclass(slots=True)
class Failing:
    """One (type, field, layout, filled) and how its values failed."""

    of: int = 0
    different: int = 0
    absent: int = 0
    lost: int = 0

    @property
    def wrong(self) -> int:
        return self.different + self.absent + self.lost

    @property
    def rank(self) -> tuple[int, int]:
        """What extraction got wrong comes first; a lost document is listed among documents as well."""
        return -self.different - self.absent, -self.lost


def list_errors(answers: Answers, verdicts: Iterable[VerdictAnswer], top: int = 60) -> str:
    """A page of text: what fails most, then every wrong value, page, document and verdict."""
    wrong = [each for each in answers.fields if not each.right]
    sections = [
        ("Fields that fail most (lost: the whole document was not found)", _failing(answers.fields, top)),
        ("Values that nobody expected", _spurious(wrong, top)),
        ("Accepted and wrong", map(_value, (each for each in wrong if each.accepted))),
        ("Documents", _documents(answers)),
        ("Pages", _pages(answers)),
        ("Verdicts", _verdicts(verdicts)),
        (
            "Every wrong value",
            map(_value, sorted(wrong, key=lambda each: (each.type, each.field, each.layout))),
        ),
    ]
    return (
        "\n".join(line for title, lines in sections for line in ("", f"== {title}", *lines)).lstrip() + "\n"
    )


def failing(answers: Iterable[FieldAnswer]) -> dict[Place, Failing]:
    """How the expected values of every (type, field, layout, filled) came out; list items count as one."""
    places: dict[Place, Failing] = {}
    for each in answers:
        if each.expected is None:
            continue
        place = places.setdefault((each.type, pattern_of(each.field), each.layout, each.filled), Failing())
        place.of += 1
        place.different += int(each.seen is not None and not each.right)
        place.absent += int(each.seen is None and not each.lost)
        place.lost += int(each.lost)
    return places


def _failing(answers: Iterable[FieldAnswer], top: int) -> Iterator[str]:
    places = sorted(failing(answers).items(), key=lambda each: each[1].rank)
    for (kind, field, layout, filled), each in places[:top]:
        if each.wrong:
            parts = f"{each.different} different, {each.absent} absent, {each.lost} lost"
            yield f"{each.wrong:4} of {each.of:4}  {kind}.{field}  {layout} {filled}  ({parts})"


def _spurious(wrong: Iterable[FieldAnswer], top: int) -> Iterator[str]:
    counted = Counter(
        (each.type, pattern_of(each.field), each.layout) for each in wrong if each.expected is None
    )
    for (kind, field, layout), count in counted.most_common(top):
        yield f"{count:4}  {kind}.{field}  {layout}"


def _value(each: FieldAnswer) -> str:
    paper = f"{each.layout} {each.filled}  {each.profile} {each.dossier}/{each.document}"
    expected = "(nothing)" if each.expected is None else _on_one_line(each.expected)
    return f"{each.type}.{each.field}  {paper}\n      is  {expected}\n      got {_got(each.seen)}"


def _got(seen: SeenField | None) -> str:
    if seen is None:
        return "(nothing)"
    where = seen.provenance
    return f"{_on_one_line(seen.value)}  {where.source} page {where.page} {seen.state} {seen.confidence:.2f}"


def _on_one_line(value: str) -> str:
    return "'" + value.replace("\n", "⏎") + "'"


def _documents(answers: Answers) -> Iterator[str]:
    for each in answers.documents:
        if not each.exact:
            place = f"{each.profile} {each.dossier}/{each.document}"
            yield f"{place}  {each.type} {list(each.pages)} {each.layout}  got {each.got or '(nothing)'}"


def _pages(answers: Answers) -> Iterator[str]:
    for each in answers.pages:
        if not each.right:
            yield f"{each.profile} {each.dossier} page {each.page}  {each.expected}  got {each.got}"
        elif each.seen_turned != each.turned:
            turned = f"stands at {each.turned}, seen at {each.seen_turned}"
            yield f"{each.profile} {each.dossier} page {each.page}  {each.expected}  {turned}"


def _verdicts(answers: Iterable[VerdictAnswer]) -> Iterator[str]:
    for each in answers:
        if not each.right or each.expected_reason != each.got_reason:
            wanted, got = f"{each.expected}/{each.expected_reason}", f"{each.got}/{each.got_reason}"
            yield f"{each.dossier}/{each.document}  {each.type}  is {wanted}  got {got}"
