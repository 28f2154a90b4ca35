"""What a key does on the review screen, and how few of them are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from domain.review import About, Decision, DecisionKind, ReviewTask, TaskKind
from hoso.pipeline import settle
from lab.desk.dossiers import birth_dossier, odd_dossier, plain_dossier

if TYPE_CHECKING:
    from domain.record import DossierRecord
    from lab.desk.papers import DrawnPage
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

    Saved = Callable[[str], list[tuple[str, str | None]]]

pytestmark = pytest.mark.browser


def count_keys(page: Page) -> None:
    page.evaluate(
        """() => {
            window.pressed = 0;
            addEventListener("keydown", (event) => {
                if (!["Control", "Shift"].includes(event.key)) window.pressed += 1;
            }, true);
        }"""
    )


@pytest.mark.parametrize("flagged", [1, 5])
def test_so_many_right_values_take_one_key_each_and_one_more(
    desk: Desk, services: TrialServices, saved: Saved, flagged: int
) -> None:
    dossier = services.review(partial(plain_dossier, flagged=flagged))
    page = desk.sit_down()
    desk.open(page, dossier)
    count_keys(page)
    for _ in range(flagged):
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-finished]")).to_be_visible()
    assert page.evaluate("window.pressed") == flagged + 1
    assert len(saved(dossier)) == flagged


def test_every_shortcut_does_what_the_list_says(desk: Desk, services: TrialServices, saved: Saved) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    press, current = page.keyboard.press, page.locator(".item.current")

    press("Control+/")
    expect(page.locator("#help")).to_be_visible()
    press("Enter")
    expect(page.locator("#help")).to_be_hidden()
    press("F9")
    expect(page.locator(".item[data-item='field:d1:ho_ten']")).to_contain_text("Để sau")
    expect(current).to_have_attribute("data-item", "field:d1:ngay_sinh")
    press("F8")
    expect(page.locator(".item[data-item='field:d1:ngay_sinh']")).to_contain_text("Không chắc")
    expect(current).to_have_attribute("data-item", "field:d1:me.ho_ten")
    press("Shift+Enter")
    expect(current).to_have_attribute("data-item", "field:d1:ngay_sinh")
    press("Enter")
    press("F2")
    page.keyboard.type("X")
    expect(page.locator("#saved")).to_have_text("Chưa lưu")
    press("Escape")
    expect(current.locator("input")).to_have_value("TRÀN THỊ MẪU")
    press("Control+Enter")
    expect(page.locator("#left")).to_contain_text("Còn 3 mục")
    press("Escape")
    press("Control+z")
    expect(page.locator("#told")).to_have_text("Đã hoàn tác")
    expect(current).to_have_attribute("data-item", "field:d1:ngay_sinh")
    assert saved(dossier) == []


def test_letters_and_digits_change_nothing_until_somebody_edits(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    page.keyboard.type("aAdDeEoOwWsfrxjz0123456789")
    page.keyboard.press("Backspace")
    expect(page.locator(".item.current input")).to_have_value("NGUYỄN THỊ THÁO MẪU")
    assert saved(dossier) == []


def test_a_value_of_another_form_asks_for_a_second_enter(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    page.keyboard.press("Enter")
    page.keyboard.press("F2")
    page.keyboard.insert_text("31/02/2026")
    page.keyboard.press("Enter")
    expect(page.locator(".item.current .item-error")).to_contain_text("không đúng dạng")
    page.keyboard.press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "field:d1:me.ho_ten")
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    assert saved(dossier)[-1] == ("ngay_sinh", "31/02/2026")


def test_advice_is_overridden_with_a_reason_by_keyboard(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "verdict:d2")
    page.keyboard.press("F2")
    page.keyboard.press("Enter")
    expect(page.locator(".item.current .item-error")).to_contain_text("Ghi lý do")
    page.keyboard.insert_text("Thẻ đã bị thu hồi")
    page.keyboard.press("Enter")
    expect(page.locator(".item[data-item='verdict:d2']")).to_contain_text("Không theo gợi ý")
    expect(page.locator("#finish")).to_be_focused()
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    assert saved(dossier)[-1] == ("override_verdict", "needed")


def test_accepting_a_value_nobody_found_says_that_the_paper_lacks_it(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    def without_relation(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = plain_dossier(dossier, flagged=1)
        task = ReviewTask("field:d1:quan_he", TaskKind.FIELD, ("FIELD_ABSENT",), "d1", "quan_he", 1)
        return replace(record, tasks=(task, *record.tasks)), pages

    dossier = services.review(without_relation)
    page = desk.sit_down()
    desk.open(page, dossier)
    page.keyboard.press("Enter")
    current = page.locator(".item.current")
    expect(current).to_have_attribute("data-item", "field:d1:quan_he")
    expect(current.locator("[data-act=accept]")).to_contain_text("Không có trên giấy")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-finished]")).to_be_visible()
    assert saved(dossier)[-1] == ("quan_he", None)


def test_advice_that_changed_is_answered_by_keyboard(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    about = About("to_show", "DB_INCIDENT", "0" * 64)
    then = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
    word = Decision(DecisionKind.ACCEPT_COMPONENT, "o-1", then, component="noi_cu_tru", about=about)

    def spoken(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = birth_dossier(dossier)
        quiet = replace(record, tasks=(), straight_through=True, decisions=(word,))
        return settle(quiet, [], services.definitions), pages

    dossier = services.review(spoken)
    page = desk.sit_down()
    page.goto(f"{desk.base}/review/{dossier}")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "component:noi_cu_tru.")
    page.keyboard.press("F2")
    page.keyboard.insert_text("Bản mẫu đã hết hạn")
    page.keyboard.press("Enter")
    expect(page.locator(".item[data-kind='component']")).to_contain_text("Không theo gợi ý")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-finished]")).to_be_visible()
    assert saved(dossier)[-1] == ("override_component", "complete")


def test_a_page_is_said_to_be_legible_by_keyboard(desk: Desk, services: TrialServices, saved: Saved) -> None:
    dossier = services.review(odd_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/review/{dossier}")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "rescan:1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.act") == "legible"
    page.keyboard.press("Enter")
    expect(page.locator(".item[data-kind='rescan']")).to_contain_text("Đọc được")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "type:d1")
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    assert saved(dossier)[-1] == ("legible", None)
