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

from commands.arguments import day, known_procedure
from domain.errors import DefinitionError, RefusedInput
from hoso.audit_key import KEY_BYTES
from hoso.definitions import definitions_at
from hoso.inputs import gather
from hoso.process import Order, Processed, process
from hoso.settings import Settings
from hoso.trail import Trail
from hoso.trial_registers import load_registers
from ingest.reasons import REMEDIES
from ocr.engine import ENGINES
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
    parser.add_argument("--received", type=day, default=today, metavar="YYYY-MM-DD")
    parser.add_argument("--procedure", metavar="CODE", help="code of the procedure, for example 1.001193")
    parser.add_argument("--registers", type=Path, metavar="FILE", help="what the registers hold, for trials")
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0], help="recogniser of the lines")


def run(given: argparse.Namespace) -> int:
    """Exit 0 when every dossier has a record, 3 when some input was refused."""
    definitions = definitions_at()
    procedure = known_procedure(given.procedure, definitions.law)
    held = load_registers(given.registers, definitions) if given.registers else {}
    _make(given.out)
    trail = _trail(given.out) if given.registers else None
    order = Order(given.received, procedure, held, given.engine, given.jobs, trail)
    refused = 0
    with _progress() as progress:
        task = progress.add_task("trang / pages", total=None)

        def on_page(done: int, known: int) -> None:
            progress.update(task, completed=done, total=known)

        for ended in process(gather(given.inputs), order, on_page):
            refused += _write(ended, given.out)
    return REFUSED if refused else 0


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        told = "không tạo được thư mục; chọn nơi khác / no folder can be made there; choose another"
        raise DefinitionError(f"--out {out.name}: {told}") from None


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
        print(f"{ended.name}: {ended.refusal.code}: {_remedy(ended.refusal)}", file=sys.stderr)
    if ended.outcomes is None:
        return 1
    _replace(out / f"{ended.name}.pdf", ended.outcomes.pdf)
    _replace(out / f"{ended.name}.json", ended.outcomes.record.encode() + b"\n")
    return 0


def _remedy(refusal: RefusedInput) -> str:
    """What to do, in both languages."""
    known = REMEDIES.get(refusal.code)
    return refusal.remedy if known is None else refusal.remedy.replace(known.vi, f"{known.vi} / {known.en}")


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
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' không phải là số từ 1 trở lên / is no number from 1 on")
    return int(text)
