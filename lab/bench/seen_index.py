"""How long it takes to find a page among millions: synthetic looks and marks in a real PostgreSQL."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from psycopg import Connection

from domain.look import BITS, Look
from lab.bench.seen_whole import look_up_whole, prepare_whole
from once_only.same_paper.look import BAND_BITS, BANDS
from storage.embedded import embedded_postgres
from storage.postgres import PostgresStore, migrate
from storage.store import Store

PAGES_A_DOSSIER = 7
MARKS_A_DOSSIER = 24
"""Some four typed papers with six marks each."""
TEMPLATES = 2000
"""Two pages of three are filled forms, which look much like their blank; a few forms are most of them."""
TEMPLATE_SHARE = 0.65
FILLED_APART = 0.12
RESCAN_APART = 0.06
AT_ONCE = 200_000
MEMORY = {"shared_buffers": "2GB", "maintenance_work_mem": "1GB", "max_wal_size": "8GB", "fsync": "off"}
INDEXES = [f"page_looks_{band}" for band in range(1, BANDS + 1)]
Bits = NDArray[np.bool_]


def measure_index(pages: int, probes: int) -> dict[str, object]:
    """Fill, then look up pages that were scanned again, and pages that never were there."""
    with _server() as (conninfo, store), Connection.connect(conninfo, autocommit=True) as connection:
        start = time.monotonic()
        _fill(connection, pages)
        filled = time.monotonic() - start
        again = _probe(connection, store, probes, strange=False)
        strange = _probe(connection, store, probes, strange=True)
        size = connection.execute(
            "select pg_total_relation_size('page_looks'), pg_total_relation_size('paper_marks')"
        ).fetchone()
    sizes = [round(each / 2**20) for each in size or ()]
    return {
        "pages": pages,
        "filled_in_s": round(filled),
        "mib_looks_and_marks": sizes,
        "scanned_again": again,
        "never_seen": strange,
    }


@contextmanager
def store_for_measuring() -> Iterator[Store]:
    """An empty store on a PostgreSQL of its own."""
    with _server() as (_, store):
        yield store


@contextmanager
def _server() -> Iterator[tuple[str, Store]]:
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder, ExitStack() as servers:
        Path(folder).chmod(0o711)  # the server's own user must be able to enter
        conninfo = servers.enter_context(embedded_postgres(Path(folder), settings=MEMORY))
        migrate(conninfo)
        with PostgresStore(conninfo, "bench", connections=4) as store:
            yield conninfo, store


def _fill(connection: Connection[tuple[object, ...]], pages: int) -> None:
    """Rows as the program writes them; its indexes are built afterwards, as a restored backup does."""
    dossiers = pages // PAGES_A_DOSSIER + 1
    _say(f"{dossiers} dossiers")
    connection.execute("set synchronous_commit = off")
    connection.execute("insert into batches values ('b', 'cn-01', 'b', now(), 'bench')")
    connection.execute(
        "insert into dossiers (id, batch, branch, name, sha256, received, state, accepted_at) "
        "select 'h' || n, 'b', 'cn-01', 'mau', 's' || n, '2026-11-02', 'published', now() "
        "from generate_series(1, %s) as n",
        [dossiers + 1],
    )
    definitions = connection.execute(
        "select indexdef from pg_indexes where indexname = any(%s) order by 1", [INDEXES]
    ).fetchall()
    connection.execute(f"drop index {', '.join(INDEXES)}".encode())
    connection.execute("set session_replication_role = replica")  # no look at dossiers for each row
    rng = np.random.default_rng(1)
    blanks = rng.random((TEMPLATES, BITS)) < 0.5
    for first in range(0, pages, AT_ONCE):
        _copy_looks(connection, _looks(rng, blanks, min(AT_ONCE, pages - first)), first)
        _say(f"{first} pages")
    _copy_marks(connection, rng, dossiers)
    for (definition,) in definitions:
        _say("index")
        connection.execute(str(definition).encode())
    connection.execute("set session_replication_role = origin")
    connection.execute("vacuum analyze page_looks, paper_marks, dossiers")


def _looks(rng: np.random.Generator, blanks: Bits, count: int) -> Bits:
    """Pages of which most are fillings of popular forms; the popularity falls as Zipf says."""
    bits = rng.random((count, BITS)) < 0.5
    filled = np.flatnonzero(rng.random(count) < TEMPLATE_SHARE)
    form = np.minimum(rng.zipf(1.3, len(filled)) - 1, TEMPLATES - 1)
    bits[filled] = blanks[form] ^ (rng.random((len(filled), BITS)) < FILLED_APART)
    return bits


def _copy_looks(connection: Connection[tuple[object, ...]], bits: Bits, first: int) -> None:
    """Rows in PostgreSQL's binary form: each value behind its length, all of one size."""
    place = 1 << np.arange(BAND_BITS)
    named = [("dossier", ">i8"), ("page", ">i4"), *((f"band_{band}", ">i4") for band in range(1, BANDS + 1))]
    row = _blank([named[0], named[1], ("bits", "V36"), *named[2:]], len(bits))
    row["dossier"], row["page"] = np.divmod(np.arange(first, first + len(bits)), PAGES_A_DOSSIER)
    row["dossier"] += 1
    row["page"] += 1
    padded = np.concatenate([np.zeros((len(bits), 1), np.bool_), bits[:, ::-1]], axis=1)
    whole = np.zeros(len(bits), [("width", ">i4"), ("packed", "V32")])
    whole["width"], whole["packed"] = BITS + 1, np.packbits(padded, axis=1).view("V32")[:, 0]
    row["bits"] = whole.view("V36")
    for band in range(BANDS):
        row[f"band_{band + 1}"] = bits[:, band : BANDS * BAND_BITS : BANDS] @ place
    _copy(connection, "page_looks", row)


def _copy_marks(connection: Connection[tuple[object, ...]], rng: np.random.Generator, dossiers: int) -> None:
    _say("marks")
    connection.execute("alter table paper_marks drop constraint paper_marks_pkey")
    connection.execute("drop index paper_marks_of_dossier")
    for first in range(1, dossiers + 1, AT_ONCE):
        many = min(AT_ONCE, dossiers + 1 - first)
        row = _blank([("mark", ">i8"), ("dossier", ">i8")], many * MARKS_A_DOSSIER)
        row["mark"] = rng.integers(-(2**63), 2**63 - 1, len(row))
        row["dossier"] = np.repeat(np.arange(first, first + many), MARKS_A_DOSSIER)
        _copy(connection, "paper_marks", row)
    connection.execute("alter table paper_marks add primary key (mark, dossier)")
    connection.execute("create index paper_marks_of_dossier on paper_marks (dossier)")


def _blank(columns: Sequence[tuple[str, str]], count: int) -> NDArray[np.void]:
    """Rows whose values are still to come; their number and lengths are there."""
    spread = [part for name, kind in columns for part in ((f"{name}_length", ">i4"), (name, kind))]
    rows = np.zeros(count, [("columns", ">i2"), *spread])
    rows["columns"] = len(columns)
    for name, kind in columns:
        rows[f"{name}_length"] = np.dtype(kind).itemsize
    return rows


def _copy(connection: Connection[tuple[object, ...]], table: str, rows: NDArray[np.void]) -> None:
    names = [name for name in rows.dtype.names or () if f"{name}_length" in (rows.dtype.names or ())]
    statement = f"copy {table} ({', '.join(names)}) from stdin (format binary)"
    with connection.cursor().copy(statement.encode()) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        copy.write(rows.tobytes())
        copy.write(b"\xff\xff")


def _probe(
    connection: Connection[tuple[object, ...]], store: Store, probes: int, strange: bool
) -> dict[str, object]:
    """Each page by itself, with the marks of its papers, as a dossier that came in last asks."""
    rng = np.random.default_rng(2)
    newest = connection.execute("select max(number) from dossiers").fetchone()
    last = f"h{newest[0] if newest else 0}"
    with store.begin() as session:
        session.seen.near(last, (), (0,))  # opens the connection whose server is watched
    family = _family()
    by_look, by_marks, whole = _Clock(family), _Clock(family), _Clock(family)
    hits = known = 0
    for _ in range(probes):
        dossier = int(rng.integers(1, int(last[1:]) - 1))
        look, marks = _page_of(connection, dossier, rng, strange)
        with store.begin() as session, by_look:
            found = session.seen.near(last, (look,), ())
        with store.begin() as session, by_marks:
            session.seen.near(last, (), marks)
        hits += f"h{dossier}" in found
        if not strange:
            asked = prepare_whole(store, last, f"h{dossier}", look)
            with whole:
                known += look_up_whole(store, last, asked)
    return {
        "probes": probes,
        "found_by_look": hits,
        "look_ms": by_look.spread(),
        "marks_ms": by_marks.spread(),
    } | ({} if strange else {"known_by_the_whole": known, "whole_ms": whole.spread()})


class _Clock:
    """Wall clock of each turn, and the processor time that client and server spent on all of them.

    On a machine that is busy with other work the wall clock tells how busy, the processor how much work.
    """

    def __init__(self, family: Sequence[Path]) -> None:
        self._family = family
        self._walls: list[float] = []
        self._spent = 0.0

    def __enter__(self) -> None:
        self._since = time.perf_counter()
        self._before = _processor(self._family)

    def __exit__(self, *_: object) -> None:
        self._walls.append(time.perf_counter() - self._since)
        self._spent += _processor(self._family) - self._before

    def spread(self) -> dict[str, float]:
        ranked = sorted(each * 1000 for each in self._walls)
        at = {"median": 0.5, "p95": 0.95, "p99": 0.99}
        walls = {name: round(ranked[int(part * (len(ranked) - 1))], 1) for name, part in at.items()}
        return walls | {"processor_mean": round(self._spent * 1000 / max(1, len(ranked)), 1)}


def _family() -> list[Path]:
    """Where the system tells of this process and of the servers below it."""
    family = {os.getpid()}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda each: int(each.name)):
        with suppress(OSError):  # one that has just ended
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            family |= {int(folder.name)} if parent in family else set()
    return [Path("/proc", str(each), "schedstat") for each in family]


def _processor(family: Sequence[Path]) -> float:
    """Seconds of processor time of all of them."""
    return sum(int(each.read_text().split()[0]) for each in family) / 1e9


def _page_of(
    connection: Connection[tuple[object, ...]], dossier: int, rng: np.random.Generator, strange: bool
) -> tuple[Look, list[int]]:
    """A page of that dossier as another scan shows it, with some bits turned and others said to be weak."""
    bits = rng.random(BITS) < 0.5
    marks: list[int] = [int(each) for each in rng.integers(-(2**63), 2**63 - 1, MARKS_A_DOSSIER)]
    if not strange:
        row = connection.execute(
            "select bits::text from page_looks where dossier = %s limit 1", [dossier]
        ).fetchone()
        bits = np.array([digit == "1" for digit in str(row[0] if row else "")[:0:-1]])
        found = connection.execute("select mark from paper_marks where dossier = %s", [dossier]).fetchall()
        marks = [int(str(mark)) for (mark,) in found]
    margin = np.abs(rng.normal(0, 1, BITS))
    turned = margin < np.quantile(margin, RESCAN_APART)  # what stands near its turning point turns
    return Look(_hex(bits ^ turned), _hex(_weak(margin))), marks


def _weak(margin: NDArray[np.float64]) -> Bits:
    weak = np.zeros(BITS, np.bool_)
    for band in range(BANDS):
        ranks = np.arange(band, BANDS * BAND_BITS, BANDS)
        weak[ranks[np.argsort(margin[ranks])[:5]]] = True
    return weak


def _hex(bits: Bits) -> str:
    return f"{sum(1 << int(rank) for rank in np.flatnonzero(bits)):064x}"


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)
