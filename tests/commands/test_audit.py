"""``hoso audit`` on real PostgreSQL: breaks are named, anchors bind, a number's look-ups are found."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg import Connection

from commands.audit import BROKEN
from commands.main import main
from domain.once_only import Answer, Inquiry, LookUp, Outcome, Purpose
from hoso.audit_key import audit_keys, renew_home_key
from hoso.settings import Settings
from hoso.wiring import kept_alone, services
from lab.trial_legs import trial_legs
from storage.chain import sealed
from storage.inquiries import Inquiries
from storage.key_register import Standing, standing
from storage.keys import KeyRing
from storage.postgres import PostgresStore
from storage.store import Store

pytestmark = pytest.mark.integration

SECRET = "a key for trials, long enough to be one"
NUMBER = "001300000000"
LOOK_UP = LookUp(
    "dan_cu",
    "cccd_chip",
    {"so_dinh_danh": NUMBER, "ho_ten": "NGUYỄN THỊ MẪU"},
    "d1",
    ("Điều 4",),
    ("ho_ten",),
)
PURPOSE = Purpose("h1", "1.001193", "clerk-1", "cn-01")


class Silent:
    def connected(self, register: str) -> bool:
        return bool(register)

    def ask(self, inquiry: Inquiry) -> Answer:
        return Answer(inquiry.look_up, Outcome.NOT_FOUND, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def chain(
    embedded_server: str, emptied: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A chain of eight entries, of which two are a look-up about the number."""
    emptied(embedded_server)
    monkeypatch.setenv("HOSO_DATABASE_URL", embedded_server)
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOSO_AUDIT_KEY", SECRET)
    with PostgresStore(embedded_server, "1", connections=2) as store:
        with store.begin() as session:
            for place in range(6):
                session.audit.append("clerk-1", "trial", f"s{place}")
        Inquiries(Silent(), store, SECRET.encode()).ask(PURPOSE, "unit-1", [LOOK_UP])
        yield store


def as_owner(conninfo: str, statement: str, **values: object) -> None:
    """What somebody does who owns the tables: no trigger stands in the way."""
    with Connection.connect(conninfo) as connection:
        connection.execute("alter table audit disable trigger user")
        connection.execute(statement.encode(), values)
        connection.execute("alter table audit enable trigger user")


def written_anew(store: Store, conninfo: str) -> None:
    """The third entry is changed and every hash behind it made again: the chain is whole in itself."""
    with store.begin() as session:
        entries = list(session.audit.entries())
    last = entries[1].hash
    for entry in entries[2:]:
        subject = "forged" if entry.sequence == 3 else entry.subject
        anew = sealed(
            type(entry)(entry.sequence, entry.at, entry.actor, entry.action, subject, entry.details, last)
        )
        last = anew.hash
        as_owner(
            conninfo,
            "update audit set subject = %(subject)s, previous = %(previous)s, hash = %(hash)s"
            " where sequence = %(sequence)s",
            subject=subject, previous=anew.previous, hash=anew.hash, sequence=anew.sequence,
        )  # fmt: skip
    with Connection.connect(conninfo) as connection:
        connection.execute("update audit_head set hash = %s", [last])


def anchored(home: Path) -> Path:
    assert main(["audit", "anchor"]) == 0
    (file,) = (home / "home" / "anchors").iterdir()
    return file


@pytest.mark.usefixtures("chain")
def test_a_whole_chain_is_called_whole(tmp_path: Path, capsys) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr()
    assert "The chain is whole: entries 1 to 8, 0 anchors fit" in said.out
    assert "Nhật ký nguyên vẹn" in said.out and "There is no anchor" in said.err
    anchored(tmp_path)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr()
    assert "1 anchors fit" in said.out and said.err == ""


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("update audit set actor = 'x' where sequence = 4", "entry 4: it was changed"),
        ("delete from audit where sequence = 4", "entry 4: it is missing or out of order"),
        ("delete from audit where sequence > 6", "entry 7: it is missing: the chain ends before"),
        ("delete from audit", "entry 1: it is missing: the chain ends before its anchor"),
    ],
)
def test_the_place_where_it_breaks_is_named(embedded_server: str, statement: str, where: str, capsys) -> None:
    as_owner(embedded_server, statement)
    assert main(["audit", "verify"]) == BROKEN
    said = capsys.readouterr().err
    assert where in said and "NHẬT KÝ BỊ PHÁ VỠ" in said


def test_only_an_anchor_shows_that_all_was_written_anew(
    chain: Store, embedded_server: str, tmp_path: Path, capsys
) -> None:
    kept = tmp_path / "elsewhere.json"
    kept.write_bytes(anchored(tmp_path).read_bytes())
    written_anew(chain, embedded_server)
    assert main(["audit", "verify"]) == BROKEN
    assert "entry 8: it is not the entry that was anchored" in capsys.readouterr().err
    next((tmp_path / "home" / "anchors").iterdir()).unlink()
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--anchor", str(kept)]) == BROKEN
    assert main(["audit", "verify", "--since", str(kept)]) == BROKEN


@pytest.mark.usefixtures("chain")
def test_an_anchor_cannot_be_made_without_the_key(tmp_path: Path, monkeypatch, capsys) -> None:
    file = anchored(tmp_path)
    kept = json.loads(file.read_text())
    file.chmod(0o600)
    file.write_text(json.dumps(kept | {"hash": "0" * 64}))
    assert main(["audit", "verify"]) == BROKEN
    assert "ANCHOR FORGED" in capsys.readouterr().err
    file.write_text(json.dumps(kept))
    assert main(["audit", "verify"]) == 0
    monkeypatch.setenv("HOSO_AUDIT_KEY", "another" * 8)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr()
    assert f"made with the key {KeyRing(SECRET.encode()).id}" in said.err and "0 anchors" in said.out
    assert main(["audit", "verify", "--since", str(file)]) == 2
    file.write_text("[]")
    assert main(["audit", "verify", "--since", str(file)]) == 2
    assert main(["audit", "verify", "--since", str(tmp_path / "none")]) == 2


def test_what_came_after_an_anchor_is_proven_alone(
    chain: Store, embedded_server: str, tmp_path: Path, capsys
) -> None:
    kept = str(anchored(tmp_path))
    with chain.begin() as session:
        session.audit.append("clerk-1", "trial", "s9")
    assert main(["audit", "verify", "--since", kept]) == 0
    assert "entries 8 to 9, 1 anchors fit" in capsys.readouterr().out
    as_owner(embedded_server, "update audit set actor = 'x' where sequence = 2")
    assert main(["audit", "verify", "--since", kept]) == 0
    as_owner(embedded_server, "update audit set actor = 'x' where sequence = 9")
    assert main(["audit", "verify", "--since", kept]) == BROKEN


def sought(monkeypatch: pytest.MonkeyPatch, number: str, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{number}\n"))
    return main(["audit", "find", "--number", *words])


def test_look_ups_about_a_number_are_found_and_the_finding_too(chain: Store, monkeypatch, capsys) -> None:
    assert sought(monkeypatch, " 001300 000000 ", "--by", "inspector-1") == 0
    said = capsys.readouterr()
    (line,) = said.out.splitlines()
    assert line.split("\t")[0] == "7"
    assert line.split("\t")[2:] == [
        "register.ask", "clerk-1", "cn-01", "1.001193", "dan_cu", "cccd_chip", "h1", "not_found",
    ]  # fmt: skip
    assert "this finding is entry 9" in said.err
    with chain.begin() as session:
        (noted,) = session.audit.entries(after=8)
        everything = str(list(session.audit.entries()))
    assert (noted.actor, noted.action, noted.details["found"]) == ("inspector-1", "audit.find", "1")
    assert NUMBER not in everything + said.out + said.err
    assert sought(monkeypatch, NUMBER, "--by", "inspector-2") == 0
    assert [each.split("\t")[3] for each in capsys.readouterr().out.splitlines()] == [
        "clerk-1",
        "inspector-1",
    ]
    assert sought(monkeypatch, "001300000001") == 0
    assert capsys.readouterr().out == ""


def test_a_number_is_found_under_two_keys(
    chain: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entries of the former key stay as they are: whoever holds both keys finds both."""
    anew = "the next key for trials, long enough too"
    monkeypatch.setenv("HOSO_AUDIT_KEY", anew)
    monkeypatch.setenv("HOSO_AUDIT_KEYS_FORMER", json.dumps([SECRET]))
    assert main(["audit", "rotate", "--by", "admin-1"]) == 0
    Inquiries(Silent(), chain, anew.encode()).ask(PURPOSE, "unit-2", [LOOK_UP])
    capsys.readouterr()
    assert sought(monkeypatch, NUMBER) == 0
    told = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(each[2], each[-1]) for each in told] == [("register.ask", "not_found")] * 2
    monkeypatch.setenv("HOSO_AUDIT_KEYS_FORMER", "[]")
    assert sought(monkeypatch, NUMBER) == 0
    said = capsys.readouterr()
    assert [line.split("\t")[2] for line in said.out.splitlines()] == ["register.ask", "audit.find"]
    assert f"1 entries were hashed with the key {KeyRing(SECRET.encode()).id}" in said.err
    assert main(["audit", "verify"]) == 0


def test_a_key_is_rotated_and_marks_follow(chain: Store, monkeypatch, capsys) -> None:
    assert main(["audit", "remark"]) == 0
    assert main(["audit", "rotate"]) == 2
    assert "is in use" in capsys.readouterr().err
    monkeypatch.setenv("HOSO_AUDIT_KEY", "next" * 10)
    assert main(["audit", "remark"]) == 2
    assert "run hoso audit rotate first" in capsys.readouterr().err
    assert main(["audit", "rotate"]) == 2
    assert "--former-lost" in capsys.readouterr().err
    monkeypatch.setenv("HOSO_AUDIT_KEYS_FORMER", json.dumps([SECRET]))
    assert main(["audit", "rotate", "--by", "admin-1"]) == 0
    assert main(["audit", "remark"]) == 0
    assert f"No mark bears the key {KeyRing(SECRET.encode()).id}" in capsys.readouterr().out
    with chain.begin() as session:
        told = [(each.actor, each.subject) for each in session.audit.entries() if each.action == "audit.key"]
    ids = [KeyRing(each.encode()).id for each in (SECRET, "next" * 10)]
    assert told == [("system", ids[0]), ("admin-1", ids[1])]


def test_a_number_on_the_command_line_is_refused_and_not_said_again(
    chain: Store, monkeypatch, capsys
) -> None:
    assert sought(monkeypatch, "", NUMBER) == 2
    assert sought(monkeypatch, "") == 2
    said = capsys.readouterr()
    assert "Never write the number on the command line" in said.err
    assert NUMBER not in said.err + said.out
    with chain.begin() as session:
        assert session.audit.head()[0] == 8


@pytest.mark.usefixtures("chain")
def test_no_key_is_made_up_for_a_city(tmp_path: Path, monkeypatch, capsys) -> None:
    """A key that nobody wrote with finds no look-up, and every anchor would be a stranger's."""
    monkeypatch.delenv("HOSO_AUDIT_KEY")
    assert sought(monkeypatch, NUMBER) == 2
    assert "set HOSO_AUDIT_KEY" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_an_account_without_a_name_can_look_too(chain: Store, monkeypatch) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nameless)
    assert sought(monkeypatch, NUMBER) == 0
    with chain.begin() as session:
        assert next(session.audit.entries(after=8)).actor == f"uid {os.getuid()}"


def test_an_embedded_home_makes_its_next_key(home: Path, monkeypatch, capsys) -> None:
    """Also one whose program was killed when the key was made and not yet registered."""
    monkeypatch.setenv("HOSO_HOME", str(home))
    for name in ("HOSO_DATABASE_URL", "HOSO_AUDIT_KEY"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings()
    with services(settings, trial_legs()) as service:
        first = service.audit_keys
    assert main(["audit", "rotate"]) == 0
    second = audit_keys(settings)
    assert second.former == (first.current,)
    third = renew_home_key(settings)
    assert main(["audit", "remark"]) == 2
    assert main(["audit", "rotate"]) == 0
    assert main(["audit", "remark"]) == 0
    assert f"The key {third.id} is current" in capsys.readouterr().out
    with kept_alone(settings) as (store, keys):
        assert (keys, standing(store, keys)) == (third, Standing.CURRENT)
        with store.begin() as session:
            known = session.keys.registered()
    assert [each.id for each in known] == [first.id, second.id, third.id]
    assert [each.retired_at is None for each in known] == [False, False, True]


def test_where_nothing_was_ever_kept_nothing_is_made(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.delenv("HOSO_DATABASE_URL", raising=False)
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "none"))
    assert main(["audit", "verify"]) == 2
    assert "nothing is kept" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
