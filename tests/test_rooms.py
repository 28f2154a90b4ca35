"""The house itself: where its rooms lie, what it stands on, and what must not be tracked."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_FILE, LONGEST_FUNCTION = 350, 60

# Written apart, so that this file does not find itself.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|farm|Users/\w+)/")


def tracked() -> list[Path]:
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    """Every tracked file that is text, as (path, content)."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            yield str(path.relative_to(ROOT)), content.decode("utf-8", "replace")


def functions() -> Iterator[tuple[str, int]]:
    for path in tracked():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                    place = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                    yield place, node.end_lineno - node.lineno + 1


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(requirements: list[str]) -> set[str]:
    return {plain(match.group()) for each in requirements if (match := re.match(r"[\w.-]+", each))}


def locked(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {plain(line.split("==")[0]) for line in lines if "==" in line}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_this_repository(room: str) -> None:
    """A package of the same name elsewhere on the path would quietly take its place."""
    spec = find_spec(room)
    assert spec is not None
    assert spec.origin == str(ROOT / room / "__init__.py")


def test_every_room_is_typed_and_held_to_its_contracts() -> None:
    assert set(ROOMS) <= set(PROJECT["tool"]["mypy"]["packages"])
    assert set(ROOMS) == set(PROJECT["tool"]["importlinter"]["root_packages"])


def test_no_tracked_file_names_a_registry_or_a_path_of_a_machine() -> None:
    found = [
        name for name, text in texts() if any(host in text for host in HOSTS) or MACHINE_PATHS.search(text)
    ]
    assert not found


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if re.match(r'\s+"[\w.-]+(\[.*\])?[><=~]=', line)]
    declared = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    assert len(requirements) == len(declared)
    assert [line for line in requirements if not re.search(r",\s+# \w.{4,}", line)] == []


def test_locks_hold_what_is_declared() -> None:
    runtime = wanted(PROJECT["project"]["dependencies"])
    assert runtime - locked("requirements.lock") == set()
    assert runtime | wanted(PROJECT["dependency-groups"]["dev"]) <= locked("requirements-dev.lock")
    assert locked("requirements.lock") <= locked("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry]
    assert len(entries) >= len(locked(lock)) > 0
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_files_and_functions_stay_small_enough_to_read() -> None:
    long = [name for name, text in texts() if name.endswith(".py") and text.count("\n") > LONGEST_FILE]
    long += [place for place, lines in functions() if lines > LONGEST_FUNCTION]
    assert not long
