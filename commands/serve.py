"""``hoso serve``: the whole service on this machine, reached through a one-time link on loopback."""

from __future__ import annotations

import argparse
from datetime import date

from hoso.settings import Settings
from web.app import create_app
from web.serve import serve
from workers.embedded import embedded_service


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """Where to listen; loopback unless told otherwise."""
    del today
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free port")


def run(given: argparse.Namespace) -> int:
    """Serves until interrupted."""
    with embedded_service(Settings()) as services:
        serve(create_app(services), given.host, given.port)
    return 0
