"""Our certificate at a register: needed in production, told of before its end, renewed without a start."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hoso.registers.connections import Connection
from hoso.registers.papers import expires_at
from hoso.wiring import NotSafeForProduction, require_papers

if TYPE_CHECKING:
    from tests.hoso.conftest import Papers, Trial

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FAR = "https://register.example/v1/look-ups"


def test_production_asks_no_register_that_does_not_know_us(papers: Papers) -> None:
    own = papers.issue("hoso.vn")
    with pytest.raises(NotSafeForProduction, match="dan_cu"):
        require_papers({"dan_cu": Connection(FAR)}, production=True, now=NOW)
    require_papers({"dan_cu": Connection(FAR, **own)}, production=True, now=NOW)
    require_papers({"dan_cu": Connection("http://127.0.0.1:1/a")}, production=True, now=NOW)
    require_papers({"dan_cu": Connection(FAR)}, production=False, now=NOW)


@pytest.mark.parametrize(
    "end", [datetime(2026, 4, 1, 12, tzinfo=UTC), datetime(2055, 1, 2, 3, 4, 5, tzinfo=UTC)]
)
def test_the_end_of_a_certificate_is_read_from_its_file(papers: Papers, end: datetime) -> None:
    """Dates up to 2049 are written with two digits of the year, later ones with four."""
    assert expires_at(papers.issue(f"{end.year}.vn", ends=end)["certificate"]) == end


@pytest.mark.parametrize(("days", "told"), [(29, True), (31, False), (-1, True)])
def test_a_certificate_that_soon_ends_is_told_of(
    papers: Papers, days: int, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    own = papers.issue(f"days{days}.vn", ends=datetime.now(UTC) + timedelta(days=days))
    require_papers({"dan_cu": Connection(FAR, **own)}, production=False, now=datetime.now(UTC))
    assert ("dan_cu" in caplog.text) is told


def test_a_renewed_certificate_is_taken_up_without_a_start(
    tls_trial: Trial, papers: Papers, tmp_path: Path
) -> None:
    own = {name: tmp_path / name for name in ("certificate", "key")}

    def put(by: str) -> None:
        for name, path in papers.issue("renewed.vn", by).items():
            own[name].write_bytes(path.read_bytes())

    put("stranger")
    client = tls_trial.client(ca=papers.ca, tries=1, failures=9, **own)
    assert client.ask(tls_trial.question(1)).fault in ("TLS", "CONNECTION")
    own["certificate"].write_bytes(b"half written")
    assert client.ask(tls_trial.question(2)).fault in ("TLS", "CONNECTION")
    put("city")
    assert client.ask(tls_trial.question(3)).fault is None
