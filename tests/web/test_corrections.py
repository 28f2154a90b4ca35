"""The list of registers that are probably wrong: by owner, without values, and each step a person's."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from once_only.corrections import Correction
from web.access import OPERATOR, REVIEWER, Account
from web.corrections import COLUMNS

CASE, OTHER = "h1.d1.dan_cu", "h2.d3.ho_tich"


@pytest.fixture
def kept(services, clock):
    """A case of the police's register, and one of another branch about another's."""
    card = Correction(CASE, "h1", "d1", "cccd_chip", "dan_cu", "Bộ Công an", ("ho_ten",), clock())
    later = clock() + timedelta(hours=1)
    birth = Correction(OTHER, "h2", "d3", "giay_khai_sinh", "ho_tich", "Bộ Tư pháp", ("me.ho_ten",), later)
    with services.store.begin() as session:
        session.corrections.keep("h1", "cn-01", (card,))
        session.corrections.keep("h2", "cn-02", (birth,))
    return services


def states(client, **asked):
    found = client.get("/api/v1/corrections", params=asked).json()
    return [(each["id"], each["state"], each["by"]) for each in found]


@pytest.mark.usefixtures("kept")
def test_the_page_names_owners_registers_and_fields(client) -> None:
    text = client.get("/corrections").text
    assert text.index("Bộ Công an") < text.index("Bộ Tư pháp")
    assert "Mẹ · Họ, chữ đệm, tên" in text and "/dossiers/h1" in text
    english = client.get("/corrections", params={"lang": "en", "state": "told"}).text
    assert "There are no cases." in english


@pytest.mark.usefixtures("kept")
def test_a_person_says_that_the_owner_was_told_and_has_corrected_it(client, services) -> None:
    said = client.post("/corrections", data={"case": CASE, "state": "told"}, follow_redirects=False)
    assert (said.status_code, said.headers["location"]) == (303, "/corrections")
    assert states(client) == [(CASE, "told", "owner"), (OTHER, "open", "system")]
    put = client.put(f"/api/v1/corrections/{CASE}/state", json={"state": "corrected"})
    assert put.json()["state"] == "corrected" and put.json()["register"] == "dan_cu"
    with services.store.begin() as session:
        steps = [(each.actor, each.action) for each in session.audit.entries() if each.subject == CASE]
    assert steps[1:] == [("owner", "correction.told"), ("owner", "correction.corrected")]


@pytest.mark.usefixtures("kept")
def test_nobody_may_withdraw_or_invent_a_case(client) -> None:
    assert client.post("/corrections", data={"case": CASE, "state": "withdrawn"}).status_code == 422
    assert client.put(f"/api/v1/corrections/{CASE}/state", json={"state": "withdrawn"}).status_code == 422
    assert client.put("/api/v1/corrections/h9.d1.dan_cu/state", json={"state": "told"}).status_code == 404
    assert {state for _, state, _ in states(client)} == {"open"}


@pytest.mark.usefixtures("kept")
def test_the_spreadsheet_holds_the_list(client) -> None:
    answer = client.get("/corrections.csv", params={"state": "open", "lang": "vi"})
    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert [len(row) for row in table] == [len(COLUMNS)] * 3
    assert [row[0] for row in table[1:]] == ["Bộ Công an", "Bộ Tư pháp"]
    assert [row[-1] for row in table[1:]] == [CASE, OTHER]


def test_a_cell_is_no_formula(kept, client) -> None:
    with kept.store.begin() as session:
        session.corrections.set_state(CASE, "told", "=1+1")
    answer = client.get("/corrections.csv", params={"state": "told"})
    (row,) = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))[1:]
    assert "'=1+1" in row


@pytest.mark.usefixtures("kept")
def test_only_operators_see_cases_and_only_of_their_branches(enter) -> None:
    reviewer = enter(Account("anna", frozenset({REVIEWER})))
    for path in ("/corrections", "/corrections.csv", "/api/v1/corrections"):
        assert reviewer.get(path).status_code == 403
    local = enter(Account("olga", frozenset({OPERATOR}), branches=frozenset({"cn-02"})))
    assert [each for each, _, _ in states(local)] == [OTHER]
    refused = local.post("/corrections", data={"case": CASE, "state": "told"})
    assert refused.status_code == 404
