"""What the command line is given, as dossiers: a file is one, a folder of files is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import RefusedInput
from domain.record import ScanSource


@dataclass(frozen=True, slots=True)
class Input:
    """One dossier to process: its name (unique among the inputs) and its files in order."""

    name: str
    files: tuple[Path, ...]
    folder: bool


def gather(paths: Iterable[Path]) -> list[Input]:
    """The dossiers behind the paths, in the order given; a folder's files are ordered by name.

    Hidden files are passed over. Equal names are told apart by a number. What is missing or empty is found
    out when the dossier is opened, so that the other dossiers are not harmed.
    """
    taken: dict[str, int] = {}
    found = []
    for path in paths:
        files = _files_in(path) if path.is_dir() else (path,)
        name = path.name if path.is_dir() else path.stem
        taken[name] = taken.get(name, 0) + 1
        unique = name if taken[name] == 1 else f"{name}-{taken[name]}"
        found.append(Input(unique, files, path.is_dir()))
    return found


def source_of(each: Input) -> ScanSource:
    """Name and digest of a dossier's content. Raises RefusedInput when there is nothing to read."""
    if not each.files:
        raise RefusedInput(
            "EMPTY_FOLDER", "Thư mục không có tệp nào; hãy đặt bản quét vào. / Put scans into the folder."
        )
    digests = [_digest(path) for path in each.files]
    if not each.folder:
        return ScanSource(each.name, digests[0])
    return ScanSource(each.name, hashlib.sha256("".join(digests).encode()).hexdigest())


def _files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(
        sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise RefusedInput(
            "NOT_READABLE",
            "Không mở được tệp; hãy kiểm tra đường dẫn và quyền. / Check the path and its rights.",
        ) from None
