"""The city's web: ``uvicorn --factory web.main:app``, with HOSO_ settings."""

from __future__ import annotations

import atexit
import sys
from contextlib import ExitStack

from fastapi import FastAPI

from hoso.settings import Settings
from hoso.wiring import services
from web.app import create_app


def app() -> FastAPI:
    """The application over the city's services; it accepts dossiers, and workers elsewhere do the work."""
    settings = Settings()
    if settings.database_url is None:
        raise SystemExit("the web needs HOSO_DATABASE_URL; ./run demo needs nothing")
    opened = ExitStack()
    atexit.register(opened.close)
    made = create_app(opened.enter_context(services(settings)))
    # Until there are accounts, whoever reads this log is the operator who may come in first.
    sys.stderr.write(f"sign in once, within half an hour: /enter?token={made.state.gate.new_link_token()}\n")
    return made
