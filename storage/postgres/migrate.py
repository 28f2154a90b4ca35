"""Bring a database to the newest schema: numbered files, each applied once, one program at a time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from psycopg import Connection

MIGRATIONS = Path(__file__).parent.parent / "migrations"
ONE_AT_A_TIME = 7203440
LEDGER = """
create table if not exists migrations (
    number integer primary key, name text not null, sha256 text not null,
    applied_at timestamptz not null default now()
)
"""


class MigrationChanged(Exception):
    """A migration that this database has already applied reads differently now; write a new one instead."""


def migrate(conninfo: str) -> int:
    """Apply what is missing, all or nothing; gives how many files were applied."""
    with Connection.connect(conninfo) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        known = _applied(connection)
        return sum(_apply(connection, path, known) for path in sorted(MIGRATIONS.glob("*.sql")))


def _applied(connection: Connection[Any]) -> dict[int, str]:
    """Number to digest. An up-to-date database is only read: the program's role may own nothing in it."""
    row = connection.execute("select to_regclass('migrations') is not null").fetchone()
    if row is None or not row[0]:
        connection.execute(LEDGER)
    found = connection.execute("select number, sha256 from migrations").fetchall()
    return {int(number): str(sha256) for number, sha256 in found}


def _apply(connection: Connection[Any], path: Path, known: dict[int, str]) -> bool:
    text = path.read_bytes()
    number, digest = int(path.stem.split("_")[0]), hashlib.sha256(text).hexdigest()
    if number in known:
        if known[number] != digest:
            raise MigrationChanged(path.name)
        return False
    connection.execute(text)
    values = [number, path.stem, digest]
    connection.execute("insert into migrations (number, name, sha256) values (%s, %s, %s)", values)
    return True
