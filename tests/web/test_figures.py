"""The figures' page: right sums, small groups together, a spreadsheet, and only for those who operate."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from lab.desk.dossiers import birth_dossier, plain_dossier
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow
from web.access import REVIEWER, Account
from web.labels import Labels
from web.language import words_in
from web.spreadsheet import cell
from web.views.figures import FEWEST, Row, figures_page, together

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 1))


def rows(*sizes: int) -> list[Row]:
    return [Row(f"k{n}", f"k{n}", size, Counts(papers=size)) for n, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "left"),
    [
        ((9, 8, 7), [9, 8, 7]),
        ((9, 3, 2), [9, 5]),
        ((9, 7, 1), [9, 8]),
        ((9, 1), [10]),
        ((2, 2), []),
        ((), []),
    ],
)
def test_no_row_speaks_of_fewer_than_five_dossiers(sizes: tuple[int, ...], left: list[int]) -> None:
    found = together(rows(*sizes), "others")
    assert [each.dossiers for each in found] == left
    assert all(each.dossiers >= FEWEST for each in found)
    assert sum(each.counts.papers for each in found) in (0, sum(sizes))


def shown(services, found, reasons=(), by=Dimension.BRANCH):
    return figures_page(found, reasons, by, YEAR, Labels(words_in("vi"), services.definitions))


def test_bars_have_one_scale_and_add_up(services) -> None:
    page = shown(
        services,
        [
            FigureRow("cn-01", 9, Counts(papers=40, digitized=30, attached_only=10)),
            FigureRow("cn-02", 6, Counts(papers=20, digitized=20)),
        ],
    )
    first, second = page.plots[0].bars
    assert [(each.start, each.size) for each in first.pieces] == [(0, 75), (75, 25)]
    assert [(each.start, each.size) for each in second.pieces] == [(0, 50), (50, 0)]
    assert page.total is not None and page.total.numbers["papers"] == 60


def test_a_rare_reason_is_not_told(services) -> None:
    often = ReasonRow("DATA_HELD", "needed", 7, 6, "misread")
    rare = ReasonRow("PRESENT_ONLY", "needed", 9, 4)
    page = shown(services, [FigureRow("2026-11", 20, Counts(papers=20))], (often, rare), Dimension.MONTH)
    assert [each.papers for each in page.reasons] == [7]
    assert page.reasons[0].why == "Phần mềm đọc hoặc nhận loại giấy sai"
    assert page.rows[10].name == "11/2026"


def done_dossier(dossier: str):
    """The birth dossier after nobody had to look at it."""
    record, pages = birth_dossier(dossier)
    return replace(record, tasks=(), straight_through=True), pages


@pytest.fixture
def busy(services):
    """Six dossiers of one month, of one branch and one procedure."""
    for number in range(3):
        services.review(birth_dossier, f"a{number}.pdf")
        services.review(partial(plain_dossier, flagged=0), f"b{number}.pdf")
    return services


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("by", list(Dimension))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_and_its_spreadsheet_say_the_same(client, by, lang) -> None:
    asked = {"by": by.value, "from": "2026-11", "to": "2026-11", "lang": lang}
    text = client.get("/figures", params=asked).text
    answer = client.get("/figures.csv", params=asked)
    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert len(table) == 3 and table[1][1:] == table[2][1:] and table[1][1] == "6"
    for each in table[1]:
        assert f">{each}<" in text
    assert text.count("<svg role=") == 2 and 'aria-label="' in text


def test_too_few_dossiers_give_no_figures(client, services) -> None:
    services.review(birth_dossier)
    page = client.get("/figures")
    assert page.status_code == 200 and "<svg role=" not in page.text
    assert len(client.get("/figures.csv").text.strip().splitlines()) == 1


def test_months_must_be_months(client) -> None:
    assert client.get("/figures", params={"from": "2026-13"}).status_code == 422
    assert client.get("/figures.csv", params={"by": "person"}).status_code == 422


@pytest.mark.usefixtures("busy")
def test_only_operators_see_figures_and_only_of_their_branches(enter) -> None:
    reviewer = enter(Account("anna", frozenset({REVIEWER})))
    assert reviewer.get("/figures").status_code == 403
    stranger = enter(Account("olga", frozenset({"operator"}), branches=frozenset({"cn-77"})))
    assert "<svg role=" not in stranger.get("/figures").text


@pytest.mark.usefixtures("busy")
def test_no_value_of_a_citizen_is_in_the_table(client) -> None:
    text = client.get("/figures.csv", params={"by": "branch"}).text
    assert "Mẫu" not in text and "MẪU" not in text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =1+1",
        "\n=1+1",
        "\t=1+1",
        "\r1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff@a",
        "＝1+1",
        " ＋1",
        "﹣1",
        "-1",
    ],
)
def test_nothing_in_a_spreadsheet_is_taken_for_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["cn-01", "", " ", "Chi nhánh = 1", "1.001193", "–"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_month_without_dossiers_is_shown_as_none(services) -> None:
    found = [FigureRow("2026-03", 9, Counts(papers=9)), FigureRow("2026-05", 2, Counts(papers=2))]
    asked = Asked(date(2026, 2, 1), date(2026, 6, 1))
    labels = Labels(words_in("vi"), services.definitions)
    page = figures_page([*found, FigureRow("2026-04", 7, Counts())], (), Dimension.MONTH, asked, labels)
    # May had too few to be told: it is in the last row and must not look like a month without any.
    assert [(each.name, each.dossiers) for each in page.rows] == [
        ("02/2026", 0), ("03/2026", 9), ("06/2026", 0), ("Các nhóm nhỏ, gộp lại", 9),
    ]  # fmt: skip
    assert page.plots[0].bars[0].total == 0
    assert figures_page([], (), Dimension.MONTH, asked, labels).rows == ()


def table_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.usefixtures("busy")
def test_the_spreadsheet_tells_two_dimensions_apart(client) -> None:
    answer = client.get("/figures.csv", params={"by": "branch", "then": "month", "lang": "vi"})
    head, row, total = table_of(answer)
    assert head[:3] == ["Chi nhánh", "Tháng", "Hồ sơ"]
    assert row[:3] == ["main", "11/2026", "6"] and total[:3] == ["Tổng cộng", "", "6"]
    assert "figures-branch-month-" in answer.headers["content-disposition"]
    assert client.get("/figures.csv", params={"then": "person"}).status_code == 422


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("only", "dossiers"),
    [
        ({"branch": "main"}, "6"),
        ({"branch": "main", "agency": "tu_phap", "procedure": "1.001193"}, "6"),
        ({"branch": "elsewhere"}, None),
        ({"agency": "cong_an"}, None),
        ({"procedure": "-"}, None),
    ],
)
def test_the_page_and_both_spreadsheets_take_filters(client, only, dossiers) -> None:
    asked = only | {"from": "2026-11", "to": "2026-11", "by": "month"}
    rows = table_of(client.get("/figures.csv", params=asked))
    assert [row[1] for row in rows[1:]] == ([dossiers] * 2 if dossiers else [])
    text = client.get("/figures", params=asked).text
    assert ("<svg role=" in text) is bool(dossiers)
    for name, key in only.items():
        assert not dossiers or f"{name}={key}" in text  # the links to the spreadsheets keep it
    assert client.get("/figures/reasons.csv", params=asked).status_code == 200


def test_a_filter_does_not_tell_of_few_dossiers_by_what_it_leaves_out(client, services) -> None:
    for number in range(6):
        services.review(birth_dossier, f"a{number}.pdf")
    with services.store.begin() as session:
        home = session.intake.open_batch("cn-02", "Lô mẫu", "owner").id
    other = services.accepted("b.pdf", home)
    services.read(other, birth_dossier)
    assert "<svg role=" in client.get("/figures", params={"by": "branch"}).text
    assert "<svg role=" not in client.get("/figures", params={"by": "month", "branch": "main"}).text


def test_reasons_of_overridden_advice_come_as_a_spreadsheet(client, services) -> None:
    for number in range(5):
        dossier = services.review(done_dossier, f"c{number}.pdf")
        said = {"revision": "1", "said-d2": "needed", "code-d2": "original_needed"}
        assert (
            client.post(f"/dossiers/{dossier}/verdicts", data=said, follow_redirects=False).status_code == 303
        )
        services.settle(dossier)
    rows = table_of(client.get("/figures/reasons.csv", params={"branch": "main", "lang": "vi"}))
    assert [row[1:] for row in rows[1:]] == [["Phải xem bản chính", "Cần nộp", "5", "5"]]
    assert "Phải xem bản chính" in client.get("/figures", params={"lang": "vi"}).text
