"""What a monitoring system scrapes, in the text format of Prometheus: counts by id and never a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from domain.standing import Standing
from storage.paces import Told
from web.access import OPERATOR, Account
from web.answers import services_of
from web.api.asked import allowed

router = APIRouter(include_in_schema=False)

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
LATELY = timedelta(minutes=15)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics")
def metrics(request: Request, account: Operator) -> Response:
    """Blind samples, how many of them were wrong, and what is stepped down: by scanner, branch and type; and
    what registers answered lately, by outcome and fault."""
    services = services_of(request)
    with services.store.begin() as session:
        found = session.standings.standings(account.branches)
        told = session.paces.told(services.clock() - LATELY)
    lines = (*_lines(found), *_answers(told))
    return Response("".join(f"{line}\n" for line in lines), media_type=MEDIA_TYPE)


def _answers(told: Iterable[Told]) -> Iterator[str]:
    """A register that rests shows as ``BREAKER_OPEN``: each process has a breaker of its own."""
    yield from (
        "# HELP hoso_register_answers Look-ups of the last 15 minutes; a fault says why there was no answer.",
        "# TYPE hoso_register_answers gauge",
    )
    for each in told:
        labels = (("register", each.register), ("outcome", each.outcome), ("fault", each.fault))
        yield f"hoso_register_answers{_labelled(labels)} {each.times}"


def _lines(standings: Iterable[Standing]) -> Iterator[str]:
    rows = [(_labels(each), each) for each in standings]
    yield from (
        "# HELP hoso_blind_samples_total Values typed unseen.",
        "# TYPE hoso_blind_samples_total counter",
    )
    yield from (f"hoso_blind_samples_total{labels} {each.seen}" for labels, each in rows)
    yield from (
        "# HELP hoso_blind_samples_wrong_total Values typed unseen that were accepted wrongly.",
        "# TYPE hoso_blind_samples_wrong_total counter",
    )
    yield from (f"hoso_blind_samples_wrong_total{labels} {each.wrong}" for labels, each in rows)
    yield from (
        "# HELP hoso_stepped_down 1 while nothing is accepted unseen.",
        "# TYPE hoso_stepped_down gauge",
    )
    yield from (f"hoso_stepped_down{labels} {each.stepped_down:d}" for labels, each in rows)


def _labels(standing: Standing) -> str:
    subject = standing.subject
    return _labelled((("kind", subject.kind.value), ("branch", subject.branch), ("id", subject.id)))


def _labelled(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in pairs) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
