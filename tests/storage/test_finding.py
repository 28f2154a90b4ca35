"""Look-ups about a number are found by its keyed hash, under whichever key they were written."""

from __future__ import annotations

import pytest

from storage.finding import find, note_finding
from storage.inquiries import ANSWERED, ASKED, value_hash
from storage.keys import KeyRing, key_id
from storage.store import Store

OLD, NEW = b"old", b"new"
NUMBER = "001300000000"


def asked(store: Store, key: bytes, number: str, name: str = "so_dinh_danh", with_id: bool = True) -> int:
    details = {"keys": f"{name}={value_hash(key, name, number)},ho_ten={value_hash(key, 'ho_ten', 'MẪU')}"}
    with store.begin() as session:
        return session.audit.append(
            "system", ASKED, "h1", details | ({"key": key_id(key)} if with_id else {})
        ).sequence


def found(store: Store, keys: KeyRing, number: str = NUMBER) -> list[tuple[int, str]]:
    with store.begin() as session:
        return [(each.entry.sequence, each.outcome) for each in find(session.audit, keys, number).mentions]


def test_entries_of_every_key_are_found_also_those_from_before_keys_had_ids(memory: Store) -> None:
    old = asked(memory, OLD, NUMBER, with_id=False)
    asked(memory, OLD, "001300000001")
    new = asked(memory, NEW, NUMBER, name="so_giay_to")
    assert found(memory, KeyRing(NEW, (OLD,))) == [(old, ""), (new, "")]
    assert found(memory, KeyRing(NEW)) == [(new, "")]


def test_what_a_key_hashed_that_is_not_here_is_counted(memory: Store) -> None:
    asked(memory, OLD, NUMBER)
    asked(memory, OLD, "001300000001")
    with memory.begin() as session:
        assert find(session.audit, KeyRing(NEW), NUMBER).beyond == {key_id(OLD): 2}


@pytest.mark.parametrize("typed", ["001 300 000 000", "001.300.000.000", " 001300000000 ", "001-300-000000"])
def test_spaces_and_dots_do_not_count(memory: Store, typed: str) -> None:
    assert found(memory, KeyRing(NEW), typed) == []
    sequence = asked(memory, NEW, NUMBER)
    assert found(memory, KeyRing(NEW), typed) == [(sequence, "")]


def test_a_papers_own_number_is_found_as_it_is_written(memory: Store) -> None:
    sequence = asked(memory, NEW, "12.3-45/GPXD", name="so_giay_to")
    assert found(memory, KeyRing(NEW), "12.3-45/gpxd") == [(sequence, "")]


def test_an_outcome_goes_with_its_question_and_a_finding_is_found(memory: Store) -> None:
    keys = KeyRing(NEW)
    first, second = asked(memory, NEW, NUMBER), asked(memory, NEW, NUMBER)
    with memory.begin() as session:
        session.audit.append("system", ANSWERED, "h1", {"asked": str(second), "outcome": "found"})
        session.audit.append("system", ANSWERED, "h1", {"asked": "", "outcome": "found"})
    assert found(memory, keys) == [(first, ""), (second, "found")]
    with memory.begin() as session:
        noted = note_finding(session, keys, NUMBER, "inspector-1", find(session.audit, keys, NUMBER))
    assert found(memory, keys)[2:] == [(noted.sequence, "")]
    assert NUMBER not in str(noted)
