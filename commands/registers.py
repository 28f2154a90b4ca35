"""``hoso registers``: a reference register to try against, and proof that a file of look-ups is whole."""

from __future__ import annotations

import argparse
import socket
import ssl
import sys
import threading
from datetime import date
from pathlib import Path

import uvicorn

from domain.errors import DefinitionError
from hoso.definitions import definitions_at
from hoso.registers.connections import LOOPBACK
from hoso.registers.reference import PATH, ReferenceRegister, Trouble, reference_app
from hoso.trial_registers import load_registers
from storage.chain_file import ChainFile
from storage.errors import AuditBroken


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """The file it answers from, where it listens, whom it trusts, and what goes wrong on purpose."""
    del today
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    says = "chạy cơ sở dữ liệu mẫu / run a reference register"
    serve = actions.add_parser("serve", help=says, description=says)
    proves = "kiểm tra chuỗi nhật ký tra cứu / verify a file of look-ups"
    verify = actions.add_parser("verify", help=proves, description=proves)
    verify.add_argument("chain", type=Path, help="DIR.audit.jsonl, as hoso process --registers writes it")
    serve.add_argument("registers", type=Path, help="registers file, as --registers of hoso process takes it")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0 picks a free port")
    serve.add_argument("--certificate", type=Path, help="PEM; speaks TLS with it")
    serve.add_argument("--key", type=Path, help="PEM, of that certificate")
    serve.add_argument("--client-ca", type=Path, help="PEM; only clients it signed for may ask")
    serve.add_argument("--latency", type=float, default=0, help="milliseconds before every reply")
    serve.add_argument("--outage", type=float, default=0, help="seconds from the start in which all gets 503")


def run(given: argparse.Namespace) -> int:
    """Serves until interrupted; or verifies: exit 1 where an entry was changed, moved or removed."""
    if given.action == "verify":
        return _verified(given.chain)
    _require_sense(given)
    definitions = definitions_at()
    law = definitions.law
    held = load_registers(given.registers, definitions)
    trouble = Trouble(given.latency / 1000, out=given.outage > 0)
    listener = socket.create_server((given.host, given.port), backlog=128)
    scheme = "https" if given.certificate else "http"
    host, port = listener.getsockname()[:2]
    print(f"{scheme}://{host}:{port}{PATH}", flush=True)
    if trouble.out:
        _end_outage_after(given.outage, trouble)
    app = reference_app(ReferenceRegister(held, law), trouble)
    uvicorn.Server(_config(app, given)).run(sockets=[listener])
    return 0


def _verified(chain: Path) -> int:
    if not chain.is_file():
        raise DefinitionError(f"{chain.name}: cannot be read")
    try:
        print(f"{ChainFile(chain).verified()} mục / entries")
    except AuditBroken as broken:
        print(broken, file=sys.stderr)
        return 1
    return 0


def _require_sense(given: argparse.Namespace) -> None:
    if (given.certificate is None) != (given.key is None):
        raise DefinitionError("--certificate and --key belong together")
    if given.client_ca is not None and given.certificate is None:
        raise DefinitionError("--client-ca needs --certificate")
    if given.host not in LOOPBACK and given.client_ca is None:
        raise DefinitionError(
            "beyond loopback it asks for --client-ca: personal data go to known clients only"
        )


def _end_outage_after(seconds: float, trouble: Trouble) -> None:
    def end() -> None:
        trouble.out = False

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _config(app: object, given: argparse.Namespace) -> uvicorn.Config:
    # No access log: who asked about whom stands in the audit chain of the asker.
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
        ssl_certfile=given.certificate,
        ssl_keyfile=given.key,
        ssl_ca_certs=str(given.client_ca) if given.client_ca else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if given.client_ca else ssl.CERT_NONE,
    )
