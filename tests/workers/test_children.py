"""Children: what happens in one stays in one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from domain.errors import RefusedInput
from lab.trial_legs import CANARY, count_pages, read_pages
from workers.children import CHILD_DIED, TIME_LIMIT, ChildFailed, Children, Stopping

LONG = 30.0
PARENT = """
import os, sys, time
from workers.children import Children
children = Children(1, 10, 1 << 32)
print(children.call(30.0, os.getpid), flush=True)
children.call(60.0, time.sleep, 60)
"""


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children(size=1, calls=3, memory_bytes=4 << 30)
    yield made
    made.close()


def orders(folder: Path, text: str) -> Path:
    path = folder / "orders.txt"
    path.write_text(text)
    return path


def test_a_call_gives_its_result(children: Children) -> None:
    assert children.call(LONG, divmod, 7, 2) == (3, 1)


def test_a_child_serves_several_calls_and_is_then_replaced(children: Children) -> None:
    pids = [children.call(LONG, os.getpid) for _ in range(4)]
    assert pids[0] == pids[1] == pids[2] != pids[3]
    assert os.getpid() not in pids


def test_a_refusal_comes_through_as_it_was(children: Children, tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as refusal:
        children.call(LONG, count_pages, orders(tmp_path, ""))
    assert (refusal.value.code, refusal.value.remedy) == ("NO_PAGES", "Scan it again.")


@pytest.mark.parametrize(
    ("order", "seconds", "code"),
    [("exit", LONG, CHILD_DIED), ("bug", LONG, "ValueError"), ("spin", 0.5, TIME_LIMIT)],
)
def test_whatever_a_page_does_the_next_call_works(
    children: Children, tmp_path: Path, order: str, seconds: float, code: str
) -> None:
    assert children.call(LONG, count_pages, orders(tmp_path, f"{order}\n")) == 1
    with pytest.raises(ChildFailed) as failed:
        children.call(seconds, read_pages, tmp_path / "orders.txt", 1, 1)
    assert failed.value.code == code
    assert CANARY not in str(failed.value) + failed.value.places
    assert children.call(LONG, abs, -1) == 1


def test_a_child_that_takes_all_memory_fails_alone() -> None:
    small = Children(size=1, calls=10, memory_bytes=256 << 20)
    try:
        with pytest.raises(ChildFailed) as failed:
            small.call(LONG, bytearray, 1 << 30)
    finally:
        small.close()
    assert failed.value.code == "MemoryError"


def test_a_function_that_a_child_does_not_know_fails(children: Children) -> None:
    class Unknown:
        pass

    with pytest.raises(Exception, match="Unknown"):
        children.call(LONG, Unknown)


def test_closing_breaks_off_what_runs(children: Children) -> None:
    ends: list[BaseException] = []

    def wait() -> None:
        try:
            children.call(LONG, time.sleep, LONG)
        except Stopping as stopping:
            ends.append(stopping)

    thread = Thread(target=wait)
    pid = children.call(LONG, os.getpid)
    thread.start()
    children.close()
    thread.join()
    assert len(ends) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(Stopping):
        children.call(LONG, abs, -1)


def test_children_do_not_outlive_a_killed_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()
