"""How a decoding process is shut in: kernel limits always, namespaces where this machine allows them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import asdict
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ingest.limits import Limits

ROOM = Path(__file__).resolve().parent
SCAN_INSIDE = "/scan"
"""Where the input lies in the sandbox; its own name never enters."""

_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from ingest.child import main; main(sys.argv[1:])"
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
# fontconfig's files let pages whose fonts are not embedded come out readable; the linker cache saves time.
_PLAIN_FILES = ("/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig")


class SandboxKind(StrEnum):
    """bwrap: own namespaces, no network, read-only system. limits: kernel limits, bare environment."""

    BWRAP = "bwrap"
    LIMITS = "limits"


@cache
def sandbox_kind() -> SandboxKind:
    """Which sandbox this machine gives, tried once; production should refuse anything but ``bwrap``."""
    if shutil.which("bwrap") is None:
        return SandboxKind.LIMITS
    trial = subprocess.run(
        [*_namespaces(), "--", *_python(), "-c", "import PIL, pikepdf"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env=_BARE,
    )
    return SandboxKind.BWRAP if trial.returncode == 0 else SandboxKind.LIMITS


def command(scan: Path, arguments: list[str], limits: Limits, kind: SandboxKind) -> list[str]:
    """The command line that decodes one scan. arguments: format, first and last page."""
    caps = [
        "prlimit",
        f"--as={limits.memory_bytes}",
        f"--cpu={limits.file_seconds}",
        f"--nofile={limits.open_files}",
        f"--fsize={limits.max_page_pixels * 3 + (1 << 20)}",
        "--core=0",
    ]
    walls, seen = [], str(scan.resolve())
    if kind is SandboxKind.BWRAP:
        walls, seen = [*_namespaces(), "--ro-bind", str(scan.resolve()), SCAN_INSIDE, "--"], SCAN_INSIDE
    settings = json.dumps(asdict(limits))
    return [*caps, *walls, *_python(), "-c", _START, str(ROOM.parent), seen, settings, *arguments]


_BARE = {"PATH": os.defpath + ":/usr/local/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


def bare_environment() -> dict[str, str]:
    """What a decoding process sees of the environment: where programs are, and nothing of ours."""
    return dict(_BARE)


def _python() -> list[str]:
    """This interpreter, isolated: no user site, no environment, no current folder on its path."""
    return [sys.executable, "-I", "-B"]


def _namespaces() -> list[str]:
    """bwrap with everything unshared, the programs read-only, and an own /tmp as the only writable place."""
    walls = [
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--clearenv",
    ]
    walls += [word for name, value in _BARE.items() for word in ("--setenv", name, value)]
    walls += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    for name in _SYSTEM:
        folder = Path(name)
        if folder.is_symlink():
            walls += ["--symlink", str(folder.readlink()), name]
        elif folder.is_dir():
            walls += ["--ro-bind", name, name]
    for name in _PLAIN_FILES:
        walls += ["--ro-bind-try", name, name]
    for each in _code_folders():
        walls += ["--ro-bind", str(each), str(each)]
    return [*walls, "--chdir", "/tmp"]  # noqa: S108


def _code_folders() -> list[Path]:
    """Folders outside /usr that the interpreter, its libraries and this room are read from."""
    wanted = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent}
    wanted |= {ROOM, ROOM.parent / "domain"}
    wanted |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found = [find_spec(name) for name in ("PIL", "pikepdf", "pdf2image")]
    wanted |= {Path(str(spec.origin)).parent.parent for spec in found if spec is not None}
    wanted |= {each.resolve() for each in wanted}
    usr = Path("/usr")
    outside = sorted(each for each in wanted if each.exists() and usr not in (each, *each.parents))
    return [each for each in outside if not any(other in each.parents for other in outside)]
