"""``hoso law`` in both languages and for programs."""

from __future__ import annotations

import json

import pytest

from commands.main import main


def _told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["law", *words]) == 0
    return capsys.readouterr().out


def test_it_says_what_holds_why_and_until_when(capsys: pytest.CaptureFixture[str]) -> None:
    text = _told(capsys, "--on", "2026-11-20", "--type", "giay_khai_sinh")
    for said in (
        "Giấy khai sinh",
        "Birth certificate",
        "Không yêu cầu nộp",
        "Must not be asked for",
        "Quyết định 3458/QĐ-BTP",
        "Cơ sở dữ liệu hộ tịch điện tử",
        "[2026-01-01, 2027-03-01)",
        "SPECIALISED_LAW",
    ):
        assert said in text, said


@pytest.mark.parametrize(("day", "effect"), [("2027-02-28", "held"), ("2027-03-01", "unverified")])
def test_the_end_of_a_law_shows_on_its_day(capsys: pytest.CaptureFixture[str], day: str, effect: str) -> None:
    told = json.loads(_told(capsys, "--on", day, "--type", "trich_luc_khai_tu", "--json"))
    assert told["effect"] == effect
    assert {key: value for key, value in told["borders"][-1].items() if value is not None} == {
        "from": "2027-03-01",
        "rule": "khai_tu",
        "effect": "unverified",
    }


def test_a_program_gets_every_condition_with_its_law(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(_told(capsys, "--on", "2026-11-20", "--type", "giay_chung_nhan_ket_hon", "--json"))
    assert told["whose"] == "both_spouses"
    assert told["announced_by"] == "qd3458"
    assert told["register"] == "ho_tich"
    assert {"number", "name", "date"} <= {each["manner"] for each in told["must_agree"]}
    assert all(each["cite"] and each["vi"] and each["en"] for each in told["law"])


def test_a_procedure_changes_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--on", "2026-11-20", "--type", "cccd_chip")
    assert "chỉ yêu cầu xuất trình" in _told(capsys, *words, "--procedure", "1.001193")
    assert "ORIGINAL_CERTIFIED" in _told(capsys, *words, "--procedure", "2.000815")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--type", "giay_khai_sin"], "did you mean 'giay_khai_sinh'"),
        (["--type", "ct07", "--procedure", "1.001194"], "did you mean"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    assert main(["law", *words]) == 2
    assert hint in capsys.readouterr().err


def test_without_a_type_all_types_are_listed_by_their_titles(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["--type", "xyz"]):
        assert main(["law", *words]) == 2
        told = capsys.readouterr().err
        assert "Giấy khai sinh" in told
        assert "cccd_chip" in told


def test_a_day_is_written_as_people_here_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--type", "giay_khai_sinh", "--json", "--on")
    assert _told(capsys, *words, "20/11/2026") == _told(capsys, *words, "2026-11-20")
    with pytest.raises(SystemExit):
        main(["law", *words, "31/02/2026"])
    assert "không phải là ngày" in capsys.readouterr().err


def test_the_announcement_is_that_of_the_paper_and_not_of_its_register(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = _told(capsys, "--on", "2026-11-20", "--type", "cccd_chip")
    assert "announced for this paper: Nghị quyết 66.7/2025/NQ-CP (01/01/2026)" in text
    assert "104/2022" not in text


@pytest.mark.parametrize(
    ("type_", "day", "said", "unsaid"),
    [
        ("ho_chieu", "2026-11-20", "chưa kiểm chứng", "Dữ liệu được chia sẻ"),
        ("ho_chieu", "2026-11-20", "chưa có công bố", "[R]"),
        ("cccd_chip", "2025-12-31", "chưa có công bố", "Dữ liệu không thay được"),
        ("cccd_chip", "2026-11-20", "đến hết ngày này", "+ 0 tháng"),
        ("ct07", "2026-11-20", "Kho quản lý dữ liệu điện tử", "+ 0 tháng"),
        ("hop_dong", "2026-11-20", "Nghị định 118/2025", "Điều 17 khoản 2"),
        ("giay_khai_sinh", "2027-03-01", "Chưa kiểm chứng", "chưa có công bố dữ liệu thay được giấy.\n"),
    ],
)
def test_it_says_no_more_than_the_law_does(
    capsys: pytest.CaptureFixture[str], type_: str, day: str, said: str, unsaid: str
) -> None:
    text = _told(capsys, "--on", day, "--type", type_)
    head = text.split("MỐC THỜI GIAN")[0]
    assert said in head
    assert unsaid not in head
