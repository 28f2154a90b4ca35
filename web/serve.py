"""Serves the application on loopback behind a one-time link."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from web.access import Gate


def serve(app: FastAPI, host: str = "127.0.0.1", port: int = 0, tell: Callable[[str], None] = print) -> None:
    """Serve until interrupted. ``tell`` gets the one-time link; port 0 picks a free port."""
    listener = _listen(host, port)
    server = uvicorn.Server(_config(app))
    tell(_link(app, listener))
    server.run(sockets=[listener])


@contextmanager
def serving(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve in a thread while the block runs; gives the one-time link."""
    listener = _listen(host, port)
    server = uvicorn.Server(_config(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True)
    thread.start()
    try:
        yield _link(app, listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    """An open port: connections made before the server is ready wait in its backlog."""
    return socket.create_server((host, port), backlog=128)


def _link(app: FastAPI, listener: socket.socket) -> str:
    gate: Gate = app.state.gate
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}/enter?token={gate.new_link_token()}"


def _config(app: FastAPI) -> uvicorn.Config:
    # No access log: it would keep the one-time token. Errors still reach standard error.
    return uvicorn.Config(app, access_log=False, log_level="warning", server_header=False, lifespan="off",
                          timeout_graceful_shutdown=5)  # fmt: skip
