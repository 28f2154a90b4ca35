"""One morning at the desk: a link, two scans, a batch to watch, a dossier to correct, a record to fetch."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from domain.document import FieldState, Source
from domain.once_only import VerdictCode
from domain.review import DecisionKind
from lab.desk.dossiers import birth_dossier, odd_dossier
from storage.codec import RECORD

if TYPE_CHECKING:
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser


def scan(name: str, shade: int) -> Any:
    target = io.BytesIO()
    Image.new("L", (620, 877), shade).save(target, "PNG", dpi=(75, 75))
    return {"name": name, "mimeType": "image/png", "buffer": target.getvalue()}


def hand_in(page: Page) -> list[str]:
    """Two scans and a file that is none; gives the dossiers in the order of their names."""
    broken = {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": b"MZ no scan at all"}
    page.set_input_files("#files", [scan("b-la.png", 250), scan("a-khai-sinh.png", 240), broken])
    page.select_option("#procedure", "1.001193")
    page.keyboard.press("Tab")
    page.focus("#start")
    page.keyboard.press("Enter")
    expect(page.locator(".file-state.is-accepted")).to_have_count(2)
    refused = page.locator(".file", has_text="hong.pdf")
    expect(refused.locator(".file-why")).to_contain_text("PROGRAM_FILE")
    expect(refused.locator(".file-why")).to_contain_text("không được nhận")
    expect(page.locator("#watch")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/batches/*")
    rows = page.locator("#dossiers tr")
    expect(rows).to_have_count(2)
    return [str(rows.nth(place).get_attribute("data-dossier")) for place in range(2)]


def keep_picture(page: Page) -> None:
    """A picture for the README, where somebody asked for one."""
    if path := os.environ.get("HOSO_SCREENSHOT"):
        page.wait_for_timeout(300)
        page.screenshot(path=Path(path))


def correct_by_keyboard(page: Page) -> None:
    """Four doubtful values and one piece of advice, without touching the mouse."""
    press = page.keyboard.press
    expect(page.locator(".item.current")).to_have_attribute("data-item", "field:d1:ho_ten")
    press("F2")
    page.keyboard.insert_text("NGUYỄN THỊ THẢO MẪU")
    press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "field:d1:ngay_sinh")
    press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "field:d1:me.ho_ten")
    press("F6")
    keep_picture(page)
    press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "field:d2:so_dinh_danh")
    press("Enter")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "verdict:d2")
    press("Enter")
    expect(page.locator("#progress")).to_have_text("4/4 mục")
    press("Control+Enter")


def test_from_the_link_to_the_record(desk: Desk, services: TrialServices) -> None:
    page = desk.sit_down()
    birth, odd = hand_in(page)
    row = page.locator(f"tr[data-dossier='{birth}']")
    expect(row.locator(".state-accepted")).to_be_visible()
    record = services.read(birth, birth_dossier)
    expect(row).to_contain_text("2/2")
    services.open_review(birth, record)
    expect(row.locator(".state-review")).to_be_visible()
    expect(page.locator(".card.advice")).to_contain_text("Nghị định 118/2025/NĐ-CP")
    services.open_review(odd, services.read(odd, odd_dossier))
    expect(page.locator(".card.rescan")).to_contain_text("Bị nhòe")

    row.locator(".check").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{birth}")
    correct_by_keyboard(page)

    page.wait_for_url(f"**/review/{odd}")
    expect(page.locator(".item.current")).to_have_attribute("data-item", "rescan:1")
    page.keyboard.press("Enter")
    expect(page.locator(".type-input")).to_be_focused()
    for _ in range(30):
        if page.locator(".type-input").input_value() == "giay_uy_quyen":
            break
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-finished]")).to_be_visible()

    settled = services.settle(birth)
    answer = page.request.get(f"{desk.base}/api/v1/dossiers/{birth}/record")
    fetched = RECORD.parse(answer.body())
    assert answer.status == 200 and fetched == settled and not fetched.tasks
    form, card = fetched.documents
    child, mother = form.field_named("ho_ten"), form.field_named("me.ho_ten")
    assert child is not None and mother is not None
    assert (child.value, child.state, child.provenance.source) == (
        "NGUYỄN THỊ THẢO MẪU",
        FieldState.SETTLED,
        Source.REVIEWER,
    )
    assert child.raw == "NGUYỄN THỊ THÁO MẪU"
    assert mother.value == "TRẦN THỊ MẪU"
    assert fetched.decisions[-1].kind is DecisionKind.ACCEPT_VERDICT
    assert {each.verdict for each in fetched.once_only if each.document == card.id} <= {
        VerdictCode.NOT_NEEDED_DATA_HELD,
    }
    assert services.settle(odd).documents[0].type == "giay_uy_quyen"


def test_the_finished_dossier_is_a_page(desk: Desk, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    page = desk.sit_down()
    page.goto(f"{desk.base}/dossiers/{dossier}")
    expect(page.locator(".paper")).to_have_count(2)
    page.get_by_text("Đã so sánh").click()
    expect(page.locator(".verdict table")).to_contain_text("trùng khớp")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#documents")).to_have_text("Papers found")
