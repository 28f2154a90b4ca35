"""The ``hoso`` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.errors import DefinitionError

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; the exit code is 0, 2 for wrong use, 3 when some input was refused."""
    parser = argparse.ArgumentParser(
        "hoso", description="Hồ sơ giấy thành dữ liệu / paper dossiers into data"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    runners = {name: add(commands) for name, add in _COMMANDS.items()}
    given = parser.parse_args(arguments)
    try:
        return runners[given.command](given)
    except DefinitionError as error:
        print(f"hoso: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


Runner = Callable[[argparse.Namespace], int]
Adder = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], Runner]


def _process(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> Runner:
    from hoso.command_process import add_arguments, run  # noqa: PLC0415 - a command loads only what it needs

    add_arguments(commands.add_parser("process", help="xử lý hồ sơ quét / process scanned dossiers"), today())
    return run


def today() -> date:
    """The date in Hanoi, where a dossier's day of receipt is counted."""
    return datetime.now(_HANOI).date()


_COMMANDS: dict[str, Adder] = {"process": _process}


if __name__ == "__main__":
    sys.exit(main())
