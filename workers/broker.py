"""The broker that the settings ask for. It may lose everything at any time: the database rings again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from dramatiq import Broker, Middleware
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

DELIVERIES = 5
"""How often RabbitMQ hands out a message whose worker dies with it; attempts are counted in the database."""

REDIS_HEARTBEAT_MS = 15_000
REDIS_MAINTENANCE = 100_000
"""Of a million: one call in ten looks after workers that died, which brings redelivery from 199 s to 40 s."""


class QuorumBroker(RabbitmqBroker):
    """RabbitMQ with replicated queues. Queue arguments can never be changed once a queue exists."""

    def _build_queue_arguments(self, queue_name: str) -> dict[str, Any]:
        arguments: dict[str, Any] = super()._build_queue_arguments(queue_name)  # type: ignore[no-untyped-call]
        return arguments | {"x-queue-type": "quorum", "x-delivery-limit": DELIVERIES}


def broker_for(url: str | None, middleware: Sequence[Middleware]) -> Broker:
    """A broker with exactly that middleware: retries, limits and results are the database's business.

    url: amqp(s):// or redis(s)://; None is a broker inside this process. Raises ValueError for another.
    """
    given = list(middleware)
    scheme = urlsplit(url).scheme if url is not None else None
    if url is None:
        return StubBroker(middleware=given)
    if scheme in ("amqp", "amqps"):
        return QuorumBroker(url=url, confirm_delivery=True, middleware=given)
    if scheme in ("redis", "rediss"):
        return RedisBroker(  # type: ignore[no-untyped-call]
            url=url,
            middleware=given,
            heartbeat_timeout=REDIS_HEARTBEAT_MS,
            maintenance_chance=REDIS_MAINTENANCE,
        )
    raise ValueError(f"a broker's address begins with amqp, amqps, redis or rediss, not with {scheme!r}")
