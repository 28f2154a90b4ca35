"""Several candidates for a field become one field, the others kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.document import Alternative, Check, Field, FieldState, Reading, Sign, Source
from domain.fold import squeeze
from domain.signs import KNOWN, LETTERS, NAMED, NESTED, OTHERWISE, PLACE, UNLABELLED, UNSOUND, log_odds
from extraction.alternatives import alternatives
from extraction.belief import NO_BELIEF, Belief
from extraction.candidates import Candidate
from extraction.claims import settled
from extraction.facts import said_alike
from extraction.soundness import is_known, is_named, is_nested, is_sound

_RANK = {Source.QR: 0, Source.MRZ: 1, Source.BARCODE: 2, Source.OCR: 3}
_NEARLY = 0.75  # papers name a value where it is first asked for; later places are mentions
_BELIEVED = 0.8  # mean probability of a place's words from which the layout model is heard
_FAR_LESS = 0.25  # of the best place's: another place so unlikely is some other field's
_LABELLED = 0.9  # of a place that just this field's label names
_NUMBER = 4  # figures from which a number is no count
_FIRM = 0.95  # letters read so surely that print which contradicts a mark is no misreading
_FIRM_MARKS = 0.98  # the same where only tones and vowel marks differ
_FIRM_PLACE = 0.8  # in a place so sure: the value of another field beside it contradicts nothing
_BY_YEAR = frozenset({"date", "year"})  # papers give a year alone where no day is known
_UNCOMPARED = frozenset({"address", "mrz"})  # their last line is lost too often to contradict anything


def choose_fields(candidates: Iterable[Candidate], belief: Belief = NO_BELIEF) -> list[tuple[Field, str]]:
    """One field a name, in order of first appearance, each with its value type.

    A mark (QR, then MRZ) outranks print, since its letters prove themselves; in print the first place whose
    parse is good counts, unless the layout model finds another place far likelier. What was not chosen stands
    in ``others``.
    """
    found = list(candidates)
    labelled = _by_name(each for each in found if not each.unlabelled)
    own = settled(found, (_best(group, belief) for group in labelled))
    return [(_choose(group, belief), group[0].value_type) for group in _by_name(own)]


def _by_name(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for each in candidates:
        groups.setdefault(each.name, []).append(each)
    return list(groups.values())


def _choose(group: Sequence[Candidate], belief: Belief) -> Field:
    best = _best(group, belief)
    rest = [each for each in group if each is not best and not _is_same(each, best)]
    others = tuple(Reading(each.value, _confidence(each), each.provenance) for each in rest)
    rivals = alternatives(best)
    return Field(
        name=best.name,
        raw=best.raw,
        value=best.value,
        confidence=_confidence(best),
        state=FieldState.REVIEW,
        provenance=best.provenance,
        checks=(*_marks_agree(best, rest), *_print_agrees(best, rest)),
        others=others,
        signs=_signs(best, belief, rivals) if best.provenance.source is Source.OCR else (),
        alternatives=rivals,
    )


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Whether two readers of places found one value in one place."""
    return one.value == other.value and one.provenance == other.provenance


def _signs(each: Candidate, belief: Belief, rivals: Sequence[Alternative]) -> tuple[Sign, ...]:
    """What the print itself says for the value; a mark proves its own letters."""
    unsound = () if is_sound(each.value_type, each.value) else (Sign(UNSOUND, 1.0),)
    listed = (
        Sign(name, 1.0)
        for name, test in ((KNOWN, is_known), (NAMED, is_named), (NESTED, is_nested))
        if test(each.value_type, each.value)
    )
    otherwise = tuple(Sign(OTHERWISE, each.share) for each in rivals[:1])
    alone = (Sign(UNLABELLED, 1.0),) if each.unlabelled else ()
    believed = belief.signs(each.name, each.provenance)
    return (
        Sign(LETTERS, log_odds(each.reading)),
        Sign(PLACE, log_odds(each.certainty)),
        *otherwise,
        *unsound,
        *listed,
        *alone,
        *believed,
    )


def _best(group: Sequence[Candidate], belief: Belief) -> Candidate:
    """The highest source; of its candidates the first in reading order that is nearly as sure as any.

    Places that the layout model holds for another field's are passed over where it is sure of a better one.
    """
    source = min(_RANK[each.provenance.source] for each in group)
    level = [each for each in group if _RANK[each.provenance.source] == source]
    level = _believed(level, belief) if source == _RANK[Source.OCR] else level
    top = max(each.certainty for each in level)
    best = next(each for each in level if each.certainty >= _NEARLY * top)
    return next((each for each in level if _is_with_marks(each, best)), best)


def _is_with_marks(each: Candidate, best: Candidate) -> bool:
    """Whether it is the same name with its marks, as papers in two languages have it: «Ton Nu Mau», «Tôn Nữ
    Mẫu».
    """
    if each.value_type != "name" or not best.raw.isascii() or each.raw.isascii():
        return False
    return each.certainty >= _NEARLY * best.certainty and squeeze(each.value) == squeeze(best.value)


def _believed(level: list[Candidate], belief: Belief) -> list[Candidate]:
    shares = [belief.share(each.name, each.provenance) or 0.0 for each in level]
    most = max(shares)
    if most < _BELIEVED:
        return level
    believed = [each for each, share in zip(level, shares, strict=True) if share >= _FAR_LESS * most]
    if all(each.unlabelled for each in believed):  # a label says more than a model that never saw the form
        believed = [each for each in level if _is_named_so(each)] or believed
    if any(map(_is_listed, believed)):
        return believed
    named = any(map(_is_named_so, believed))
    listed = [each for each in level if _is_listed(each) and not (named and each.unlabelled)]
    return listed or believed


def _is_named_so(each: Candidate) -> bool:
    """Whether just this field's label names the place, and such a value may stand there.

    An address may lack its province: «Tại nhà, xã …»; a text may be a count: «05» floors.
    """
    firm = each.certainty >= _LABELLED and each.reading >= _FIRM
    shortened = each.value_type in _BY_YEAR or (each.value_type == "address" and "," in each.value)
    counted = each.value_type == "text" and each.value.isdecimal() and len(each.value) < _NUMBER
    possible = shortened or counted or is_sound(each.value_type, each.value)
    return not each.unlabelled and firm and possible


def _is_listed(each: Candidate) -> bool:
    """Whether just such a value stands on a list: what a wrong place hardly ever says."""
    return is_known(each.value_type, each.value) or is_nested(each.value_type, each.value)


def _confidence(each: Candidate) -> float:
    return round(each.certainty * each.reading, 4)


def _marks_agree(best: Candidate, rest: Sequence[Candidate]) -> tuple[Check, ...]:
    """Two codes that disagree belong to two papers, or one of them is forged: nobody may choose unseen."""
    marks = [each for each in rest if each.provenance.source is not Source.OCR]
    if best.provenance.source is Source.OCR or all(each.value == best.value for each in marks):
        return ()
    return (Check("marks_agree", False, "Các mã trên giấy khác nhau / codes differ"),)


def _print_agrees(best: Candidate, rest: Sequence[Candidate]) -> tuple[Check, ...]:
    """Whether what is printed says what the mark says; a firm contradiction is a sign of forgery or error.

    Letters without their marks that agree prove nothing and speak against nothing, unless the marks were
    read as firmly.
    """
    printed = [each for each in rest if each.provenance.source is Source.OCR]
    if best.provenance.source is Source.OCR or not printed:
        return ()
    if any(_says_the_same(each.value, best.value) for each in printed):
        return (Check("print_agrees_with_mark", True),)
    if any(_is_firm(each, best) and not _says_less(each.value, best.value) for each in printed):
        return (Check("print_agrees_with_mark", False, "Mã và chữ in khác nhau / mark and print differ"),)
    return ()


def _says_the_same(printed: str, marked: str) -> bool:
    return said_alike(printed).replace(" ", "") == said_alike(marked).replace(" ", "")


def _says_less(printed: str, marked: str) -> bool:
    """A year alone, a line that was cut: no contradiction."""
    return squeeze(marked).startswith(squeeze(printed)) and len(squeeze(printed)) < len(squeeze(marked))


def _is_firm(each: Candidate, mark: Candidate) -> bool:
    needed = _FIRM_MARKS if squeeze(each.value) == squeeze(mark.value) else _FIRM
    sure = each.reading >= needed and each.certainty >= _FIRM_PLACE
    return sure and not each.unlabelled and each.value_type not in _UNCOMPARED
