"""What each leg loads, calls and keeps. A step changes nothing itself: it gives back what is to be kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from domain.errors import RefusedInput
from domain.record import DossierRecord, ScanSource
from domain.understanding import Case
from hoso.wiring import Services
from storage.codec import UNDERSTANDING
from storage.errors import NotFound
from storage.inquiries import Inquiries
from storage.objects import PREVIEWS
from storage.store import Session
from storage.values import Dossier, DossierState, Leg, ReadPage, Refusal, Scan, Unit
from workers.accepted import Accepted
from workers.asking import AskingAgain, officer_of, purpose_of
from workers.keeping import Call, Keep, digest, keeping
from workers.seen import SeenBefore
from workers.standing import BlindSamples, heeded


class Steps:
    """The legs over one set of services."""

    def __init__(self, services: Services, call: Call) -> None:
        self._services = services
        self._settings = services.settings
        self._legs = services.legs
        self._call = call
        self._inquiries = Inquiries(services.registers, services.store, services.audit_keys.current)
        self._accepted = Accepted(services.definitions.law, services.audit_keys.current)
        self._again = AskingAgain(services, self._inquiries, call, self._accepted)
        self._seen = SeenBefore(services.audit_keys)
        self._samples = BlindSamples(self._settings.sample_share, services.audit_keys.current)
        self._steps: dict[Leg, Callable[[Unit], Keep]] = {
            Leg.OPEN: self._open,
            Leg.READ: self._read,
            Leg.UNDERSTAND: self._understand,
            Leg.COMPLETE: self._complete,
            Leg.SETTLE: self._settle,
            Leg.ASK_AGAIN: self._again.take,
        }

    def take(self, unit: Unit) -> Keep:
        """Do the unit's leg. Raises whatever stood in the way."""
        return self._steps[unit.leg](unit)

    def _open(self, unit: Unit) -> Keep:
        scan = self._scan(unit.subject)
        try:
            pages = self._count(scan)
        except RefusedInput as refusal:
            return _refused(unit, refusal)
        at_once = self._settings.pages_a_unit

        def keep(session: Session) -> None:
            session.pages.set_pages(scan.id, pages)
            for first in range(1, pages + 1, at_once):
                part = session.pages.add_page_unit(scan.id, first, min(pages, first + at_once - 1))
                wanted = digest([scan.sha256, str(part.first), str(part.last)])
                session.work.plan(unit.dossier, Leg.READ, part.id, wanted)
            session.intake.set_state(unit.dossier, DossierState.READING)

        return keep

    def _count(self, scan: Scan) -> int:
        with self._services.objects.file(scan.key) as path:
            return self._call(self._settings.leg_seconds, self._legs.count_pages, path)

    def _read(self, unit: Unit) -> Keep:
        with self._services.store.begin() as session:
            part = session.pages.page_unit(unit.subject)
        if part is None:
            raise NotFound(unit.subject)
        scan = self._scan(part.scan)
        try:
            with self._services.objects.file(scan.key) as path:
                pages = self._read_pages(path, part.first, part.last)
        except RefusedInput as refusal:
            return _refused(unit, refusal)

        def keep(session: Session) -> None:
            session.pages.save(scan.id, pages)
            if session.pages.all_read(unit.dossier):
                session.intake.set_state(unit.dossier, DossierState.COMPLETING)
                wanted = _read_input(session.pages.scans(unit.dossier))
                session.work.plan(unit.dossier, Leg.UNDERSTAND, unit.dossier, wanted)

        return keep

    def _read_pages(self, path: Path, first: int, last: int) -> list[ReadPage]:
        seconds = self._settings.page_seconds * (last - first + 1)
        read = self._call(seconds, self._legs.read_pages, path, first, last)
        objects = self._services.objects
        return [ReadPage(reading, objects.put(PREVIEWS, jpeg, ".jpg")) for reading, jpeg in read]

    def _understand(self, unit: Unit) -> Keep:
        with self._services.store.begin() as session:
            pages = session.pages.pages(unit.dossier)
        readings = tuple(page.reading for page in pages)
        found = self._call(self._settings.leg_seconds, self._legs.understand, readings)
        wanted = UNDERSTANDING.digest(found)

        def keep(session: Session) -> None:
            session.pages.save_understanding(unit.dossier, wanted, found)
            self._seen.keep(session, unit.dossier, found)
            session.work.plan(unit.dossier, Leg.COMPLETE, unit.dossier, wanted)

        return keep

    def _complete(self, unit: Unit) -> Keep:
        with self._services.store.begin() as session:
            understanding = session.pages.understanding(unit.dossier, unit.input_sha256)
            dossier = session.intake.dossier(unit.dossier)
            officer = officer_of(session, dossier)
            earlier = self._seen.earlier(session, unit.dossier, understanding)
            batch = session.intake.batch(dossier.batch) if dossier is not None else None
            down = session.standings.down(dossier.branch) if dossier is not None else ()
        if understanding is None or dossier is None:
            raise NotFound(unit.dossier)
        case = _case(dossier)
        scanner = batch.scanner if batch is not None else None
        understanding = heeded(understanding, dossier.branch, scanner, down)
        seconds = self._settings.leg_seconds
        questions = self._call(seconds, self._legs.look_ups, understanding, case)
        answers = self._inquiries.ask(purpose_of(dossier, officer), unit.id, questions)
        record = self._call(seconds, self._legs.complete, understanding, answers, case, earlier)
        return self._keeping(dossier, self._samples.drawn(record))

    def _settle(self, unit: Unit) -> Keep:
        with self._services.store.begin() as session:
            record = session.records.record(unit.dossier)
            decisions = session.reviews.decisions(unit.dossier)
            dossier = session.intake.dossier(unit.dossier)
            officer = decisions[-1].by if decisions else officer_of(session, dossier)
        if record is None or dossier is None:
            raise NotFound(unit.dossier)
        seconds = self._settings.leg_seconds
        settled = self._call(seconds, self._legs.settle, record, decisions)
        questions = self._call(seconds, self._legs.look_ups_again, settled)
        answers = self._inquiries.ask(purpose_of(dossier, officer), unit.id, questions)
        keep = self._keeping(dossier, self._call(seconds, self._legs.advise, settled, answers))
        keep = self._samples.keeping_too(dossier, record, settled, keep)
        return self._seen.keeping_too(dossier.id, settled.documents, keep)

    def _keeping(self, dossier: Dossier, record: DossierRecord) -> Keep:
        keep = keeping(dossier, record, self._again.pause(record))
        return self._accepted.keeping_too(dossier, record, keep)

    def _scan(self, scan: str) -> Scan:
        with self._services.store.begin() as session:
            found = session.pages.scan(scan)
        if found is None:
            raise NotFound(scan)
        return found


def _refused(unit: Unit, refusal: RefusedInput) -> Keep:
    code, remedy = refusal.code, refusal.remedy
    return lambda session: session.intake.refuse(unit.dossier, Refusal(code, remedy))


def _case(dossier: Dossier) -> Case:
    source = ScanSource(dossier.name, dossier.sha256)
    return Case(dossier.id, source, dossier.received, dossier.procedure)


def _read_input(scans: Sequence[Scan]) -> str:
    """What ``understand`` starts from: readings are kept once, so that the scans tell them."""
    return digest([f"{scan.sha256} {scan.pages}" for scan in scans])
