"""``hoso audit``: whether the chain is whole, where its end stands, who asked about a number, new keys."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from commands.audit_keys import WRONG_USE, run_remark, run_rotate
from commands.audit_words import BREACHES, both, say
from hoso.audit_key import anchors_of
from hoso.settings import Settings
from hoso.wiring import kept_alone
from storage.anchors import (
    Anchor,
    AnchorRefused,
    anchor_files,
    ends,
    make_anchor,
    read_anchor,
    write_anchor,
)
from storage.chain import verify, verify_since
from storage.clock import utc_now
from storage.errors import AuditBroken
from storage.finding import Mention, find, note_finding
from storage.home import HomeError
from storage.keys import KeyRing
from storage.store import Store
from workers.due import HANOI

BROKEN = 4
"""Not 1, with which every program ends that fell over: a database that is down breaks no chain."""


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """One action and its words; a citizen's number is never one of them."""
    del today
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = _action(actions, "verify", "kiểm nhật ký có nguyên vẹn / prove that the chain is whole")
    check.add_argument(
        "--since", type=Path, metavar="ANCHOR", help="chỉ phần sau điểm chốt / what came after it"
    )
    check.add_argument(
        "--anchor", type=Path, action="append", default=[], metavar="FILE",
        help="điểm chốt giữ ở nơi khác / an anchor that was kept elsewhere",
    )  # fmt: skip
    anchor = _action(actions, "anchor", "chốt mục cuối ra tệp / write the chain's end to a file")
    anchor.add_argument("--to", type=Path, metavar="DIR", help="thư mục nhận tệp / where the file goes")
    seek = _action(actions, "find", "tra ai đã hỏi về một số / find the look-ups about a number")
    seek.add_argument(
        "--number", nargs="?", const="", default="", metavar="",
        help="nhập khi được hỏi hoặc qua stdin / typed when asked, or piped in",
    )  # fmt: skip
    anew = _action(actions, "rotate", "ghi nhận khóa mới / register the new key")
    anew.add_argument("--former-lost", action="store_true", help="khóa cũ đã mất / the key before is gone")
    for each in (seek, anew):
        each.add_argument("--by", default=_account(), metavar="ACCOUNT", help="người làm / who does it")
    _action(actions, "remark", "tạo lại dấu nhận bằng khóa mới / make marks again with the new key")


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str
) -> argparse.ArgumentParser:
    return actions.add_parser(name, help=says, description=says)


def run(given: argparse.Namespace) -> int:
    """Exit 0: done, and the chain is whole; 4: it is broken or an anchor forged; 2: nothing could be done."""
    settings = Settings()
    if given.action == "find" and given.number:
        say("never")
        return WRONG_USE
    try:
        with kept_alone(settings) as (store, keys):
            return _ACTIONS[given.action](given, settings, store, keys)
    except (HomeError, OSError) as error:
        print(f"hoso audit: {error}", file=sys.stderr)
        return WRONG_USE


def _verify(given: argparse.Namespace, settings: Settings, store: Store, keys: KeyRing) -> int:
    try:
        since = read_anchor(given.since, keys) if given.since is not None else None
        named = [read_anchor(path, keys) for path in given.anchor]
        anchors = [*named, *_kept(anchors_of(settings), keys)]
    except AnchorRefused as refused:
        say("forged" if refused.forged else "refused", path=refused.path, why=refused)
        return BROKEN if refused.forged else WRONG_USE
    try:
        last = _walked(store, since, anchors)
    except AuditBroken as broken:
        vi, en = BREACHES[broken.why]
        say("broken", sequence=broken.sequence, vi=vi, en=en)
        return BROKEN
    if not anchors and since is None:
        say("unanchored")
    first = since.sequence if since is not None else 1
    fitting = {each.end for each in (*anchors, *([since] if since else [])) if each.sequence >= first}
    print(both("whole", first=first, last=last, anchors=len(fitting)))
    return 0


def _kept(folder: Path, keys: KeyRing) -> list[Anchor]:
    """Anchors of the folder. One of a key that is not known any more is named and left out."""
    found = []
    for path in anchor_files(folder):
        try:
            found.append(read_anchor(path, keys))
        except AnchorRefused as refused:
            if refused.forged:
                raise
            say("refused", why=refused)
    return found


def _walked(store: Store, since: Anchor | None, anchors: list[Anchor]) -> int:
    with store.begin() as session:
        own_end = session.audit.head()
        if since is not None:
            return verify_since(session.audit, since.end, *ends(anchors), own_end)
        return verify(session.audit.entries(), *ends(anchors), own_end)


def _anchor(given: argparse.Namespace, settings: Settings, store: Store, keys: KeyRing) -> int:
    with store.begin() as session:
        end = session.audit.head()
    if not end[0]:
        say("empty")
        return WRONG_USE
    path = write_anchor(given.to or anchors_of(settings), make_anchor(keys, end, utc_now()))
    print(both("anchored", sequence=end[0], path=path))
    say("copy")
    return 0


def _find(given: argparse.Namespace, settings: Settings, store: Store, keys: KeyRing) -> int:
    del settings
    number = _asked_for()
    if not number:
        say("no_number")
        return WRONG_USE
    with store.begin() as session:
        found = find(session.audit, keys, number)
    with store.begin() as session:  # written down before anything is shown
        noted = note_finding(session, keys, number, given.by, found)
    for mention in found.mentions:
        print(_line(mention))
    for key, count in found.beyond.items():
        say("beyond", key=key, count=count)
    say("found", count=len(found.mentions), sequence=noted.sequence)
    return 0


def _asked_for() -> str:
    if sys.stdin.isatty():
        print(both("number"), end=": ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _line(mention: Mention) -> str:
    """Ids and codes, parted by tabs: sequence, time in Hanoi, who, branch, register, type, dossier …"""
    entry, said = mention.entry, mention.entry.details
    at = entry.at.astimezone(HANOI).isoformat(timespec="seconds")
    who = said.get("officer") or entry.actor
    told = [said.get(name, "") for name in ("branch", "procedure", "register", "type")]
    return "\t".join([str(entry.sequence), at, entry.action, who, *told, entry.subject, mention.outcome])


_ACTIONS: dict[str, Callable[[argparse.Namespace, Settings, Store, KeyRing], int]] = {
    "verify": _verify,
    "anchor": _anchor,
    "find": _find,
    "rotate": run_rotate,
    "remark": run_remark,
}
