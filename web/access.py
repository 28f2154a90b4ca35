"""Who is asking: one-time links, sessions and bearer tokens. Only digests of secrets are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from storage.clock import Clock

SESSION_COOKIE = "hoso_session"
SESSION_LASTS = timedelta(hours=12)
"""One working day: whoever comes back tomorrow opens a new link."""
LINK_LASTS = timedelta(minutes=30)

SCANNER, REVIEWER, AGENCY, OPERATOR = "scanner", "reviewer", "agency", "operator"
EVERY_ROLE = frozenset({SCANNER, REVIEWER, AGENCY, OPERATOR})


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use the web rooms. ``branches``: those it may see; None means all of them."""

    id: str
    roles: frozenset[str]
    branches: frozenset[str] | None = None
    branch: str = "main"
    """Where its own uploads belong."""

    def may(self, roles: Iterable[str]) -> bool:
        """Whether it has one of the roles."""
        return not self.roles.isdisjoint(roles)

    def sees(self, branch: str) -> bool:
        return self.branches is None or branch in self.branches


OWNER = Account("owner", EVERY_ROLE)
"""Who opens the one-time link of the embedded default: the person at this machine, with every role."""


class Gate:
    """Lets people and programs in. Sessions live in this process: a restart asks for a new link."""

    def __init__(self, clock: Clock, bearers: Mapping[str, Account] | None = None) -> None:
        self._clock = clock
        self._bearers = {_digest(token): account for token, account in (bearers or {}).items()}
        self._links: dict[str, tuple[Account, datetime]] = {}
        self._sessions: dict[str, tuple[Account, datetime]] = {}
        self._lock = Lock()

    def new_link_token(self, account: Account = OWNER) -> str:
        """A secret that opens one session, once, within half an hour."""
        return self._remember(self._links, account, LINK_LASTS)

    def enter(self, link_token: str) -> str | None:
        """A new session's secret for a link's; None when the link was used, is too old or never was."""
        with self._lock:
            account, until = self._links.pop(_digest(link_token), (OWNER, None))
        if until is None or until <= self._clock():
            return None
        return self._remember(self._sessions, account, SESSION_LASTS)

    def of_session(self, secret: str | None) -> Account | None:
        """The account of a live session."""
        if not secret:
            return None
        with self._lock:
            account, until = self._sessions.get(_digest(secret), (OWNER, None))
        return account if until is not None and until > self._clock() else None

    def of_bearer(self, header: str | None) -> Account | None:
        """The account of an ``Authorization: Bearer …`` header."""
        scheme, _, token = (header or "").partition(" ")
        return self._bearers.get(_digest(token.strip())) if scheme.lower() == "bearer" else None

    def _remember(self, kept: dict[str, tuple[Account, datetime]], account: Account, lasts: timedelta) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            for key in [key for key, (_, until) in kept.items() if until <= now]:
                del kept[key]
            kept[_digest(secret)] = account, now + lasts
        return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
