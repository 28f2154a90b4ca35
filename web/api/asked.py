"""What every route of the API starts with: who asks, may they, and which dossier is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from storage.store import Session
from storage.values import Batch, Dossier
from web.access import Account
from web.guard import account_of
from web.problems import Problem

PROBLEM: dict[str, Any] = {
    "description": "What went wrong and what to do, in Vietnamese and English (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["title", "status", "code", "says", "what_to_do"],
                "properties": {
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "code": {"type": "string", "description": "Stable code."},
                    "says": {"type": "object", "description": "What happened, by language."},
                    "what_to_do": {"type": "object", "description": "What to do, by language."},
                },
            }
        }
    },
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that are no success, for its description; 401 and 403 always may come."""
    return dict.fromkeys((401, 403, *statuses), PROBLEM)


def allowed(*roles: str) -> Callable[[Request], Account]:
    """A dependency: the account that asks, if it has one of the roles."""

    def check(request: Request) -> Account:
        account = account_of(request)
        if not account.may(roles):
            raise Problem("FORBIDDEN")
        return account

    return check


async def _text_fields(request: Request) -> dict[str, str]:
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


TextForm = Annotated[dict[str, str], Depends(_text_fields)]
"""The text fields of a form that was sent."""


def batch_seen(session: Session, batch: str, account: Account) -> Batch:
    """The batch, if the account may see its branch; otherwise it does not exist for it."""
    found = session.intake.batch(batch)
    if found is None or not account.sees(found.branch):
        raise Problem("NOT_FOUND")
    return found


def dossier_seen(session: Session, dossier: str, account: Account) -> Dossier:
    """The dossier, if the account may see its branch; otherwise it does not exist for it."""
    found = session.intake.dossier(dossier)
    if found is None or not account.sees(found.branch):
        raise Problem("NOT_FOUND")
    return found


def _revision(
    if_match: Annotated[str | None, Header(description="Revision the change was made from.")] = None,
) -> int | None:
    """The revision of an If-Match header; what is no revision of ours can never match."""
    if if_match is None:
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isdecimal():
        raise Problem("REVISION_STALE")
    return int(text)


Revision = Annotated[int | None, Depends(_revision)]
ClaimToken = Annotated[str, Header(alias="Hoso-Claim", description="Token of the claim.")]
