"""The counter's pages: the checklist at a glance, the slip, and an officer's word on any verdict."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.once_only import VerdictCode
from domain.record import DossierRecord
from domain.review import DecisionKind
from lab.desk.dossiers import birth_dossier
from lab.desk.papers import DrawnPage
from lab.desk.services import TrialClock, TrialServices
from storage.values import DossierState
from web.access import REVIEWER, SCANNER, Account
from web.api import handover
from web.language import LANGUAGES
from web.printed.faces import NoFace

REASON = "Ảnh thẻ mờ, phải xem bản chính"


def done_dossier(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
    """The birth dossier after nobody had to look at it."""
    record, pages = birth_dossier(dossier)
    return replace(record, tasks=(), straight_through=True), pages


@pytest.fixture
def waiting(services: TrialServices) -> str:
    return services.review(birth_dossier)


@pytest.fixture
def published(services: TrialServices) -> str:
    return services.review(done_dossier)


def override(client: TestClient, dossier: str, **more: str) -> Any:
    said = {"revision": "1", "said-d2": "needed", "why-d2": REASON} | more
    return client.post(f"/dossiers/{dossier}/verdicts", data=said, follow_redirects=False)


def code_of(answer: Any) -> tuple[int, bool]:
    """The status, and whether the page says what to do."""
    return answer.status_code, "<h1" in answer.text


def group(text: str, key: str) -> str:
    """The text of one group of the checklist."""
    found = re.search(rf'<section class="[^"]*\bcheck-{key}".*?</section>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())) if found else ""


def test_the_checklist_is_read_at_a_glance(client: TestClient, waiting: str) -> None:
    text = client.get(f"/dossiers/{waiting}").text
    assert "Thiếu 1 giấy: báo một lần, đầy đủ." in text
    assert "Giấy chứng sinh hoặc văn bản thay thế" in group(text, "missing")
    assert "Tờ khai đăng ký khai sinh (trang 1)" in group(text, "complete")
    sought = "Nếu thuộc trường hợp này, cơ quan tra cứu trước tại: Cơ sở dữ liệu hộ tịch điện tử"
    assert sought in group(text, "if_applies")
    assert "Tra cứu tại: Cơ sở dữ liệu quốc gia về dân cư" in group(text, "to_check")
    back = group(text, "back")
    assert "Thẻ căn cước công dân gắn chip (trang 2)" in back
    assert "Căn cứ: Khoản 2a Điều 4" in back and "Đã so: Số định danh cá nhân: trùng khớp" in back
    assert "Thẻ căn cước" in group(text, "unscanned")
    assert text.index("check-missing") < text.index("check-complete")


def test_the_checklist_speaks_english_second(client: TestClient, waiting: str) -> None:
    text = client.get(f"/dossiers/{waiting}", params={"lang": "en"}).text
    assert "1 missing: told once, all together." in text
    assert "Must not be scanned" in group(text, "unscanned")


def test_a_dossier_without_procedure_has_no_checklist_and_says_so(
    client: TestClient, services: TrialServices
) -> None:
    def unknown(dossier: str) -> tuple[DossierRecord, list[DrawnPage]]:
        record, pages = birth_dossier(dossier)
        return replace(record, procedure=None), pages

    dossier = services.review(unknown)
    text = client.get(f"/dossiers/{dossier}").text
    assert "Chưa biết thủ tục" in text and "check-missing" not in text
    assert client.get(f"/dossiers/{dossier}/slip").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_slip_is_vietnamese_whatever_the_clerk_reads(client: TestClient, waiting: str, lang: str) -> None:
    text = client.get(f"/dossiers/{waiting}/slip", params={"lang": lang}).text
    assert "PHIẾU HƯỚNG DẪN TẠI QUẦY" in text and '<article class="sheet printed a5" lang="vi">' in text
    assert "WHAT TO DO" in client.get(f"/dossiers/{waiting}/slip", params={"words": "en"}).text


@pytest.mark.parametrize("kind", ["slip", "request"])
def test_sheets_come_as_pdf_in_both_sizes(client: TestClient, waiting: str, kind: str) -> None:
    path = f"/api/v1/dossiers/{waiting}/{kind}.pdf"
    for size in ("a5", "a4"):
        answer = client.get(path, params={"size": size})
        assert answer.headers["content-type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    assert client.get(path, params={"size": "a3"}).json()["code"] == "BAD_REQUEST"


FILLED = {
    "agency": "UBND xã Mẫu",
    "person": "",
    "items": "Ký lại tờ khai\n\n  Nộp thêm ảnh 4 × 6 ",
    "closing": "Nộp trước ngày 30/11/2026",
    "size": "a4",
}


def test_what_an_officer_types_stands_on_the_sheet_and_in_no_address(
    client: TestClient, waiting: str, services: TrialServices
) -> None:
    answer = client.post(f"/dossiers/{waiting}/request", data=FILLED, follow_redirects=False)
    assert answer.status_code == 200 and "Ký lại" not in str(answer.url)
    sheet = answer.text.partition("<article")[2]
    for said in ("UBND xã Mẫu", "Ký lại tờ khai", "Nộp thêm ảnh 4 × 6", "Nộp trước ngày 30/11/2026"):
        assert said in sheet, said
    assert '<article class="sheet printed a4"' in answer.text
    assert "<textarea" in answer.text and "Ký lại tờ khai\nNộp thêm" in answer.text  # to go on from
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
    assert not [one for one in targets if "Mẫu" in one or "M%E1" in one]
    assert "Ký lại" not in client.get(f"/dossiers/{waiting}/request").text  # kept nowhere
    with services.store.begin() as session:
        assert not session.reviews.decisions(waiting)


def test_what_was_typed_comes_as_pdf_in_the_size_that_was_chosen(client: TestClient, waiting: str) -> None:
    path = f"/dossiers/{waiting}/request.pdf"
    for size, box in (("a5", b"419.53 595.28"), ("a4", b"595.28 841.89")):
        answer = client.post(path, data=FILLED | {"size": size})
        assert answer.content[:5] == b"%PDF-" and box in answer.content
        assert "Mẫu" not in answer.headers["content-disposition"]
    assert b"419.53 595.28" in client.get(f"/api/v1/dossiers/{waiting}/request.pdf").content


@pytest.mark.parametrize("more", [{"size": "a3"}, {"person": "x" * 301}, {"items": "x" * 4001}])
def test_what_does_not_fit_on_the_form_is_refused(
    client: TestClient, waiting: str, more: dict[str, str]
) -> None:
    assert code_of(client.post(f"/dossiers/{waiting}/request", data=FILLED | more)) == (422, True)


def test_there_is_no_slip_before_there_is_a_record(client: TestClient, services: TrialServices) -> None:
    fresh = services.accepted("moi.pdf")
    assert client.get(f"/api/v1/dossiers/{fresh}/slip.pdf").json()["code"] == "RECORD_NOT_READY"
    assert code_of(client.get(f"/dossiers/{fresh}/slip")) == (409, True)


def test_a_server_without_faces_says_what_to_install(
    client: TestClient, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bare(*_: object) -> bytes:
        raise NoFace

    monkeypatch.setattr(handover, "pdf_of", bare)
    answer = client.get(f"/api/v1/dossiers/{waiting}/slip.pdf")
    assert (answer.status_code, answer.json()["code"]) == (503, "FACE_MISSING")
    assert "fonts-croscore" in answer.json()["detail"]


def test_no_link_or_form_target_carries_a_value(client: TestClient, waiting: str) -> None:
    record = client.get(f"/api/v1/dossiers/{waiting}/record").json()
    values = [field["value"] for each in record["documents"] for field in each["fields"]]
    for path in ("", "/slip", "/request"):
        text = client.get(f"/dossiers/{waiting}{path}").text
        targets = re.findall(r'(?:href|src|action)="([^"]*)"', text)
        assert len(targets) > 5
        assert not [one for one in targets for value in values if len(value) > 2 and value in one]


def test_an_override_counts_at_once_and_stands_on_the_slip(
    client: TestClient, services: TrialServices, waiting: str
) -> None:
    answer = override(client, waiting)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossiers/{waiting}#verdicts")
    text = client.get(f"/dossiers/{waiting}").text
    assert "Thẻ căn cước" not in group(text, "unscanned")  # what the officer wants is kept
    assert REASON in text and "chờ lưu vào hồ sơ" in text
    slip = client.get(f"/dossiers/{waiting}/slip").text
    assert "Quyết định khác gợi ý của cán bộ" in slip and f"Lý do: {REASON}" in slip
    with services.store.begin() as session:
        review = session.reviews.review(waiting)
        kept = session.records.record(waiting)
    assert review is not None and review.claimed_by is None  # the other items still wait in the queue
    assert kept is not None and kept.revision == 1 and not kept.decisions


def test_a_reason_may_be_chosen_in_place_of_words(
    client: TestClient, services: TrialServices, waiting: str
) -> None:
    chosen = {"why-d2": "", "code-d2": "original_needed"}
    assert override(client, waiting, **chosen).status_code == 303
    assert "Lý do: Phải xem bản chính" in client.get(f"/dossiers/{waiting}/slip").text
    with services.store.begin() as session:
        (said,) = session.reviews.decisions(waiting)
    assert (said.reason, said.note) == ("original_needed", "")


def test_the_last_word_counts_and_both_stay(
    client: TestClient, services: TrialServices, clock: TrialClock, waiting: str
) -> None:
    override(client, waiting)
    clock.turn(timedelta(minutes=1))
    override(client, waiting, **{"said-d2": "accept", "why-d2": ""})
    text = client.get(f"/dossiers/{waiting}").text
    assert REASON in text and "đã có ý kiến sau" in text
    assert REASON not in client.get(f"/dossiers/{waiting}/slip").text
    with services.store.begin() as session:
        kinds = [each.kind for each in session.reviews.decisions(waiting)]
    assert kinds == [DecisionKind.OVERRIDE_VERDICT, DecisionKind.ACCEPT_VERDICT]


def test_a_verdict_of_a_published_dossier_gets_a_revision_of_its_own(
    client: TestClient, services: TrialServices, published: str
) -> None:
    assert override(client, published).status_code == 303
    with services.store.begin() as session:
        found = session.intake.dossier(published)
    assert found is not None and found.state is DossierState.COMPLETING
    assert code_of(override(client, published)) == (409, True)  # the machine is at work on it
    record = services.settle(published)
    assert record.revision == 2 and record.decisions[0].note == REASON
    assert record.once_only[1].verdict is VerdictCode.NOT_NEEDED_DATA_HELD  # the advice itself stays
    text = client.get(f"/dossiers/{published}").text
    assert REASON in text and "chờ lưu vào hồ sơ" not in text
    assert REASON in client.get(f"/dossiers/{published}/slip").text


def test_also_a_paper_that_is_simply_needed_can_be_spoken_about(client: TestClient, waiting: str) -> None:
    said = {"said-d1": "not_needed_present_only", "why-d1": "Đã có mẫu điện tử", "said-d2": "accept"}
    assert override(client, waiting, **said).status_code == 303
    text = client.get(f"/dossiers/{waiting}").text
    assert "Đã có mẫu điện tử" in text and "Đồng ý: Không cần nộp" in text


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"why-d2": "  "}, 422),
        ({"said-d2": ""}, 422),
        ({"said-d2": "", "why-d2": "", "code-d2": "misread"}, 422),
        ({"code-d2": "nonsense"}, 422),
        ({"code-d2": "x" * 41}, 422),
        ({"said-d2": "nonsense"}, 422),
        ({"said-d2": "needed", "why-d2": "x" * 2001}, 422),
        ({"revision": "7"}, 412),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_saved(
    client: TestClient, services: TrialServices, waiting: str, more: dict[str, str], status: int
) -> None:
    assert code_of(override(client, waiting, **{"said-d1": "accept"} | more)) == (status, True)
    with services.store.begin() as session:
        assert not session.reviews.decisions(waiting)


def test_silence_is_no_decision(client: TestClient, services: TrialServices, published: str) -> None:
    assert override(client, published, **{"said-d2": "", "why-d2": ""}).status_code == 303
    with services.store.begin() as session:
        found = session.intake.dossier(published)
    assert found is not None and found.state is DossierState.PUBLISHED


def test_nobody_speaks_while_another_holds_the_review(
    client: TestClient, waiting: str, enter: Callable[..., TestClient]
) -> None:
    other = enter(Account("r-2", frozenset({REVIEWER})))
    assert other.post(f"/api/v1/dossiers/{waiting}/review/claim").status_code == 200
    assert code_of(override(client, waiting)) == (409, True)


def test_only_an_officer_may_speak(waiting: str, enter: Callable[..., TestClient]) -> None:
    clerk = enter(Account("c-1", frozenset({SCANNER})))
    assert "said-d2" not in clerk.get(f"/dossiers/{waiting}").text
    assert clerk.get(f"/dossiers/{waiting}/slip").status_code == 200
    assert override(clerk, waiting).status_code == 403
    elsewhere = enter(Account("r-3", frozenset({REVIEWER}), frozenset({"other"})))
    assert override(elsewhere, waiting).status_code == 404
    assert elsewhere.get(f"/api/v1/dossiers/{waiting}/slip.pdf").status_code == 404
