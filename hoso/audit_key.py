"""The secret by which values are hashed for the audit chain and look-ups are named."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from hoso.settings import Settings
from storage.home import HomeError, default_home

log = logging.getLogger("hoso")

KEY_BYTES = 32


def home_of(settings: Settings) -> Path:
    return settings.home or default_home()


def audit_key(settings: Settings) -> bytes:
    """The key that is set, or else one of this home's own, made once and readable by its owner alone.

    It does not lie in the database: whoever has a copy of that could try every number against the hashes.
    Raises HomeError where the home cannot keep it.
    """
    if settings.audit_key is not None:
        return settings.audit_key.get_secret_value().encode()
    if settings.database_url is not None:
        log.warning("HOSO_AUDIT_KEY is not set: this host's look-ups are hashed with a key of its own")
    path = home_of(settings) / "audit.key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return path.read_bytes()
    except OSError as error:
        raise HomeError(f"{path} cannot be kept: set HOSO_AUDIT_KEY, or another HOSO_HOME") from error


def _make(path: Path) -> None:
    """Written beside and linked into place, so that of two makers one wins and both read the same."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
