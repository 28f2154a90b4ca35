"""The ``hoso`` command and its sub-commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

from domain.errors import DefinitionError

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_COMMANDS = {
    "process": "xử lý hồ sơ quét / process scanned dossiers",
    "demo": "xử lý hồ sơ mẫu và mở trang duyệt / process the samples and open the review page",
    "serve": "chạy dịch vụ trên máy này / run the service on this machine",
    "law": "nói quy định nào áp dụng cho một loại giấy / explain which rules apply to a paper",
    "audit": "kiểm, chốt và tra nhật ký / verify, anchor and search the audit chain",
    "registers": "chạy cơ sở dữ liệu mẫu để thử / run a reference register for trials",
    "schemas": "ghi hoặc kiểm JSON Schema / write or check the JSON Schemas",
}
"""Each is a module of this room with ``add_arguments(parser, today)`` and ``run(given) -> int``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; the exit code is 0, 2 for wrong use, 3 when some input was refused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        "hoso", description="Hồ sơ giấy thành dữ liệu / paper dossiers into data"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in given if word in _COMMANDS), None)
    runners: dict[str, Callable[[argparse.Namespace], int]] = {}
    for name, says in _COMMANDS.items():
        below = commands.add_parser(name, help=says, description=says)
        if name == chosen:  # a command loads only what it needs
            module = import_module(f"commands.{name}")
            module.add_arguments(below, today())
            runners[name] = module.run
    return _run(runners, parser.parse_args(given))


def _run(runners: dict[str, Callable[[argparse.Namespace], int]], given: argparse.Namespace) -> int:
    try:
        return runners[given.command](given)
    except DefinitionError as error:
        print(f"hoso: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def today() -> date:
    """The date in Hanoi, where a dossier's day of receipt is counted."""
    return datetime.now(_HANOI).date()


if __name__ == "__main__":
    sys.exit(main())
