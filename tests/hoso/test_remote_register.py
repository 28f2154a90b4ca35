"""A register over HTTP, asked on loopback: what goes wrong is an answer, and never a guess."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi import FastAPI, Response

from domain.once_only import Inquiry, Outcome
from hoso.registers.reference import PATH, reference_app
from hoso.registers.remote import RemoteRegister
from hoso.registers.wire import QUESTION, question_of

if TYPE_CHECKING:
    from tests.hoso.conftest import Papers, Trial


def said(client: RemoteRegister, inquiry: Inquiry) -> tuple[str, str | None]:
    answer = client.ask(inquiry)
    return answer.outcome.value, answer.fault


def test_a_record_comes_with_its_former_values_and_without_what_nobody_asked_for(trial: Trial) -> None:
    answer = trial.client().ask(trial.question())
    assert answer.outcome is Outcome.FOUND
    (record,) = answer.records
    assert record.fields["ho_ten_cu"] == "NGUYỄN THỊ CŨ"
    assert record.fields["so_dinh_danh_cu"] == "001300000009"
    assert record.fields["noi_thuong_tru_cu"] == "Phường Giả"
    assert "gioi_tinh" not in record.fields
    assert answer.asked_at.tzinfo is not None


def test_nobody_there_and_somebody_else_are_different_answers(trial: Trial) -> None:
    client = trial.client()
    nobody = trial.question(1, so_dinh_danh="001300000077", ho_ten="Lê Văn Bịa", ngay_sinh="1970-01-01")
    other = trial.question(2, ho_ten="Lê Văn Bịa", ngay_sinh="1970-01-01")
    slip = trial.question(3, ho_ten="NGUYỄN THỊ MẬU")
    assert said(client, nobody) == ("not_found", None)
    assert said(client, other) == ("person_mismatch", None)
    assert client.ask(other).records == ()
    assert said(client, slip) == ("found", None)


@pytest.mark.parametrize("statuses", [(500,), (503, 502), (429,)])
def test_trouble_that_passes_is_tried_through_with_pauses(trial: Trial, statuses: tuple[int, ...]) -> None:
    trial.trouble.statuses.extend(statuses)
    assert said(trial.client(), trial.question()) == ("found", None)
    assert len(trial.seconds.waits) == len(statuses)
    assert all(0 <= pause <= 0.2 * 2**place for place, pause in enumerate(trial.seconds.waits))


def test_trouble_that_stays_ends_after_the_last_try(trial: Trial) -> None:
    trial.trouble.statuses.extend([500] * 5)
    assert said(trial.client(tries=3), trial.question()) == ("unavailable", "STATUS_500")
    assert len(trial.trouble.statuses) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_a_refusal_is_not_tried_again_and_no_sign_of_illness(trial: Trial, status: int) -> None:
    trial.trouble.statuses.extend([status] * 2)
    client = trial.client(failures=1)
    assert said(client, trial.question()) == ("unavailable", f"STATUS_{status}")
    assert len(trial.trouble.statuses) == 1
    trial.trouble.statuses.clear()
    assert said(client, trial.question()) == ("found", None)


def test_a_register_that_does_not_answer_in_time_is_unavailable(trial: Trial) -> None:
    trial.trouble.latency = 0.4
    assert said(trial.client(answer_seconds=0.05), trial.question()) == ("unavailable", "TIMEOUT")


def test_nobody_listening_is_tried_again_and_then_unavailable(trial: Trial) -> None:
    client = trial.client(url="http://127.0.0.1:9/v1/look-ups", tries=3)
    assert said(client, trial.question()) == ("unavailable", "CONNECTION")
    assert len(trial.seconds.waits) == 2


def test_the_breaker_opens_after_failures_in_a_row_and_closes_when_one_try_works(trial: Trial) -> None:
    client = trial.client(tries=1, failures=2, rest_seconds=30.0)
    trial.trouble.out = True
    faults = [said(client, trial.question(n))[1] for n in range(1, 5)]
    assert faults == ["STATUS_503", "STATUS_503", "BREAKER_OPEN", "BREAKER_OPEN"]
    trial.seconds.now += 30
    assert said(client, trial.question(5))[1] == "STATUS_503"
    assert said(client, trial.question(6))[1] == "BREAKER_OPEN"
    trial.trouble.out = False
    trial.seconds.now += 30
    assert [said(client, trial.question(n)) for n in (7, 8)] == [("found", None)] * 2


def test_questions_keep_the_pace_their_register_agreed_to(trial: Trial) -> None:
    client = trial.client(per_second=2.0, burst=3, seconds_in_all=2.0)
    assert [said(client, trial.question(n))[0] for n in range(1, 6)] == ["found"] * 5
    assert trial.seconds.waits == [0.5, 0.5]
    slow = trial.client(per_second=0.1, burst=1, seconds_in_all=2.0)
    assert said(slow, trial.question(6)) == ("found", None)
    assert said(slow, trial.question(7)) == ("unavailable", "RATE_LIMITED")


def test_the_same_look_up_after_a_crash_is_answered_once(trial: Trial) -> None:
    question = trial.question()
    first = trial.client().ask(question)
    again = trial.client().ask(replace(question, entry=9))
    assert (again.records, again.asked_at) == (first.records, first.asked_at)
    assert trial.register.answered == 1
    others = (
        replace(question, look_up=replace(question.look_up, type="can_cuoc_2024")),
        *(
            replace(question, purpose=replace(question.purpose, **{name: "another"}))
            for name in ("dossier", "procedure", "officer", "branch")
        ),
    )
    assert [said(trial.client(), other)[1] for other in others] == ["STATUS_409"] * 5


@pytest.mark.parametrize("key", [None, f"{2:032x}"])
def test_a_question_under_another_key_than_its_id_is_refused(trial: Trial, key: str | None) -> None:
    headers = {"idempotency-key": key} if key else {}
    body = QUESTION.dump(question_of(trial.question())).encode()
    told = httpx.post(trial.url, content=body, headers=headers, trust_env=False)
    assert (told.status_code, told.json()) == (422, {"code": "KEY_IS_NOT_THE_ID"})


def test_each_side_shows_a_certificate_that_the_other_trusts(tls_trial: Trial, papers: Papers) -> None:
    own = papers.issue("hoso.vn")
    assert said(tls_trial.client(ca=papers.ca, **own), tls_trial.question()) == ("found", None)


@pytest.mark.parametrize("wrong", ["register", "nobody", "stranger", "host"])
def test_a_wrong_certificate_is_refused(tls_trial: Trial, papers: Papers, wrong: str) -> None:
    own: dict[str, Any] = {"ca": papers.ca, **papers.issue("hoso.vn")}
    if wrong == "register":
        own["ca"] = papers.other_ca
    elif wrong == "nobody":
        own["certificate"] = own["key"] = None
    elif wrong == "stranger":
        own |= papers.issue("hoso.vn", by="stranger")
    else:
        own["url"] = tls_trial.url.replace("127.0.0.1", "localhost")
    outcome, fault = said(tls_trial.client(**own), tls_trial.question())
    assert outcome == "unavailable"
    assert fault in ("TLS", "CONNECTION")
    assert tls_trial.register.answered == 0


@pytest.mark.parametrize(
    ("after", "waited", "end"),
    [("3", 3.0, ("found", None)), ("60", None, ("unavailable", "TOO_MANY"))],
)
def test_a_register_that_says_when_to_come_back_is_left_alone_until_then(
    trial: Trial, served: Any, after: str, waited: float | None, end: tuple[str, str | None]
) -> None:
    app, inner = FastAPI(), reference_app(trial.register, trial.trouble)
    busy = [Response(status_code=429, headers={"retry-after": after})]

    async def first_busy(scope: Any, receive: Any, send: Any) -> None:
        await (busy.pop() if busy else inner)(scope, receive, send)

    app.mount("/", first_busy)
    with served(app) as address:
        assert said(trial.client(url=f"http://{address}{PATH}"), trial.question()) == end
    assert trial.seconds.waits == ([waited] if waited else [])


def test_no_value_stands_in_a_log_a_path_or_a_header(
    trial: Trial, served: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    app = reference_app(trial.register, trial.trouble)

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        seen.append(f"{scope['path']} {scope['query_string']} {scope['headers']}")
        await app(scope, receive, send)

    with served(watched) as address:
        client = trial.client(url=f"http://{address}{PATH}", tries=2)
        client.ask(trial.question(1))
        trial.trouble.out = True
        client.ask(trial.question(2))
    assert len(seen) == 3
    assert f"{1:032x}" in seen[0]
    for value in trial.question().look_up.keys.values():
        assert value not in caplog.text + str(seen)


def test_the_register_refuses_a_question_without_a_purpose_a_law_or_a_wish(trial: Trial) -> None:
    client = trial.client()
    look_up = trial.question().look_up
    for poor in (
        replace(look_up, law=()),
        replace(look_up, wants=()),
        replace(look_up, keys={}),
    ):
        assert said(client, replace(trial.question(), look_up=poor))[1] == "STATUS_422"
    purpose = trial.question().purpose
    for lack in ({"dossier": ""}, {"procedure": None}, {"officer": ""}, {"officer": "x" * 1001}):
        aimless = replace(trial.question(), purpose=replace(purpose, **lack))
        assert said(client, aimless)[1] == "STATUS_422"
    assert (
        said(client, replace(trial.question(), look_up=replace(look_up, register="kho")))[1] == "STATUS_404"
    )


def test_a_question_carries_keys_wishes_and_purpose_and_nothing_else(trial: Trial) -> None:
    sent = QUESTION.plain(question_of(trial.question()))
    assert set(sent) == {"schema", "id", "register", "type", "keys", "wants", "law", "purpose"}
    assert set(sent["purpose"]) == {"dossier", "procedure", "officer", "branch", "entry"}
