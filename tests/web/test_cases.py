"""A clerk tells the citizen's case, and the checklist asks for what that case needs, at once and after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.checklist import ComponentState
from domain.procedure import Condition
from domain.review import DecisionKind
from lab.desk.dossiers import birth_dossier
from lab.desk.services import TrialServices
from storage.values import DossierState
from web.access import SCANNER, Account
from web.current import current
from web.language import LANGUAGES, words_in

AUTHORISED = f"case-{Condition.IF_AUTHORISED}"


@pytest.fixture
def waiting(services: TrialServices) -> str:
    return services.review(birth_dossier)


def tell(client, dossier: str, **cases: str):
    said = {"revision": "1"} | {f"case-{name}": value for name, value in cases.items()}
    return client.post(f"/dossiers/{dossier}/cases", data=said, follow_redirects=False)


def authorisation(services: TrialServices, dossier: str) -> ComponentState:
    with services.store.begin() as session:
        now = current(session, dossier, services.definitions)
    assert now is not None and now.record.checklist is not None
    procedure = services.definitions.law.procedure_on(now.record.procedure, now.record.received)
    assert procedure is not None
    wanted = {each.id for each in procedure.components if each.when is Condition.IF_AUTHORISED}
    (found,) = {each.state for each in now.record.checklist.components if each.component in wanted}
    return found


def test_a_told_case_decides_whether_its_paper_is_asked_for(client, services, waiting) -> None:
    assert authorisation(services, waiting) is ComponentState.IF_APPLIES
    assert tell(client, waiting, if_authorised="yes").status_code == 303
    asked = authorisation(services, waiting)
    assert asked in (ComponentState.MISSING, ComponentState.TO_CHECK)
    assert tell(client, waiting, if_authorised="no").status_code == 303
    assert authorisation(services, waiting) is ComponentState.NOT_ASKED
    assert tell(client, waiting, if_authorised="untold").status_code == 303
    assert authorisation(services, waiting) is ComponentState.IF_APPLIES


def test_the_form_shows_what_was_told_and_nothing_is_said_twice(client, services, waiting) -> None:
    tell(client, waiting, if_authorised="yes")
    tell(client, waiting, if_authorised="yes", if_parents_married="untold")
    with services.store.begin() as session:
        said = session.reviews.decisions(waiting)
    assert [(each.kind, each.field, each.value) for each in said] == [
        (DecisionKind.TELL_CASE, "if_authorised", "yes")
    ]
    text = client.get(f"/dossiers/{waiting}").text
    select = text[text.index(f'name="{AUTHORISED}"') :]
    assert '<option value="yes" selected>' in select[: select.index("</select>")]


def test_a_case_on_a_published_dossier_makes_its_next_revision(client, services) -> None:
    def done(dossier):
        record, pages = birth_dossier(dossier)
        return replace(record, tasks=(), straight_through=True), pages

    dossier = services.review(done)
    tell(client, dossier, if_authorised="no")
    settled = services.settle(dossier)
    assert settled.revision == 2 and settled.straight_through
    with services.store.begin() as session:
        found = session.intake.dossier(dossier)
    assert found is not None and found.state is DossierState.PUBLISHED
    assert authorisation(services, dossier) is ComponentState.NOT_ASKED


@pytest.mark.parametrize("said", [{"if_rich": "yes"}, {"if_authorised": "perhaps"}])
def test_words_we_do_not_know_are_refused(client, waiting, said) -> None:
    assert tell(client, waiting, **said).status_code == 422


def test_an_old_page_and_a_clerk_without_the_role_change_nothing(client, enter, services, waiting) -> None:
    stale = client.post(f"/dossiers/{waiting}/cases", data={"revision": "7", AUTHORISED: "yes"})
    assert stale.status_code in (409, 412)
    scanner = enter(Account("minh", frozenset({SCANNER})))
    assert tell(scanner, waiting, if_authorised="yes").status_code == 403
    assert AUTHORISED not in scanner.get(f"/dossiers/{waiting}").text
    with services.store.begin() as session:
        assert session.reviews.decisions(waiting) == ()


def test_every_case_of_every_procedure_has_words(services) -> None:
    procedures = services.definitions.law.procedures
    asked = {each.when for procedure in procedures for each in procedure.components}
    for lang in LANGUAGES:
        words = words_in(lang)
        assert all(
            words.code("case", each) for each in asked - {Condition.ALWAYS, Condition.IF_REGISTER_FAILS}
        )
