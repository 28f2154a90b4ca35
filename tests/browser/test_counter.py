"""The counter with the keyboard alone: an officer says no, gives the reason, and prints the slip."""

from __future__ import annotations

import re
import subprocess
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


def poppler(program: str, pdf: bytes) -> str:
    """What that program says of the PDF."""
    wanted = [program, "-"] if program == "pdfinfo" else [program, "-", "-"]
    return subprocess.run(wanted, input=pdf, capture_output=True, check=True).stdout.decode()


def test_an_officer_overrides_and_prints_without_a_mouse(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    tab_to(page, "said-d2")
    page.keyboard.press("End")
    tab_to(page, "why-d2")
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


def test_a_reason_that_was_chosen_is_enough(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    page.locator("#said-d2").select_option("needed")
    page.locator("#code-d2").select_option("original_needed")
    page.locator("form#officer button").click()
    expect(page.locator(".officer-words")).to_contain_text("Phải xem bản chính")


def test_an_officer_completes_the_request_and_prints_it(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}/request")
    tab_to(page, "agency")
    page.keyboard.insert_text("UBND xã Mẫu")
    tab_to(page, "items")
    page.keyboard.insert_text("Ký lại tờ khai")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Nộp thêm ảnh")
    tab_to(page, "preview")
    page.keyboard.press("Enter")
    sheet = page.locator("article.printed")
    expect(sheet).to_contain_text("UBND xã Mẫu")
    expect(sheet.locator("li", has_text="Nộp thêm ảnh")).to_have_count(1)
    assert page.url == f"{desk.base}/dossiers/{dossier}/request?words=vi"
    assert page.locator("#fill-items").input_value() == "Ký lại tờ khai\nNộp thêm ảnh"
    page.emulate_media(media="print")
    expect(page.locator("form.fill")).to_be_hidden()


@pytest.mark.parametrize(("size", "box"), [("a5", (420, 595)), ("a4", (595, 842))])
def test_the_browser_prints_on_the_paper_that_was_chosen(
    desk: Desk, services: TrialServices, size: str, box: tuple[int, int]
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}/request")
    page.locator("#fill-size").select_option(size)
    page.locator("#preview").click()
    expect(page.locator(f"article.{size}")).to_be_visible()
    told = poppler("pdfinfo", page.pdf(prefer_css_page_size=True))
    width, high = re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told)[0]
    assert (round(float(width)), round(float(high))) == box


def test_what_was_typed_comes_as_a_file(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}/request")
    page.locator("#fill-items").fill("Ký lại tờ khai")
    with page.expect_download() as started:
        page.locator("form.fill button.secondary").click()
    assert "Ký lại tờ khai" in poppler("pdftotext", started.value.path().read_bytes())
    assert started.value.url == f"{desk.base}/dossiers/{dossier}/request.pdf?words=vi"


def test_an_officer_speaks_about_a_component_without_a_mouse(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    page.locator(".check-missing summary").first.focus()
    page.keyboard.press("Enter")
    tab_to(page, "said-giay_chung_sinh.")
    page.keyboard.press("End")
    page.keyboard.press("Tab")  # the reasons to choose from
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the browser wants the reason first
    assert page.evaluate("document.activeElement.matches(':invalid')")
    page.keyboard.insert_text(REASON)
    page.keyboard.press("Enter")
    expect(page.locator(".check-not_asked .officer-words")).to_contain_text(REASON)
    expect(page.locator(".check-missing")).to_have_count(0)
