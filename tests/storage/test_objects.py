"""Homes of files: the same promises from a folder and from an S3 server."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from minio import Minio

from lab.servers import S3Trial
from storage.folder import FolderObjects
from storage.objects import ObjectDamaged, ObjectMissing, Objects, digest_of_digests, keep_scan, key_of
from storage.s3 import S3Objects

SHA = hashlib.sha256(b"scan").hexdigest()


def s3_objects(trial: S3Trial, bucket: str) -> S3Objects:
    return S3Objects(Minio(trial.endpoint, trial.access_key, trial.secret_key, secure=False), bucket)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.integration)])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    if request.param == "folder":
        return FolderObjects(tmp_path / "objects")
    bucket = hashlib.sha256(request.node.name.encode()).hexdigest()[:20]
    return s3_objects(request.getfixturevalue("s3"), bucket)


def test_what_is_kept_is_given_back(objects: Objects) -> None:
    key = objects.put("scans", b"scan")
    assert key == f"scans/{SHA}"
    assert objects.get(key) == b"scan"
    assert objects.exists(key)
    assert objects.put("scans", b"scan") == key


def test_a_file_is_kept_and_opened_again(objects: Objects, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"page" * 700_000)
    key = objects.put_file("scans", source)
    with objects.file(key) as path:
        assert path.read_bytes() == source.read_bytes()
    assert objects.put_file("scans", source) == key


def test_an_empty_object_is_an_object(objects: Objects) -> None:
    assert objects.get(objects.put("scans", b"")) == b""


def test_an_ending_is_part_of_the_key(objects: Objects) -> None:
    key = objects.put("previews", b"scan", ".jpg")
    assert key == f"previews/{SHA}.jpg"
    assert objects.get(key) == b"scan"


def test_keys_are_listed_by_prefix(objects: Objects) -> None:
    kept = {objects.put("scans", bytes([n])) for n in range(5)}
    objects.put("previews", b"x")
    assert set(objects.keys("scans")) == kept
    assert list(objects.keys("none")) == []


def test_a_missing_object_is_said_to_be_missing(objects: Objects) -> None:
    assert not objects.exists(key_of("scans", SHA))
    with pytest.raises(ObjectMissing):
        objects.get(key_of("scans", SHA))
    with pytest.raises(ObjectMissing), objects.file(key_of("scans", SHA)):
        pass


@pytest.mark.parametrize(
    "key", ["scans/../lock", "/etc/passwd", f"scans/{SHA}/x", f"scans\n/{SHA}", "scans/abc"]
)
def test_nothing_but_a_key_reaches_the_home(objects: Objects, key: str) -> None:
    for ask in (objects.get, objects.exists):
        with pytest.raises(ValueError, match="prefix/sha256"):
            ask(key)


def test_damage_in_the_folder_is_noticed(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path)
    key = objects.put("scans", b"scan")
    (tmp_path / "scans" / SHA[:2] / SHA).write_bytes(b"scam")
    with pytest.raises(ObjectDamaged):
        objects.get(key)


@pytest.mark.integration
def test_damage_on_the_server_is_noticed(s3: S3Trial) -> None:
    objects = s3_objects(s3, "damaged")
    key = objects.put("scans", b"scan")
    client = Minio(s3.endpoint, s3.access_key, s3.secret_key, secure=False)
    with_other_bytes = Path(__file__)
    client.fput_object(bucket_name="damaged", object_name=key, file_path=str(with_other_bytes))
    with pytest.raises(ObjectDamaged):
        objects.get(key)
    with pytest.raises(ObjectDamaged), objects.file(key):
        pass


def test_a_write_that_fails_leaves_no_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    objects = FolderObjects(tmp_path)

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        objects.put("scans", b"scan")
    assert list(objects.keys("scans")) == []


def test_an_uploaded_file_becomes_a_scan(tmp_path: Path) -> None:
    source = tmp_path / "upload"
    source.write_bytes(b"scan")
    scan = keep_scan(FolderObjects(tmp_path / "objects"), source, "mau.pdf")
    assert (scan.name, scan.sha256, scan.key, scan.size) == ("mau.pdf", SHA, f"scans/{SHA}", 4)


def test_the_digest_of_a_dossier_tells_the_order_of_its_files() -> None:
    assert digest_of_digests([SHA]) == SHA
    assert digest_of_digests([SHA, "a" * 64]) != digest_of_digests(["a" * 64, SHA])
