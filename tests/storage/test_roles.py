"""The role that docs/operate.md sets up: it does the program's work and cannot touch what the chain says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege

from domain.once_only import HeldRecord
from hoso.definitions import definitions_at
from storage.chain import verify
from storage.key_register import Standing, rotate, standing
from storage.keys import KeyRing
from storage.marking_anew import mark_anew
from storage.marks import kept_marks
from storage.postgres import PostgresStore, migrate
from storage.store import Store

pytestmark = pytest.mark.integration

OPERATE = Path(__file__).parents[2] / "docs" / "operate.md"


@pytest.fixture(params=["embedded", "debian"])
def as_owner(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database in which the documented SQL was run; its owner's connection string."""
    request.getfixturevalue(request.param)
    conninfo: str = request.getfixturevalue(f"{request.param}_server")
    (sql,) = re.findall(r"```sql\n(create role.*?)```", OPERATE.read_text(encoding="utf-8"), re.DOTALL)
    with Connection.connect(conninfo) as connection:
        connection.execute(sql)
    yield conninfo
    with Connection.connect(conninfo) as connection:
        connection.execute("drop owned by hoso_app; drop role hoso_app")


@pytest.fixture
def as_app(as_owner: str) -> str:
    """The same database, as the program's role sees it."""
    return as_owner.replace("user=hoso", "user=hoso_app")


def test_the_programs_role_does_all_its_work(as_app: str, made) -> None:
    assert migrate(as_app) == 0
    with PostgresStore(as_app, "1", connections=2) as store:
        work(store, made)
        assert standing(store, KeyRing(b"old")) is Standing.CURRENT
        rotate(store, KeyRing(b"new", (b"old",)), "admin-1")
        assert mark_anew(store, KeyRing(b"new"), definitions_at().law).left == 1
        with store.begin() as session:
            assert verify(session.audit.entries(), session.audit.head()) == 4


def work(store: Store, made) -> None:
    """Something in every kind of table: identities, the chain, marks that are replaced."""
    with store.begin() as session:
        dossier = made.dossier(session)
        session.held.put("dan_cu", [HeldRecord("cccd_chip", {"so_dinh_danh": "001300000000"})])
        session.seen.keep_marks(dossier.id, {7})
        session.seen.keep_marks(dossier.id, kept_marks(b"key", []))
        session.results.keep(dossier.id, 1, {"d1": {7}})
        session.audit.append("clerk-1", "trial", dossier.id)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set actor = 'x'",
        "delete from audit",
        "truncate audit",
        "delete from audit_head",
        "truncate audit_head",
        "alter table audit disable trigger all",
        "drop trigger keep_audit on audit",
        "update migrations set sha256 = ''",
    ],
)
def test_the_programs_role_cannot_change_the_chain(as_app: str, statement: str) -> None:
    with Connection.connect(as_app) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.encode())
