"""Vietnamese is typed with input methods: what arrives must be what was meant, letter for letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import CDPSession, Page, expect

from lab.desk.dossiers import birth_dossier, plain_dossier

if TYPE_CHECKING:
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

    Saved = Callable[[str], list[tuple[str, str | None]]]

pytestmark = pytest.mark.browser

NAMES = (
    "Nguyễn Thị Thuỳ Dương",
    "Nguyễn Thị Thùy Dương",
    "Trần Đức Độ",
    "Lê Thị Thảo Nguyên",
    "Phạm Quỳnh Như",
    "Hoàng Ngọc Ánh",
    "Vũ Thị Hường",
    "Đặng Hữu Phước",
    "Bùi Thị Xuân Mai",
    "Đỗ Mười Hai",
    "Hồ Thị Kỷ",
    "Ngô Bảo Châu Mẫu",
    "Dương Thị Thuý",
    "Dương Thị Thúy",
    "Lý Thị Ửng",
    "H'Hen Niê Mẫu",
    "Y Bhăm Kđăm",
    "Đinh Thị Ỷ Lan",
    "Mai Thị Huệ",
    "Trịnh Xuân Trường",
    "Cao Thị Ngoãn",
    "Tạ Quang Bửu Mẫu",
    "Chu Thị Phượng",
    "Tô Thị Ỡm",
    "Kiều Thị Tuyết",
    "Quách Thị Khuyên",
    "Nông Thị Huyền",
    "La Thị Ằng",
    "Giàng A Páo Mẫu",
    "Lò Thị Ế",
)


def by_composition(page: Page, cdp: CDPSession, name: str) -> None:
    """Each word grows under the cursor, as ibus shows it, and is then put in."""
    for word in name.split(" "):
        for length in range(1, len(word) + 1):
            half = unicodedata.normalize("NFD", word[:length])[:length]
            cdp.send(
                "Input.imeSetComposition",
                {"text": half, "selectionStart": len(half), "selectionEnd": len(half)},
            )
        cdp.send("Input.insertText", {"text": word})
        page.keyboard.insert_text(" ")


def by_fake_backspaces(page: Page, _: CDPSession, name: str) -> None:
    """Unikey takes a letter back with a Backspace of its own and types the composed one."""
    for letter in name:
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain != letter:
            page.keyboard.insert_text(plain)
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(letter)


def by_paste(page: Page, _: CDPSession, name: str) -> None:
    """Text from elsewhere often comes decomposed."""
    text = unicodedata.normalize("NFD", name)
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


WAYS: tuple[Callable[[Page, CDPSession, str], None], ...] = (by_composition, by_fake_backspaces, by_paste)


def test_thirty_names_arrive_as_they_were_meant(desk: Desk, services: TrialServices, saved: Saved) -> None:
    dossier = services.review(partial(plain_dossier, flagged=2))
    page = desk.sit_down()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cdp = page.context.new_cdp_session(page)
    desk.open(page, dossier)
    item = page.locator(".item[data-item='field:d1:nguoi_yeu_cau.ho_ten']")
    for place, name in enumerate(NAMES):
        item.locator(".item-head").click()
        page.keyboard.press("F2")
        WAYS[place % len(WAYS)](page, cdp, name)
        page.keyboard.press("Enter")
        expect(page.locator("#saved")).to_have_text("Đã lưu")
        expect(item.locator("input")).to_have_value(name)
    assert saved(dossier) == [("nguoi_yeu_cau.ho_ten", name) for name in NAMES]


def test_no_shortcut_fires_while_letters_are_composed(
    desk: Desk, services: TrialServices, saved: Saved
) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    desk.open(page, dossier)
    cdp = page.context.new_cdp_session(page)
    page.keyboard.press("F2")
    cdp.send("Input.imeSetComposition", {"text": "Nguye", "selectionStart": 5, "selectionEnd": 5})
    for key in ("Enter", "F8", "F9", "F6"):
        page.evaluate(
            """([key]) => {
                const target = document.activeElement;
                for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
                    const all = { key, bubbles: true, cancelable: true, ...more };
                    const event = new KeyboardEvent("keydown", all);
                    if (!target.dispatchEvent(event)) throw new Error(`${key} was taken`);
                }
            }""",
            [key],
        )
    current = page.locator(".item.current")
    expect(current).to_have_attribute("data-item", "field:d1:ho_ten")
    expect(current.locator("input")).to_have_value("Nguye")
    assert saved(dossier) == []
