"""``hoso schemas``: the JSON Schemas of the record, of registers' talk, and of every definition file."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from domain.definition import Acceptance, Calibration, DocumentType
from domain.law import LawFile, Procedure, Register
from hoso.registers.wire import QUESTION, REPLY
from storage.codec import RECORD

ROOT = Path(__file__).resolve().parent.parent / "docs" / "schemas"


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """``--check`` compares instead of writing."""
    del today
    parser.add_argument("--check", action="store_true", help="exit 1 when a written schema is out of date")


def run(given: argparse.Namespace) -> int:
    """Writes ``docs/schemas``, or says which of its files are out of date."""
    stale = []
    for name, schema in schemas().items():
        path, text = ROOT / f"{name}.schema.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        if given.check:
            stale += [path.name] if not path.exists() or path.read_text(encoding="utf-8") != text else []
        else:
            ROOT.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} is out of date: run ./run schemas", file=sys.stderr)
    return 1 if stale else 0


def schemas() -> dict[str, dict[str, Any]]:
    """File name to schema."""
    kinds = {
        "document-type": DocumentType,
        "acceptance": Acceptance,
        "calibration": Calibration,
        "law": LawFile,
        "procedure": Procedure,
        "register": Register,
    }
    definitions = {name: TypeAdapter(kind).json_schema() for name, kind in kinds.items()}
    wire = {"hoso.register-question-1": QUESTION.schema(), "hoso.register-reply-1": REPLY.schema()}
    return {"hoso.dossier-1": RECORD.schema(), **wire, **definitions}
