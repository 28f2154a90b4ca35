"""The audit chain: each entry's hash covers the entry and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from storage.errors import AuditBroken, Breach
from storage.kept_audit import Audit
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


End = tuple[int, str]
"""Sequence and hash of an entry; (0, "") stands before the first."""


def verify(entries: Iterable[AuditEntry], *ends: End, after: End = (0, "")) -> int:
    """Walk the chain from the entry behind ``after`` to its end; gives the last entry's sequence.

    ends: entries that were kept elsewhere (or, weaker, the store's own end): a chain cut at its end is
    whole in itself and only an anchor shows the cut. after: an anchored entry that stands already proven.
    Raises AuditBroken at the first entry that was edited, removed, inserted or moved.
    """
    sequence, previous = after
    awaited = {end for end in ends if end[0] > sequence}
    for entry in entries:
        sequence += 1
        _prove(entry, sequence, previous)
        previous = entry.hash
        here = {end for end in awaited if end[0] == sequence}
        if here - {(sequence, entry.hash)}:
            raise AuditBroken(sequence, Breach.NOT_ANCHORED)
        awaited -= here
    if awaited:
        raise AuditBroken(sequence + 1, Breach.CUT)
    return sequence


def verify_since(audit: Audit, anchor: End, *ends: End) -> int:
    """The same for what came after an anchored entry, which must still stand there as it was."""
    entries = audit.entries(after=anchor[0] - 1)
    if anchor[0] > 0:
        entry = next(entries, None)
        if entry is None:
            raise AuditBroken(anchor[0], Breach.CUT)
        if (entry.sequence, entry.hash) != anchor or hash_of(entry) != entry.hash:
            raise AuditBroken(anchor[0], Breach.NOT_ANCHORED)
    return verify(entries, *ends, after=anchor)


def _prove(entry: AuditEntry, sequence: int, previous: str) -> None:
    if entry.sequence != sequence:
        raise AuditBroken(sequence, Breach.OUT_OF_ORDER)
    if entry.previous != previous:
        raise AuditBroken(sequence, Breach.UNLINKED)
    if hash_of(entry) != entry.hash:
        raise AuditBroken(sequence, Breach.CHANGED)
