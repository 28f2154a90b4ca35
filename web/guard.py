"""The wall around every route: who asks, from where, how much is sent, and the headers of every answer."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access import SESSION_COOKIE, Account, Gate
from web.problems import Problem, of_error

_log = logging.getLogger(__name__)

MAX_BODY = 512 << 20
"""Bytes of one request: a dossier of some hundred colour pages; larger ones are split by their sender."""

OPEN = ("/enter", "/static/")
"""Reachable without an account: the one-time link itself, and style sheets and scripts that hold no data."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    # Nothing to other sites; with «no-referrer» browsers would hide the Origin of our own forms as well.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}

Answer = Callable[[Request, Problem], Response]


class Guard:
    """ASGI middleware. ``answer`` makes the response of a problem, a page or JSON as the asker reads it."""

    def __init__(self, app: ASGIApp, gate: Gate, answer: Answer, max_body: int = MAX_BODY) -> None:
        self._app = app
        self._gate = gate
        self._answer = answer
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.answering = False
        send = _with_headers(send, request)
        problem = self._objection(request)
        if problem is not None:
            await self._answer(request, problem)(scope, receive, send)
            return
        try:
            await self._app(scope, _counted(receive, self._max_body), send)
        except Exception as error:  # noqa: BLE001 - the last one who can answer
            # Its text and its traceback may hold citizens' values: only where it happened is written down.
            _log.error("%s in %s", type(error).__name__, _place_of(error))
            if not request.state.answering:
                await self._answer(request, of_error(error))(scope, receive, send)

    def _objection(self, request: Request) -> Problem | None:
        """Why the request may not pass; notes the account that asks otherwise."""
        if request.url.path.startswith(OPEN):
            return None
        account = self._gate.of_bearer(request.headers.get("authorization"))
        if account is None:
            account = self._gate.of_session(request.cookies.get(SESSION_COOKIE))
            if account is not None and not from_here(request.method, request.headers):
                return Problem("CROSS_ORIGIN")
        if account is None:
            return Problem("UNAUTHENTICATED")
        if int(request.headers.get("content-length") or 0) > self._max_body:
            return Problem("BODY_TOO_LARGE")
        request.state.account = account
        return None


def account_of(request: Request) -> Account:
    """The account that the guard let in."""
    account: Account = request.state.account
    return account


def from_here(method: str, headers: Headers) -> bool:
    """Whether a request that a browser signs with its cookie was made by one of our own pages.

    A cookie with SameSite=Strict is not sent from elsewhere; this is the second lock. Browsers send
    ``Origin`` with every unsafe request, so one without it is no page of ours.
    """
    if method in SAFE_METHODS:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


def _place_of(error: Exception) -> str:
    """File and line of the innermost frame."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _with_headers(send: Send, request: Request) -> Send:
    cache = "no-cache" if request.url.path.startswith("/static/") else "no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            # Pages and images show citizens' data: no cache on disk may keep them.
            headers["Cache-Control"] = cache
            request.state.answering = True
        await send(message)

    return sending


def _counted(receive: Receive, limit: int) -> Receive:
    """The body as it comes, stopped at the limit even when the sender did not say how long it is."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413)
        return message

    return receiving
