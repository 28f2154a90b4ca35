"""A register that means harm or is broken: it costs no more than an answer, and no word of it is logged."""

from __future__ import annotations

import logging
import re
import socket
import time
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI, Response

from domain.once_only import Inquiry, Outcome
from hoso import wiring
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection
from hoso.registers.line import MAX_REPLY
from hoso.registers.reference import PATH
from hoso.registers.remote import RemoteRegister
from hoso.registers.wire import REPLY, answer_of, question_of
from hoso.settings import Settings
from storage.memory import MemoryStore

if TYPE_CHECKING:
    from tests.hoso.conftest import Papers, Trial


CITIZEN_NUMBER = "001300000000"


def said(client: RemoteRegister, inquiry: Inquiry) -> tuple[str, str | None]:
    answer = client.ask(inquiry)
    return answer.outcome.value, answer.fault


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
