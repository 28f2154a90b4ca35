"""Pages and problems as responses, in the language and the form that the asker reads."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from web.access import OWNER, Account
from web.labels import Labels
from web.language import COOKIE, Words, chosen, words_in
from web.problems import Problem, response
from web.services import Services

_PAGES = Environment(
    loader=PackageLoader("web", "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def words_of(request: Request) -> Words:
    """The words of the language that the asker chose."""
    return words_in(chosen(request.query_params.get("lang"), request.cookies.get(COOKIE)))


def labels_of(request: Request) -> Labels:
    return Labels(words_of(request), services_of(request).definitions)


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page of ours; the chosen language is kept in a cookie."""
    words = words_of(request)
    account: Account = getattr(request.state, "account", OWNER)
    text = _PAGES.get_template(template).render(
        t=words, account=account, path=request.url.path, marks=_marks(), **values
    )
    answer = HTMLResponse(text, status)
    if request.query_params.get("lang") == words.lang:
        answer.set_cookie(COOKIE, words.lang, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def answer(request: Request, problem: Problem) -> Response:
    """A problem as JSON for programs and as a page for people."""
    if request.url.path.startswith("/api/"):
        return response(problem)
    known = hasattr(request.state, "account")
    shown = page(request, "problem.html", problem.status, problem=problem, signed_in=known)
    if problem.status == 401:
        shown.headers["WWW-Authenticate"] = "Bearer"
    return shown


def _marks() -> str:
    """The program's mark as a drawing that a page can hold."""
    return files("web").joinpath("static", "mark.svg").read_text(encoding="utf-8")
