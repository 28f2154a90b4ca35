"""The only place that builds clients."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from minio import Minio

from domain.definition import Definitions
from hoso.audit_key import CURRENT, audit_keys, home_of
from hoso.definitions import definitions_at
from hoso.registers.connections import Connection, load_connections
from hoso.registers.house import RegisterHouse
from hoso.registers.pace import SharedPace, allowance
from hoso.registers.papers import expires_at
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
from storage.home import HomeError, hold
from storage.key_register import Standing, missing, standing
from storage.keys import KeyRing
from storage.objects import Objects
from storage.postgres import PostgresStore, migrate
from storage.registers import HeldRegisters, StoredRegisters
from storage.results import ResultStore
from storage.s3 import S3Objects
from storage.store import Store

log = logging.getLogger("hoso")

TALKATIVE = ("httpcore", "httpx")
"""Libraries that log a reply's status line and headers: words of a register, in which a value may stand."""


SOON = timedelta(days=30)
"""Before its end a certificate is told of at every start."""


class NotSafeForProduction(Exception):
    """This machine cannot do what production asks for; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a worker or the web needs of the world.

    audit_keys: of the keyed hashes in the audit chain. alone: whether no other process can be working on the
    same database. tokens: bearer token to account.
    """

    settings: Settings
    store: Store
    objects: Objects
    registers: Registers
    audit_keys: KeyRing
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
    Raises HomeError, NotSafeForProduction (also of an audit key that is not the registered one),
    DefinitionError, and what a server raises that is down.
    """
    require_safety(settings)
    legs = legs or service_legs(settings.engine)
    definitions = definitions_at()
    keys = audit_keys(settings)
    with _database(settings) as conninfo:
        migrate(conninfo)
        with (
            PostgresStore(conninfo, legs.version, utc_now, settings.connections, keys.current) as store,
            _registers(settings, store, definitions, keys) as registers,
        ):
            require_registered(settings, store, keys)
            yield Services(
                settings=settings,
                store=store,
                objects=_objects(settings),
                registers=registers,
                audit_keys=keys,
                legs=legs,
                definitions=definitions,
                clock=utc_now,
                alone=settings.database_url is None,
                tokens=settings.tokens,
            )


@contextmanager
def kept_alone(settings: Settings) -> Iterator[tuple[Store, KeyRing]]:
    """What is kept and the keys of its hashes, without the rest of the service.

    Raises HomeError, also where nothing was ever kept or no key is known, and what a server raises.
    """
    home = home_of(settings)
    if settings.database_url is None and not (home / "postgres").exists():
        raise HomeError(f"nothing is kept in {home}: set HOSO_DATABASE_URL or HOSO_HOME")
    if settings.audit_key is None and not (home / CURRENT).exists():
        raise HomeError("set HOSO_AUDIT_KEY: one made here would find nothing that was hashed elsewhere")
    keys = audit_keys(settings)
    with _database(settings) as conninfo:
        migrate(conninfo)
        with PostgresStore(conninfo, "none", utc_now, connections=2) as store:
            yield store, keys


def require_safety(settings: Settings) -> None:
    """Hostile files must be shut in by namespaces; limits alone are said loudly, and never production."""
    if settings.production and settings.database_url is not None and settings.audit_key is None:
        raise NotSafeForProduction("set HOSO_AUDIT_KEY, a secret that all hosts share")
    if sandbox_kind() is SandboxKind.BWRAP:
        return
    if settings.production:
        raise NotSafeForProduction("bwrap does not work here: install bubblewrap and allow user namespaces")
    log.warning("NOT SAFE FOR STRANGERS' FILES: bwrap does not work here, only limits shut a decoder in")


def require_registered(settings: Settings, store: Store, keys: KeyRing) -> None:
    """All hosts write with one key: another one would silently find no earlier paper and no look-up.

    The first start of all registers its key. Where it is no production, a wrong key is said loudly.
    """
    found = standing(store, keys)
    if found is not Standing.CURRENT:
        says = f"this host's audit key ({keys.id}) is {_WRONG[found]} (docs/operate.md, A new key)"
        if settings.production:
            raise NotSafeForProduction(says)
        log.warning("AUDIT KEY: %s", says)
    for id_ in missing(store, keys):
        log.warning("AUDIT KEY: %s is not set: what it marked is not found", id_)


_WRONG = {
    Standing.UNKNOWN: "not registered: set the one of all hosts, or register it with hoso audit rotate",
    Standing.FORMER: "a former one: set the one that came after it",
}


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


def require_papers(connections: Mapping[str, Connection], production: bool, now: datetime) -> None:
    """In production both sides prove themselves, and a certificate that soon ends is told of at the start."""
    for register, each in connections.items():
        if production and each.far and each.certificate is None:
            raise NotSafeForProduction(f"[{register}] needs 'certificate' and 'key': registers must know us")
        left = expires_at(each.certificate) - now if each.certificate is not None else SOON
        if left < SOON:
            log.warning("THE CERTIFICATE FOR REGISTER %s ENDS IN %d DAYS: renew it", register, left.days)


def _remote(register: str, connection: Connection, store: Store) -> RemoteRegister:
    allowed = allowance(connection.per_second, connection.burst)
    turns = SharedPace(store, register, allowed, time.monotonic, time.sleep)
    return RemoteRegister(connection, turns=turns)


@contextmanager
def _registers(
    settings: Settings, store: Store, definitions: Definitions, keys: KeyRing
) -> Iterator[Registers]:
    for library in TALKATIVE:  # whatever level the root logger was given, by the workers' program for one
        logging.getLogger(library).setLevel(logging.WARNING)
    law = definitions.law
    known = [register.id for register in law.registers]
    trial: Registers = StoredRegisters(store, law)
    if settings.registers_file is not None:
        trial = HeldRegisters(load_registers(settings.registers_file, definitions), law)
    results = ResultStore(store, law, keys)
    file = settings.register_connections
    connections = load_connections(file, known) if file is not None else {}
    require_papers(connections, settings.production, utc_now())
    with ExitStack() as open_clients:
        far = {register: _remote(register, each, store) for register, each in connections.items()}
        for each in far.values():
            open_clients.callback(each.close)
        yield RegisterHouse(far, trial, results)
