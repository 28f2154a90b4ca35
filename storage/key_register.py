"""Which audit key is current is written down in the database, so that no host goes on with another one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from storage.errors import StorageError
from storage.kept_keys import FIRST, RegisteredKey
from storage.keys import KeyRing, key_id
from storage.store import Session, Store

ROTATED = "audit.key"
SYSTEM = "system"


class Standing(StrEnum):
    """What the database says of the key that is set here."""

    CURRENT = "current"
    FORMER = "former"
    UNKNOWN = "unknown"


class KeyRefused(StorageError):
    """The key cannot become the current one; ``standing`` says what it is."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"the audit key that is set here is {standing}")
        self.standing = standing


class FormerKeyMissing(StorageError):
    """The key that was current is not among the former ones: what it marked could not be found any more."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"the key {id_} is not among the former ones")
        self.id = id_


def standing(store: Store, keys: KeyRing) -> Standing:
    """Where no key is registered yet, the ring's oldest is; two hosts' first starts wait for each other."""
    with store.begin() as session:
        return _standing(keys, _known(session, keys))


def missing(store: Store, keys: KeyRing) -> tuple[str, ...]:
    """Ids of keys that marks still bear and that are not set here."""
    with store.begin() as session:
        known = session.keys.registered()
    return tuple(each.id for each in known if each.retired_at is None and keys.named(each.id) is None)


def rotate(store: Store, keys: KeyRing, by: str, former_lost: bool = False) -> RegisteredKey:
    """From now on the ring's current key is the current one of all hosts; the audit chain says so.

    former_lost: the key that was current is gone for good, and what it marked with it.
    Raises KeyRefused where it is the current one already or was before, FormerKeyMissing.
    """
    with store.begin() as session:
        known = _known(session, keys)
        if _standing(keys, known) is not Standing.UNKNOWN:
            raise KeyRefused(_standing(keys, known))
        former = known[-1].id
        if keys.named(former) is None and not former_lost:
            raise FormerKeyMissing(former)
        _register(session, keys.id, former, by)
        return session.keys.registered()[-1]


def names_of(id_: str, known: Sequence[RegisteredKey]) -> frozenset[str]:
    """What marks made with that key may bear."""
    first = known[0].id == id_
    return frozenset({id_, FIRST} if first else {id_})


def _known(session: Session, keys: KeyRing) -> Sequence[RegisteredKey]:
    """At least one. What was kept before keys had ids was kept under the oldest."""
    session.keys.hold()
    if not session.keys.registered():
        _register(session, key_id(keys.all[-1]), "", SYSTEM)
    return session.keys.registered()


def _standing(keys: KeyRing, known: Sequence[RegisteredKey]) -> Standing:
    if known[-1].id == keys.id:
        return Standing.CURRENT
    return Standing.FORMER if keys.id in {each.id for each in known} else Standing.UNKNOWN


def _register(session: Session, id_: str, former: str, by: str) -> None:
    entry = session.audit.append(by, ROTATED, id_, {"former": former})
    session.keys.register(id_, entry.sequence)
