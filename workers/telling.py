"""What workers write down: ids, legs, codes and places in the code; never what an exception says."""

from __future__ import annotations

import logging

from hoso.places import places

log = logging.getLogger("hoso.workers")


def warn(error: BaseException, message: str, *ids: object) -> None:
    """A warning with the error's type and where it arose."""
    log.warning(f"{message}: %s at %s", *ids, type(error).__name__, places(error))
