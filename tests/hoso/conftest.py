"""A reference register on loopback, with certificates made for each run, and questions to ask it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
import uvicorn

from domain.once_only import HeldRecord, Inquiry, LookUp, Purpose
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection
from hoso.registers.reference import PATH, ReferenceRegister, Trouble, reference_app
from hoso.registers.remote import RemoteRegister

CITIZEN = {"so_dinh_danh": "001300000000", "ho_ten": "NGUYỄN THỊ MẪU", "ngay_sinh": "1990-02-03"}
FORMER = {"ho_ten_cu": "NGUYỄN THỊ CŨ", "so_dinh_danh_cu": "001300000009", "noi_thuong_tru_cu": "Phường Giả"}
HELD = HeldRecord("cccd_chip", CITIZEN | FORMER | {"gioi_tinh": "Nữ"})
WANTS = ("ho_ten", "ngay_sinh", "ho_ten_cu", "so_dinh_danh_cu", "noi_thuong_tru_cu")
LOOK_UP = LookUp("dan_cu", "cccd_chip", CITIZEN, "d1", ("khoản 2a Điều 4",), WANTS)


class HandSeconds:
    """Seconds that pass only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@dataclass
class Trial:
    """A running register, what goes wrong with it, and clients of it."""

    url: str
    register: ReferenceRegister
    trouble: Trouble
    seconds: HandSeconds
    clients: ExitStack

    def client(self, **settings: Any) -> RemoteRegister:
        """A client whose pauses cost no time."""
        connection = replace(Connection(self.url, per_second=1e6), **settings)
        client = RemoteRegister(connection, seconds=self.seconds, wait=self.seconds.wait)
        self.clients.callback(client.close)
        return client

    def question(self, number: int = 1, **keys: str) -> Inquiry:
        look_up = replace(LOOK_UP, keys=CITIZEN | keys)
        return Inquiry(f"{number:032x}", look_up, Purpose("h1", "1.001193", "clerk-1", "cn-01"), number)


@contextmanager
def _served(app: Any, **tls: Any) -> Iterator[str]:
    """host:port of the application in a thread."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    config = uvicorn.Config(app, access_log=False, log_level="critical", lifespan="off", **tls)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def _talking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """host:port of a server that does with its first connection what ``talk`` says, once a question came."""

    def serve() -> None:
        with suppress(OSError):
            line, _ = listener.accept()
            with line:
                line.recv(1 << 16)
                talk(line)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    thread.join()


@contextmanager
def _trial(scheme: str = "http", **tls: Any) -> Iterator[Trial]:
    register, trouble = ReferenceRegister({"dan_cu": [HELD]}, definitions_at().law), Trouble()
    with _served(reference_app(register, trouble), **tls) as address, ExitStack() as clients:
        yield Trial(f"{scheme}://{address}{PATH}", register, trouble, HandSeconds(), clients)


@pytest.fixture
def served() -> Any:
    """Serves an application for as long as a block runs."""
    return _served


@pytest.fixture
def talking() -> Any:
    """A server below HTTP, for as long as a block runs."""
    return _talking


@pytest.fixture
def trial() -> Iterator[Trial]:
    with _trial() as trial:
        yield trial


@dataclass(frozen=True)
class Papers:
    """Certificates in files. ``issue`` makes one for a host, with its key."""

    ca: Path
    other_ca: Path
    issue: Callable[..., dict[str, Path]]


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    folder = tmp_path_factory.mktemp("papers")
    city, stranger = trustme.CA(), trustme.CA()
    for name, authority in (("city", city), ("stranger", stranger)):
        authority.cert_pem.write_to_path(folder / f"{name}.pem")

    def issue(host: str, by: str = "city", ends: datetime | None = None) -> dict[str, Path]:
        made = (city if by == "city" else stranger).issue_cert(host, not_after=ends)
        certificate, key = folder / f"{host}-{by}.pem", folder / f"{host}-{by}.key"
        made.cert_chain_pems[0].write_to_path(certificate)
        made.private_key_pem.write_to_path(key)
        return {"certificate": certificate, "key": key}

    return Papers(folder / "city.pem", folder / "stranger.pem", issue)


@pytest.fixture
def tls_trial(papers: Papers) -> Iterator[Trial]:
    """A register that proves itself as 127.0.0.1 and lets in only whom the city's authority signed for."""
    own = papers.issue("127.0.0.1")
    with _trial(
        "https",
        ssl_certfile=own["certificate"],
        ssl_keyfile=own["key"],
        ssl_ca_certs=str(papers.ca),
        ssl_cert_reqs=ssl.CERT_REQUIRED,
    ) as trial:
        yield trial
