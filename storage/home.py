"""The folder in which the embedded service keeps everything, and who may work in it."""

from __future__ import annotations

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_OF_ROOT = Path("/var/lib/hoso")


class HomeError(Exception):
    """The folder cannot be used as it is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this system that a server may run as."""

    name: str
    uid: int
    gid: int


def default_home() -> Path:
    """Where data goes when nothing is set.

    Root has a place of its own, because PostgreSQL never runs as root and its user cannot enter /root.
    """
    return HOME_OF_ROOT if os.geteuid() == 0 else platformdirs.user_data_path("hoso")


def unprivileged(owner_of: Path) -> Account | None:
    """Whom a server must run as when this program is root; None when it is not.

    Data that is there already keeps its owner.
    """
    if os.geteuid() != 0:
        return None
    if owner_of.exists() and (uid := owner_of.stat().st_uid) != 0:
        return _account(pwd.getpwuid(uid))
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise HomeError("PostgreSQL does not run as root, and there is neither a postgres nor a nobody user")


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_enter(folder: Path, account: Account | None) -> bool:
    """Whether that account may pass through every folder down to this one."""
    if account is None:
        return True
    return all(_opens(step, account) for step in (folder, *folder.parents))


def _opens(folder: Path, account: Account) -> bool:
    status = folder.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == account.gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)


@contextmanager
def hold(home: Path) -> Iterator[None]:
    """Make the folder and keep every other program out of it until the block ends or this process dies."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise HomeError(f"another program works in {home}: stop it, or set HOSO_HOME") from busy
        yield
