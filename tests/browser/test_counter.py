"""The counter with the keyboard alone: an officer says no, gives the reason, and prints the slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from lab.desk.dossiers import birth_dossier

if TYPE_CHECKING:
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser

REASON = "Ảnh thẻ mờ, phải xem bản chính"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.name || document.activeElement.id") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {name}")


def test_an_officer_overrides_and_prints_without_a_mouse(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    tab_to(page, "said-d2")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the browser wants the reason first
    assert page.evaluate("document.activeElement.matches(':invalid')")
    assert page.url == f"{desk.base}/dossiers/{dossier}"
    page.keyboard.insert_text(REASON)
    page.keyboard.press("Enter")
    expect(page.locator(".officer-words")).to_contain_text(REASON)

    page.goto(f"{desk.base}/dossiers/{dossier}/slip")
    page.evaluate("window.print = () => { window.printed = true; }")
    tab_to(page, "print")
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")
    expect(page.locator("article.printed")).to_contain_text(f"Lý do: {REASON}")
    page.emulate_media(media="print")
    assert page.locator("header.top, .no-print").evaluate_all(
        "found => found.every((each) => getComputedStyle(each).display === 'none')"
    )


def test_an_officer_speaks_about_a_component_without_a_mouse(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    page.locator(".check-missing summary").first.focus()
    page.keyboard.press("Enter")
    tab_to(page, "said-giay_chung_sinh.")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the browser wants the reason first
    assert page.evaluate("document.activeElement.matches(':invalid')")
    page.keyboard.insert_text(REASON)
    page.keyboard.press("Enter")
    expect(page.locator(".check-not_asked .officer-words")).to_contain_text(REASON)
    expect(page.locator(".check-missing")).to_have_count(0)
