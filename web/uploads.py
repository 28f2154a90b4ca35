"""Uploaded files to a dossier that the store can accept: copied, looked at, kept, in that order."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from domain.errors import RefusedInput
from ingest.limits import DEFAULT
from ingest.reasons import REMEDIES, refused
from ingest.scan import inspect_scan
from storage.objects import Objects, digest_in, digest_of_digests, keep_scan
from storage.values import NewDossier
from web.problems import Problem

MAX_FILES = 200
"""Files of one dossier: more photographs than that are better scanned into one PDF."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives. The name is the sender's and only ever shown."""

    name: str
    content: BinaryIO


def dossier_of(
    uploads: Sequence[Upload], name: str | None, received: date, procedure: str | None, objects: Objects
) -> NewDossier:
    """The dossier of these files, its scans kept in the object store under their digests.

    Raises RefusedInput when one of the files can never be processed; then none of them is kept as a scan.
    """
    if not uploads:
        raise Problem("NO_FILE")
    if len(uploads) > MAX_FILES:
        raise Problem("TOO_MANY_FILES", limit=MAX_FILES)
    with tempfile.TemporaryDirectory(prefix="hoso-upload-") as folder:
        paths = [Path(folder) / str(place) for place in range(len(uploads))]
        for upload, path in zip(uploads, paths, strict=True):
            _copy(upload.content, path)
            inspect_scan(path)
        scans = tuple(
            keep_scan(objects, path, plain_name(upload.name))
            for upload, path in zip(uploads, paths, strict=True)
        )
    whole = digest_of_digests([digest_in(scan.key) for scan in scans])
    return NewDossier(plain_name(name or uploads[0].name), whole, received, scans, procedure)


def plain_name(name: str) -> str:
    """A sender's file name without folders and control signs, NFC, at most 200 signs."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    clean = "".join(sign for sign in unicodedata.normalize("NFC", last) if sign.isprintable())
    return clean[:200].strip() or "scan"


def refusal_words(refusal: RefusedInput) -> dict[str, str]:
    """What to do, in both languages."""
    remedy = REMEDIES.get(refusal.code)
    return {"vi": remedy.vi, "en": remedy.en} if remedy else {"vi": refusal.remedy, "en": refusal.remedy}


def _copy(content: BinaryIO, path: Path) -> None:
    size = 0
    with path.open("wb") as target:
        for chunk in _chunks(content):
            size += len(chunk)
            if size > DEFAULT.max_bytes:
                raise refused("FILE_TOO_LARGE")
            target.write(chunk)


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK):
        yield chunk
