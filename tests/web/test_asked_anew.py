"""An officer is asked again where the advice is another one than they spoke about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.record import DossierRecord
from domain.review import About, Decision, DecisionKind
from domain.words import about_verdict
from hoso.pipeline import settle
from lab.desk.dossiers import birth_dossier
from lab.desk.papers import DrawnPage
from lab.desk.services import TrialServices
from storage.values import DossierState

THEN = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
OUTAGE = About("unknown", "DB_INCIDENT", "0" * 64)
BEFORE = (
    Decision(DecisionKind.ACCEPT_VERDICT, "o-1", THEN, "d2", about=OUTAGE),
    Decision(
        DecisionKind.ACCEPT_COMPONENT,
        "o-1",
        THEN,
        component="noi_cu_tru",
        about=About("to_show", "DB_INCIDENT", "0" * 64),
    ),
)


@pytest.fixture
def asked(services: TrialServices) -> str:
    """A published dossier whose register was silent when the officer agreed, and has answered since."""

    def spoken(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = birth_dossier(dossier)
        quiet = replace(record, tasks=(), straight_through=True, decisions=BEFORE)
        return settle(quiet, [], services.definitions), pages

    return services.review(spoken)


def claimed(client: TestClient, dossier: str) -> dict[str, str]:
    claim = client.post(f"/api/v1/dossiers/{dossier}/review/claim").json()
    return {"Hoso-Claim": claim["token"], "If-Match": f'"{claim["revision"]}"'}


def decide(client: TestClient, dossier: str, headers: dict[str, str], **said: Any) -> dict[str, str]:
    answer = client.post(f"/api/v1/dossiers/{dossier}/decisions", json=said, headers=headers)
    assert answer.status_code == 200, answer.text
    return headers | {"If-Match": f'"{answer.json()["revision"]}"'}


def items(client: TestClient, dossier: str) -> dict[str, Any]:
    return {each["id"]: each for each in client.get(f"/api/v1/dossiers/{dossier}/review").json()["items"]}


def test_the_page_does_not_say_that_they_agreed_with_what_they_never_saw(
    client: TestClient, asked: str
) -> None:
    text = client.get(f"/dossiers/{asked}").text
    assert "Đồng ý: Chưa kết luận được" in text and "Đồng ý: Không cần nộp" not in text
    assert text.count("gợi ý đã khác") == 2


def test_a_review_waits_for_another_word_on_each(client: TestClient, asked: str) -> None:
    seen = items(client, asked)
    assert {key: (each["required"], each["answer"]) for key, each in seen.items()} == {
        "verdict:d2": (True, None),
        "component:noi_cu_tru.": (True, None),
    }
    assert seen["verdict:d2"]["reasons"][0]["code"] == "ADVICE_CHANGED"
    assert {each["code"] for each in seen["component:noi_cu_tru."]["choices"]} <= {
        "complete", "missing", "to_show", "not_needed", "not_asked"
    }  # fmt: skip
    headers = claimed(client, asked)
    path = f"/api/v1/dossiers/{asked}/review/finish"
    assert client.post(path, headers=headers).json()["open"] == 2
    headers = decide(client, asked, headers, kind="accept_verdict", document="d2")
    headers = decide(client, asked, headers, kind="accept_component", component="noi_cu_tru")
    assert all(each["answer"] for each in items(client, asked).values())
    assert client.post(path, headers=headers).status_code == 204


def test_a_word_at_the_counter_answers_too(client: TestClient, services: TrialServices, asked: str) -> None:
    said = {"revision": "1", "said-d2": "needed", "why-d2": "Thẻ mẫu mờ"}
    assert client.post(f"/dossiers/{asked}/verdicts", data=said, follow_redirects=False).status_code == 303
    with services.store.begin() as session:
        found, record = session.intake.dossier(asked), session.records.record(asked)
        (word,) = session.reviews.decisions(asked)
    assert record is not None and word.about == about_verdict(record.once_only[1])
    assert found is not None and found.state is DossierState.REVIEW  # the component is still open
    said = {"revision": "1", "said-noi_cu_tru.": "accept"}
    assert client.post(f"/dossiers/{asked}/components", data=said, follow_redirects=False).status_code == 303
    with services.store.begin() as session:
        found = session.intake.dossier(asked)
    assert found is not None and found.state is DossierState.COMPLETING
