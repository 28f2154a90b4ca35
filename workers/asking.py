"""Registers that were silent are asked again, while the dossier rests and nobody works on it."""

from __future__ import annotations

from datetime import timedelta

from domain.once_only import Purpose
from domain.record import DossierRecord
from hoso.wiring import Services
from storage.errors import NotFound
from storage.inquiries import Inquiries
from storage.store import Session
from storage.values import Dossier, DossierState, Leg, Unit, UnitState
from workers.accepted import Accepted
from workers.keeping import GIVE_UP, Call, Keep, keeping, plan_asking

_AT_WORK = frozenset({UnitState.READY, UnitState.RUNNING})


class AskingAgain:
    """The leg that asks anew. It never changes a record that a person has in hands."""

    def __init__(self, services: Services, inquiries: Inquiries, call: Call, accepted: Accepted) -> None:
        self._store = services.store
        self._clock = services.clock
        self._legs = services.legs
        self._seconds = services.settings.leg_seconds
        self._first = timedelta(seconds=services.settings.ask_again_seconds)
        self._inquiries = inquiries
        self._call = call
        self._accepted = accepted

    def pause(self, record: DossierRecord) -> timedelta | None:
        """The first pause before asking again; None where no register with a home here owes an answer."""
        asked = self._call(self._seconds, self._legs.look_ups_again, record)
        owed = any(self._inquiries.connected(each.register) for each in asked)
        return self._first if owed else None

    def take(self, unit: Unit) -> Keep:
        """Ask; a new revision where a register says something new, else another try later."""
        with self._store.begin() as session:
            dossier = session.intake.dossier(unit.dossier)
            record = session.records.record(unit.dossier)
            officer = officer_of(session, dossier)
            waits = in_hands(session, unit.dossier)
        if dossier is None or record is None:
            raise NotFound(unit.dossier)
        if waits:
            return lambda session: self._rest(session, dossier)
        asked = self._call(self._seconds, self._legs.look_ups_again, record)
        reachable = [each for each in asked if self._inquiries.connected(each.register)]
        answers = self._inquiries.ask(purpose_of(dossier, officer), unit.id, reachable)
        anew = self._call(self._seconds, self._legs.asked_again, record, answers)
        if anew is None:
            return lambda session: self._rest(session, dossier, again=bool(reachable))
        return self._keeping(dossier, record, anew)

    def _keeping(self, dossier: Dossier, record: DossierRecord, anew: DossierRecord) -> Keep:
        pause = self.pause(anew) if self._in_time(dossier) else None
        keep_anew = self._accepted.keeping_too(dossier, anew, keeping(dossier, anew, pause))

        def keep(session: Session) -> None:
            newest = session.records.record(dossier.id)
            if newest != record or in_hands(session, dossier.id):
                self._rest(session, dossier)
            else:
                keep_anew(session)

        return keep

    def _rest(self, session: Session, dossier: Dossier, again: bool = True) -> None:
        """Nothing new is kept. A dossier that a failed try had set apart is at rest again."""
        if again and self._in_time(dossier):
            plan_asking(session, dossier, self._first)
        if not _at_work(session, dossier.id):
            waits = session.reviews.review(dossier.id) is not None
            session.intake.set_state(dossier.id, DossierState.REVIEW if waits else DossierState.PUBLISHED)

    def _in_time(self, dossier: Dossier) -> bool:
        return self._clock() < dossier.accepted_at + GIVE_UP


def in_hands(session: Session, dossier: str) -> bool:
    """Whether a person or another leg is working on the record: what they make asks again by itself."""
    return _at_work(session, dossier) or not session.reviews.untouched(dossier)


def purpose_of(dossier: Dossier, officer: str) -> Purpose:
    return Purpose(dossier.id, dossier.procedure, officer, dossier.branch)


def officer_of(session: Session, dossier: Dossier | None) -> str:
    """Whoever handed the dossier in."""
    batch = session.intake.batch(dossier.batch) if dossier is not None else None
    return batch.created_by if batch is not None else ""


def _at_work(session: Session, dossier: str) -> bool:
    units = session.work.units(dossier)
    return any(unit.leg is not Leg.ASK_AGAIN and unit.state in _AT_WORK for unit in units)
