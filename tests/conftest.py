"""Real servers, started once for all tests that ask for them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from psycopg import Connection

from lab.servers import S3Trial, ServerMissing, Started, rabbitmq_server, redis_server, s3_server
from storage.embedded import embedded_postgres
from storage.postgres import migrate

T = TypeVar("T")

QUICK = {"fsync": "off"}
"""Trial data need not survive the machine."""

ROOM_FOR_DATABASES = 2 << 30


@contextmanager
def needed(server: AbstractContextManager[T]) -> Iterator[T]:
    """A server. Without its program the test is skipped, or fails where all servers are required."""
    try:
        started = server.__enter__()
    except ServerMissing as missing:
        if os.environ.get("HOSO_REQUIRE_SERVERS") == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    try:
        yield started
    finally:
        server.__exit__(None, None, None)


def quick_disk() -> Path | None:
    """A disk in memory with room for a few databases, where there is one."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM_FOR_DATABASES
    return memory if roomy and os.access(memory, os.W_OK) else None


@contextmanager
def trial_home() -> Iterator[Path]:
    """A folder that a server's own user can enter, unlike the folders pytest makes for root."""
    with TemporaryDirectory(prefix="hoso-trial-", dir=quick_disk()) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@contextmanager
def debian_postgres(home: Path) -> Iterator[str]:
    newest = max(Path("/usr/lib/postgresql").glob("*/bin/postgres"), default=None)
    if newest is None:
        raise ServerMissing("Debian's PostgreSQL is not installed")
    with embedded_postgres(home, newest.parent, QUICK) as conninfo:
        yield conninfo


@pytest.fixture
def home() -> Iterator[Path]:
    """A home for an embedded service."""
    with trial_home() as folder:
        yield folder


@pytest.fixture(scope="session")
def embedded_server() -> Iterator[str]:
    """The connection string of the wheel's PostgreSQL, migrated."""
    with trial_home() as folder, embedded_postgres(folder, settings=QUICK) as conninfo:
        migrate(conninfo)
        yield conninfo


@pytest.fixture(scope="session")
def debian_server() -> Iterator[str]:
    """The connection string of Debian's own PostgreSQL (15 in Debian 12), migrated."""
    with trial_home() as folder, needed(debian_postgres(folder)) as conninfo:
        migrate(conninfo)
        yield conninfo


EMPTIED = (
    "alter table audit disable trigger user",  # only the table's owner may: the program's role never does
    "truncate batches, held_records, audit, audit_keys, figures, figure_reasons, standings, corrections,"
    " register_paces"
    " cascade",
    "update audit_head set sequence = 0, hash = ''",
    "alter table audit enable trigger user",
)


@pytest.fixture(scope="session")
def emptied() -> Callable[[str], None]:
    """Empties a migrated database, the audit chain too."""

    def empty(conninfo: str) -> None:
        with Connection.connect(conninfo) as connection:
            for statement in EMPTIED:
                connection.execute(statement.encode())

    return empty


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Trial]:
    with needed(s3_server()) as trial:
        yield trial


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[Started]:
    with needed(rabbitmq_server()) as started:
        yield started


@pytest.fixture(scope="session")
def redis() -> Iterator[Started]:
    with needed(redis_server()) as started:
        yield started
