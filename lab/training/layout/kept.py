"""Readings that ``readings.py`` kept: a line of JSON a page."""

from __future__ import annotations

from pathlib import Path

from domain.understanding import PageReading
from storage.codec import READING

READINGS = ".readings"


def kept_names(folder: Path) -> list[str]:
    """The dossiers that were read, in order."""
    return sorted(path.name.removesuffix(READINGS) for path in folder.glob(f"*{READINGS}"))


def kept_readings(folder: Path, name: str) -> list[PageReading]:
    """What was kept of that dossier; nothing where it was not read."""
    kept = folder / f"{name}{READINGS}"
    return [READING.parse(line) for line in kept.read_bytes().splitlines()] if kept.exists() else []
