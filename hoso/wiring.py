"""The only place that builds clients."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from minio import Minio

from domain.definition import Definitions
from hoso.audit_key import audit_key, home_of
from hoso.definitions import definitions_at
from hoso.registers.connections import load_connections
from hoso.registers.house import RegisterHouse
from hoso.registers.remote import RemoteRegister
from hoso.seam import Legs
from hoso.searchable import write_searchable
from hoso.service_legs import service_legs
from hoso.settings import Settings
from hoso.trial_registers import load_registers
from ingest.sandbox import SandboxKind, sandbox_kind
from once_only.registers import Registers
from storage.clock import Clock, utc_now
from storage.embedded import embedded_postgres
from storage.folder import FolderObjects
from storage.home import hold
from storage.objects import Objects
from storage.postgres import PostgresStore, migrate
from storage.registers import HeldRegisters, StoredRegisters
from storage.results import ResultStore
from storage.s3 import S3Objects
from storage.store import Store

log = logging.getLogger("hoso")


class NotSafeForProduction(Exception):
    """This machine cannot shut hostile files in; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a worker or the web needs of the world.

    audit_key: of the keyed hashes in the audit chain. alone: whether no other process can be working on the
    same database. tokens: bearer token to account.
    """

    settings: Settings
    store: Store
    objects: Objects
    registers: Registers
    audit_key: bytes
    legs: Legs
    definitions: Definitions
    clock: Clock
    alone: bool
    tokens: Mapping[str, str]

    def searchable_pdf(self, dossier: str) -> bytes | None:
        """The dossier's scans with their text; None before every page was read."""
        with self.store.begin() as session:
            scans = session.pages.scans(dossier)
            if not scans or not session.pages.all_read(dossier):
                return None
            pages = session.pages.pages(dossier)
        texts = [page.reading.text for page in pages if page.reading.text is not None]
        with ExitStack() as files:
            paths = [files.enter_context(self.objects.file(scan.key)) for scan in scans]
            return write_searchable(paths, texts)


@contextmanager
def services(settings: Settings, legs: Legs | None = None) -> Iterator[Services]:
    """Build what the settings ask for, bring the database up to date, and close everything at the end.

    Without a database URL the embedded database is started in ``home``, which no other program may use
    meanwhile. legs: others than the real ones, for trials.
    Raises HomeError, NotSafeForProduction, DefinitionError, and what a server raises that is down.
    """
    require_safety(settings)
    legs = legs or service_legs(settings.engine)
    definitions = definitions_at()
    key = audit_key(settings)
    with _database(settings) as conninfo:
        migrate(conninfo)
        with (
            PostgresStore(conninfo, legs.version, utc_now, settings.connections, key) as store,
            _registers(settings, store, definitions, key) as registers,
        ):
            yield Services(
                settings=settings,
                store=store,
                objects=_objects(settings),
                registers=registers,
                audit_key=key,
                legs=legs,
                definitions=definitions,
                clock=utc_now,
                alone=settings.database_url is None,
                tokens=settings.tokens,
            )


def require_safety(settings: Settings) -> None:
    """Hostile files must be shut in by namespaces; limits alone are said loudly, and never production."""
    if settings.production and settings.database_url is not None and settings.audit_key is None:
        raise NotSafeForProduction("set HOSO_AUDIT_KEY, a secret that all hosts share")
    if sandbox_kind() is SandboxKind.BWRAP:
        return
    if settings.production:
        raise NotSafeForProduction("bwrap does not work here: install bubblewrap and allow user namespaces")
    log.warning("NOT SAFE FOR STRANGERS' FILES: bwrap does not work here, only limits shut a decoder in")


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    home = home_of(settings)
    with hold(home), embedded_postgres(home) as conninfo:
        yield conninfo


def _objects(settings: Settings) -> Objects:
    if settings.s3_endpoint is None:
        return FolderObjects(home_of(settings) / "objects")
    client = Minio(
        settings.s3_endpoint,
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
        secure=settings.s3_secure,
    )
    return S3Objects(client, settings.s3_bucket)


@contextmanager
def _registers(settings: Settings, store: Store, definitions: Definitions, key: bytes) -> Iterator[Registers]:
    law = definitions.law
    known = [register.id for register in law.registers]
    trial: Registers = StoredRegisters(store, law)
    if settings.registers_file is not None:
        trial = HeldRegisters(load_registers(settings.registers_file, known), law)
    results = ResultStore(store, law, key)
    file = settings.register_connections
    connections = load_connections(file, known) if file is not None else {}
    with ExitStack() as open_clients:
        far = {register: RemoteRegister(each) for register, each in connections.items()}
        for each in far.values():
            open_clients.callback(each.close)
        yield RegisterHouse(far, trial, results)
