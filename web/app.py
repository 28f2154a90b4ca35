"""The web rooms as one application."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from domain.errors import RefusedInput
from storage.errors import StorageError
from web import corrections as owners
from web import figures, metrics, pages, request_form
from web import handover as counter
from web.access import EVERY_ROLE, Account, Gate
from web.answers import answer
from web.api import batches, corrections, dossiers, handover, reviews
from web.guard import MAX_BODY, Guard
from web.problems import Problem, of_status, of_storage
from web.services import Services
from web.uploads import refusal_words
from web.views.batch import Desk

DESCRIPTION = """Dossiers in, records out. Tiếp nhận hồ sơ đã quét, trả về dữ liệu có nguồn gốc.

Send `Authorization: Bearer <token>`. Every error is `application/problem+json` with a stable `code` and what
to do in Vietnamese and English. A change to a review names the revision it was made from in `If-Match` and
the claim in `Hoso-Claim`. Words such as `state_text` come in Vietnamese, or in English with `?lang=en`.
"""


def create_app(services: Services, gate: Gate | None = None, max_body: int = MAX_BODY) -> FastAPI:
    """The application over these services.

    gate: who may come in; by default the owners of the services' tokens and of links that ``web.serve``
    gives out. max_body: bytes of one request.
    """
    app = FastAPI(
        title="Hồ sơ", version="1", description=DESCRIPTION,
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.services = services
    app.state.gate = gate or Gate(services.clock, _bearers(services))
    app.state.desk = Desk()
    for router in (
        batches.router,
        dossiers.router,
        handover.router,
        reviews.router,
        corrections.router,
        owners.router,
        counter.router,
        request_form.router,
        pages.router,
        figures.router,
        metrics.router,
    ):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("web").joinpath("static"))))
    _answer_problems(app)
    app.add_middleware(Guard, gate=app.state.gate, answer=answer, max_body=max_body)
    return app


def _bearers(services: Services) -> dict[str, Account]:
    return {token: Account(name, EVERY_ROLE) for token, name in services.tokens.items()}


def _answer_problems(app: FastAPI) -> None:
    """Every exception becomes an answer with a code; none shows its text, which might hold a value."""

    @app.exception_handler(Problem)
    def _(request: Request, error: Problem) -> Response:
        return answer(request, error)

    @app.exception_handler(RefusedInput)
    def _(request: Request, error: RefusedInput) -> Response:
        problem = Problem("FILE_REFUSED")
        problem.more = {"code": error.code, "what_to_do": refusal_words(error)}
        return answer(request, problem)

    @app.exception_handler(StorageError)
    def _(request: Request, error: StorageError) -> Response:
        return answer(request, of_storage(error))

    @app.exception_handler(RequestValidationError)
    def _(request: Request, error: RequestValidationError) -> Response:
        places = [".".join(str(part) for part in each["loc"]) for each in error.errors()]
        return answer(request, Problem("BAD_REQUEST", places=places))

    @app.exception_handler(HTTPException)
    def _(request: Request, error: HTTPException) -> Response:
        return answer(request, of_status(error.status_code))
