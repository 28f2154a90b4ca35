"""Small files that a power cut leaves whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_once(path: Path, data: bytes, mode: int = 0o600) -> bool:
    """Written beside, brought to the disk and linked into place: of two writers one wins, both read the same.

    False where the file was there already. Raises OSError; then the file is not there.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(beside)
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    settle_folder(path.parent)
    return True


def settle_folder(folder: Path) -> None:
    """Bring a folder's names to the disk: what was linked or renamed in it survives a power cut."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
