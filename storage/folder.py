"""Objects in a folder: written aside, forced to the disk, then moved in, so that no half file has a name."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from storage.objects import CHUNK, ObjectDamaged, ObjectMissing, checked, digest_in, digest_of_file, key_of


class FolderObjects:
    """Objects under ``root``; several processes may use it at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        (root / "tmp").mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, prefix: str, data: bytes, ending: str = "") -> str:
        key = key_of(prefix, hashlib.sha256(data).hexdigest(), ending)
        self._keep(key, lambda file: file.write(data))
        return key

    def put_file(self, prefix: str, path: Path, ending: str = "") -> str:
        key = key_of(prefix, digest_of_file(path), ending)
        with path.open("rb") as source:
            self._keep(key, lambda file: shutil.copyfileobj(source, file, CHUNK))
        return key

    def get(self, key: str) -> bytes:
        data = self._existing(key).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest_in(key):
            raise ObjectDamaged(key)
        return data

    @contextmanager
    def file(self, key: str) -> Iterator[Path]:
        yield self._existing(key)

    def exists(self, key: str) -> bool:
        return self._path(key).exists()

    def keys(self, prefix: str) -> Iterator[str]:
        folder = self._root / prefix
        if folder.exists():
            yield from (f"{prefix}/{path.name}" for path in folder.glob("*/*"))

    def _path(self, key: str) -> Path:
        prefix, name = checked(key).split("/")
        return self._root / prefix / name[:2] / name

    def _existing(self, key: str) -> Path:
        path = self._path(key)
        if not path.exists():
            raise ObjectMissing(key)
        return path

    def _keep(self, key: str, write: Callable[[IO[bytes]], object]) -> None:
        path = self._path(key)
        if path.exists():
            return
        with tempfile.NamedTemporaryFile(dir=self._root / "tmp", delete=False) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(file.name).rename(path)
        _force(path.parent)


def _force(folder: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
