"""Files: scans as they came in and previews of pages, kept under names made of their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from storage.values import NewScan

SCANS = "scans"
PREVIEWS = "previews"
KEY = re.compile(r"[a-z][a-z0-9-]*/[0-9a-f]{64}(\.[a-z0-9]{1,8})?")
CHUNK = 1 << 20


class ObjectMissing(Exception):
    """No object has that key."""


class ObjectDamaged(Exception):
    """What lies under the key is not what was kept there."""


class Objects(Protocol):
    """A home for files. A key is ``prefix/sha256`` with an optional ending; the same content has one key.

    Keeping content that is there already changes nothing. Every method raises what its home raises when
    the home is down.
    """

    def put(self, prefix: str, data: bytes, ending: str = "") -> str:
        """Keep bytes; gives their key. They are safe when this returns."""
        ...

    def put_file(self, prefix: str, path: Path, ending: str = "") -> str:
        """Keep a file of any size without holding it in memory."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes, proven against their key. Raises ObjectMissing, ObjectDamaged."""
        ...

    def file(self, key: str) -> AbstractContextManager[Path]:
        """The object as a file to read, of any size, while the block lasts. Raises ObjectMissing.

        What came over a network is proven against its key; a folder's own file is taken as it lies.
        """
        ...

    def exists(self, key: str) -> bool: ...

    def keys(self, prefix: str) -> Iterator[str]:
        """Every key of a prefix, in no order."""
        ...


def key_of(prefix: str, sha256: str, ending: str = "") -> str:
    return checked(f"{prefix}/{sha256}{ending}")


def checked(key: str) -> str:
    """The key, when it has the form of one: nothing else ever reaches a file system or a server."""
    if not KEY.fullmatch(key):
        raise ValueError("an object's key is prefix/sha256, with an optional ending")
    return key


def digest_in(key: str) -> str:
    return checked(key).split("/")[1].split(".")[0]


def digest_of_file(path: Path) -> str:
    """sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_digests(digests: Sequence[str]) -> str:
    """sha256 of a dossier: that of its only file, or over its files' digests in order, one a line."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()


def keep_scan(objects: Objects, path: Path, name: str) -> NewScan:
    """Keep an uploaded file; ``name`` is what its sender called it."""
    key = objects.put_file(SCANS, path)
    return NewScan(name, digest_in(key), key, path.stat().st_size)
