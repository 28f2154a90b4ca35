"""The audit chain: each entry's hash covers the entry and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from storage.errors import AuditBroken
from storage.values import AuditEntry

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def hash_of(entry: AuditEntry) -> str:
    """The hash that an entry's content and its predecessor's hash give; its own is not looked at."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [entry.sequence, at, entry.actor, entry.action, entry.subject, entry.details, entry.previous]
    return hashlib.sha256(_encode(content).encode()).hexdigest()


def sealed(entry: AuditEntry) -> AuditEntry:
    """The entry with its hash."""
    return replace(entry, hash=hash_of(entry))


def verify(entries: Iterable[AuditEntry], head: tuple[int, str]) -> int:
    """Walk the whole chain from its first entry up to ``head``; gives the number of entries.

    head: sequence and hash that were kept elsewhere (or, weaker, the store's own): a chain cut at its end
    is whole in itself and only an anchor shows the cut. Entries after the anchor are verified too.
    Raises AuditBroken at the first entry that was edited, removed, inserted or moved.
    """
    sequence, previous, anchored = 0, "", head[0] == 0
    for entry in entries:
        sequence += 1
        _prove(entry, sequence, previous)
        previous = entry.hash
        if sequence == head[0]:
            anchored = entry.hash == head[1]
            if not anchored:
                raise AuditBroken(sequence, "is not the entry that was anchored")
    if not anchored:
        raise AuditBroken(sequence + 1, "is missing: the chain ends before its anchor")
    return sequence


def _prove(entry: AuditEntry, sequence: int, previous: str) -> None:
    if entry.sequence != sequence:
        raise AuditBroken(sequence, "is missing or out of order")
    if entry.previous != previous:
        raise AuditBroken(sequence, "does not continue the entry before it")
    if hash_of(entry) != entry.hash:
        raise AuditBroken(sequence, "was changed")
