"""A register over HTTP, asked on loopback: what goes wrong is an answer, and never a guess."""

from __future__ import annotations

import logging
import re
import socket
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from fastapi import FastAPI, Response

from domain.once_only import Inquiry, Outcome
from hoso import wiring
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection
from hoso.registers.line import MAX_REPLY
from hoso.registers.reference import PATH, reference_app
from hoso.registers.remote import RemoteRegister
from hoso.registers.wire import QUESTION, REPLY, answer_of, question_of
from hoso.settings import Settings
from storage.memory import MemoryStore

if TYPE_CHECKING:
    from tests.hoso.conftest import Papers, Trial


CITIZEN_NUMBER = "001300000000"


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


BAD_REPLIES = {
    "not JSON": lambda _: b"<html>",
    "another question": lambda good: good.replace(f"{1:032x}".encode(), f"{2:032x}".encode()),
    "another register": lambda good: good.replace(b"dan_cu", b"ho_tich"),
    "found nothing": lambda good: good[: good.index(b',"records"')] + b"}",
    "records of nobody": lambda good: good.replace(b'"found"', b'"not_found"'),
    "no such outcome": lambda good: good.replace(b'"found"', b'"unavailable"'),
    "a time to come": lambda good: good.replace(b'"as_of":"20', b'"as_of":"21'),
    "no time zone": lambda good: good.replace(b"Z", b"").replace(b"+00:00", b""),
    "too long": lambda good: good + b" " * MAX_REPLY,
    "without a bottom": lambda _: b"[" * 100_000,
    "a deep value": lambda good: good.replace(
        b'"records":', b'"more":' + b"[" * 9000 + b"]" * 9000 + b',"records":'
    ),
    "an empty date": lambda good: AS_OF.sub(b'"as_of":"0001-01-01T00:00:00+07:00"', good),
    "the end of time": lambda good: AS_OF.sub(b'"as_of":"9999-12-31T23:59:59-07:00"', good),
    "a moment as a number": lambda good: AS_OF.sub(b'"as_of":1700000000', good),
    "half a letter": lambda good: good.replace("MẪU".encode(), b"M\\ud83d"),
    "half a letter in bytes": lambda good: good.replace("MẪU".encode(), b"M\xed\xa0\xbd"),
    "a control character": lambda good: good.replace("MẪU".encode(), b"M\\u0000"),
    "a line's end": lambda good: good.replace("MẪU".encode(), b"M\\u2028"),
    "a turn of the writing": lambda good: good.replace("MẪU".encode(), b"M\\u202e"),
    "an endless value": lambda good: good.replace("MẪU".encode(), b"M" * 1001),
    "a number for a name": lambda good: good.replace('"NGUYỄN THỊ MẪU"'.encode(), b"7"),
    "a field with an odd name": lambda good: good.replace(b'"ho_ten_cu"', b'"Ho ten"'),
    "too many fields": lambda good: good.replace(
        b'"fields":{', b'"fields":{' + b"".join(b'"f%d":"x",' % n for n in range(200))
    ),
}
AS_OF = re.compile(rb'"as_of":"[^"]*"')


@pytest.mark.parametrize("wrong", BAD_REPLIES)
def test_a_reply_that_breaks_the_contract_is_no_answer(
    trial: Trial, served: Any, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply = trial.register.reply(question_of(trial.question()))
    assert reply is not None
    good = REPLY.dump(reply).encode()
    bad = BAD_REPLIES[wrong](good)
    assert bad != good
    app = FastAPI()

    @app.post(PATH)
    async def look_up() -> Response:
        return Response(bad, media_type="application/json")

    with served(app) as address:
        assert said(trial.client(url=f"http://{address}{PATH}"), trial.question()) == (
            "unavailable",
            "MALFORMED",
        )
    assert "MẪU" not in caplog.text


def test_whatever_a_reply_does_to_its_reader_it_is_no_answer_and_a_sign_of_illness(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumbles(*_: object) -> None:
        raise ArithmeticError(CITIZEN_NUMBER)

    monkeypatch.setattr("hoso.registers.remote.answer_of", stumbles)
    client = trial.client(failures=1)
    assert said(client, trial.question(1)) == ("unavailable", "MALFORMED")
    assert said(client, trial.question(2)) == ("unavailable", "BREAKER_OPEN")
    assert "ArithmeticError" in caplog.text
    assert CITIZEN_NUMBER not in caplog.text


def test_a_value_is_taken_in_one_way_of_writing_and_a_moment_in_one_zone(trial: Trial) -> None:
    question = trial.question()
    reply = trial.register.reply(question_of(question))
    assert reply is not None
    apart = unicodedata.normalize("NFD", REPLY.dump(reply)).encode()
    now = datetime.now(UTC)
    answer = answer_of(AS_OF.sub(b'"as_of":"2026-01-02T03:04:05+07:00"', apart), question, now)
    assert answer.records[0].fields["ho_ten"] == unicodedata.normalize("NFC", "NGUYỄN THỊ MẪU")
    assert (answer.asked_at.tzinfo, answer.asked_at.hour) == (UTC, 20)


DRIPS = {
    "a handshake": (b"\x16\x03\x03\x3e\x80", b"\x02"),
    "headers": (b"HTTP/1.1 500 Broken\r\nx-a: ", b"a"),
    "preludes": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body": (b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n", b" "),
    "chunks": (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.parametrize("where", DRIPS)
def test_a_register_that_drips_is_given_up(trial: Trial, talking: Any, where: str, papers: Papers) -> None:
    """It says a little well within the limit of one read, again and again, and never comes to an end."""
    first, drop = DRIPS[where]

    def drips(line: socket.socket) -> None:
        line.sendall(first)
        for _ in range(150):
            line.sendall(drop)
            time.sleep(0.02)

    scheme = "https" if where == "a handshake" else "http"
    with talking(drips) as address:
        client = RemoteRegister(
            Connection(f"{scheme}://{address}{PATH}", papers.ca, answer_seconds=0.3, tries=1)
        )
        ended = "CONNECTION" if where == "a handshake" else "TIMEOUT"
        assert said(client, trial.question()) == ("unavailable", ended)
        client.close()


def test_no_try_outlasts_the_limit_of_all(trial: Trial, talking: Any) -> None:
    """The register never answers; what a try may take is far longer than what is left of all."""
    with talking(lambda _: time.sleep(2)) as address:
        limits = Connection(f"http://{address}{PATH}", answer_seconds=60.0, seconds_in_all=0.2)
        client = RemoteRegister(limits)
        assert said(client, trial.question()) == ("unavailable", "TIMEOUT")
        client.close()


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


HOSTILE = {
    "reason": b"HTTP/1.1 404 No person 001300000000\r\ncontent-length: 0\r\n\r\n",
    "header": b"HTTP/1.1 503 Busy\r\nx-who: 001300000000\r\nretry-after: 001300000000\r\n\r\n",
    "no HTTP": b"001300000000 is not HTTP\r\n\r\n",
    "body": b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n[001300000000]",
    "a short body": b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n001300000000",
}


@pytest.mark.parametrize("how", HOSTILE)
def test_no_word_of_a_register_reaches_a_log(
    trial: Trial, talking: Any, how: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    with talking(lambda line: line.sendall(HOSTILE[how])) as address:
        file = tmp_path / "connections.toml"
        file.write_text(f"[dan_cu]\nurl = 'http://{address}{PATH}'\ntries = 1\n")
        settings = Settings(home=tmp_path, register_connections=file)
        with wiring._registers(settings, MemoryStore(), definitions_at(), b"key") as registers:
            answer = registers.ask(trial.question())
    assert answer.outcome is Outcome.UNAVAILABLE
    assert "look-up" in caplog.text
    assert CITIZEN_NUMBER not in caplog.text + str(answer.fault)


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
