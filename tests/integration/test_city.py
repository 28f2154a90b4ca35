"""The city's stack: PostgreSQL 15, S3, RabbitMQ or Redis, and workers that are killed in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from pydantic import SecretStr
from redis import Redis

from hoso.settings import Settings
from hoso.wiring import Services, services
from lab.servers import S3Trial, Started
from lab.trial_legs import trial_legs

if TYPE_CHECKING:
    from tests.integration.conftest import Branch

pytestmark = pytest.mark.integration

COMMAND = """
import sys
from dramatiq.cli import main, make_argument_parser
print("starting", flush=True)
sys.exit(main(make_argument_parser().parse_args(["workers.main", "--processes", "1", "--threads", "2"])))
"""
WORKER = ("-m", "lab.trial_worker")
ORDERS = [f"ask {n}\n" + "".join(f"sleep 0.2 {n} {page}\n" for page in range(4)) for n in range(8)]


@pytest.fixture
def city(database: str, s3: S3Trial, quick: dict[str, Any]) -> dict[str, str]:
    """Settings of every process, save the broker."""
    words = {name: str(value) for name, value in quick.items()}
    return words | {
        "database_url": database,
        "s3_endpoint": s3.endpoint,
        "s3_access_key": s3.access_key,
        "s3_secret_key": s3.secret_key,
        "s3_secure": "false",
    }


@pytest.fixture
def front(city: dict[str, str]) -> Iterator[Services]:
    """What the web holds: it accepts dossiers and works on none."""
    with services(Settings.model_validate(city), trial_legs()) as built:
        yield built


def killed_in_the_middle(branch: Branch, start: Callable[[], Any], after: Callable[[], object]) -> None:
    """Two workers; one is killed in the middle, and another takes its place."""
    with ExitStack() as workers:
        first = workers.enter_context(start())
        workers.enter_context(start())
        batch = branch.batch(*ORDERS)
        branch.wait(batch, lambda progress: progress.pages_read >= 10)
        first.kill()
        first.wait()
        assert not branch.progress(batch).at_rest
        after()
        workers.enter_context(start())
        branch.wait(batch, lambda progress: progress.at_rest)
    branch.all_published_once(batch)


def test_nothing_is_lost_with_rabbitmq(
    city: dict[str, str],
    front: Services,
    rabbitmq: Started,
    branch_of: Callable[..., Branch],
    in_process: Callable[..., Any],
) -> None:
    branch = branch_of(front.store, front.objects)
    settings = city | {"broker_url": rabbitmq.url}
    killed_in_the_middle(branch, lambda: in_process(*WORKER, **settings), lambda: None)


def test_nothing_is_lost_with_redis_even_when_its_data_are_wiped(
    city: dict[str, str],
    front: Services,
    redis: Started,
    branch_of: Callable[..., Branch],
    in_process: Callable[..., Any],
) -> None:
    branch = branch_of(front.store, front.objects)
    settings = city | {"broker_url": redis.url}
    with Redis.from_url(redis.url) as client:
        killed_in_the_middle(branch, lambda: in_process(*WORKER, **settings), client.flushall)


def test_the_dramatiq_command_reads_a_real_scan(
    city: dict[str, str],
    front: Services,
    rabbitmq: Started,
    branch_of: Callable[..., Branch],
    in_process: Callable[..., Any],
) -> None:
    branch = branch_of(front.store, front.objects)
    settings = city | {"broker_url": rabbitmq.url, "page_seconds": "60", "lease_seconds": "20"}
    page = Image.new("L", (1240, 1754), 255)
    write = ImageDraw.Draw(page)
    for line in range(8):
        write.text((150, 200 + 120 * line), f"PHIEU SO {line}2345 THU NGHIEM", 0, ImageFont.load_default(48))
    with services(Settings.model_validate(city)) as real:
        with in_process("-c", COMMAND, **settings):
            batch = branch_of(real.store, real.objects).scan(page)
            branch.wait(batch, lambda progress: progress.at_rest)
        dossier = branch.dossiers(batch)[0]
        with real.store.begin() as session:
            record = session.records.record(dossier.id)
            stored = session.pages.pages(dossier.id)
        assert record is not None, dossier.state
        assert "THU NGHIEM" in record.pages[0].text
        assert real.objects.get(stored[0].preview).startswith(b"\xff\xd8")
        assert (real.searchable_pdf(dossier.id) or b"").startswith(b"%PDF")


def test_secrets_do_not_show(city: dict[str, str]) -> None:
    shown = repr(Settings.model_validate(city | {"broker_url": SecretStr("amqp://name:word@host/")}))
    assert "word@host" not in shown
    assert city["s3_secret_key"] not in shown
    assert city["database_url"] not in shown
