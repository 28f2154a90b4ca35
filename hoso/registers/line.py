"""The line to a register: every step of an exchange gets the time that is left, and no more."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator
from threading import local
from typing import Any

import httpcore
import httpx

from hoso.registers.breaker import Seconds
from hoso.registers.connections import Connection
from hoso.registers.papers import Papers

MAX_REPLY = 1 << 20
"""Bytes of a reply: a few records weigh some kilobytes."""
_AT_ONCE = 100
"""Connections that one process holds to a register."""
_IDLE = 20
_IDLE_SECONDS = 5.0
_PIECE = 4096
"""Bytes that are written under one time limit."""


class TooLong(Exception):
    """The reply has more than MAX_REPLY bytes."""


class Line:
    """Exchanges over kept connections; threads may share it. Raises what ``httpcore`` raises, and TooLong.

    A time limit of ``httpcore`` is one for each read, so that a register that drips its headers would hold a
    look-up for as long as it likes. Here all reads and writes of one exchange share one end.
    """

    def __init__(self, connection: Connection, seconds: Seconds) -> None:
        self._connection = connection
        self._seconds = seconds
        self._time = _Time(seconds)
        self._papers = Papers(connection) if connection.secure else None
        pool = httpcore.ConnectionPool(
            ssl_context=self._papers.context if self._papers is not None else None,
            max_connections=_AT_ONCE,
            max_keepalive_connections=_IDLE,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=_Timed(self._time),
        )
        # no redirect is followed, and no proxy and no netrc of the machine comes between
        self._client = httpx.Client(transport=_Pooled(pool), follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def post(self, body: bytes, headers: dict[str, str], ends: float) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by their names in small letters, and the whole body; all of it before ``ends``."""
        self._time.ends = ends
        if self._papers is not None:
            self._papers.refresh()
        left, connect = self._time.left(httpcore.PoolTimeout), self._connection.connect_seconds
        limits = httpx.Timeout(None, pool=left, connect=connect)
        url = self._connection.url
        with self._client.stream("POST", url, headers=headers, content=body, timeout=limits) as found:
            return found.status_code, dict(found.headers), _whole(found.iter_raw())


def _whole(pieces: Iterable[bytes]) -> bytes:
    reply = bytearray()
    for piece in pieces:
        reply += piece
        if len(reply) > MAX_REPLY:
            raise TooLong
    return bytes(reply)


class _Pooled(httpx.BaseTransport):
    """Requests of ``httpx`` on a pool of ours: its own transport takes no network below it."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        found = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(found.status, headers=found.headers, stream=_Body(found))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, found: httpcore.Response) -> None:
        self._found = found

    def __iter__(self) -> Iterator[bytes]:
        yield from self._found.iter_stream()

    def close(self) -> None:
        self._found.close()


class _Time(local):
    """When the exchange of this thread ends: a connection serves one thread at a time."""

    ends = 0.0

    def __init__(self, seconds: Seconds) -> None:
        self._seconds = seconds

    def left(self, over: type[httpcore.TimeoutException], limit: float | None = None) -> float:
        """Seconds, at most ``limit``. Raises ``over`` where none are left."""
        left = self.ends - self._seconds()
        if left <= 0:
            raise over
        return left if limit is None else min(left, limit)


class _Timed(httpcore.NetworkBackend):
    """Connects in the time that is left, all addresses of the host together; only looking up its name has a
    limit of its own, the resolver's."""

    def __init__(self, time: _Time) -> None:
        self._time = time
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError()
        for address in _addresses(host, port):
            try:
                left = self._time.left(httpcore.ConnectTimeout, timeout)
                found = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(found, self._time)
        raise failed


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _TimedStream(httpcore.NetworkStream):
    """A connection whose reads and writes all end when the exchange does."""

    def __init__(self, plain: httpcore.NetworkStream, time: _Time) -> None:
        self._plain = plain
        self._time = time

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, self._time.left(httpcore.ReadTimeout, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            left = self._time.left(httpcore.WriteTimeout, timeout)
            self._plain.write(buffer[start : start + _PIECE], left)

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._time.left(httpcore.ConnectTimeout, timeout)
        return _TimedStream(self._plain.start_tls(ssl_context, server_hostname, left), self._time)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
