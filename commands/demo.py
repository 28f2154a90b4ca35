"""``hoso demo``: the sample dossiers through the whole service, then the review page."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from commands.report import summary
from commands.samples import SAMPLES, Sample, gather_samples
from domain.record import DossierRecord
from hoso.settings import Settings
from hoso.wiring import Services
from storage.codec import RECORD
from storage.objects import digest_of_digests, keep_scan
from storage.store import Store
from storage.values import Dossier, NewDossier
from web.app import create_app
from web.serve import serve
from workers.embedded import embedded_service

BRANCH = "trung-tam"
BATCH = "Hồ sơ mẫu"
ACCOUNT = "demo"
_PAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Ended:
    """A dossier at rest with its newest record, if it came to one."""

    dossier: Dossier
    record: DossierRecord | None


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """``--no-serve`` ends after the table."""
    del today
    parser.add_argument(
        "--no-serve", action="store_true", help="kết thúc sau bảng kết quả / end after the table"
    )
    parser.add_argument("--out", type=Path, default=Path("out/demo"), metavar="DIR", help="where records go")
    parser.add_argument("--port", type=int, default=0, help="of the review page; 0 picks a free one")


def run(given: argparse.Namespace) -> int:
    """Takes the samples in, waits for their records, prints what was found and serves the review page."""
    console = Console()
    settings = Settings()
    if settings.registers_file is None:
        settings = settings.model_copy(update={"registers_file": SAMPLES / "registers.json"})
    with embedded_service(settings) as services:
        batch = _hand_in(services, gather_samples())
        _watch(services.store, batch, console)
        ended = _collect(services.store, batch)
        _write(services, ended, given.out)
        console.print(summary([(each.dossier.name, each.record) for each in ended], services.definitions))
        console.print(f"Bản ghi và PDF / records and PDFs: [bold]{given.out}[/bold]")
        if not given.no_serve:
            with suppress(KeyboardInterrupt):
                serve(create_app(services), port=given.port, tell=lambda link: _tell(console, link))
    return 0


def _hand_in(services: Services, samples: Sequence[Sample]) -> str:
    """Accepts the samples in one batch; what an earlier, cut-off demo accepted is not accepted again."""
    with services.store.begin() as session:
        known = [each for each in session.intake.batches((BRANCH,)) if each.name == BATCH]
        batch = known[0] if known else session.intake.open_batch(BRANCH, BATCH, ACCOUNT)
    for sample in samples:
        scans = tuple(keep_scan(services.objects, path, path.name) for path in sample.files)
        digest = scans[0].sha256 if len(scans) == 1 else digest_of_digests([scan.sha256 for scan in scans])
        new = NewDossier(sample.name, digest, sample.received, scans, sample.procedure)
        with services.store.begin() as session:
            session.intake.accept(batch.id, new, ACCOUNT)
    return batch.id


def _watch(store: Store, batch: str, console: Console) -> None:
    """A bar of pages read, until the machine has nothing left to do."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("trang đã đọc / pages read", total=None)
        while True:
            with store.begin() as session:
                seen = session.intake.progress(batch)
            progress.update(task, completed=seen.pages_read, total=seen.pages or None)
            if seen.at_rest:
                return
            time.sleep(_PAUSE)


def _collect(store: Store, batch: str) -> list[Ended]:
    with store.begin() as session:
        dossiers = session.intake.dossiers(batch)
        return [Ended(each, session.records.record(each.id)) for each in dossiers]


def _write(services: Services, ended: Sequence[Ended], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for each in ended:
        if each.record is not None:
            (out / f"{each.dossier.name}.json").write_text(RECORD.dump(each.record) + "\n", encoding="utf-8")
        pdf = services.searchable_pdf(each.dossier.id)
        if pdf is not None:
            (out / f"{each.dossier.name}.pdf").write_bytes(pdf)


def _tell(console: Console, link: str) -> None:
    console.print(f"Trang duyệt (liên kết dùng một lần) / review page (works once):\n  {link}")
    console.print("Ctrl+C để dừng / to stop")
