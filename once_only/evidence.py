"""A paper and a register's record side by side, and whether what agrees may be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from domain.document import Document, Field, FieldState, Source
from domain.law import Agree, Expiry, LawRule, Manner, Presence, Register
from domain.once_only import Answer, Compared, HeldRecord, Outcome
from once_only.admitted import admits, said_for
from once_only.comparing.agreement import (
    NUMBERS,
    Agreement,
    agree,
    has_content,
    in_other_terms,
    read_date,
    series_of,
)
from once_only.comparing.agreement import PartialDate as Day
from once_only.witnesses import NOWHERE, Names

REVOKED_ON = "ngay_thu_hoi"
"""The field of a register's record that names the day on which the paper was revoked."""

PERSON_UNCERTAIN = "PERSON_UNCERTAIN"
"""The reason code of a field that a person could not make out; no machine's agreement outweighs it."""

SURE_OF_MARKS = 0.8
"""Under it a name in doubt is evidence only as far as its letters admit what the register holds, and where no
other paper surely calls that person otherwise."""

_HANOI = timezone(timedelta(hours=7))
_PROVEN = frozenset({Source.QR, Source.MRZ, Source.BARCODE, Source.REVIEWER})
_APART = (Agreement.NEAR, Agreement.DIFFERENT)
_SPELLED = (Manner.NAME, Manner.TEXT)
_COUNTED = (Manner.NUMBER, Manner.DATE)
_WEIGHT = {Agreement.EXACT: 0, Agreement.NEAR: 1, Agreement.ABSENT: 2, Agreement.DIFFERENT: 3}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The fields a rule compares, with the manner of each, for one record.

    former: fields in which the paper shows a value that the record keeps as an earlier one, or in which one
    side is written as before a change of law (``once_only.comparing.agreement.in_other_terms``).
    """

    record: HeldRecord | None
    rows: tuple[tuple[Agree, Compared], ...]
    former: frozenset[str] = frozenset()

    @property
    def compared(self) -> tuple[Compared, ...]:
        return tuple(row for _, row in self.rows)

    @property
    def disagrees(self) -> bool:
        return any(row.agreement in _APART for row in self.compared)

    @property
    def historic(self) -> bool:
        """Every difference is an earlier value: one that the record still knows, or one in terms of old."""
        apart = {row.field for row in self.compared if row.agreement in _APART}
        return bool(apart) and apart <= self.former

    @property
    def lacks_held(self) -> bool:
        return any(not has_content(row.held) for row in self.compared)

    @property
    def lacks_paper(self) -> bool:
        """Also without any number to compare: name and day of birth are other people's too."""
        numbered = any(each.manner in NUMBERS for each, _ in self.rows)
        return not numbered or any(not has_content(row.paper) for row in self.compared)

    @property
    def other_person(self) -> bool:
        """Number and name both differ: the record is of somebody else, not a slip in one value."""
        return all(self._differs(manner) for manner in (Manner.NUMBER, Manner.NAME))

    def _differs(self, manner: Manner) -> bool:
        verdicts = [row.agreement for each, row in self.rows if each.manner is manner]
        return bool(verdicts) and all(agreement == Agreement.DIFFERENT for agreement in verdicts)


def compare(
    document: Document, record: HeldRecord | None, rule: LawRule, elsewhere: Names = NOWHERE
) -> Comparison:
    """Every field that the rule wants equal, on both sides; a field neither needed nor there is left out.

    elsewhere: the paper's names as other papers surely have them.
    """
    rows = []
    for each in rule.must_agree:
        held, field = _held_value(record, each), document.field_named(each.field)
        paper = said_for(field, each.manner, held, elsewhere.get(each.field, ()))
        own = record is None or record.type == document.type
        if _is_compared(each.when, paper, held, own):
            read = field.value if field is not None and field.value != paper else None
            row = Compared(each.field, agree(each.manner, paper, held), paper, held, read)
            rows.append((each, row))
    former = frozenset(row.field for each, row in rows if _was_so(each, row, record))
    return Comparison(record, tuple(rows), former)


def best_of(comparisons: Sequence[Comparison]) -> Comparison | None:
    """The record that agrees most; one that shares the number but contradicts it goes first.

    Two records under one number that say different things are no evidence for either.
    """
    ranked = sorted(comparisons, key=_distance)
    if ranked and not ranked[0].disagrees:
        twins = (each for each in ranked[1:] if each.disagrees and _same_number(each))
        return next(twins, ranked[0])
    return ranked[0] if ranked else None


def trusted(document: Document, comparison: Comparison, elsewhere: Names = NOWHERE) -> bool:
    """Whether exact agreement is evidence about the paper.

    An unsure reading that equals the register's number, name and date is proven by them. It is not where
    the value came from the register in the first place, where a person could not make it out, where a code or
    a person on the same paper says otherwise, or where a name or text was hardly read and its letters leave
    little to what the register holds (``once_only.admitted``). elsewhere: as for ``compare``.
    """
    read = (document.field_named(each.field) for each, _ in comparison.rows)
    return all(
        _stands(field, each.manner, row.held, elsewhere.get(field.name, ()))
        for field, (each, row) in zip(read, comparison.rows, strict=True)
        if field is not None
    )


def likely_misread(document: Document, comparison: Comparison) -> tuple[str, ...]:
    """Fields in which the paper was probably read wrong, empty where something else speaks for a difference.

    All numbers and dates that are compared agree, and every difference is one of marks in a name or a text
    that no code on the paper and no person confirms: a register that knows the same twelve digits and the
    same day is more likely right about a tone than the reading of a scan. It stays a difference until a
    person has looked.
    """
    counted = [row.agreement for each, row in comparison.rows if each.manner in _COUNTED]
    apart = [(each, row) for each, row in comparison.rows if row.agreement in _APART]
    if not apart or any(agreement != Agreement.EXACT for agreement in counted):
        return ()
    fields = ((document.field_named(row.field), each, row) for each, row in apart)
    if all(_may_be_misread(field, each, row) for field, each, row in fields):
        return tuple(row.field for _, row in apart)
    return ()


def latest(answers: Iterable[Answer], document: Document, rule: LawRule) -> Answer | None:
    """The last answer about this paper; one that says nothing only where none says anything."""
    about = [each for each in answers if _is_about(each, document, rule)]
    return max(about, key=lambda each: (each.outcome is not Outcome.UNAVAILABLE, each.asked_at), default=None)


def asked_about(answer: Answer, keys: dict[str, str], rule: LawRule) -> bool:
    """Whether the values asked by are still those of the paper."""
    manners = {each.field: each.manner for each in rule.must_agree}
    asked = answer.look_up.keys
    return all(
        agree(manners.get(name, Manner.TEXT), asked.get(name, value), value) is Agreement.EXACT
        for name, value in keys.items()
    )


def is_stale(answer: Answer, record: HeldRecord | None, register: Register, received: date) -> bool:
    """Whether the answer speaks for a day too long before the receipt, or one after it was asked."""
    asked = day_in_hanoi(answer.asked_at)
    speaks_for = record.as_of if record is not None and record.as_of is not None else asked
    oldest = received - timedelta(days=register.freshness_days)
    return speaks_for < oldest or asked < oldest or speaks_for > asked


def has_expired(document: Document, record: HeldRecord | None, rule: LawRule, received: date) -> bool:
    """Whether the paper or the held record no longer speaks on the date of receipt.

    A revocation counts from its day; one whose day cannot be read has taken place.
    """
    held = record.fields if record is not None else {}
    if _is_revoked(held.get(REVOKED_ON), received):
        return True
    return any(
        _is_over(value, expiry, received)
        for expiry in rule.expires
        if expiry.enabled
        for value in (_read_of(document, expiry.field), held.get(expiry.field))
    )


def _is_revoked(since: str | None, received: date) -> bool:
    if since is None or not has_content(since):
        return False
    known = read_date(since)
    first = (known.year, known.month or 1, known.day or 1) if known is not None else (0, 0, 0)
    return first <= (received.year, received.month, received.day)


def _read_of(document: Document, name: str) -> str | None:
    field = document.field_named(name)
    return field.value if field is not None else None


def _held_value(record: HeldRecord | None, each: Agree) -> str | None:
    fields = record.fields if record is not None else {}
    return next((fields[name] for name in (each.field, *each.held) if has_content(fields.get(name))), None)


def _was_so(each: Agree, row: Compared, record: HeldRecord | None) -> bool:
    known = (record.fields.get(name) for name in each.former) if record is not None else ()
    return row.agreement in _APART and (
        in_other_terms(each.manner, row.paper, row.held)
        or any(agree(each.manner, row.paper, value) is Agreement.EXACT for value in known)
    )


def _may_be_misread(field: Field | None, each: Agree, row: Compared) -> bool:
    if field is None or each.manner not in _SPELLED or row.agreement != Agreement.NEAR:
        return False
    said = [(field.value, field.provenance), *((other.value, other.provenance) for other in field.others)]
    sure = (value for value, where in said if where.source in _PROVEN)
    return all(agree(each.manner, value, row.paper) is not Agreement.EXACT for value in sure)


def _is_compared(when: Presence, paper: str | None, held: str | None, own_type: bool) -> bool:
    if when is Presence.IF_PAPER:
        return has_content(paper)
    if when is Presence.SAME_TYPE:
        known = has_content(paper) and has_content(held)
        return own_type and not (known and series_of(paper) != series_of(held))
    return when is Presence.ALWAYS or has_content(paper) or has_content(held)


def _distance(comparison: Comparison) -> tuple[int, ...]:
    weights = [_WEIGHT[Agreement(row.agreement)] for row in comparison.compared]
    return (sum(weight > 0 for weight in weights), sum(weights))


def _same_number(comparison: Comparison) -> bool:
    """Agreement in the rule's first number, the one that names the record, or else in everybody's own."""
    rows = comparison.rows
    numbers = [row for each, row in rows if each.manner is Manner.NUMBER][:1]
    naming = numbers or [row for each, row in rows if each.manner is Manner.IDENTITY]
    return bool(naming) and all(row.agreement == Agreement.EXACT for row in naming)


def _stands(field: Field, manner: Manner, held: str | None, elsewhere: Collection[str]) -> bool:
    if field.provenance.source is Source.REGISTER or PERSON_UNCERTAIN in field.reasons:
        return False
    if field.provenance.source is Source.REVIEWER:
        return True
    proven = [agree(manner, each.value, held) for each in field.others if each.provenance.source in _PROVEN]
    if Agreement.DIFFERENT in proven:
        return False
    if manner not in _SPELLED or Agreement.EXACT in proven or _is_sure_of_marks(field, manner, held):
        return True
    return admits(field, manner, held, elsewhere)


def _is_sure_of_marks(field: Field, manner: Manner, held: str | None) -> bool:
    if agree(manner, field.value, held) is not Agreement.EXACT:
        return False
    sure = field.state is not FieldState.REVIEW or field.confidence >= SURE_OF_MARKS
    return sure or field.provenance.source in _PROVEN


def _is_about(answer: Answer, document: Document, rule: LawRule) -> bool:
    asked = answer.look_up
    return (asked.document, asked.type, asked.register) == (document.id, document.type, rule.register)


def day_in_hanoi(moment: datetime) -> date:
    """The day that the counters' calendar shows at that moment."""
    return moment.date() if moment.tzinfo is None else moment.astimezone(_HANOI).date()


def _is_over(value: str | None, expiry: Expiry, received: date) -> bool:
    last = read_date(value) if has_content(value) and value is not None else None
    if last is None:
        return False
    month = (last.month or 12) + expiry.months
    end = Day(last.year + (month - 1) // 12, (month - 1) % 12 + 1, last.day or 31)
    return (end.year, end.month or 0, end.day or 0) < (received.year, received.month, received.day)


def as_of(answer: Answer, record: HeldRecord | None) -> date | None:
    """Whoever is out speaks for no day."""
    if answer.outcome is Outcome.UNAVAILABLE:
        return None
    own = record.as_of if record is not None else None
    return own or day_in_hanoi(answer.asked_at)
