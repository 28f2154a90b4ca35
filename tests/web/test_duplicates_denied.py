"""An officer says that a paper is not the one it was taken for: on the page, on the slip, through the API."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.record import DossierRecord, Duplicate
from domain.review import DecisionKind
from lab.desk.dossiers import birth_dossier
from lab.desk.papers import DrawnPage
from lab.desk.services import TrialServices

REASON = "Hai giấy mẫu khác số"


@pytest.fixture
def twice(services: TrialServices) -> str:
    def found(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = birth_dossier(dossier)
        same = (
            Duplicate("d2", "d1", "SAME_VALUES"),
            Duplicate("d2", "d9", "SAME_LOOK", dossier="ho-so-truoc"),
        )
        return replace(record, duplicates=same), pages

    return services.review(found)


def say(client: TestClient, dossier: str, **more: str) -> Any:
    said = {"revision": "1", "said-same.d2": "not_same", "why-same.d2": REASON} | more
    return client.post(f"/dossiers/{dossier}/duplicates", data=said, follow_redirects=False)


def test_the_paper_is_asked_about_once_and_the_word_stands(
    client: TestClient, services: TrialServices, twice: str
) -> None:
    text = client.get(f"/dossiers/{twice}").text
    assert text.count('name="said-same.d2"') == 1 and "ho-so-truoc" in text
    assert "Trùng với một giấy khác trong hồ sơ." in text
    answer = say(client, twice)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossiers/{twice}#duplicates")
    with services.store.begin() as session:
        (said,) = session.reviews.decisions(twice)
    assert (said.kind, said.document, said.value) == (DecisionKind.NOT_SAME_PAPER, "d2", None)
    text = client.get(f"/dossiers/{twice}").text
    assert "Trùng với một giấy khác trong hồ sơ." not in text and "ho-so-truoc" in text
    assert REASON in text
    slip = client.get(f"/dossiers/{twice}/slip").text
    assert "Không phải cùng một giấy" in slip and "same.d2" not in slip


@pytest.mark.parametrize(
    ("more", "status"),
    [({"why-same.d2": " "}, 422), ({"revision": "3"}, 412), ({"said-same.d2": "accept"}, 303)],
)
def test_a_no_needs_a_reason(client: TestClient, twice: str, more: dict[str, str], status: int) -> None:
    assert say(client, twice, **more).status_code == status


def test_the_api_takes_it_too(client: TestClient, twice: str) -> None:
    claim = client.post(f"/api/v1/dossiers/{twice}/review/claim").json()
    headers = {"Hoso-Claim": claim["token"], "If-Match": f'"{claim["revision"]}"'}
    path = f"/api/v1/dossiers/{twice}/decisions"
    said = {"kind": "not_same_paper", "document": "d2"}
    assert client.post(path, json=said, headers=headers).json()["code"] == "REASON_MISSING"
    assert client.post(path, json=said | {"document": "d1"}, headers=headers).status_code == 422
    assert client.post(path, json=said | {"note": REASON}, headers=headers).status_code == 200
