"""The command of those files here that make a table for the reading room: ``--out FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


def write(about: str | None, table: Callable[[], str]) -> None:
    """Writes the table where the command line says. about: what the help tells of it."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--out", type=Path, required=True)
    parser.parse_args().out.write_text(table(), "utf-8")
