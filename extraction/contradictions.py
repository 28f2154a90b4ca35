"""Papers of one dossier that say different things of one person: somebody must see them, and nothing that
surely disagrees is accepted.

A difference that a doubtful reading explains is no contradiction yet: the doubtful value is asked about as
it would be, and told that another paper says otherwise. Once a person has settled it, what still differs is
a contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from domain.document import Check, Document, Field, FieldState, Source
from domain.fold import fold
from domain.record import Conflict
from extraction.facts import Fact, Mentioned, Told, mentions_in

PAPERS_AGREE = "papers_agree"
UNSURE_PAPER = "DOCUMENT_TYPE_UNSURE"
LOW_CONFIDENCE = "LOW_CONFIDENCE"
"""Reason codes of values on a paper whose type or extent is in doubt, and of values themselves in doubt."""

SURE = 0.99
"""What is accepted may be less sure: of two values that differ one is wrong, and mostly misread."""

SamePlace = Callable[[str, str], bool]
"""Whether two addresses may name one place, old and new units alike."""

_RULE = "papers_differ_"
_NUMBERS = (Fact.NUMBER, Fact.OLD_NUMBER)
_ALIKE = 85.0  # of 100: how like another name one must be that was misread
_CODED = 2  # further papers that the word of a code is worth
_MESSAGE = "Hai giấy trong hồ sơ ghi khác nhau. / Two papers of the dossier say different things."


@dataclass(frozen=True, slots=True)
class Difference:
    """Two papers that differ in a fact of one person.

    outvoted: they differ by nothing but the marks of a name, and one of them has a code or more papers with
    it; a lost tone explains that, however surely the rest was read.
    """

    fact: Fact
    one: Told
    other: Told
    outvoted: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether no doubt of the reading explains it."""
        return is_surely_read(self.one.field) and is_surely_read(self.other.field)


def anywhere(one: str, other: str) -> bool:
    """The answer of somebody who knows no places: any two addresses may be one."""
    del one, other
    return True


def differences(documents: Sequence[Document], same_place: SamePlace) -> tuple[Difference, ...]:
    """Every two places of different papers that tell different things of one person, each pair once."""
    found: dict[frozenset[str], Difference] = {}
    told = [(document.id, each) for document in documents for each in mentions_in(document)]
    voices = _voices(mention for _, mention in told)
    for (here, one), (there, other) in combinations(told, 2):
        if here != there and _are_one(one, other):
            for each in _apart(one, other, same_place):
                known = replace(each, outvoted=_outvoted(each, voices))
                found.setdefault(frozenset((each.one.place, each.other.place)), known)
    return tuple(found.values())


def _voices(mentions: Iterable[Mentioned]) -> Mapping[str, int]:
    """How many papers give each name, the word of a code being worth more."""
    names = [each[Fact.NAME] for each in mentions if Fact.NAME in each]
    voices = Counter(value for value, _ in {(each.value, each.document) for each in names})
    for value in {each.value for each in names if each.field.provenance.source is not Source.OCR}:
        voices[value] += _CODED
    return voices


def _outvoted(each: Difference, voices: Mapping[str, int]) -> bool:
    if each.fact is not Fact.NAME or fold(each.one.value) != fold(each.other.value):
        return False
    if FieldState.SETTLED in (each.one.field.state, each.other.field.state):
        return False
    fewer, more = sorted((each.one, each.other), key=lambda told: voices[told.value])
    return voices[more.value] > voices[fewer.value] and fewer.field.provenance.source is Source.OCR


def contradictions(documents: Sequence[Document], same_place: SamePlace) -> tuple[Conflict, ...]:
    """What papers surely say differently, as the record shows it."""
    return tuple(
        Conflict(f"{_RULE}{each.fact}", (each.one.place, each.other.place), _MESSAGE)
        for each in differences(documents, same_place)
        if each.is_sure and not each.outvoted
    )


def is_between_papers(conflict: Conflict) -> bool:
    """Whether the conflict is one that ``contradictions`` found."""
    return conflict.rule.startswith(_RULE)


def disputed(found: Sequence[Difference]) -> Mapping[str, Check]:
    """The failed check of every place that a person must look at: both where both were surely read, else what
    is doubtful of a difference."""
    checks: dict[str, Check] = {}
    for each in found:
        for own, against in ((each.one, each.other), (each.other, each.one)):
            if each.is_sure or not is_surely_read(own.field):
                checks.setdefault(own.place, Check(PAPERS_AGREE, False, _differs_from(against)))
    return checks


def is_surely_read(field: Field) -> bool:
    """Whether a person settled the value, or it would be accepted unseen and is too sure to be misread where
    another paper differs.

    What checks say of it does not matter: a paper may surely say what is wrong. A value that was judged to
    contradict another one stays so, although the contradiction itself makes it less likely.
    """
    if field.state is FieldState.SETTLED:
        return True
    if {LOW_CONFIDENCE, UNSURE_PAPER} & set(field.reasons):
        return False
    judged = any(check.rule == PAPERS_AGREE and not check.ok for check in field.checks)
    return judged or field.provenance.source is not Source.OCR or field.confidence >= SURE


def _differs_from(told: Told) -> str:
    return f"Khác với {told.place} / differs from {told.place}"


def _are_one(one: Mentioned, other: Mentioned) -> bool:
    """Whether two mentions are of one person: by number, by birth and all but a digit or the end of a number,
    or by name where no more than one surely read fact speaks against it."""
    if any(_agree(one, other, fact) for fact in _NUMBERS):
        return True
    alike = any(_all_but_a_digit(one, other, fact) for fact in _NUMBERS)
    if _agree(one, other, Fact.BIRTH) and (alike or _begins(one, other) or _begins(other, one)):
        return True
    if Fact.NAME not in one or Fact.NAME not in other:
        return False
    if not _may_be_one_name(one[Fact.NAME].field, other[Fact.NAME].field):
        return False
    against = [fact for fact in (Fact.NUMBER, Fact.BIRTH, Fact.SEX) if _surely_differ(one, other, fact)]
    return len(against) < 2


def _all_but_a_digit(one: Mentioned, other: Mentioned, fact: Fact) -> bool:
    if fact not in one or fact not in other:
        return False
    return sum(a != b for a, b in zip(one[fact].value, other[fact].value, strict=True)) == 1


def _begins(short: Mentioned, whole: Mentioned) -> bool:
    """Whether what passes for an old number is the other's number, whose last digits were not read."""
    if Fact.OLD_NUMBER not in short or Fact.NUMBER not in whole:
        return False
    return whole[Fact.NUMBER].value.startswith(short[Fact.OLD_NUMBER].value)


def _surely_differ(one: Mentioned, other: Mentioned, fact: Fact) -> bool:
    return _differ(one, other, fact) and Difference(fact, one[fact], other[fact]).is_sure


def _may_be_one_name(one: Field, other: Field) -> bool:
    """Whether two names are the same but for marks, or for a letter where one of them was hardly read.

    Names that were surely read and are merely alike are those of brothers and sisters; so are those whose
    given names differ by more than a letter, «Thị Hạnh» and «Thị Ngân».
    """
    here, there = fold(one.value), fold(other.value)
    if here == there:
        return True
    if is_surely_read(one) and is_surely_read(other):
        return False
    given = Levenshtein.distance(here.rpartition(" ")[2], there.rpartition(" ")[2])
    return given <= 1 and fuzz.ratio(here, there) >= _ALIKE


def _agree(one: Mentioned, other: Mentioned, fact: Fact) -> bool:
    return fact in one and fact in other and one[fact].value == other[fact].value


def _differ(one: Mentioned, other: Mentioned, fact: Fact) -> bool:
    if fact not in one or fact not in other:
        return False
    return _UNLIKE.get(fact, str.__ne__)(one[fact].value, other[fact].value)


def _apart(one: Mentioned, other: Mentioned, same_place: SamePlace) -> Iterator[Difference]:
    for fact in Fact:
        if fact is Fact.HOME:
            apart = fact in one and fact in other and not same_place(one[fact].value, other[fact].value)
        else:
            apart = _differ(one, other, fact)
        if apart:
            yield Difference(fact, one[fact], other[fact])


def _unlike_dates(one: str, other: str) -> bool:
    """Whether two dates differ as far as both are known: a year alone says nothing of the day."""
    length = min(len(one), len(other))
    return one[:length] != other[:length]


_UNLIKE: Mapping[Fact, Callable[[str, str], bool]] = {Fact.BIRTH: _unlike_dates}
