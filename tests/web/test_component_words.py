"""An officer's word on a component: on the page, on the slip, through the API."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.checklist import Advised, ComponentState, Evidence
from domain.record import DossierRecord
from hoso.checked import with_checklist
from lab.desk.dossiers import birth_dossier
from lab.desk.papers import DrawnPage
from lab.desk.services import TrialServices
from storage.values import DossierState
from web.access import SCANNER, Account

REASON = "Bản trên hệ thống đã hết hạn (mẫu)"
ASKED_AT = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
BIRTH, RESIDENCE = "giay_chung_sinh", "noi_cu_tru"


def held_dossier(services: TrialServices, dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
    """The birth dossier, whose residence a register holds; nobody has to look at it."""
    record, pages = birth_dossier(dossier)
    record = with_checklist(replace(record, tasks=(), straight_through=True), services.definitions)
    assert record.checklist is not None
    law = ("Khoản 2a Điều 4 Nghị định 118/2025/NĐ-CP (sửa đổi 2026)",)
    held = Evidence("ct07", "DATA_HELD", law, "dan_cu", ASKED_AT)
    components = tuple(
        replace(each, state=ComponentState.NOT_NEEDED, reason="DATA_HELD", evidence=held, registers=())
        if each.component == RESIDENCE
        else each
        for each in record.checklist.components
    )
    return replace(record, checklist=replace(record.checklist, components=components)), pages


@pytest.fixture
def waiting(services: TrialServices) -> str:
    return services.review(birth_dossier)


@pytest.fixture
def published(services: TrialServices) -> str:
    return services.review(lambda dossier: held_dossier(services, dossier))


def group(text: str, key: str) -> str:
    """The text of one group of the checklist."""
    found = re.search(rf'<section class="[^"]*\bcheck-{key}".*?</section>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())) if found else ""


def say(client: TestClient, dossier: str, **more: str) -> Any:
    said = {"revision": "1", f"said-{BIRTH}.": "complete", f"why-{BIRTH}.": REASON} | more
    return client.post(f"/dossiers/{dossier}/components", data=said, follow_redirects=False)


def test_a_word_counts_at_once_on_page_and_slip(client: TestClient, waiting: str) -> None:
    assert "chứng sinh" in group(client.get(f"/dossiers/{waiting}").text, "missing")
    answer = say(client, waiting)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossiers/{waiting}#checklist")
    text = client.get(f"/dossiers/{waiting}").text
    assert "chứng sinh" not in group(text, "missing")
    complete = group(text, "complete")
    assert "chứng sinh" in complete and REASON in complete and "chờ lưu vào hồ sơ" in complete
    slip = client.get(f"/dossiers/{waiting}/slip").text
    assert f"Lý do: {REASON}" in slip and "Quyết định khác gợi ý của cán bộ" in slip
    assert "chứng sinh" not in client.get(f"/dossiers/{waiting}/request").text


def test_what_a_register_holds_is_not_asked_for_without_a_warning(
    client: TestClient, services: TrialServices, published: str
) -> None:
    before = group(client.get(f"/dossiers/{published}").text, "not_needed")
    assert "không được yêu cầu nộp (khoản 2a" in before
    more = {
        f"said-{RESIDENCE}.": "missing",
        f"why-{RESIDENCE}.": REASON,
        f"said-{BIRTH}.": "",
        f"why-{BIRTH}.": "",
    }
    assert say(client, published, **more).status_code == 303
    with services.store.begin() as session:
        found = session.intake.dossier(published)
        (said,) = session.reviews.decisions(published)
    assert found is not None and found.state is DossierState.COMPLETING
    assert (said.component, said.person, said.value) == (RESIDENCE, "", "missing")


def test_a_reader_is_warned_too_where_an_officer_asks_for_what_is_held(
    client: TestClient, services: TrialServices
) -> None:
    def asked_for(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = held_dossier(services, dossier)
        assert record.checklist is not None
        advised = Advised(ComponentState.NOT_NEEDED, "DATA_HELD")
        components = tuple(
            replace(each, state=ComponentState.MISSING, reason="OFFICER", advised=advised)
            if each.component == RESIDENCE
            else each
            for each in record.checklist.components
        )
        return replace(record, checklist=replace(record.checklist, components=components)), pages

    dossier = services.review(asked_for)
    missing = group(client.get(f"/dossiers/{dossier}").text, "missing")
    assert missing.count("không được yêu cầu nộp (khoản 2a") == 2  # in the row, and where an officer chooses
    assert "Đã tra cứu" in missing  # what the register said stays
    assert "Không phải mang đến" not in client.get(f"/dossiers/{dossier}/slip").text


def test_what_an_officer_spares_is_not_said_to_be_held(client: TestClient, services: TrialServices) -> None:
    def spared(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = held_dossier(services, dossier)
        assert record.checklist is not None
        advised = Advised(ComponentState.TO_SHOW, "RECORD_NOT_FOUND")
        components = tuple(
            replace(each, reason="OFFICER", advised=advised) if each.component == RESIDENCE else each
            for each in record.checklist.components
        )
        return replace(record, checklist=replace(record.checklist, components=components)), pages

    dossier = services.review(spared)
    assert "Không phải mang đến" not in client.get(f"/dossiers/{dossier}/slip").text


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"component": BIRTH, "value": "complete"}, 422),
        ({"component": BIRTH, "value": "look_up", "note": REASON}, 422),
        ({"component": "khong_co", "value": "complete", "note": REASON}, 422),
        ({"component": BIRTH, "person": "wife", "value": "complete", "note": REASON}, 422),
        ({"component": BIRTH, "value": "complete", "note": REASON}, 200),
    ],
)
def test_the_api_takes_words_that_fit(
    client: TestClient, services: TrialServices, waiting: str, said: dict[str, str], status: int
) -> None:
    claim = open_claim(client, services, waiting)
    sent = {"kind": "override_component"} | said
    answer = client.post(f"/api/v1/dossiers/{waiting}/decisions", json=sent, headers=claim)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({f"why-{BIRTH}.": " "}, 422),
        ({f"said-{BIRTH}.": ""}, 422),
        ({f"said-{BIRTH}.": "nonsense"}, 422),
        ({"revision": "7"}, 412),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_saved(
    client: TestClient, services: TrialServices, waiting: str, more: dict[str, str], status: int
) -> None:
    assert say(client, waiting, **more).status_code == status
    with services.store.begin() as session:
        assert not session.reviews.decisions(waiting)


def test_only_an_officer_may_speak(waiting: str, enter: Any) -> None:
    clerk = enter(Account("c-1", frozenset({SCANNER})))
    assert f"said-{BIRTH}." not in clerk.get(f"/dossiers/{waiting}").text
    assert say(clerk, waiting).status_code == 403


def open_claim(client: TestClient, services: TrialServices, dossier: str) -> dict[str, str]:
    """A claim on the review, which is opened where none is."""
    with services.store.begin() as session:
        record = session.records.record(dossier)
        assert record is not None
        if session.reviews.review(dossier) is None:
            session.reviews.open(dossier, record, services.clock())
    claim = client.post(f"/api/v1/dossiers/{dossier}/review/claim").json()
    return {"Hoso-Claim": claim["token"], "If-Match": f'"{claim["revision"]}"'}
