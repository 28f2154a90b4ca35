"""Many dossiers through the legs with several processes: what ``hoso process`` does."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from domain.errors import DefinitionError, RefusedInput
from domain.understanding import Case, PageReading
from hoso.among import Among
from hoso.inputs import Input, source_of
from hoso.legs import Held, Outcomes, count_pages, finish, prepare, read_pages
from hoso.places import places
from hoso.small_heap import SMALL_HEAP
from hoso.trail import Trail
from storage.codec import RECORD

READERS = 12
"""Reading processes that one finishing process keeps up with."""

CHUNK = 6
"""Pages a job reads: enough to share one decoder, few enough that the last dossier keeps all cores busy."""


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for all dossiers of one call. trail: where look-ups are written; without it none is made."""

    received: date
    procedure: str | None
    held: Held
    engine: str
    jobs: int
    trail: Trail | None = None


@dataclass(frozen=True, slots=True)
class Processed:
    """One dossier's end: its outcomes, or why it was refused."""

    name: str
    outcomes: Outcomes | None
    refusal: RefusedInput | None = None


@dataclass(slots=True)
class _Work:
    """A dossier on its way: what was read so far and what is still being read."""

    given: Input
    case: Case | None = None
    readings: list[PageReading] = field(default_factory=list)
    open_jobs: int = 0
    done: bool = False


def process(
    inputs: Sequence[Input], order: Order, on_page: Callable[[int, int], None]
) -> Iterator[Processed]:
    """Every dossier's end, in the order in which they end. ``on_page(done, known)`` tells of progress.

    A paper that an earlier one of them has too is named in the record of the dossier that ended later. A
    dossier that is refused harms no other, nor does one at which the program errs (``INTERNAL``). When a
    worker process dies, what it held is tried once more alone; a dossier that kills its process again is
    refused as ``READING_CRASHED``.
    """
    among = Among()
    for ended in _ended(inputs, order, on_page):
        yield _beside(among, ended)


def _beside(among: Among, ended: Processed) -> Processed:
    """The same, its record naming the papers that another dossier of the call has too."""
    found = among.told(ended.outcomes.seen) if ended.outcomes is not None else ()
    if ended.outcomes is None or not found:
        return ended
    record = RECORD.parse(ended.outcomes.record)
    told = replace(record, duplicates=(*record.duplicates, *found))
    return replace(ended, outcomes=replace(ended.outcomes, record=RECORD.dump(told)))


def _ended(inputs: Sequence[Input], order: Order, on_page: Callable[[int, int], None]) -> Iterator[Processed]:
    pending = [_Work(given) for given in inputs]
    try:
        yield from _Run(order, on_page).through(pending)
    except BrokenProcessPool:
        for work in [each for each in pending if not each.done]:
            yield from _alone(work.given, order, on_page)


def _alone(given: Input, order: Order, on_page: Callable[[int, int], None]) -> Iterator[Processed]:
    try:
        yield from _Run(order, on_page).through([_Work(given)])
    except BrokenProcessPool:
        remedy = "Tệp làm hỏng tiến trình đọc; hãy quét lại. / The file breaks the reader; scan it again."
        yield Processed(given.name, None, RefusedInput("READING_CRASHED", remedy))


class _Run:
    """The worker processes and the dossiers in them.

    Dossiers are finished in a process of its own: the layout model need not lie in the memory of each reader.
    """

    def __init__(self, order: Order, on_page: Callable[[int, int], None]) -> None:
        self._order = order
        self._on_page = on_page
        self._jobs: dict[Future[Any], tuple[_Work, str]] = {}
        self._known = 0
        self._read = 0

    def through(self, works: Sequence[_Work]) -> Iterator[Processed]:
        finishing = 1 + self._order.jobs // READERS
        with _pool(self._order.jobs) as readers, _pool(finishing) as finishers:
            for _ in range(finishing):
                finishers.submit(prepare)
            waiting = list(reversed(works))
            while waiting or self._jobs:
                while waiting and len(self._jobs) < 2 * self._order.jobs:
                    yield from self._begin(waiting.pop(), readers)
                for job in wait(self._jobs, return_when=FIRST_COMPLETED).done if self._jobs else ():
                    yield from self._go_on(job, readers, finishers)

    def _begin(self, work: _Work, pool: ProcessPoolExecutor) -> Iterator[Processed]:
        try:
            source = source_of(work.given)
        except RefusedInput as refusal:
            yield self._end(work, None, refusal)
            return
        work.case = Case(token_hex(8), source, self._order.received, self._order.procedure)
        work.open_jobs = 1
        self._jobs[pool.submit(guarded, _plan, work.given.files)] = (work, "plan")

    def _go_on(
        self, job: Future[Any], readers: ProcessPoolExecutor, finishers: ProcessPoolExecutor
    ) -> Iterator[Processed]:
        work, leg = self._jobs.pop(job)
        work.open_jobs -= 1
        try:
            result = job.result()
        except RefusedInput as refusal:
            if not work.done:
                yield self._end(work, None, refusal)
            return
        if work.done:
            return
        if leg == "finish":
            yield self._end(work, result, None)
        elif leg == "plan":
            self._plan_reading(work, result, readers)
        else:
            self._take(work, result)
        if not work.done and work.open_jobs == 0 and work.case is not None:
            self._finish(work, finishers)

    def _plan_reading(self, work: _Work, counts: Sequence[int], pool: ProcessPoolExecutor) -> None:
        number = 1
        for path, pages in zip(work.given.files, counts, strict=True):
            size = max(1, min(CHUNK, -(-pages // self._order.jobs)))
            for first in range(1, pages + 1, size):
                last = min(pages, first + size - 1)
                at = number + first - 1
                job = pool.submit(guarded, read_pages, path, first, last, at, self._order.engine)
                self._jobs[job] = (work, "read")
                work.open_jobs += 1
            number += pages
        self._known += sum(counts)
        self._on_page(self._read, self._known)

    def _take(self, work: _Work, readings: list[PageReading]) -> None:
        work.readings.extend(readings)
        self._read += len(readings)
        self._on_page(self._read, self._known)

    def _finish(self, work: _Work, pool: ProcessPoolExecutor) -> None:
        readings, work.readings = work.readings, []
        if work.case is None:
            raise RuntimeError("a dossier is finished before it was begun")
        order = self._order
        job = pool.submit(guarded, finish, work.case, readings, work.given.files, order.held, order.trail)
        self._jobs[job] = (work, "finish")
        work.open_jobs += 1

    def _end(self, work: _Work, outcomes: Outcomes | None, refusal: RefusedInput | None) -> Processed:
        work.done = True
        return Processed(work.given.name, outcomes, refusal)


def _pool(processes: int) -> ProcessPoolExecutor:
    for name, value in SMALL_HEAP.items():
        os.environ.setdefault(name, value)  # what is spawned inherits it
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def guarded(leg: Callable[..., Any], *given: object) -> Any:
    """What the leg makes of what it is given. A fault of the program is told by its kind and place alone:
    its message may hold a citizen's value.
    """
    try:
        return leg(*given)
    except (RefusedInput, DefinitionError):
        raise
    except Exception as fault:  # noqa: BLE001 -- whatever it was, the other dossiers go on
        place = f"{type(fault).__name__} at {places(fault)}"
        remedy = (
            f"Lỗi của phần mềm; báo người vận hành. / A fault of the software; tell your operator: {place}"
        )
        raise RefusedInput("INTERNAL", remedy) from None


def _plan(files: Sequence[Path]) -> list[int]:
    return [_pages_of(files, place) for place in range(len(files))]


def _pages_of(files: Sequence[Path], place: int) -> int:
    """How many pages a file has; of several files a refusal tells which it is, by its place among them."""
    try:
        return count_pages(files[place])
    except RefusedInput as refusal:
        if len(files) == 1:
            raise
        which = f"Tệp thứ {place + 1} trong {len(files)} / file {place + 1} of {len(files)}"
        raise RefusedInput(refusal.code, f"{which}: {refusal.remedy}") from None
