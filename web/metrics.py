"""What a monitoring system scrapes, in the text format of Prometheus: counts by id and never a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from domain.standing import Standing
from web.access import OPERATOR, Account
from web.answers import services_of
from web.api.asked import allowed

router = APIRouter(include_in_schema=False)

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics")
def metrics(request: Request, account: Operator) -> Response:
    """Blind samples, how many of them were wrong, and what is stepped down: by scanner, branch and type."""
    with services_of(request).store.begin() as session:
        found = session.standings.standings(account.branches)
    return Response("".join(f"{line}\n" for line in _lines(found)), media_type=MEDIA_TYPE)


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
    pairs = (("kind", subject.kind.value), ("branch", subject.branch), ("id", subject.id))
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in pairs) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
