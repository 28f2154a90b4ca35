"""What the web rooms need of the rest of the house; ``hoso.wiring`` builds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from domain.definition import Definitions
from storage.clock import Clock
from storage.objects import Objects
from storage.store import Store


class Services(Protocol):
    """The clients and definitions behind the pages. ``tokens``: bearer token to account id, for programs."""

    @property
    def store(self) -> Store: ...
    @property
    def objects(self) -> Objects: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def definitions(self) -> Definitions: ...
    @property
    def tokens(self) -> Mapping[str, str]: ...

    def searchable_pdf(self, dossier: str) -> bytes | None:
        """The dossier's scans with their text; None before every page was read."""
        ...
