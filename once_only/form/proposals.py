"""What the papers of a dossier and the registers say for one field of the procedure's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.document import Document, Source
from domain.law import FormField, FormPlace, LawBook, Manner, Procedure
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from domain.record import FormSource, FormValue, Mention, Person
from once_only.comparing.agreement import Agreement, agree, has_content, read_date
from once_only.evidence import day_in_hanoi, is_stale
from once_only.facts import Who, is_sure, who
from once_only.roles import full_name, mentions_of, prefixes_of

_BEARS = ("ngay_cap", "ngay_ban_hanh", "ngay_dang_ky", "ngay_ky", "ngay_lap", "ngay_lam")
"""The day that a paper bears: on which it was issued, registered, signed or filled in."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that a form is filled from.

    standing: the form as it was proposed before; what registers said then counts on beside the answers.
    """

    documents: Sequence[Document]
    people: Sequence[Person]
    answers: Sequence[Answer]
    law: LawBook
    received: date
    standing: Mapping[str, FormValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value somebody says. sure: no person has to look at it first. type: of the paper or held record.

    stale: of a register that spoke for another time, so that it is no evidence and never fills a field.
    """

    value: str
    source: FormSource
    sure: bool
    type: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Speakers:
    """One dossier beside its procedure. where: role to the places that name its person."""

    procedure: Procedure
    told: Told
    where: Mapping[str, frozenset[Mention]]

    @classmethod
    def of(cls, procedure: Procedure, told: Told) -> Speakers:
        """Who is who is found once for all fields."""
        roles = procedure.roles.items()
        where = {role: mentions_of(places, told.documents, told.people) for role, places in roles}
        return cls(procedure, told, where)

    def proposals(self, asked: FormField) -> Iterator[Proposal]:
        """Every value for that field, by the order of its sources."""
        for place in asked.places():
            if place.register is None:
                yield from self._papers(asked, place)
            else:
                fresh = tuple(self._answers(asked, place))
                again = {each.source.document for each in fresh}
                before = self.standing(asked.name, place)
                yield from (*fresh, *(each for each in before if each.source.document not in again))

    def standing(self, name: str, place: FormPlace) -> Iterator[Proposal]:
        """What that register said of that field before."""
        before = self.told.standing.get(name)
        said = [(before.value, before.source), *before.others] if before is not None else []
        for value, source in said:
            if (source.register, source.field) == (place.register, place.field):
                stale = self._is_past(source)
                yield Proposal(value, source, sure=not stale, stale=stale)

    def _papers(self, asked: FormField, place: FormPlace) -> Iterator[Proposal]:
        for document in self.told.documents:
            value = document.field_named(place.field) if document.type == place.type else None
            if value is None or not has_content(value.value):
                continue
            if self._is_of(asked.person, Mention(document.id, place.role)):
                day = _borne(document) or self.told.received
                source = FormSource(value.provenance.source, document.id, value.name, as_of=day.isoformat())
                yield Proposal(value.value, source, is_sure(value), document.type)

    def _answers(self, asked: FormField, place: FormPlace) -> Iterator[Proposal]:
        for answer in self.told.answers:
            if answer.look_up.register != place.register or answer.outcome is not Outcome.FOUND:
                continue
            person = self._named_in(answer.look_up, asked.person, place.role)
            for record in answer.records if person is not None else ():
                if asked.held_as and record.type not in asked.held_as:
                    continue
                value = record.fields.get(place.field)
                if (
                    person
                    and value is not None
                    and has_content(value)
                    and same_person(person, record, place.role)
                ):
                    yield self._held(value, place, answer, record)

    def _held(self, value: str, place: FormPlace, answer: Answer, record: HeldRecord) -> Proposal:
        register = self.told.law.register_named(place.register)
        stale = register is None or is_stale(answer, record, register, self.told.received)
        day = record.as_of or day_in_hanoi(answer.asked_at)
        paper = answer.look_up.document or None
        source = FormSource(Source.REGISTER, paper, place.field, place.register, day.isoformat())
        return Proposal(value, source, sure=not stale, type=record.type, stale=stale)

    def _named_in(self, look_up: LookUp, role: str, prefix: str) -> Who | None:
        """The person of a form's field as the dossier knows them, if the look-up was about them."""
        if not look_up.document:
            people = self._asked_about(look_up)
            known = prefixes_of(people).get(role) == prefix
            return who(self.where.get(role, frozenset()), self.told.documents) if known else None
        paper = next((each for each in self.told.documents if each.id == look_up.document), None)
        if paper is None or not self._is_of(role, Mention(paper.id, prefix)):
            return None
        said = (
            paper.field_named(full_name(prefix, name)) for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")
        )
        return Who(*(each.value if each is not None else "" for each in said))

    def _asked_about(self, look_up: LookUp) -> tuple[str, ...]:
        if look_up.person:
            return (look_up.person,)
        about = (each.about for each in self.procedure.components if each.id == look_up.component)
        return next(about, ())

    def _is_of(self, person: str, mention: Mention) -> bool:
        return not person or mention in self.where.get(person, frozenset())

    def _is_past(self, source: FormSource) -> bool:
        register = self.told.law.register_named(source.register)
        if register is None or source.as_of is None:
            return True
        oldest = self.told.received - timedelta(days=register.freshness_days)
        return date.fromisoformat(source.as_of) < oldest


def same_person(person: Who, record: HeldRecord, role: str) -> bool:
    """Whether the record speaks of that person in that role.

    The personal number decides where both have one; otherwise the name must be equal and the birth date
    must not contradict it.
    """
    number = _agreement(Manner.NUMBER, person.number, record, full_name(role, "so_dinh_danh"))
    if number is not Agreement.ABSENT:
        return number is Agreement.EXACT
    name = _agreement(Manner.NAME, person.name, record, full_name(role, "ho_ten"))
    birth = _agreement(Manner.DATE, person.born, record, full_name(role, "ngay_sinh"))
    return name is Agreement.EXACT and birth is not Agreement.DIFFERENT


def _agreement(manner: Manner, said: str, record: HeldRecord, name: str) -> Agreement:
    return agree(manner, said, record.fields.get(name))


def _borne(document: Document) -> date | None:
    """The whole day that the paper surely bears."""
    for name in _BEARS:
        read = document.field_named(name)
        known = read_date(read.value) if read is not None and is_sure(read) else None
        if known is not None and known.month and known.day:
            return date(known.year, known.month, known.day)
    return None
