"""``hoso process``: scans in, records and searchable PDFs out."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from secrets import token_bytes

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.errors import DefinitionError
from hoso.audit_key import KEY_BYTES
from hoso.definitions import definitions_at
from hoso.inputs import gather
from hoso.process import Order, Processed, process
from hoso.settings import Settings
from hoso.trail import Trail
from hoso.trial_registers import load_registers
from storage.chain_file import ChainFile
from storage.errors import AuditBroken

REFUSED = 3
"""Exit code when at least one input was refused."""


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """The command's arguments, as published."""
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="PDF, TIFF, JPEG, PNG, or a folder of them"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where records and PDFs are written"
    )
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="processes")
    parser.add_argument("--received", type=date.fromisoformat, default=today, metavar="YYYY-MM-DD")
    parser.add_argument("--procedure", metavar="CODE", help="code of the procedure, for example 1.001193")
    parser.add_argument("--registers", type=Path, metavar="FILE", help="what the registers hold, for trials")
    parser.add_argument("--engine", default="hoso", metavar="NAME", help="recogniser of the lines")


def run(given: argparse.Namespace) -> int:
    """Exit 0 when every dossier has a record, 3 when some input was refused."""
    law = definitions_at().law
    held = load_registers(given.registers, {each.id for each in law.registers}) if given.registers else {}
    given.out.mkdir(parents=True, exist_ok=True)
    trail = _trail(given.out) if given.registers else None
    order = Order(given.received, given.procedure, held, given.engine, given.jobs, trail)
    refused = 0
    with _progress() as progress:
        task = progress.add_task("trang / pages", total=None)

        def on_page(done: int, known: int) -> None:
            progress.update(task, completed=done, total=known)

        for ended in process(gather(given.inputs), order, on_page):
            refused += _write(ended, given.out)
    return REFUSED if refused else 0


def _trail(out: Path) -> Trail:
    """Beside the folder. Without HOSO_AUDIT_KEY the hashes are made with a key that nobody keeps."""
    key = Settings().audit_key
    secret = key.get_secret_value().encode() if key is not None else token_bytes(KEY_BYTES)
    out = out.resolve()
    file = out.with_name(f"{out.name}.audit.jsonl")
    try:
        ChainFile(file).verified()
    except AuditBroken as broken:
        raise DefinitionError(f"{file.name}: {broken}; move it away to begin a new one") from None
    return Trail(file, secret, f"uid-{os.geteuid()}")


def _write(ended: Processed, out: Path) -> int:
    """Puts a dossier's files in place, or says why there are none; 1 when it was refused."""
    if ended.refusal is not None:
        print(f"{ended.name}: {ended.refusal.code}: {ended.refusal.remedy}", file=sys.stderr)
    if ended.outcomes is None:
        return 1
    _replace(out / f"{ended.name}.pdf", ended.outcomes.pdf)
    _replace(out / f"{ended.name}.json", ended.outcomes.record.encode() + b"\n")
    return 0


def _replace(path: Path, content: bytes) -> None:
    """Whoever reads the folder sees a whole file or none."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
