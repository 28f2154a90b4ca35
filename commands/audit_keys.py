"""``hoso audit rotate`` and ``remark``: a new audit key, and marks made again with it."""

from __future__ import annotations

import argparse

from commands.audit_words import both, say
from hoso.audit_key import renew_home_key
from hoso.definitions import definitions_at
from hoso.settings import Settings
from storage.key_register import FormerKeyMissing, KeyRefused, Standing, rotate, standing
from storage.keys import KeyRing
from storage.marking_anew import mark_anew
from storage.store import Store

WRONG_USE = 2


def run_rotate(given: argparse.Namespace, settings: Settings, store: Store, keys: KeyRing) -> int:
    """A home's own key is made here; one that is set must have been set anew before."""
    if settings.audit_key is None and standing(store, keys) is Standing.CURRENT:  # else it was killed midway
        keys = renew_home_key(settings)
    try:
        made = rotate(store, keys, given.by, given.former_lost)
    except KeyRefused as refused:
        say("key_is_current" if refused.standing is Standing.CURRENT else "key_was_before", key=keys.id)
        return WRONG_USE
    except FormerKeyMissing as absent:
        say("former_missing", key=absent.id)
        return WRONG_USE
    print(both("rotated", key=made.id, sequence=made.from_sequence))
    return 0


def run_remark(given: argparse.Namespace, settings: Settings, store: Store, keys: KeyRing) -> int:
    """Resumes where it was killed; done when it says that no dossier is left."""
    del given, settings
    try:
        found = mark_anew(store, keys, definitions_at().law)
    except KeyRefused as refused:
        say("key_was_before" if refused.standing is Standing.FORMER else "key_is_unknown", key=keys.id)
        return WRONG_USE
    print(both("remarked", done=found.done, left=found.left))
    for key in found.retired:
        print(both("retired", key=key))
    return 0
