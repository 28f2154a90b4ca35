import re
from datetime import timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lab.desk.dossiers import birth_dossier, odd_dossier, plain_dossier
from lab.desk.services import TrialServices
from storage.values import DossierState, Leg, Refusal
from web.language import LANGUAGES

MINUTE = timedelta(minutes=1)
FORBIDDEN = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|insertAdjacentHTML|\beval\b"
    r"|https?://(?!www\.w3\.org/2000/svg)"
)


@pytest.fixture
def pages(services: TrialServices) -> list[str]:
    """Every page, each with something on it."""
    birth = services.review(birth_dossier)
    services.review(odd_dossier)
    done = services.review(partial(plain_dossier, flagged=0))
    bad, fresh = services.accepted("hong.pdf"), services.accepted("moi.pdf")
    with services.store.begin() as session:
        session.intake.refuse(bad, Refusal("PDF_ENCRYPTED", "…"))
        found = session.intake.dossier(birth)
    assert found is not None
    dossiers = [f"/dossiers/{each}" for each in (birth, done, bad, fresh)]
    sheets = [f"/dossiers/{birth}/slip", f"/dossiers/{birth}/request"]
    return [
        "/",
        f"/batches/{found.batch}",
        *dossiers,
        *sheets,
        "/review",
        f"/review/{birth}",
        "/operations",
        "/figures",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_speaks_both_languages(client: TestClient, pages: list[str], lang: str) -> None:
    for path in pages:
        answer = client.get(path, params={"lang": lang})
        assert answer.status_code == 200, path
        assert f'<html lang="{lang}">' in answer.text
        assert answer.text.count("<h1") == 1 and 'id="main"' in answer.text
        assert f"hoso_lang={lang}" in answer.headers["set-cookie"]


def test_the_language_is_remembered(client: TestClient) -> None:
    assert '<html lang="vi">' in client.get("/").text
    client.get("/", params={"lang": "en"})
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="en">' in client.get("/", params={"lang": "xx"}).text


def test_pages_hold_no_script_style_or_address_of_others(client: TestClient, pages: list[str]) -> None:
    for path in pages:
        text = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text), path


def test_no_script_keeps_anything_in_the_browser_or_writes_markup() -> None:
    scripts = list(Path(str(files("web"))).glob("static/**/*.js"))
    assert len(scripts) >= 8
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert not FORBIDDEN.search(text), script


def test_a_page_that_is_not_there_is_a_page(client: TestClient) -> None:
    for path in ("/nowhere", "/dossiers/none", "/batches/none", "/review/none"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "<h1" in answer.text and "NOT_FOUND" in answer.text


def test_what_a_sender_wrote_stays_text(client: TestClient, services: TrialServices) -> None:
    dossier = services.review(birth_dossier, "<img src=x onerror=alert(1)>.pdf")
    for path in (f"/dossiers/{dossier}", f"/review/{dossier}", "/review"):
        assert "<img src=x" not in client.get(path).text


def test_stopped_work_is_shown_and_can_run_again(client: TestClient, services: TrialServices) -> None:
    dossier = services.accepted()
    with services.store.begin() as session:
        (unit,) = session.work.units(dossier)
    for _ in range(3):
        with services.store.begin() as session:
            claimed = session.work.claim(unit.id, MINUTE)
            assert claimed is not None and claimed.leg is Leg.OPEN
            session.work.fail(claimed, "TRIAL_FAULT", MINUTE * 0)
    shown = client.get("/operations").text
    assert "TRIAL_FAULT" in shown and unit.id in shown
    answer = client.post("/operations/retry", data={"unit": unit.id}, follow_redirects=False)
    assert answer.status_code == 303
    with services.store.begin() as session:
        again = session.intake.dossier(dossier)
    assert again is not None and again.state is not DossierState.QUARANTINED
