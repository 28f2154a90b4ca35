"""The city's workers: ``dramatiq workers.main --processes N --threads M``, with HOSO_ settings.

Every process serves all legs, relays rings and sweeps. When one process dies the master stops all, so let a
supervisor restart it always.
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack

import dramatiq

from hoso.settings import Settings
from hoso.wiring import services
from workers.broker import broker_for
from workers.staff import Staff

_open = ExitStack()
atexit.register(_open.close)

_settings = Settings()
if _settings.database_url is None or _settings.broker_url is None:
    raise SystemExit("workers need HOSO_DATABASE_URL and HOSO_BROKER_URL; ./run demo needs neither")
_staff = Staff(_open.enter_context(services(_settings)))
broker = broker_for(_settings.broker_url.get_secret_value(), [_staff])
_staff.declare(broker)
dramatiq.set_broker(broker)
