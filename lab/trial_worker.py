"""A worker process of trial legs, with the HOSO_ settings of its environment, to be killed by trials."""

from __future__ import annotations

import signal
from threading import Event

from hoso.settings import Settings
from hoso.wiring import services
from lab.trial_legs import trial_legs
from workers.embedded import working


def main() -> None:
    """Work until SIGTERM; one line on standard output says that work has begun."""
    ended = Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with services(Settings(), trial_legs()) as built, working(built):
        print("working", flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
