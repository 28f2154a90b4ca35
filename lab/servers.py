"""Real servers for trials, started by hand on free loopback ports and stopped when the block ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

START_SECONDS = 60.0
WEED_PORT_STEP = 10_000  # weed opens a second port that far above each of its ports


class ServerMissing(Exception):
    """The program of a server is not installed."""


@dataclass(frozen=True, slots=True)
class Started:
    """A running server: where it answers, and its process, so that a trial can kill it."""

    url: str
    process: subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class S3Trial:
    """An S3 server without TLS. ``endpoint``: host and port."""

    endpoint: str
    access_key: str
    secret_key: str


def program(name: str) -> str:
    """Where a server's program lies: beside this Python, on PATH, or where Debian hides it."""
    # Debian's rabbitmq-server on PATH changes the user; the one behind it does not.
    first = [str(Path(sys.executable).parent), "/usr/lib/rabbitmq/bin"]
    places = os.pathsep.join([*first, os.environ.get("PATH", ""), "/usr/sbin"])
    found = shutil.which(name, path=places)
    if found is None:
        raise ServerMissing(f"{name} is not installed")
    return found


def free_port(below: int = 65_536) -> int:
    """A loopback port nobody listens on now."""
    while True:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = int(trial.getsockname()[1])
        if port < below:
            return port


@contextmanager
def redis_server() -> Iterator[Started]:
    """Redis that keeps nothing."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with (
        _folder() as folder,
        _started([*command, "--dir", str(folder)], {}, folder, _listens(port)) as process,
    ):
        yield Started(f"redis://127.0.0.1:{port}/0", process)


@contextmanager
def rabbitmq_server() -> Iterator[Started]:
    """RabbitMQ with its own name and folders, so that it meets no other one on this machine."""
    port, dist = free_port(), free_port()
    with _folder() as folder:
        settings = {
            "RABBITMQ_NODENAME": f"hoso{port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(dist),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(folder / "none"),
            "RABBITMQ_SERVER_START_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(free_port()),
            "HOME": str(folder),
        }
        with _started([program("rabbitmq-server")], settings, folder, _speaks_amqp(port)) as process:
            yield Started(f"amqp://guest:guest@127.0.0.1:{port}/", process)


@contextmanager
def s3_server() -> Iterator[S3Trial]:
    """SeaweedFS as an S3 server."""
    master, volume, filer, s3, admin = (free_port(below=65_536 - WEED_PORT_STEP) for _ in range(5))
    keys = {"AWS_ACCESS_KEY_ID": "trial-access", "AWS_SECRET_ACCESS_KEY": "trial-secret-of-nobody"}
    with _folder() as folder:
        ports = {"master": master, "volume": volume, "filer": filer, "s3": s3, "admin": admin}
        command = [program("weed"), "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        command += ["-master.telemetry=false", "-webdav=false", "-admin.ui=false"]
        command += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-bucket=dossiers"]
        command += [f"-{name}.port={port}" for name, port in ports.items()]
        with _started(command, keys, folder, _healthy(f"http://127.0.0.1:{s3}/healthz")):
            yield S3Trial(f"127.0.0.1:{s3}", keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"])


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="hoso-server-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _started(
    command: list[str], settings: Mapping[str, str], folder: Path, ready: Callable[[], bool]
) -> Iterator[subprocess.Popen[bytes]]:
    """The whole process group is killed when the block ends: these servers keep nothing that is wanted."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **settings},
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    try:
        _wait_until(ready, process)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("a server for trials did not start")
        time.sleep(0.1)


def _listens(port: int) -> Callable[[], bool]:
    def ready() -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    return ready


def _speaks_amqp(port: int) -> Callable[[], bool]:
    """RabbitMQ accepts connections before it speaks: wait for the first bytes of its greeting."""

    def ready() -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            return bool(connection.recv(1))
        return False

    return ready


def _healthy(url: str) -> Callable[[], bool]:
    def ready() -> bool:
        with suppress(OSError, HTTPException), urlopen(url, timeout=2) as answer:  # noqa: S310 -- our own server
            return bool(answer.status == 200)
        return False

    return ready
