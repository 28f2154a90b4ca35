"""Finding the look-ups about a number in the audit chain, where it stands as keyed hashes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.inquiries import ASKED, value_hash
from storage.kept_audit import Audit
from storage.keys import KeyRing
from storage.paces import ANSWERED
from storage.store import Session
from storage.values import AuditEntry

FOUND = "audit.find"
_SOUGHT = "find"
_SPACING = str.maketrans("", "", " \t.\u00a0-")
"""What people write between the digits of a number."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry about the number. ``outcome``: what the register answered, "" where that was never learned."""

    entry: AuditEntry
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """``beyond``: entries that nobody can tell about here, by the id of the key they were hashed with."""

    mentions: tuple[Mention, ...]
    beyond: Mapping[str, int]


def find(audit: Audit, keys: KeyRing, number: str) -> Found:
    """All look-ups and earlier findings about the number, under every key of the ring, in their order."""
    hashes = _Hashes(keys, number)
    mentions: dict[int, Mention] = {}
    beyond: Counter[str] = Counter()
    for entry in audit.entries():
        if entry.action in (ASKED, FOUND):
            known = hashes.of(entry)
            if known is None:
                beyond[entry.details["key"]] += 1
            elif known & _kept(entry):
                mentions[entry.sequence] = Mention(entry)
        elif entry.action == ANSWERED and (asked := _asked(entry)) in mentions:
            mentions[asked] = replace(mentions[asked], outcome=entry.details.get("outcome", ""))
    return Found(tuple(mentions.values()), beyond)


def note_finding(session: Session, keys: KeyRing, number: str, by: str, found: Found) -> AuditEntry:
    """The finding is itself a look-up about the number: whoever asks for these finds it too."""
    sought = value_hash(keys.current, _SOUGHT, _spellings(number)[0])
    details = {"keys": f"{_SOUGHT}={sought}", "key": keys.id, "found": str(len(found.mentions))}
    return session.audit.append(by, FOUND, "audit", details)


class _Hashes:
    """The number's hashes under each key and field name that the chain speaks of, each made once."""

    def __init__(self, keys: KeyRing, number: str) -> None:
        self._keys = keys
        self._spellings = _spellings(number)
        self._made: dict[tuple[bytes, str], frozenset[tuple[str, str]]] = {}

    def of(self, entry: AuditEntry) -> frozenset[tuple[str, str]] | None:
        """Pairs of field name and hash; None where the entry's key is not in the ring.

        Entries from before keys had ids may be of any key.
        """
        named = entry.details.get("key")
        key = self._keys.named(named) if named is not None else None
        if named is not None and key is None:
            return None
        tried = (key,) if key is not None else self._keys.all
        names = {name for name, _ in _kept(entry)}
        return frozenset().union(*(self._under(each, name) for each in tried for name in names))

    def _under(self, key: bytes, name: str) -> frozenset[tuple[str, str]]:
        if (key, name) not in self._made:
            hashes = ((name, value_hash(key, name, each)) for each in self._spellings)
            self._made[key, name] = frozenset(hashes)
        return self._made[key, name]


def _spellings(number: str) -> tuple[str, ...]:
    """Registers are asked with bare numbers, and papers' own numbers may hold dots and strokes."""
    return tuple(dict.fromkeys((number.translate(_SPACING), number.strip())))


def _kept(entry: AuditEntry) -> frozenset[tuple[str, str]]:
    pairs = (each.partition("=") for each in entry.details.get("keys", "").split(",") if each)
    return frozenset((name, hash_) for name, _, hash_ in pairs)


def _asked(entry: AuditEntry) -> int:
    said = entry.details.get("asked", "")
    return int(said) if said.isdecimal() else 0
