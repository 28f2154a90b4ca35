"""Anchors of the audit chain: where its end stood on a day, kept in files outside of the database.

The chain's own hashes need no secret, so that whoever owns the database can write it anew from any entry on.
An anchor bears a keyed hash: it cannot be written anew without the audit key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.chain import End
from storage.durable import write_once
from storage.keys import KeyRing, key_id

SCHEMA = "hoso.audit-anchor/1"
_STAMP = "%Y%m%dT%H%M%SZ"


class AnchorRefused(Exception):
    """The file proves nothing; ``forged`` where it says so of a key that is known here."""

    def __init__(self, path: Path, why: str, forged: bool = False) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.forged = forged


@dataclass(frozen=True, slots=True)
class Anchor:
    """``key``: id of the key that the mac was made with. ``at``: ISO, UTC."""

    sequence: int
    hash: str
    at: str
    key: str
    mac: str

    @property
    def end(self) -> End:
        return self.sequence, self.hash


def make_anchor(keys: KeyRing, end: End, at: datetime) -> Anchor:
    stamp = at.astimezone(UTC).isoformat(timespec="seconds")
    return Anchor(*end, stamp, keys.id, _mac(keys.current, *end, stamp))


def write_anchor(folder: Path, anchor: Anchor) -> Path:
    """Kept under its time and sequence, readable by its owner alone. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.fromisoformat(anchor.at)
    path = folder / f"{at.strftime(_STAMP)}-{anchor.sequence}.json"
    write_once(path, json.dumps({"schema": SCHEMA, **asdict(anchor)}, indent=1).encode())
    return path


def read_anchor(path: Path, keys: KeyRing) -> Anchor:
    """Raises AnchorRefused where it is no anchor, or none that a key of the ring has made; OSError."""
    try:
        said = json.loads(path.read_bytes())
        if said.pop("schema") != SCHEMA:
            raise AnchorRefused(path, "is no anchor of the audit chain")
        anchor = Anchor(**said)
        key = keys.named(anchor.key)
        made = _mac(key, anchor.sequence, anchor.hash, anchor.at) if key is not None else ""
        forged = key is not None and not hmac.compare_digest(made, anchor.mac)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AnchorRefused(path, "is no anchor of the audit chain") from error
    if key is None:
        raise AnchorRefused(path, f"was made with the key {anchor.key}, which is not set here")
    if forged:
        raise AnchorRefused(path, "was forged or changed", forged=True)
    return anchor


def anchor_files(folder: Path) -> tuple[Path, ...]:
    """The oldest first."""
    return tuple(sorted(folder.glob("*.json")))


def anchored_on(folder: Path, at: datetime) -> bool:
    """Whether an anchor of that day (UTC) lies there."""
    day = at.astimezone(UTC).strftime("%Y%m%d")
    return any(path.name.startswith(day) for path in anchor_files(folder))


def ends(anchors: Iterable[Anchor]) -> tuple[End, ...]:
    return tuple(anchor.end for anchor in anchors)


def _mac(key: bytes, sequence: int, hash_: str, at: str) -> str:
    content = json.dumps([SCHEMA, sequence, hash_, at, key_id(key)]).encode()
    return hmac.new(key, content, hashlib.sha256).hexdigest()
