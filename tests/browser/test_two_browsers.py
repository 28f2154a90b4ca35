"""Two people, a lost lease, a cut line: nothing is overwritten in silence, and no draft is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from lab.desk.dossiers import birth_dossier

if TYPE_CHECKING:
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

    Saved = Callable[[str], list[tuple[str, str | None]]]

pytestmark = pytest.mark.browser


def type_over(page: Page, value: str) -> None:
    page.keyboard.press("F2")
    page.keyboard.insert_text(value)
    page.keyboard.press("Enter")


def both_open(desk: Desk, dossier: str) -> tuple[Page, Page]:
    """The second browser takes the dossier over while the first still shows it."""
    first, second = desk.sit_down(), desk.sit_down()
    desk.open(first, dossier)
    desk.open(second, dossier)
    return first, second


def test_two_answers_to_one_question_are_compared_by_a_person(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    first, second = both_open(desk, dossier)
    type_over(second, "NGUYỄN THỊ THẢO MẪU")
    expect(second.locator(".item.current")).to_have_attribute("data-item", "field:d1:ngay_sinh")

    type_over(first, "NGUYỄN THỊ THAO MẪU")
    expect(first.locator("#banner")).to_contain_text("không còn giữ")
    expect(first.locator("#saved")).to_have_text("Chưa lưu")
    expect(first.locator(".item.current input")).to_have_value("NGUYỄN THỊ THAO MẪU")
    first.get_by_role("button", name="Nhận lại hồ sơ").press("Enter")
    banner = first.locator("#banner")
    expect(banner).to_contain_text("NGUYỄN THỊ THAO MẪU")
    expect(banner).to_contain_text("NGUYỄN THỊ THẢO MẪU")
    assert saved(dossier) == [("ho_ten", "NGUYỄN THỊ THẢO MẪU")]
    first.get_by_role("button", name="Giữ bản đã lưu").press("Enter")
    expect(first.locator("#saved")).to_have_text("Đã lưu")
    expect(first.locator(".item[data-item='field:d1:ho_ten'] input")).to_have_value("NGUYỄN THỊ THẢO MẪU")
    assert saved(dossier) == [("ho_ten", "NGUYỄN THỊ THẢO MẪU")]


def test_a_draft_about_something_else_goes_on_after_the_dossier_is_claimed_again(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    first, second = both_open(desk, dossier)
    second.keyboard.press("Enter")
    second.keyboard.press("F8")
    expect(second.locator(".item.current")).to_have_attribute("data-item", "field:d1:me.ho_ten")

    first.locator(".item[data-item='field:d2:so_dinh_danh'] input").focus()
    type_over(first, "001396000123")
    first.get_by_role("button", name="Nhận lại hồ sơ").press("Enter")
    expect(first.locator("#banner")).to_be_hidden()
    expect(first.locator("#saved")).to_have_text("Đã lưu")
    expect(first.locator("#progress")).to_have_text("3/4 mục")
    assert saved(dossier) == [
        ("ho_ten", "NGUYỄN THỊ THÁO MẪU"),
        ("ngay_sinh", None),
        ("so_dinh_danh", "001396000123"),
    ]


def test_what_is_saved_without_a_line_is_saved_when_it_is_back(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("mất kết nối")
    assert saved(dossier) == []
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    assert [field for field, _ in saved(dossier)] == ["ho_ten", "ngay_sinh"]


def test_an_answer_that_was_lost_on_the_way_is_not_saved_twice(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    lost = []

    def lose_the_answer(route) -> None:  # type: ignore[no-untyped-def]
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/decisions", lose_the_answer)
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_have_text("2/4 mục")
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    assert lost == [200]
    assert [field for field, _ in saved(dossier)] == ["ho_ten", "ngay_sinh"]


def test_whoever_is_typing_when_the_lease_is_lost_goes_on_typing(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    first, _ = both_open(desk, dossier)
    first.keyboard.press("F2")
    first.keyboard.type("NGUYỄN")
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.locator("#banner")).to_contain_text("không còn giữ")
    expect(first.locator("#banner")).to_contain_text("NGUYỄN")
    first.keyboard.type(" THỊ MẪU")
    expect(first.locator(".item.current input")).to_have_value("NGUYỄN THỊ MẪU")
    assert saved(dossier) == []
    first.get_by_role("button", name="Nhận lại hồ sơ").click()
    expect(first.locator("#banner")).to_be_hidden()
    expect(first.locator(".item.current input")).to_have_value("NGUYỄN THỊ MẪU")
    first.locator(".item.current input").press("Enter")
    expect(first.locator("#saved")).to_have_text("Đã lưu")
    assert saved(dossier) == [("ho_ten", "NGUYỄN THỊ MẪU")]
