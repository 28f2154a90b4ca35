"""Where each register of the state is reached, and how gently: the file of HOSO_REGISTER_CONNECTIONS."""

from __future__ import annotations

import re
import ssl
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar
from urllib.parse import SplitResult, urlsplit

from pydantic import Field

from domain.errors import DefinitionError
from storage.definitions import parse_strictly
from storage.words import nearest

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Seconds = Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)]
"""For one look-up: a citizen waits at the counter."""
Rest = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
Rate = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]
Few = Annotated[int, Field(ge=1, le=10)]
Many = Annotated[int, Field(ge=1, le=10_000)]
_A_NUMBER = re.compile(r"\d{9,}")
"""Personal numbers have nine or twelve digits, telephone numbers ten."""


@dataclass(frozen=True, slots=True)
class Connection:
    """One register over HTTP.

    url: without a word about anybody in it; ``https`` save on loopback. ca: whom its certificate must be
    signed by; the system's if absent. certificate, key: how it knows us (mutual TLS). answer_seconds: for one
    try, connecting and the whole reply included; seconds_in_all: for all tries and pauses of a look-up.
    per_second, burst: what its owner agreed to, for all processes of all hosts together. failures: in a row,
    after which it rests for rest_seconds.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    url: str
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    connect_seconds: Seconds = 1.0
    answer_seconds: Seconds = 3.0
    seconds_in_all: Seconds = 8.0
    tries: Few = 3
    per_second: Rate = 20.0
    burst: Many = 20
    failures: Many = 5
    rest_seconds: Rest = 30.0

    @property
    def secure(self) -> bool:
        return urlsplit(self.url).scheme == "https"

    @property
    def far(self) -> bool:
        """Whether what is asked leaves this machine."""
        return urlsplit(self.url).hostname not in LOOPBACK

    def tls(self) -> ssl.SSLContext:
        """Trusts that authority, checks the host's name, and shows our own certificate."""
        context = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate is not None:
            context.load_cert_chain(self.certificate, self.key)
        return context


def load_connections(path: Path, known: Collection[str]) -> dict[str, Connection]:
    """Register id to connection. ``known``: register ids of the definitions.

    Raises DefinitionError for a file that cannot be used, before anything is asked.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise DefinitionError(f"{path.name}: cannot be read") from None
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{path.name}: not TOML: {error}") from None
    return {register: _connection(path.name, register, each, known) for register, each in data.items()}


def _is_plain(address: SplitResult) -> bool:
    more = address.query or address.fragment or address.username is not None
    web = address.scheme in ("http", "https")
    return web and bool(address.hostname) and not more and address.geturl().isascii()


def _connection(file: str, register: str, data: object, known: Collection[str]) -> Connection:
    where = f"{file}: [{register}]"
    if register not in known:
        raise DefinitionError(f"{where}: unknown register" + nearest(register, known))
    found = parse_strictly(data, Connection, where)
    address = urlsplit(found.url)
    if not _is_plain(address):
        raise DefinitionError(f"{where}: 'url' must be https://host/path and nothing more")
    if _A_NUMBER.search(address.path):
        raise DefinitionError(f"{where}: 'url' holds a number that may be somebody's")
    if not found.secure and found.far:
        raise DefinitionError(f"{where}: only loopback may be asked without TLS")
    if (found.certificate is None) != (found.key is None):
        raise DefinitionError(f"{where}: 'certificate' and 'key' belong together")
    try:
        found.tls()
    except (OSError, ssl.SSLError):
        raise DefinitionError(f"{where}: 'ca', 'certificate' or 'key' cannot be used") from None
    return found
