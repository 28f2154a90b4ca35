"""The web rooms over a store in memory, with a person who has come in by the one-time link."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from lab.desk.services import TrialClock, TrialServices, trial_services
from web.access import Account, Gate
from web.app import create_app

HERE = "http://testserver"


@pytest.fixture
def clock() -> TrialClock:
    return TrialClock()


@pytest.fixture
def services(tmp_path: Path, clock: TrialClock) -> TrialServices:
    return trial_services(tmp_path, clock)


@pytest.fixture
def app(services: TrialServices) -> FastAPI:
    return create_app(services)


@pytest.fixture
def outsider(app: FastAPI) -> TestClient:
    """A client that nobody let in."""
    return TestClient(app, raise_server_exceptions=False, headers={"Origin": HERE})


@pytest.fixture
def enter(app: FastAPI) -> Callable[..., TestClient]:
    """Lets an account in; each call is another browser."""

    def entering(account: Account | None = None) -> TestClient:
        client = TestClient(app, raise_server_exceptions=False, headers={"Origin": HERE})
        gate: Gate = app.state.gate
        token = gate.new_link_token(account) if account else gate.new_link_token()
        assert client.get("/enter", params={"token": token}).status_code == 200
        return client

    return entering


@pytest.fixture
def client(enter: Callable[..., TestClient]) -> TestClient:
    """The owner's browser."""
    return enter()


@pytest.fixture
def png() -> bytes:
    """A small page, a different one for nobody: the same bytes each time."""
    target = io.BytesIO()
    Image.new("L", (620, 877), 250).save(target, "PNG", dpi=(75, 75))
    return target.getvalue()
