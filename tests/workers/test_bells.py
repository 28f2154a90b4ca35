"""Rings leave the outbox only when the broker has them, and the bells outlast every outage."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import dramatiq
import pytest
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

from storage.values import Leg
from workers.bells import Bell, relay, sweeper
from workers.broker import DELIVERIES, QuorumBroker, broker_for

if TYPE_CHECKING:
    from tests.workers.conftest import Desk


@pytest.fixture
def broker() -> StubBroker:
    made = StubBroker(middleware=[])
    for leg in Leg:
        dramatiq.actor(broker=made, actor_name=leg, queue_name=leg)(lambda _: None)
    return made


def pulled(bell: Bell) -> bool:
    return bell._pull()


def test_the_relay_publishes_ids_and_nothing_else(desk: Desk, broker: StubBroker) -> None:
    dossier = desk.accept("page 1\n")
    assert pulled(relay(desk.services.store, broker)) is False
    message = dramatiq.Message.decode(broker.queues[Leg.OPEN].get_nowait())
    unit = desk.unit(dossier, Leg.OPEN)
    assert (message.args, message.kwargs, message.options) == ((unit.id,), {}, {})
    with desk.services.store.begin() as session:
        assert session.work.rung(10) == ()


def test_what_the_broker_does_not_take_stays_in_the_outbox(desk: Desk) -> None:
    desk.accept("page 1\n")
    with pytest.raises(dramatiq.ActorNotFound):
        pulled(relay(desk.services.store, StubBroker(middleware=[])))
    with desk.services.store.begin() as session:
        assert len(session.work.rung(10)) == 1


def test_the_sweeper_tells_when_it_found_something(desk: Desk) -> None:
    found: list[int] = []
    sweeping = sweeper(desk.services.store, timedelta(0), 1.0, lambda: found.append(1))
    pulled(sweeping)
    assert found == []
    desk.accept("page 1\n")
    pulled(sweeping)
    assert found == [1]


def test_a_bell_that_fails_rings_again_when_it_is_woken() -> None:
    pulls: list[int] = []
    again = Event()

    def pull() -> bool:
        pulls.append(1)
        if len(pulls) == 1:
            raise ConnectionError
        again.set()
        return False

    bell = Bell("trial", pull, pause=60.0)
    bell.start()
    bell.wake()
    assert again.wait(10)
    bell.stop()
    assert len(pulls) >= 2


def test_the_address_chooses_the_broker() -> None:
    assert isinstance(broker_for(None, []), StubBroker)
    assert isinstance(broker_for("redis://127.0.0.1:1/0", []), RedisBroker)
    rabbit = broker_for("amqp://127.0.0.1:1/", [])
    assert isinstance(rabbit, RabbitmqBroker)
    assert rabbit.confirm_delivery
    with pytest.raises(ValueError, match="begins with"):
        broker_for("kafka://127.0.0.1", [])


@pytest.mark.parametrize("url", [None, "redis://127.0.0.1:1/0", "amqp://127.0.0.1:1/"])
def test_no_broker_retries_or_measures_by_itself(url: str | None) -> None:
    assert broker_for(url, []).middleware == []


def test_queues_are_replicated_and_give_poison_up() -> None:
    arguments = QuorumBroker(url="amqp://127.0.0.1:1/", middleware=[])._build_queue_arguments("hoso-read")
    assert (arguments["x-queue-type"], arguments["x-delivery-limit"]) == ("quorum", DELIVERIES)
