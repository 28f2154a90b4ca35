"""The figures' page: right sums, small groups together, a spreadsheet, and only for those who operate."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import partial

import pytest

from lab.desk.dossiers import birth_dossier, plain_dossier
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow
from web.access import REVIEWER, Account
from web.figures import line
from web.labels import Labels
from web.language import words_in
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
    often, rare = ReasonRow("DATA_HELD", "needed", 7, 6), ReasonRow("PRESENT_ONLY", "needed", 9, 4)
    page = shown(services, [FigureRow("2026-11", 20, Counts(papers=20))], (often, rare), Dimension.MONTH)
    assert [papers for _, _, papers in page.reasons] == [7]
    assert page.rows[0].name == "11/2026"


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
    for cell in table[1]:
        assert f">{cell}<" in text
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
def test_a_branch_is_no_formula_and_no_value_of_a_citizen_is_in_the_table(client) -> None:
    text = client.get("/figures.csv", params={"by": "branch"}).text
    assert "Mẫu" not in text and "MẪU" not in text
    assert line(Row("k", "=1+1", 9, Counts()))[0] == "'=1+1"
