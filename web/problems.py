"""What went wrong, said so that the asker knows what to do: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from typing import Any

import psycopg
from fastapi.responses import JSONResponse

from storage.errors import LeaseLost, NotFound, ReviewTaken, RevisionMissing, RevisionStale, StorageError
from web.language import LANGUAGES, words_in

MEDIA_TYPE = "application/problem+json"

STATUS = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "CROSS_ORIGIN": 403,
    "LINK_USED": 401,
    "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    "RECORD_NOT_READY": 409,
    "DOSSIER_REFUSED": 409,
    "NOTHING_WAITS": 404,
    "REVISION_MISSING": 428,
    "REVISION_STALE": 412,
    "LEASE_LOST": 409,
    "REVIEW_TAKEN": 409,
    "TASKS_OPEN": 409,
    "VALUE_NOT_OF_TYPE": 422,
    "VALUE_MISSING": 422,
    "REASON_MISSING": 422,
    "TYPE_NOT_KNOWN": 422,
    "TASK_NOT_KNOWN": 422,
    "FILE_REFUSED": 422,
    "BODY_TOO_LARGE": 413,
    "TOO_MANY_FILES": 422,
    "NO_FILE": 422,
    "BAD_REQUEST": 422,
    "PROCEDURE_NOT_KNOWN": 422,
    "FACE_MISSING": 503,
    "INTERNAL": 500,
    "UNAVAILABLE": 503,
}
"""Every code the web rooms answer with; its words stand in ``messages/codes.toml``."""


class Problem(Exception):
    """An answer that is not the one hoped for. ``more``: members that help a program, without values."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    @property
    def status(self) -> int:
        return STATUS[self.code]


def of_storage(error: StorageError) -> Problem:
    """The problem that a refusal of the store is for the asker. Anything unforeseen stays our own fault."""
    match error:
        case NotFound():
            return Problem("NOT_FOUND")
        case LeaseLost():
            return Problem("LEASE_LOST")
        case RevisionMissing():
            return Problem("REVISION_MISSING")
        case RevisionStale(current=current):
            return Problem("REVISION_STALE", current=current)
        case ReviewTaken():
            return Problem("REVIEW_TAKEN")
        case _:
            return Problem("INTERNAL")


def of_error(error: Exception) -> Problem:
    """What nobody foresaw: the store is down for a while, or the fault is ours."""
    return Problem("UNAVAILABLE" if isinstance(error, (psycopg.OperationalError, OSError)) else "INTERNAL")


def of_status(status: int) -> Problem:
    """The problem that best says an HTTP status the framework itself came up with."""
    known = {401: "UNAUTHENTICATED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 413: "BODY_TOO_LARGE"}
    return Problem(known.get(status, "BAD_REQUEST" if status < 500 else "INTERNAL"))


def body_of(problem: Problem) -> dict[str, Any]:
    """The members of the answer: a stable code, and what happened and what to do in both languages."""
    says = {lang: words_in(lang).code("problem", problem.code) for lang in LANGUAGES}
    todo = {lang: words_in(lang).code("todo", problem.code) for lang in LANGUAGES}
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": says["vi"],
        "status": problem.status,
        "code": problem.code,
        "detail": todo["vi"],
        "says": says,
        "what_to_do": todo,
    }
    return body | problem.more


def response(problem: Problem) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(body_of(problem), problem.status, headers, MEDIA_TYPE)
