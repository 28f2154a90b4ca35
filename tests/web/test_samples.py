"""Blind samples as people meet them: nothing of what was read is shown, and operators see who stands how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.record import DossierRecord
from domain.review import ReviewTask, TaskKind
from domain.standing import Sampled, StandingKind, Subject
from lab.desk.dossiers import birth_dossier
from lab.desk.services import TrialServices
from review.samples import BLIND_SAMPLE
from web.access import REVIEWER, Account

TASK = "field:d2:so_dinh_danh"


def sampled_birth(dossier: str) -> tuple[DossierRecord, Any]:
    """The trial dossier; what its register compared is asked blind as well."""
    record, drawn = birth_dossier(dossier)
    compared = {(v.document, each.field) for v in record.once_only for each in v.compared}
    asked = {(document, field): f"field:{document}:{field}" for document, field in compared}
    others = tuple(task for task in record.tasks if task.id not in asked.values())
    blind = tuple(
        ReviewTask(task, TaskKind.FIELD, (BLIND_SAMPLE,), document, field, 2)
        for (document, field), task in asked.items()
    )
    return replace(record, tasks=(*others, *blind)), drawn


@pytest.fixture
def path(services: TrialServices) -> str:
    return f"/api/v1/dossiers/{services.review(sampled_birth)}/review"


def test_a_blind_sample_shows_its_place_and_nothing_of_what_was_read(client: TestClient, path: str) -> None:
    items = {each["id"]: each for each in client.get(path).json()["items"]}
    item = items[TASK]
    assert item["blind"] and item["box"] and item["page"]
    assert (item["value"], item["shown"], item["raw"], item["sources"]) == ("", "", "", [])
    assert [each["code"] for each in item["reasons"]] == [BLIND_SAMPLE]
    assert items["verdict:d2"]["compared"] == []
    assert not items["field:d1:ho_ten"]["blind"]


def test_once_typed_the_evidence_is_seen(client: TestClient, path: str) -> None:
    claim = client.post(f"{path}/claim").json()
    headers = {"Hoso-Claim": claim["token"], "If-Match": f'"{claim["revision"]}"'}
    said = {"kind": "set_value", "task": TASK, "document": "d2", "field": "so_dinh_danh"}
    typed = client.post(
        path.replace("/review", "/decisions"), json=said | {"value": "001090000001"}, headers=headers
    )
    assert typed.status_code == 200, typed.text
    items = {each["id"]: each for each in client.get(path).json()["items"]}
    assert "so_dinh_danh" in {each["field"] for each in items["verdict:d2"]["compared"]}


def counted(services: TrialServices) -> None:
    scanner = Subject(StandingKind.SCANNER, "cn-01", "canon dr-c225")
    with services.store.begin() as session:
        session.standings.count([Sampled(frozenset({scanner}), right=False)] * 2)


def test_operators_see_who_is_stepped_down(client: TestClient, services: TrialServices) -> None:
    counted(services)
    shown = client.get("/operations", params={"lang": "en"}).text
    assert "canon dr-c225" in shown and "Stepped down" in shown


def test_metrics_count_by_scanner(client: TestClient, services: TrialServices) -> None:
    counted(services)
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    labels = '{kind="scanner",branch="cn-01",id="canon dr-c225"}'
    assert f"hoso_blind_samples_total{labels} 2" in lines
    assert f"hoso_blind_samples_wrong_total{labels} 2" in lines
    assert f"hoso_stepped_down{labels} 1" in lines


def test_metrics_count_what_registers_answered(client: TestClient, services: TrialServices) -> None:
    said = {"register": "dan_cu", "outcome": "unavailable", "fault": "BREAKER_OPEN"}
    with services.store.begin() as session:
        session.audit.append("system", "register.answer", "h1", said)
    labels = '{register="dan_cu",outcome="unavailable",fault="BREAKER_OPEN"}'
    assert f"hoso_register_answers{labels} 1" in client.get("/metrics").text.splitlines()


def test_metrics_are_for_operators(enter: Any) -> None:
    reviewer = enter(Account("reviewer", frozenset({REVIEWER})))
    assert reviewer.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("canon dr-c225", 201),
        ("epson", 201),
        ("Nguyễn Văn Mẫu", 422),
        ("canon 001199000001", 422),
        ("x" * 49, 422),
    ],
)
def test_a_branch_names_its_device_and_no_citizen(
    client: TestClient, services: TrialServices, said: str, status: int
) -> None:
    answer = client.post("/api/v1/batches", json={"scanner": said})
    assert answer.status_code == status
    if status == 201:
        with services.store.begin() as session:
            batch = session.intake.batch(answer.json()["id"])
        assert batch is not None and batch.scanner == said
