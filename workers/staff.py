"""Everything that runs beside a Dramatiq worker: children, bells, and the actors that ring for legs."""

from __future__ import annotations

from datetime import timedelta

import dramatiq
from dramatiq import Broker, Middleware, Worker

from hoso.audit_key import anchors_of
from hoso.wiring import Services
from storage.values import Leg
from workers.anchoring import daily_anchor
from workers.bells import Bell, relay, sweeper
from workers.children import Children
from workers.runner import Runner

PRIORITY = {
    Leg.SETTLE: 0, Leg.COMPLETE: 10, Leg.UNDERSTAND: 20, Leg.OPEN: 30, Leg.READ: 40, Leg.ASK_AGAIN: 50,
}  # fmt: skip
"""Lower goes first: what is nearly done is finished before something new is begun."""


class Staff(Middleware):
    """Dramatiq middleware that starts and stops with the worker of its process."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        self._services = services
        self._children = Children(settings.jobs, settings.child_calls, settings.child_memory_mb << 20)
        self._bells: list[Bell] = []
        self._runner = Runner(services, self._children.call, self._wake)

    def declare(self, broker: Broker) -> None:
        """One actor and one queue a leg. A message carries the unit's id and nothing else."""
        for leg in Leg:
            as_actor = dramatiq.actor(
                broker=broker, actor_name=leg, queue_name=f"hoso-{leg}", priority=PRIORITY[leg]
            )
            as_actor(self._runner.run)

    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Fetch no more messages than threads: others wait where other workers can take them."""
        worker.queue_prefetch = worker.worker_threads
        store, settings = self._services.store, self._services.settings
        resend = timedelta(seconds=settings.resend_seconds)
        ringing = relay(store, broker)
        anchoring = daily_anchor(store, self._services.audit_keys, anchors_of(settings), self._services.clock)
        self._bells = [ringing, sweeper(store, resend, settings.sweep_seconds, ringing.wake), anchoring]
        for bell in self._bells:
            bell.start()

    def before_worker_shutdown(self, broker: Broker, worker: Worker) -> None:  # noqa: ARG002 -- Dramatiq's hook
        """Legs under way are broken off and given back, so that a stop takes no longer than a moment."""
        for bell in self._bells:
            bell.stop()
        self._children.close()

    def _wake(self) -> None:
        for bell in self._bells[:1]:
            bell.wake()
