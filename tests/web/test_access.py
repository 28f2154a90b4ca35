from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from lab.desk.dossiers import plain_dossier
from lab.desk.services import TrialClock, TrialServices
from web.access import AGENCY, LINK_LASTS, REVIEWER, SESSION_COOKIE, SESSION_LASTS, Account, Gate
from web.app import create_app

PAGES = ("/", "/batches/x", "/dossiers/x", "/review", "/review/x", "/operations", "/api/v1/openapi.json")


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    paths = app.openapi()["paths"]
    return [
        (method.upper(), path.replace("{number}", "1").replace("{", "").replace("}", ""))
        for path, methods in paths.items()
        for method in methods
    ]


def test_nobody_reaches_any_route_of_the_api_without_an_account(app: FastAPI, outsider: TestClient) -> None:
    routes = routes_of(app)
    assert len(routes) >= 17
    for method, path in routes:
        answer = outsider.request(method, path, headers={"Authorization": "Bearer wrong"})
        assert (method, path, answer.status_code) == (method, path, 401)
        assert answer.json()["code"] == "UNAUTHENTICATED"
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", PAGES)
def test_nobody_reaches_any_page_without_an_account(outsider: TestClient, path: str) -> None:
    assert outsider.get(path).status_code == 401


def test_the_link_opens_one_session_once(app: FastAPI, outsider: TestClient) -> None:
    gate: Gate = app.state.gate
    token = gate.new_link_token()
    first = outsider.get("/enter", params={"token": token})
    cookie = first.headers["set-cookie"]
    assert first.status_code == 200
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    assert token not in first.text
    assert outsider.get("/").status_code == 200
    other = TestClient(app)
    again = other.get("/enter", params={"token": token})
    assert again.status_code == 401 and SESSION_COOKIE not in other.cookies
    assert other.get("/").status_code == 401


def test_links_and_sessions_run_out(app: FastAPI, clock: TrialClock, client: TestClient) -> None:
    gate: Gate = app.state.gate
    token = gate.new_link_token()
    clock.turn(LINK_LASTS)
    assert gate.enter(token) is None
    assert client.get("/").status_code == 200
    clock.turn(SESSION_LASTS - LINK_LASTS)
    assert client.get("/").status_code == 401


def test_a_program_comes_in_by_its_token(outsider: TestClient) -> None:
    answer = outsider.get("/api/v1/dossiers", headers={"Authorization": "Bearer trial-token"})
    assert answer.status_code == 200


def test_a_session_cannot_be_used_from_another_site(client: TestClient) -> None:
    for origin in ("http://elsewhere.example", "null"):
        answer = client.post("/api/v1/batches", json={}, headers={"Origin": origin})
        assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_ORIGIN")
    del client.headers["Origin"]
    assert client.post("/api/v1/batches", json={}).status_code == 403


def test_a_program_needs_no_origin(app: FastAPI) -> None:
    headers = {"Authorization": "Bearer trial-token"}
    assert TestClient(app).post("/api/v1/batches", json={}, headers=headers).status_code == 201


def test_an_account_without_the_role_is_told_so(enter: Callable[..., TestClient]) -> None:
    agency = enter(Account("agency-1", frozenset({AGENCY})))
    assert agency.get("/api/v1/dossiers").status_code == 200
    for method, path in [("GET", "/review"), ("POST", "/api/v1/reviews/next"), ("GET", "/operations")]:
        assert agency.request(method, path).status_code == 403


def test_a_dossier_of_another_branch_does_not_exist(
    enter: Callable[..., TestClient], services: TrialServices
) -> None:
    dossier = services.review(partial(plain_dossier, flagged=1))
    elsewhere = enter(Account("r-2", frozenset({REVIEWER, AGENCY}), frozenset({"dong-anh"}), "dong-anh"))
    for path in ("", "/record", "/pages/1.jpg", "/searchable.pdf", "/review"):
        assert elsewhere.get(f"/api/v1/dossiers/{dossier}{path}").status_code == 404
    assert elsewhere.post(f"/api/v1/dossiers/{dossier}/review/claim").status_code == 404
    assert elsewhere.get("/api/v1/reviews").json() == []
    assert elsewhere.post("/api/v1/reviews/next").json()["code"] == "NOTHING_WAITS"


def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(client: TestClient) -> None:
    for path in ("/", "/api/v1/dossiers", "/nowhere", "/static/base.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


def test_a_session_outlives_neither_its_gate_nor_its_day(services: TrialServices, clock: TrialClock) -> None:
    gate = Gate(clock)
    secret = gate.enter(gate.new_link_token())
    assert gate.of_session(secret) is not None
    assert create_app(services).state.gate.of_session(secret) is None
    clock.turn(timedelta(hours=13))
    assert gate.of_session(secret) is None
