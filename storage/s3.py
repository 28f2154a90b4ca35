"""Objects in any S3 server, through the minio client."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minio import Minio
from minio.error import S3Error

from storage.objects import CHUNK, ObjectDamaged, ObjectMissing, checked, digest_in, digest_of_file, key_of

GONE = frozenset({"NoSuchKey", "NoSuchObject", "ResourceNotFound"})


class S3Objects:
    """Objects in one bucket, which is made when it is missing."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self._client = client
        self._bucket = bucket
        if not client.bucket_exists(bucket_name=bucket):
            client.make_bucket(bucket_name=bucket)

    def put(self, prefix: str, data: bytes, ending: str = "") -> str:
        key = key_of(prefix, hashlib.sha256(data).hexdigest(), ending)
        if not self.exists(key):
            self._client.put_object(
                bucket_name=self._bucket, object_name=key, data=io.BytesIO(data), length=len(data)
            )
        return key

    def put_file(self, prefix: str, path: Path, ending: str = "") -> str:
        key = key_of(prefix, digest_of_file(path), ending)
        if not self.exists(key):
            self._client.fput_object(bucket_name=self._bucket, object_name=key, file_path=str(path))
        return key

    def get(self, key: str) -> bytes:
        data = b"".join(self._pieces(key))
        if hashlib.sha256(data).hexdigest() != digest_in(key):
            raise ObjectDamaged(key)
        return data

    @contextmanager
    def file(self, key: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(prefix="hoso-object-") as file:
            for piece in self._pieces(key):
                file.write(piece)
            file.flush()
            if digest_of_file(Path(file.name)) != digest_in(key):
                raise ObjectDamaged(key)
            yield Path(file.name)

    def exists(self, key: str) -> bool:
        try:
            self._client.stat_object(bucket_name=self._bucket, object_name=checked(key))
        except S3Error as error:
            if error.code in GONE:
                return False
            raise
        return True

    def keys(self, prefix: str) -> Iterator[str]:
        listed = self._client.list_objects(bucket_name=self._bucket, prefix=f"{prefix}/", recursive=True)
        yield from (each.object_name for each in listed if each.object_name)

    def _pieces(self, key: str) -> Iterator[bytes]:
        try:
            response = self._client.get_object(bucket_name=self._bucket, object_name=checked(key))
        except S3Error as error:
            if error.code in GONE:
                raise ObjectMissing(key) from error
            raise
        try:
            yield from response.stream(CHUNK)
        finally:
            response.close()
            response.release_conn()
