import unicodedata
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient

from lab.desk.dossiers import birth_dossier, odd_dossier, plain_dossier
from lab.desk.services import TrialClock, TrialServices
from web.access import REVIEWER, Account


class Reviewer:
    """A reviewer's program: keeps the claim and the revision as our own page does."""

    def __init__(self, client: TestClient, dossier: str) -> None:
        self.client = client
        self.path = f"/api/v1/dossiers/{dossier}"
        claim = client.post(f"{self.path}/review/claim")
        assert claim.status_code == 200, claim.text
        self.token = claim.json()["token"]
        self.revision = claim.json()["revision"]

    def headers(self, **more: str) -> dict[str, str]:
        return {"Hoso-Claim": self.token, "If-Match": f'"{self.revision}"'} | more

    def decide(self, headers: dict[str, str] | None = None, **said: Any) -> Any:
        sent = self.headers() if headers is None else headers
        answer = self.client.post(f"{self.path}/decisions", json=said, headers=sent)
        if answer.status_code == 200:
            self.revision = answer.json()["revision"]
        return answer

    def change(self, what: str) -> Any:
        answer = self.client.post(f"{self.path}/review/{what}", headers=self.headers())
        if answer.status_code == 200:
            self.revision = answer.json()["revision"]
        return answer

    def items(self) -> dict[str, Any]:
        return {each["id"]: each for each in self.client.get(f"{self.path}/review").json()["items"]}

    def accept_all(self) -> None:
        for item in self.items().values():
            if item["kind"] == "field":
                said = {"document": item["document"], "field": item["field"], "value": item["value"]}
                assert self.decide(kind="set_value", task=item["id"], **said).status_code == 200


@pytest.fixture
def reviewer(client: TestClient, services: TrialServices) -> Reviewer:
    return Reviewer(client, services.review(birth_dossier))


CHILD: Any = {"task": "field:d1:ho_ten", "document": "d1", "field": "ho_ten"}
BIRTH: Any = {"task": "field:d1:ngay_sinh", "document": "d1", "field": "ngay_sinh"}


def test_the_items_say_where_why_and_who_said_it(reviewer: Reviewer) -> None:
    items = reviewer.items()
    assert list(items) == [
        "field:d1:ho_ten",
        "field:d1:ngay_sinh",
        "field:d1:me.ho_ten",
        "field:d2:so_dinh_danh",
        "verdict:d2",
    ]
    child, mother, number, advice = (items[list(items)[place]] for place in (0, 2, 3, 4))
    assert child["reasons"] == [{"code": "LOW_CONFIDENCE", "text": "Chữ khó đọc, máy chưa chắc"}]
    assert child["page"] == 1 and 0 < child["box"][0] < child["box"][2] < 1
    assert [(each["source"], each["value"]) for each in mother["sources"]] == [
        ("ocr", "TRÀN THỊ MẪU"),
        ("qr", "TRẦN THỊ MẪU"),
    ]
    assert number["reasons"][0]["text"] == "Số định danh không khớp ngày sinh"
    assert "register" in [each["source"] for each in number["sources"]]
    assert not advice["required"] and advice["advice"]["law"] and len(advice["compared"]) == 3
    assert items["field:d1:ngay_sinh"]["shown"] == "05/03/2026"


def test_a_save_names_its_revision_and_its_claim(reviewer: Reviewer) -> None:
    said: Any = {"kind": "set_value", "value": "NGUYỄN THỊ THẢO MẪU", **CHILD}
    without = {"Hoso-Claim": reviewer.token}
    assert reviewer.decide(without, **said).json()["code"] == "REVISION_MISSING"
    assert reviewer.decide(without, **said).status_code == 428
    stale = reviewer.decide(reviewer.headers(**{"If-Match": '"99"'}), **said)
    assert (stale.status_code, stale.json()["code"], stale.json()["current"]) == (412, "REVISION_STALE", 1)
    assert reviewer.decide(reviewer.headers(**{"If-Match": "*"}), **said).status_code == 412
    lost = reviewer.decide(reviewer.headers(**{"Hoso-Claim": "other"}), **said)
    assert (lost.status_code, lost.json()["code"]) == (409, "LEASE_LOST")
    assert reviewer.items()["field:d1:ho_ten"]["answer"] is None
    assert reviewer.decide(**said).json()["revision"] == 2


def test_a_lease_that_ran_out_saves_nothing(
    reviewer: Reviewer, clock: TrialClock, enter: Callable[..., TestClient]
) -> None:
    other = enter(Account("r-2", frozenset({REVIEWER})))
    assert other.post(f"{reviewer.path}/review/claim").json()["code"] == "REVIEW_TAKEN"
    clock.turn(timedelta(minutes=4))
    assert reviewer.change("heartbeat").status_code == 200
    clock.turn(timedelta(minutes=6))
    assert reviewer.decide(kind="uncertain", **CHILD).json()["code"] == "LEASE_LOST"
    assert other.post(f"{reviewer.path}/review/claim").status_code == 200


def test_the_second_of_two_claims_of_one_person_holds(client: TestClient, reviewer: Reviewer) -> None:
    second = Reviewer(client, reviewer.path.rsplit("/", 1)[1])
    assert reviewer.decide(kind="uncertain", **CHILD).json()["code"] == "LEASE_LOST"
    assert second.decide(kind="uncertain", **CHILD).status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05/03/2026", "2026-03-05"),
        ("5-3-2026", "2026-03-05"),
        ("05032026", "2026-03-05"),
        ("ngày 5 tháng 3 năm 2026", "2026-03-05"),
        ("3/2026", "2026-03"),
        ("1965", "1965"),
    ],
)
def test_dates_are_kept_in_their_normal_form(reviewer: Reviewer, typed: str, kept: str) -> None:
    assert reviewer.decide(kind="set_value", value=typed, **BIRTH).json()["value"] == kept


def test_a_value_of_another_form_is_asked_twice(reviewer: Reviewer) -> None:
    first = reviewer.decide(kind="set_value", value="31/02/2026", **BIRTH)
    assert (first.status_code, first.json()["code"]) == (422, "VALUE_NOT_OF_TYPE")
    again = reviewer.decide(kind="set_value", value="31/02/2026", as_typed=True, **BIRTH)
    assert again.json()["value"] == "31/02/2026"


def test_names_are_kept_letter_for_letter_in_nfc(reviewer: Reviewer) -> None:
    name = "H'Hen Niê Kđăm Đỗ Thị Thuỳ Dương"
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, name)
        kept = reviewer.decide(kind="set_value", value=f" {typed} ", **CHILD).json()["value"]
        assert kept == unicodedata.normalize("NFC", name)
    assert reviewer.items()["field:d1:ho_ten"]["raw"] == "NGUYỄN THỊ THÁO MẪU"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "set_value", "value": "  ", **CHILD}, "VALUE_MISSING"),
        ({"kind": "set_value", "value": "A B", "document": "d9", "field": "ho_ten"}, "TASK_NOT_KNOWN"),
        ({"kind": "set_value", "value": "A B", "document": "d1", "field": "chua_co"}, "TASK_NOT_KNOWN"),
        ({"kind": "set_type", "value": "giay_la", "document": "d1"}, "TYPE_NOT_KNOWN"),
        ({"kind": "acknowledge", "task": "field:d1:ho_ten"}, "VALUE_MISSING"),
        ({"kind": "acknowledge", "task": "none"}, "TASK_NOT_KNOWN"),
        ({"kind": "override_verdict", "document": "d2", "value": "needed"}, "REASON_MISSING"),
        ({"kind": "accept_verdict", "document": "d9"}, "TASK_NOT_KNOWN"),
        ({"kind": "nonsense"}, "BAD_REQUEST"),
        ({"kind": "uncertain", "more": 1, **CHILD}, "BAD_REQUEST"),
    ],
)
def test_what_could_never_be_settled_is_never_saved(
    reviewer: Reviewer, said: dict[str, Any], code: str
) -> None:
    answer = reviewer.decide(**said)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert all(item["answer"] is None for item in reviewer.items().values())


def test_undo_takes_the_last_word_back(reviewer: Reviewer) -> None:
    reviewer.decide(kind="uncertain", **CHILD)
    reviewer.decide(kind="set_absent", **BIRTH)
    assert reviewer.change("undo").json()["revision"] == 4
    answers = {key: item["answer"] for key, item in reviewer.items().items()}
    assert answers["field:d1:ngay_sinh"] is None
    assert answers["field:d1:ho_ten"]["kind"] == "uncertain"
    reviewer.change("undo")
    before = reviewer.revision
    assert reviewer.change("undo").json()["revision"] == before


def test_a_review_ends_when_every_item_is_answered(reviewer: Reviewer, services: TrialServices) -> None:
    early = reviewer.change("finish")
    assert (early.status_code, early.json()["code"], early.json()["open"]) == (409, "TASKS_OPEN", 4)
    reviewer.accept_all()
    assert reviewer.change("finish").status_code == 204
    dossier = reviewer.path.rsplit("/", 1)[1]
    record = services.settle(dossier)
    assert record.revision == 2 and not record.tasks
    assert reviewer.client.get(f"{reviewer.path}/record").headers["etag"] == '"2"'
    assert reviewer.client.get(f"{reviewer.path}/review").status_code == 404


def test_advice_is_accepted_or_overridden_with_a_reason(reviewer: Reviewer) -> None:
    assert reviewer.decide(kind="accept_verdict", document="d2").status_code == 200
    said: Any = {"kind": "override_verdict", "document": "d2", "value": "needed", "note": "Ảnh thẻ mờ"}
    assert reviewer.decide(**said).status_code == 200
    answer = reviewer.items()["verdict:d2"]["answer"]
    assert (answer["kind"], answer["value"], answer["note"]) == ("override_verdict", "needed", "Ảnh thẻ mờ")


def test_rescans_and_types_are_answered_too(client: TestClient, services: TrialServices) -> None:
    reviewer = Reviewer(client, services.review(odd_dossier))
    assert [item["kind"] for item in reviewer.items().values()] == ["rescan", "type"]
    assert reviewer.decide(kind="acknowledge", task="rescan:1").status_code == 200
    typed = reviewer.decide(kind="set_type", task="type:d1", document="d1", value="ct07")
    assert typed.status_code == 200
    assert reviewer.change("finish").status_code == 204


def test_a_page_that_is_good_as_it_is_leaves_the_slip(client: TestClient, services: TrialServices) -> None:
    dossier = services.review(odd_dossier)
    reviewer, slip = Reviewer(client, dossier), f"/dossiers/{dossier}/slip"
    assert "Trang phải quét lại" in client.get(slip).text
    assert reviewer.decide(kind="legible", task="type:d1").json()["code"] == "TASK_NOT_KNOWN"
    assert reviewer.decide(kind="legible", task="rescan:1").status_code == 200
    assert reviewer.items()["rescan:1"]["answer"]["kind"] == "legible"
    assert "Trang phải quét lại" not in client.get(slip).text
    assert reviewer.decide(kind="acknowledge", task="rescan:1").status_code == 200
    assert "Trang phải quét lại" in client.get(slip).text  # the counter was told: the last word counts


def test_the_queue_hands_out_the_most_urgent_first(
    client: TestClient, services: TrialServices, clock: TrialClock, enter: Callable[..., TestClient]
) -> None:
    first = services.review(partial(plain_dossier, flagged=1))
    clock.turn(timedelta(hours=1))
    second = services.review(birth_dossier)
    listed = client.get("/api/v1/reviews").json()
    assert [(each["dossier"], each["items"], each["overdue"]) for each in listed] == [
        (first, 1, False),
        (second, 4, False),
    ]
    other = enter(Account("r-2", frozenset({REVIEWER})))
    assert client.post("/api/v1/reviews/next").json()["dossier"] == first
    claim = other.post("/api/v1/reviews/next").json()
    assert claim["dossier"] == second
    assert client.post("/api/v1/reviews/next").json()["code"] == "NOTHING_WAITS"
    released = other.post(f"/api/v1/dossiers/{second}/review/release", headers={"Hoso-Claim": claim["token"]})
    assert released.status_code == 204
    assert client.post("/api/v1/reviews/next").json()["dossier"] == second
