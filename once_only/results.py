"""Papers of an accepted dossier that may stand in for themselves in a later one, and what finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from domain.document import Copy, Document, Field, FieldState, Source
from domain.law import Agree, LawBook, LawRule, Manner, Presence, Reason
from domain.once_only import HeldRecord, LookUp, Verdict, VerdictCode
from domain.record import DossierRecord
from domain.review import DecisionKind
from domain.words import standing_decision
from once_only.applicable import held_types
from once_only.comparing.agreement import has_content, read_date
from once_only.comparing.spelling import bare
from once_only.evidence import PERSON_UNCERTAIN

Key = tuple[str, ...]

_PERSONAL_NUMBER = "so_dinh_danh"
_AGAINST = frozenset(
    {
        Reason.DATA_MISMATCH,
        Reason.HISTORIC_VALUE,
        Reason.EXPIRED_OR_REVOKED,
        Reason.PAPER_IN_DOUBT,
        Reason.SUBJECT_NOT_REQUESTER,
        Reason.FOREIGN_DOC,
        Reason.FOREIGN_SUBJECT,
        Reason.EVIDENCE_CHANGED,
        Reason.ORIGINAL_COLLECTED,
        Reason.ORIGINAL_CERTIFIED,
    }
)
"""What speaks against a paper is not forgotten because its dossier was accepted all the same; a paper that a
procedure took in is superseded, and one that was brought to be certified was not handed in."""
_COUNTS_AS_GOOD = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NEEDED)
"""Advice that says nothing against a paper: its data are held, or it is the paper itself that is taken in."""


def results_of(record: DossierRecord, law: LawBook) -> dict[str, HeldRecord]:
    """Document id to what may be told of it again; empty while a person still has to look at the record.

    Only values that were accepted unseen or settled by a person count, and a paper only with all values that
    its rule compares and dates by. Not stored: plain copies, papers that were only to be shown, papers that a
    register, a date, another source or an officer spoke against.
    """
    if record.tasks:
        return {}
    found = ((each, _values(each)) for each in record.documents if _may_stand(each, record))
    return {
        document.id: HeldRecord(document.type, values)
        for document, values in found
        if any(_is_whole(rule, values) for rule in rules_storing(law, document.type))
    }


def vouched(record: DossierRecord, document: str) -> bool:
    """Whether an officer stands by that paper: agrees with advice that counts it as good, or says so."""
    said = standing_decision(record, document)
    if said is None:
        return False
    if said.kind is DecisionKind.OVERRIDE_VERDICT:
        return said.value == VerdictCode.NOT_NEEDED_DATA_HELD
    verdict = _verdict(record, document)
    return verdict is not None and verdict.verdict in _COUNTS_AS_GOOD and not _against(verdict)


def rules_storing(law: LawBook, type_: str) -> tuple[LawRule, ...]:
    """Rules under which papers of the type lie in a store that this program feeds, whenever they apply."""
    own = frozenset(each.id for each in law.registers if each.own)
    return tuple(rule for rule in law.rules if own & {rule.register, rule.store} and type_ in _held_by(rule))


def keys_to_keep(record: HeldRecord, law: LawBook) -> frozenset[Key]:
    """What the record is found by: values that only one paper carries together, its type first.

    They hold citizens' values: whoever keeps them keeps a keyed hash.
    """
    rules = rules_storing(law, record.type)
    return frozenset(
        key for rule in rules for names in rule.keys for key in _keys(record.type, names, record.fields, rule)
    )


def keys_to_try(look_up: LookUp, law: LawBook) -> frozenset[Key]:
    """Under which keys a record may lie that answers the look-up."""
    types = held_types(law, look_up.register, look_up.type)
    rules = (rule for rule in rules_storing(law, look_up.type) if look_up.type in rule.types)
    names = tuple(look_up.keys)
    return frozenset(
        key for rule in rules for type_ in types for key in _keys(type_, names, look_up.keys, rule)
    )


def _may_stand(document: Document, record: DossierRecord) -> bool:
    verdict = _verdict(record, document.id)
    if verdict is None or document.copy is Copy.COPY or _against(verdict):
        return False
    doubted = standing_decision(record, document.id) is not None and not vouched(record, document.id)
    shown = verdict.verdict is VerdictCode.NOT_NEEDED_PRESENT_ONLY
    places = (place for conflict in record.conflicts for place in conflict.places)
    return not (doubted or shown or document.id in {place.partition(".")[0] for place in places})


def _verdict(record: DossierRecord, document: str) -> Verdict | None:
    return next((each for each in record.once_only if each.document == document), None)


def _against(verdict: Verdict) -> bool:
    return bool({verdict.reason, verdict.otherwise} & _AGAINST)


def _values(document: Document) -> dict[str, str]:
    return {each.name: each.value for each in document.fields if _is_settled(each)}


def _is_settled(field: Field) -> bool:
    sure = field.state is not FieldState.REVIEW and PERSON_UNCERTAIN not in field.reasons
    return sure and has_content(field.value) and field.provenance.source is not Source.REGISTER


def _is_whole(rule: LawRule, values: Mapping[str, str]) -> bool:
    needed = [each.field for each in rule.must_agree if each.when is Presence.ALWAYS]
    needed += [each.field for each in rule.expires if each.enabled]
    return all(name in values for name in needed)


def _held_by(rule: LawRule) -> tuple[str, ...]:
    return (*rule.types, *rule.held_as)


def _keys(type_: str, names: Iterable[str], values: Mapping[str, str], rule: LawRule) -> Iterator[Key]:
    """A person's own number alone, a paper's number with one more value, or all values but the number.

    The ways in which ``once_only.asking.answer_from`` finds a record.
    """
    compared = {each.field: each for each in rule.must_agree if each.field in names}
    number = next((name for name, each in compared.items() if each.manner is Manner.NUMBER), None)
    rest = [name for name in compared if name != number]
    if number is not None and number in values:
        sets = [[number]] if number == _PERSONAL_NUMBER else [[number, other] for other in rest]
        yield from (
            _key(type_, each, values, compared) for each in sets if all(name in values for name in each)
        )
    if rest and all(name in values for name in rest):
        yield _key(type_, rest, values, compared)


def _key(type_: str, names: Iterable[str], values: Mapping[str, str], compared: Mapping[str, Agree]) -> Key:
    said = ((name, _alike(compared[name].manner, values[name])) for name in sorted(names))
    return (type_, *(part for pair in said for part in pair))


def _alike(manner: Manner, value: str) -> str:
    """One spelling for all values that might agree; wider than agreement, never narrower."""
    day = read_date(value) if manner is Manner.DATE else None
    if day is not None:
        return f"{day.year}-{day.month or 0}-{day.day or 0}"
    return "".join(mark for mark in bare(value) if mark.isalnum())
