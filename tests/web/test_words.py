import re
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient

from domain.checklist import CheckReason, ComponentState
from domain.law import Reason
from domain.once_only import Compared, Origin, Verdict, VerdictCode
from domain.page import Defect
from hoso.definitions import definitions_at
from lab.desk.services import TrialServices
from web.labels import Labels, shown
from web.language import LANGUAGES, words_in
from web.problems import STATUS
from web.views.evidence import evidence_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_people_may_see_has_words(lang: Any) -> None:
    words = words_in(lang)
    for code in Reason:
        assert words.code("verdict_reason", code), code
    for reason in CheckReason:
        assert words.code("check_reason", reason), reason
    for state in ComponentState:
        assert words.code("check_state", state), state
    for verdict in VerdictCode:
        assert words.code("verdict", verdict), verdict
    for defect in Defect:
        assert words.code("defect", defect), defect
    for problem in STATUS:
        assert words.code("problem", problem) and words.code("todo", problem), problem


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_the_definitions_has_a_name(lang: Any) -> None:
    words = words_in(lang)
    for kind in definitions_at().catalogue.types:
        for name in kind.value_types():
            *roles, leaf = name.removesuffix(".N").split(".")
            assert words.code("field", leaf), f"{kind.id}: {name}"
            for role in roles:
                assert role == "N" or words.code("role", role), f"{kind.id}: {name}"


def test_every_word_a_review_script_asks_for_is_there() -> None:
    known = words_in("vi").section("review")
    for script in files("web").joinpath("static", "review").iterdir():
        for key in re.findall(r"\bsaid\.([a-z_]+)", script.read_text(encoding="utf-8")):
            assert key in known, f"{script.name}: {key}"


def test_names_of_fields_say_whose_they_are() -> None:
    labels = Labels(words_in("vi"), definitions_at())
    assert labels.field("me.ho_ten") == "Mẹ · Họ, chữ đệm, tên"
    assert labels.field("thanh_vien.2.quan_he") == "Thành viên 2 · Quan hệ"
    assert Labels(words_in("en"), definitions_at()).field("khong_co") == "khong co"


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("2026-03-05", "05/03/2026"),
        ("2026-03", "03/2026"),
        ("1965", "1965"),
        ("2026-13-05", "2026-13-05"),
        ("123-45", "123-45"),
        ("NGUYỄN VĂN MẪU", "NGUYỄN VĂN MẪU"),
    ],
)
def test_dates_are_shown_day_first(value: str, seen: str) -> None:
    assert shown(value) == seen


def test_our_own_fault_says_nothing_of_what_was_in_it(
    client: TestClient,
    services: TrialServices,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> None:
        raise RuntimeError("001196000123 must not be seen")

    monkeypatch.setattr(services.store, "begin", broken)
    caplog.set_level("ERROR")
    for path in ("/api/v1/dossiers", "/review"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert caplog.messages[-1].startswith("RuntimeError in test_words.py:")
        assert "INTERNAL" in answer.text
        assert "001196000123" not in answer.text + caplog.text and "Traceback" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_store_that_is_down_is_said_to_come_back(
    client: TestClient, services: TrialServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise psycopg.OperationalError

    monkeypatch.setattr(services.store, "begin", down)
    answer = client.get("/api/v1/dossiers")
    assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE")


def test_a_verdict_from_the_store_names_the_earlier_dossier_and_no_value() -> None:
    kept, asked = Origin("ho-so-1", "d1", 2, date(2026, 9, 1)), datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    row = Compared("ho_ten", "exact", "NGUYỄN VĂN MẪU", "NGUYỄN VĂN MẪU")
    held = VerdictCode.NOT_NEEDED_DATA_HELD
    verdict = Verdict("d1", held, "DATA_HELD", (), "kho", asked, (row,), origin=kept)
    told = " ".join(evidence_of(verdict, Labels(words_in("vi"), definitions_at())))
    assert "ho-so-1" in told and "01/09/2026" in told and "10:00 02/11/2026" in told
    assert "MẪU" not in told
