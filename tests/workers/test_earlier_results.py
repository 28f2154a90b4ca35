"""A paper that one dossier was accepted with is held for the same person's next one, with its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from psycopg import Connection

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Origin, VerdictCode
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from domain.understanding import Understanding
from hoso import service_legs
from hoso.registers.house import RegisterHouse
from lab.trial_legs import trial_legs
from storage import marking_anew
from storage.chain import verify
from storage.key_register import rotate, standing
from storage.keys import KeyRing
from storage.marking_anew import mark_anew
from storage.postgres import PostgresStore
from storage.registers import HeldRegisters
from storage.results import ResultStore, marks_of_results
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from domain.understanding import Case, PageReading
    from tests.workers.conftest import Desk, HandClock

RECEIVED = date(2026, 11, 2)
PERMIT = (
    "giay_phep_xay_dung",
    {"so_giay_to": "77/GPXD", "cap_cho": "Ông NGUYỄN VĂN MẪU", "ngay_cap": "2026-01-05"},
)
STATUS = (
    "xac_nhan_tinh_trang_hon_nhan",
    {
        "so_giay_to": "12/2026/XNTTHN",
        "ho_ten": "NGUYỄN VĂN MẪU",
        "ngay_sinh": "1990-03-15",
        "tinh_trang_hon_nhan": "Chưa đăng ký kết hôn với ai",
        "ngay_cap": "2026-10-01",
    },
)
PAPERS = {"permit": PERMIT, "status": STATUS}
VALUES = [value for _, values in PAPERS.values() for value in values.values()]


def understand(pages: Sequence[PageReading]) -> Understanding:
    """Each page is the paper that its second word names, ``doubt`` leaves its number to a person."""
    return Understanding(tuple(pages), tuple(_paper(page) for page in pages))


def _paper(page: PageReading) -> Document:
    word, name, *changes = page.text.text.split()
    type_, values = PAPERS[name]
    values = values | dict(each.split("=") for each in changes if "=" in each)
    where = Provenance(Source.OCR, page.number)
    fields = tuple(
        Field(
            n,
            v,
            v,
            0.9,
            FieldState.REVIEW if (word, n) == ("doubt", "so_giay_to") else FieldState.ACCEPTED,
            where,
        )
        for n, v in values.items()
    )
    return Document(f"d{page.number}", type_, (page.number,), 0.99, fields=fields)


def complete(understanding: Understanding, answers, case: Case, earlier) -> DossierRecord:
    """The real leg, with no other tasks than the values in doubt: these pages have no scan to look at."""
    record = service_legs.complete(understanding, answers, case, earlier)
    tasks = tuple(
        ReviewTask(f"{paper.id}.{field.name}", TaskKind.FIELD, ("LOW",), paper.id, field.name)
        for paper in record.documents
        for field in paper.fields
        if field.state is FieldState.REVIEW
    )
    return replace(record, tasks=tasks)


@pytest.fixture(
    params=[
        "memory",
        pytest.param("embedded_server", marks=pytest.mark.integration),
        pytest.param("debian_server", marks=pytest.mark.integration),
    ]
)
def store(request: pytest.FixtureRequest, desk: Desk, clock: HandClock) -> Iterator[Store]:
    if request.param == "memory":
        yield desk.services.store
        return
    conninfo = request.getfixturevalue(request.param)
    request.getfixturevalue("emptied")(conninfo)
    with PostgresStore(conninfo, "trial", clock, connections=2) as found:
        yield found


@pytest.fixture
def counter(desk: Desk, store: Store, clock: HandClock) -> Desk:
    """A desk with the real legs behind the reading, and no register but the program's own store."""
    clock.now = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    law, keys = desk.services.definitions.law, desk.services.audit_keys
    legs = replace(
        trial_legs(),
        understand=understand,
        complete=complete,
        look_ups=service_legs.look_ups,
        settle=service_legs.settle,
        look_ups_again=service_legs.look_ups_again,
        advise=service_legs.advise,
        asked_again=service_legs.asked_again,
    )
    homes = RegisterHouse({}, HeldRegisters({}, law, clock), ResultStore(store, law, keys, clock))
    return replace(desk, services=replace(desk.services, store=store, legs=legs, registers=homes))


@pytest.fixture
def endless(counter: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same where a permit has no end of its own, as an office may switch it."""
    definitions = counter.services.definitions
    rules = tuple(
        replace(rule, expires=()) if PERMIT[0] in rule.types else rule for rule in definitions.law.rules
    )
    switched = replace(definitions, law=replace(definitions.law, rules=rules))
    monkeypatch.setattr(service_legs, "definitions_at", lambda: switched)
    return replace(counter, services=replace(counter.services, definitions=switched))


def handed_in(desk: Desk, order: str, received: date = RECEIVED) -> DossierRecord:
    dossier = desk.accept(order, received=received)
    desk.answer_rings()
    return record_of(desk, dossier.id)


def record_of(desk: Desk, dossier: str) -> DossierRecord:
    with desk.services.store.begin() as session:
        record = session.records.record(dossier)
    assert record is not None
    return record


def reviewed(desk: Desk, record: DossierRecord, value: str, clock: HandClock) -> DossierRecord:
    """A person types the doubtful number and finishes."""
    (task,) = record.tasks
    said = Decision(DecisionKind.SET_VALUE, "reviewer-1", clock(), task.document, task.field, task.id, value)
    with desk.services.store.begin() as session:
        claim = session.reviews.claim(record.id, "reviewer-1")
        revision = session.reviews.decide(record.id, claim.token, claim.revision, said)
        session.reviews.finish(record.id, claim.token, revision)
    desk.answer_rings()
    return record_of(desk, record.id)


def test_a_paper_settled_by_a_person_is_held_for_the_next_dossier(counter: Desk, clock: HandClock) -> None:
    first = handed_in(counter, "doubt permit so_giay_to=77/GPXO")
    assert first.tasks
    settled = reviewed(counter, first, "77/GPXD", clock)
    assert settled.revision == 2
    (found,) = handed_in(counter, "page permit c").once_only
    assert (found.verdict, found.register) == (VerdictCode.NOT_NEEDED_DATA_HELD, "kho")
    assert found.origin == Origin(first.id, "d1", 2, RECEIVED)
    assert found.asked_at == clock()
    assert any("310/2026" in each for each in found.law)
    assert {(row.field, row.agreement) for row in found.compared} == {(name, "exact") for name in PERMIT[1]}


def test_a_person_whose_number_differs_is_not_taken_for_the_first(counter: Desk) -> None:
    handed_in(counter, "page permit a")
    (other,) = handed_in(counter, "page permit so_giay_to=78/GPXD").once_only
    assert other.verdict is VerdictCode.NEEDED_MISMATCH
    (stranger,) = handed_in(counter, "page permit so_giay_to=78/GPXD ngay_cap=2026-01-06").once_only
    assert (stranger.verdict, stranger.reason) == (VerdictCode.NEEDED, "RECORD_NOT_FOUND")


def test_a_dossier_under_review_holds_nothing(counter: Desk) -> None:
    handed_in(counter, "doubt status a")
    (found,) = handed_in(counter, "page status b").once_only
    assert (found.verdict, found.reason) == (VerdictCode.NEEDED, "RECORD_NOT_FOUND")


@pytest.mark.parametrize(("received", "held"), [(date(2027, 2, 28), True), (date(2027, 4, 2), False)])
def test_a_confirmation_is_reused_while_it_is_valid(counter: Desk, received: date, held: bool) -> None:
    handed_in(counter, "page status a")
    (found,) = handed_in(counter, "page status b", received).once_only
    assert (found.verdict is VerdictCode.NOT_NEEDED_DATA_HELD) is held


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)


def spoken(desk: Desk, record: DossierRecord, clock: HandClock, kind: DecisionKind, **said) -> DossierRecord:
    """An officer says one thing of a published dossier, which gives it another revision."""
    with desk.services.store.begin() as session:
        session.reviews.open(record.id, record, clock())
        claim = session.reviews.claim(record.id, "officer-1")
        decision = Decision(kind, "officer-1", clock(), "d1", **said)
        revision = session.reviews.decide(record.id, claim.token, claim.revision, decision)
        session.reviews.finish(record.id, claim.token, revision)
    desk.answer_rings()
    return record_of(desk, record.id)


def asked_on(desk: Desk, clock: HandClock, order: str, day: date) -> tuple[VerdictCode, date | None]:
    """The advice on a paper handed in that day, and the day its earlier result speaks for."""
    clock.now = at_noon(day)
    (found,) = handed_in(desk, order, day).once_only
    return found.verdict, found.origin.on if found.origin else None


@pytest.mark.parametrize(
    ("day", "held"), [(date(2027, 11, 2), True), (date(2027, 11, 3), False), (date(2028, 3, 1), False)]
)
@pytest.mark.parametrize("again", [False, True], ids=["left", "spoken-of"])
def test_a_result_without_an_end_is_reused_for_a_year_however_often_officers_speak_of_it(
    endless: Desk, clock: HandClock, day: date, held: bool, again: bool
) -> None:
    first = handed_in(endless, "page permit a")
    if again:
        clock.now = at_noon(date(2027, 9, 1))
        assert spoken(endless, first, clock, DecisionKind.ACCEPT_VERDICT).revision == 2
    verdict, on = asked_on(endless, clock, "page permit b", day)
    assert (verdict is VerdictCode.NOT_NEEDED_DATA_HELD) is held
    assert on == RECEIVED


def test_a_paper_of_which_a_value_was_changed_speaks_for_the_day_of_the_change(
    endless: Desk, clock: HandClock
) -> None:
    first = handed_in(endless, "page permit so_giay_to=77/GPXO")
    clock.now = at_noon(date(2027, 9, 1))
    spoken(endless, first, clock, DecisionKind.SET_VALUE, field="so_giay_to", value="77/GPXD")
    clock.now = at_noon(date(2027, 10, 1))
    spoken(endless, record_of(endless, first.id), clock, DecisionKind.ACCEPT_VERDICT)
    found = asked_on(endless, clock, "page permit b", date(2028, 3, 1))
    assert found == (VerdictCode.NOT_NEEDED_DATA_HELD, date(2027, 9, 1))


def with_keys(desk: Desk, keys: KeyRing, clock: HandClock) -> Desk:
    """The same desk after its hosts were started with other keys."""
    law, store = desk.services.definitions.law, desk.services.store
    homes = RegisterHouse({}, HeldRegisters({}, law, clock), ResultStore(store, law, keys, clock))
    return replace(desk, services=replace(desk.services, audit_keys=keys, registers=homes))


def test_a_result_outlives_the_key_that_it_was_kept_under(
    counter: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, law, old = counter.services.store, counter.services.definitions.law, counter.services.audit_keys
    standing(store, old)
    status = handed_in(counter, "page status a")
    first = reviewed(counter, handed_in(counter, "doubt permit so_giay_to=77/GPXO"), "77/GPXD", clock)
    both, new = KeyRing(b"the next key", (old.current,)), KeyRing(b"the next key")
    rotate(store, both, "admin-1")
    clock.now += timedelta(days=1)

    def origin(keys: KeyRing, order: str) -> Origin | None:
        (found,) = handed_in(with_keys(counter, keys, clock), order).once_only
        return found.origin

    assert origin(both, "page permit during") == Origin(first.id, "d1", 2, RECEIVED)
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(marking_anew, "marks_of_results", killed_at_the_second(marks_of_results))
        mark_anew(store, both, law)
    assert (mark_anew(store, both, law).done, mark_anew(store, new, law).done) == (1, 0)
    assert origin(new, "page status after") == Origin(status.id, "d1", 1, RECEIVED)
    assert origin(old, "page status a host that was left behind") is None
    with store.begin() as session:
        assert verify(session.audit.entries(), session.audit.head())


def killed_at_the_second(function: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter([function])

    def called(*given: object) -> object:
        found = next(calls, None)
        if found is None:
            raise KeyboardInterrupt
        return found(*given)

    return called


def test_every_look_up_in_the_store_is_audited_and_no_value_lies_in_its_index(
    counter: Desk, store: Store, request: pytest.FixtureRequest
) -> None:
    handed_in(counter, "page permit a")
    again = handed_in(counter, "page permit b")
    with store.begin() as session:
        entries = list(session.audit.entries())
    asked = [each for each in entries if each.action == "register.ask" and each.subject == again.id]
    told = [each for each in entries if each.action == "register.answer" and each.subject == again.id]
    assert [each.details["register"] for each in asked] == ["kho"]
    assert asked[0].details["officer"] == "clerk-1"
    assert asked[0].details["law"]
    assert [each.details["outcome"] for each in told] == ["found"]
    assert not [value for value in VALUES if value in str(entries)]
    if isinstance(store, PostgresStore):
        server = request.node.callspec.params["store"]
        with Connection.connect(request.getfixturevalue(server)) as connection:
            rows = connection.execute("select * from result_marks").fetchall()
        assert rows
        assert not [value for value in VALUES if value in str(rows)]
