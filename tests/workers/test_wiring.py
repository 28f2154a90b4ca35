"""What is built, and what is refused before anything is built."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from hoso import wiring
from hoso.audit_key import audit_keys, home_of, renew_home_key
from hoso.settings import Settings
from hoso.wiring import NotSafeForProduction, require_registered, require_safety
from ingest.sandbox import SandboxKind
from storage.home import HomeError, default_home
from storage.key_register import rotate
from storage.keys import KeyRing
from storage.memory import MemoryStore


@pytest.fixture
def weak_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "sandbox_kind", lambda: SandboxKind.LIMITS)


@pytest.mark.usefixtures("weak_sandbox")
def test_production_needs_a_real_sandbox() -> None:
    with pytest.raises(NotSafeForProduction, match="bubblewrap"):
        require_safety(Settings(production=True))


@pytest.mark.usefixtures("weak_sandbox")
def test_a_weak_sandbox_is_said_loudly(caplog: pytest.LogCaptureFixture) -> None:
    require_safety(Settings())
    assert "NOT SAFE" in caplog.text


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOSO_HOME", str(tmp_path))
    monkeypatch.setenv("HOSO_JOBS", "3")
    monkeypatch.setenv("HOSO_TOKENS", '{"secret": "agency-1"}')
    settings = Settings()
    assert (home_of(settings), settings.jobs) == (tmp_path, 3)
    assert settings.tokens == {"secret": "agency-1"}


def test_without_a_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOSO_HOME", raising=False)
    assert home_of(Settings()) == default_home()


def test_a_senseless_setting_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(jobs=0)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_citys_production_needs_a_key_that_all_hosts_share() -> None:
    city = Settings(production=True, database_url="postgresql://nowhere/hoso")
    with pytest.raises(NotSafeForProduction, match="HOSO_AUDIT_KEY"):
        require_safety(city)
    with pytest.raises(ValidationError) as refused:
        Settings(audit_key="brief one", audit_keys_former=("brief two",))
    assert "brief" not in str(refused.value)


def test_former_keys_come_from_the_environment_and_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_AUDIT_KEY", "new" * 20)
    monkeypatch.setenv("HOSO_AUDIT_KEYS_FORMER", '["' + "older" * 9 + '", "' + "oldest" * 9 + '"]')
    keys = audit_keys(Settings())
    assert keys.all == (b"new" * 20, b"older" * 9, b"oldest" * 9)
    assert keys.named(KeyRing(b"older" * 9).id) == b"older" * 9
    assert "old" not in repr(keys) + repr(Settings())


def test_a_home_makes_its_key_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    made = audit_keys(settings)
    assert len(made.current) == 32
    assert audit_keys(settings) == made
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["audit.key"]
    assert (tmp_path / "home" / "audit.key").stat().st_mode & 0o777 == 0o600
    assert audit_keys(Settings(audit_key="k" * 40)) == KeyRing(b"k" * 40)


@pytest.mark.parametrize("left", [b"", b"k" * 31, b"k" * 33])
def test_a_key_that_is_not_whole_is_refused(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "audit.key").write_bytes(left)
    (tmp_path / "audit.key").chmod(0o600)
    with pytest.raises(HomeError, match="32: put its copy back"):
        audit_keys(Settings(home=tmp_path))


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    audit_keys(Settings(home=tmp_path))
    (tmp_path / "audit.key").chmod(0o640)
    with pytest.raises(HomeError, match="open to others"):
        audit_keys(Settings(home=tmp_path))


def test_a_key_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_: int) -> None:
        assert not (tmp_path / "audit.key").exists()
        raise OSError

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(HomeError):
        audit_keys(Settings(home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_homes_new_key_keeps_the_one_before(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first = audit_keys(settings)
    second = renew_home_key(settings)
    assert second.current != first.current and second.former == (first.current,)
    third = renew_home_key(settings)
    assert set(third.former) == {first.current, second.current}
    assert audit_keys(settings) == third
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("cut_at", range(1, 6))
def test_a_home_that_is_killed_while_it_makes_a_key_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    settings = Settings(home=tmp_path)
    first = audit_keys(settings)
    cuts = iter(range(1, cut_at))

    def settle(_: int) -> None:
        if next(cuts, None) is None:
            raise KeyboardInterrupt

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(os, "fsync", settle)
        renew_home_key(settings)
    assert first.current in audit_keys(settings).all
    made = renew_home_key(settings)
    assert first.current in made.former and made.current != first.current


@pytest.mark.parametrize(
    ("ring", "refused"),
    [
        (KeyRing(b"first"), None),
        (KeyRing(b"another"), "not registered"),
        (KeyRing(b"next", (b"first",)), "not registered"),
    ],
)
def test_a_host_with_another_key_is_refused_in_production(
    ring: KeyRing, refused: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    store = MemoryStore()
    require_registered(Settings(production=True), store, KeyRing(b"first"))
    require_registered(Settings(), store, ring)
    assert ("AUDIT KEY" in caplog.text) is (refused is not None)
    if refused is None:
        require_registered(Settings(production=True), store, ring)
        return
    with pytest.raises(NotSafeForProduction, match=refused):
        require_registered(Settings(production=True), store, ring)


def test_a_host_that_was_left_behind_is_refused_and_a_missing_former_key_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, production = MemoryStore(), Settings(production=True)
    require_registered(production, store, KeyRing(b"first"))
    rotate(store, KeyRing(b"next", (b"first",)), "admin-1")
    with pytest.raises(NotSafeForProduction, match="a former one"):
        require_registered(production, store, KeyRing(b"first"))
    require_registered(production, store, KeyRing(b"next", (b"first",)))
    assert caplog.text == ""
    require_registered(production, store, KeyRing(b"next"))
    assert f"{KeyRing(b'first').id} is not set" in caplog.text


def test_a_home_that_cannot_keep_the_key_says_what_to_do(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HomeError, match="HOSO_AUDIT_KEY"):
        audit_keys(Settings(home=tmp_path / "file" / "home", database_url="postgresql://nowhere/hoso"))
    assert "HOSO_AUDIT_KEY is not set" in caplog.text
