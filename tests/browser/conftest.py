"""A real browser before the web rooms, which run over a store in memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lab.desk.services import TrialServices, trial_services
from storage.clock import utc_now
from web.access import Account, Gate
from web.app import create_app
from web.serve import serving

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without it the test is skipped, or fails where all servers are required."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("HOSO_REQUIRE_SERVERS") == "1":
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def services(tmp_path: Path) -> TrialServices:
    return trial_services(tmp_path, utc_now)


class Desk:
    """The served application: where it is, and browsers that have come in."""

    def __init__(self, browser: Browser, services: TrialServices, link: str, gate: Gate) -> None:
        self.services = services
        self.base = link.partition("/enter")[0]
        self.faults: list[str] = []
        self._browser, self._link, self._gate = browser, link, gate
        self.contexts: list[BrowserContext] = []

    def sit_down(self, account: Account | None = None, bypass_csp: bool = False) -> Page:
        """Another browser, let in by a link of its own; the first one uses the link that was printed."""
        link, self._link = self._link, ""
        if not link or account is not None:
            token = self._gate.new_link_token(account) if account else self._gate.new_link_token()
            link = f"{self.base}/enter?token={token}"
        context = self._browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=bypass_csp)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.goto(link)
        page.wait_for_url(f"{self.base}/")
        return page

    def open(self, page: Page, dossier: str) -> None:
        """A dossier's review, its first item under the cursor."""
        page.goto(f"{self.base}/review/{dossier}")
        page.wait_for_selector(".item.current")
        page.wait_for_selector(
            ".item.current canvas[data-drawn], .item.current:not(:has(canvas:not([hidden])))"
        )

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text and "ERR_INTERNET" not in text:
            self.faults.append(text)


@pytest.fixture
def desk(browser: Browser, services: TrialServices) -> Iterator[Desk]:
    """Fails the test when a page's script failed, or when the page's own policy stopped something."""
    app = create_app(services)
    with serving(app) as link:
        made = Desk(browser, services, link, app.state.gate)
        yield made
        for context in made.contexts:
            context.close()
    assert made.faults == []


@pytest.fixture
def saved(services: TrialServices) -> Callable[[str], list[tuple[str, str | None]]]:
    """What was decided about a dossier: field or kind, and value."""

    def of(dossier: str) -> list[tuple[str, str | None]]:
        with services.store.begin() as session:
            decisions = session.reviews.decisions(dossier)
        return [(each.field or each.kind.value, each.value) for each in decisions]

    return of
