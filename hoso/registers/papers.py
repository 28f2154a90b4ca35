"""Our own certificate at a register: how long it holds, and taken up anew when its file changes."""

from __future__ import annotations

import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from hoso.registers.connections import Connection

log = logging.getLogger("hoso.registers")

_TAGGED_VERSION = 0xA0
_UTC_TIME = 0x17
_LONG = 0x80


class Papers:
    """The TLS side of a connection. ``refresh`` before each exchange costs two looks at a file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.context = connection.tls()
        self._seen = self._files()
        self._lock = Lock()

    def refresh(self) -> None:
        """New lines show the certificate that lies there now. One that cannot be used yet is tried again."""
        files = self._files()
        if files == self._seen or self._connection.certificate is None:
            return
        with self._lock:
            try:
                self.context.load_cert_chain(self._connection.certificate, self._connection.key)
            except OSError as error:  # half written, or not yet the key of this certificate
                log.warning("a new certificate cannot be used yet: %s", type(error).__name__)
            else:
                self._seen = files

    def _files(self) -> tuple[int, ...]:
        try:
            return tuple(
                each.stat().st_mtime_ns
                for each in (self._connection.certificate, self._connection.key)
                if each
            )
        except OSError:
            return ()


def expires_at(certificate: Path) -> datetime:
    """When the first certificate of a PEM file ends. Raises ValueError for what is none.

    The standard library tells this only of certificates that another side has shown.
    """
    text = certificate.read_text(encoding="ascii")
    end = "-----END CERTIFICATE-----"
    start = text.index("-----BEGIN CERTIFICATE-----")
    whole = ssl.PEM_cert_to_DER_cert(text[start : text.index(end, start) + len(end)])
    parts = _parts(_parts(_parts(whole)[0][1])[0][1])
    validity = parts[4 if parts[0][0] == _TAGGED_VERSION else 3][1]
    kind, moment = _parts(validity)[1]
    shape = "%y%m%d%H%M%SZ" if kind == _UTC_TIME else "%Y%m%d%H%M%SZ"
    return datetime.strptime(moment.decode("ascii"), shape).replace(tzinfo=UTC)


def _parts(content: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of each DER value in a row."""
    found, at = [], 0
    while at + 1 < len(content):
        tag, size = content[at], content[at + 1]
        at += 2
        if size & _LONG:
            digits = size & ~_LONG
            size, at = int.from_bytes(content[at : at + digits], "big"), at + digits
        found.append((tag, content[at : at + size]))
        at += size
    return found
