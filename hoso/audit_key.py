"""The secret by which values are hashed for the audit chain and look-ups are named."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from hoso.settings import Settings
from storage.durable import settle_folder, write_once
from storage.home import HomeError, default_home
from storage.keys import KeyRing, key_id

log = logging.getLogger("hoso")

KEY_BYTES = 32
CURRENT = "audit.key"
COMING = "audit.next.key"
FORMER = "audit.former-{}.key"
"""File of a key that was current before, by its id."""
_OPEN_TO_OTHERS = 0o077


def home_of(settings: Settings) -> Path:
    return settings.home or default_home()


def anchors_of(settings: Settings) -> Path:
    """The folder of the audit chain's anchors."""
    return settings.audit_anchors or home_of(settings) / "anchors"


def audit_keys(settings: Settings) -> KeyRing:
    """The keys that are set, or else this home's own: the first made once, readable by its owner alone.

    They do not lie in the database: whoever has a copy of that could try every number against the hashes.
    Raises HomeError where the home cannot keep a key, or keeps what is no whole key.
    """
    former = tuple(each.get_secret_value().encode() for each in settings.audit_keys_former)
    if settings.audit_key is not None:
        return KeyRing(settings.audit_key.get_secret_value().encode(), former)
    if settings.database_url is not None:
        log.warning("HOSO_AUDIT_KEY is not set: this host's look-ups are hashed with a key of its own")
    path = home_of(settings) / CURRENT
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_once(path, secrets.token_bytes(KEY_BYTES))
        kept = tuple(_read(each) for each in sorted(path.parent.glob(FORMER.format("*"))))
        return KeyRing(_read(path), (*former, *kept))
    except OSError as error:
        raise HomeError(f"{path} cannot be kept: set HOSO_AUDIT_KEY, or another HOSO_HOME") from error


def renew_home_key(settings: Settings) -> KeyRing:
    """A new key of the home's own; the one before stays beside it. Killed midway, the next call ends it.

    Raises HomeError, OSError.
    """
    path = home_of(settings) / CURRENT
    before = _read(path)
    coming = path.with_name(COMING)
    write_once(coming, secrets.token_bytes(KEY_BYTES))
    _read(coming)
    write_once(path.with_name(FORMER.format(key_id(before))), before)
    coming.replace(path)
    settle_folder(path.parent)
    return audit_keys(settings)


def _read(path: Path) -> bytes:
    """A short key would be guessed, and one that others read is no secret: neither is used silently."""
    if path.stat().st_mode & _OPEN_TO_OTHERS:
        raise HomeError(f"{path} is open to others: chmod 600 it, and use a new key if somebody has read it")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise HomeError(
            f"{path} holds {len(key)} bytes and not {KEY_BYTES}: put its copy back; "
            "remove it only where no dossier was ever taken in with it"
        )
    return key
