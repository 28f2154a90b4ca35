"""Legs that read no paper: a scan is a text file of orders, one page a line. For trials of the service.

``page …`` is read as that text; ``doubt …`` also asks a person, ``ask …`` also asks a register. ``sleep N``
takes N seconds. ``exit``, ``spin``, ``bug`` and ``refuse`` do what bad pages do; ``exit-once PATH`` only the
first time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.document import UNKNOWN_TYPE, Document
from domain.errors import RefusedInput
from domain.geometry import WHOLE_PAGE
from domain.law import Reason
from domain.once_only import Answer, LookUp, Outcome, Verdict, VerdictCode
from domain.page import PageKind, Quality
from domain.record import DossierRecord, MadeBy, RecordPage
from domain.review import Decision, ReviewTask, TaskKind
from domain.text import Line, PageText, Word
from domain.understanding import Case, Earlier, PageReading, Understanding
from hoso.seam import Legs
from once_only.same_paper.duplicates import seen_before

CANARY = "CANARY-7f3a"
"""Stands in every page and every error of these legs, as a citizen's value would."""


def trial_legs() -> Legs:
    return Legs(
        version="trial",
        count_pages=count_pages,
        read_pages=read_pages,
        understand=understand,
        look_ups=look_ups,
        complete=complete,
        settle=settle,
        look_ups_again=look_ups_again,
        advise=advise,
        asked_again=asked_again,
    )


def count_pages(path: Path) -> int:
    lines = path.read_text().splitlines()
    if not lines:
        raise RefusedInput("NO_PAGES", "Scan it again.")
    return len(lines)


def read_pages(path: Path, first: int, last: int) -> list[tuple[PageReading, bytes]]:
    orders = path.read_text().splitlines()[first - 1 : last]
    return [_read(first + place, order) for place, order in enumerate(orders)]


def understand(pages: Sequence[PageReading]) -> Understanding:
    papers = tuple(Document(f"d{page.number}", UNKNOWN_TYPE, (page.number,), 0.5) for page in pages)
    return Understanding(tuple(pages), papers)


def look_ups(understanding: Understanding, case: Case) -> tuple[LookUp, ...]:  # noqa: ARG001 -- a leg's form
    return tuple(_question(f"d{page.number}") for page in understanding.pages if _says(page, "ask"))


def complete(
    understanding: Understanding, answers: Sequence[Answer], case: Case, earlier: Sequence[Earlier]
) -> DossierRecord:
    doubtful = [page.number for page in understanding.pages if _says(page, "doubt")]
    pages = tuple(
        RecordPage(page.number, page.kind, 0, page.dpi, page.quality, page.text.text if page.text else "")
        for page in understanding.pages
    )
    return DossierRecord(
        id=case.id,
        source=case.source,
        procedure=case.procedure,
        received=case.received,
        pages=pages,
        documents=understanding.documents,
        made_by=MadeBy("trial", str(date.min), f"{len(answers)} answers"),
        tasks=tuple(ReviewTask(f"t{n}", TaskKind.TYPE, ("TYPE",), f"d{n}", page=n) for n in doubtful),
        straight_through=not doubtful,
        once_only=tuple(_verdict(answer) for answer in answers),
        duplicates=seen_before(understanding.documents, understanding.pages, earlier),
    )


def settle(record: DossierRecord, decisions: Sequence[Decision]) -> DossierRecord:
    left = tuple(task for task in record.tasks if all(each.task != task.id for each in decisions))
    every = (*record.decisions, *decisions)
    return replace(record, tasks=left, decisions=every, revision=record.revision + 1)


def _read(number: int, order: str) -> tuple[PageReading, bytes]:
    word, _, rest = order.partition(" ")
    _ORDERS.get(word, _nothing)(rest)
    text = f"{order} {CANARY}"
    line = Line((Word(text, WHOLE_PAGE, 0.9),))
    page = PageText(number, 0, 100, 140, (line,), (), "trial")
    quality = Quality(1.0, 0.0, 0.1)
    return PageReading(number, PageKind.CONTENT, 300.0, quality, page), f"jpeg of {order}".encode()


def _nothing(_: str) -> None:
    return None


def _sleep(seconds: str) -> None:
    time.sleep(float(seconds.split(maxsplit=1)[0]))


def _exit(_: str) -> None:
    os._exit(9)


def _spin(_: str) -> None:
    while True:
        pass


def _bug(_: str) -> None:
    raise ValueError(CANARY)


def _refuse(_: str) -> None:
    raise RefusedInput("TRIAL_REFUSED", "Scan it again.")


def _exit_once(path: str) -> None:
    if not Path(path).exists():
        Path(path).touch()
        os._exit(9)


def _says(page: PageReading, word: str) -> bool:
    return page.text is not None and page.text.text.startswith(word)


_ORDERS: dict[str, Callable[[str], None]] = {
    "sleep": _sleep,
    "exit": _exit,
    "spin": _spin,
    "bug": _bug,
    "refuse": _refuse,
    "exit-once": _exit_once,
}


def look_ups_again(record: DossierRecord) -> tuple[LookUp, ...]:
    return tuple(_question(each.document) for each in record.once_only if each.reason == Reason.DB_INCIDENT)


def advise(record: DossierRecord, answers: Sequence[Answer]) -> DossierRecord:
    del answers
    return record


def asked_again(record: DossierRecord, answers: Sequence[Answer]) -> DossierRecord | None:
    told = {each.look_up.document: _verdict(each) for each in answers if each.outcome is Outcome.FOUND}
    if not told:
        return None
    found = tuple(told.get(each.document, each) for each in record.once_only)
    return replace(record, once_only=found, revision=record.revision + 1)


def _question(document: str) -> LookUp:
    keys = {"so_dinh_danh": CANARY}
    return LookUp("dan_cu", "cccd_chip", keys, document, ("a law for trials",), tuple(keys))


def _verdict(answer: Answer) -> Verdict:
    silent = answer.outcome is Outcome.UNAVAILABLE
    code = VerdictCode.UNKNOWN if silent else VerdictCode.NOT_NEEDED_DATA_HELD
    reason = Reason.DB_INCIDENT if silent else Reason.DATA_HELD
    return Verdict(answer.look_up.document, code, reason, answer.look_up.law)
