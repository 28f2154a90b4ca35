"""The walls around the decoder hold, and what comes through them is checked again."""

import subprocess
import tracemalloc

import img2pdf
import pytest
from PIL import Image

from domain.errors import RefusedInput
from ingest import process, sandbox, wire
from ingest.limits import Limits
from ingest.process import SandboxBroken
from ingest.sandbox import SandboxKind, bare_environment, sandbox_kind
from ingest.scan import open_scan

ESCAPES = {
    "no network": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "no users file": "open('/etc/passwd')",
    "no writing beside itself": "import os; os.mkdir('/usr/x')",
    "no writing of code": "import ingest; open(ingest.__file__, 'a')",
    "no other processes": "import os; os.kill(int(__import__('sys').argv[-1]), 0)",
}


def page_pdf(tmp_path, pages: int = 1, size=(827, 1169)) -> bytes:
    path = tmp_path / "page.png"
    Image.new("L", size, 230).save(path, dpi=(200, 200))
    return img2pdf.convert([path.read_bytes()] * pages)


@pytest.mark.skipif(sandbox_kind() is not SandboxKind.BWRAP, reason="bwrap cannot make namespaces here")
@pytest.mark.parametrize("attempt", ESCAPES)
def test_the_decoder_cannot_reach_out(attempt, tmp_path) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(b"x")
    line = sandbox.command(scan, ["99999"], Limits(), SandboxKind.BWRAP)
    place = line.index("-c") + 1
    line[place] = "import sys; sys.path.insert(0, sys.argv[1])\n" + ESCAPES[attempt]
    ended = subprocess.run(line, capture_output=True, env=bare_environment(), timeout=60, check=False)
    assert ended.returncode == 1 and b"Error" in ended.stderr


def test_the_decoder_sees_nothing_of_our_environment(monkeypatch) -> None:
    monkeypatch.setenv("HOSO_SECRET", "canary")
    assert "canary" not in str(bare_environment())


def test_without_namespaces_the_limits_still_hold(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(process, "sandbox_kind", lambda: SandboxKind.LIMITS)
    assert len(list(open_scan(page_pdf(tmp_path, 3)))) == 3
    with pytest.raises(RefusedInput):
        list(open_scan(page_pdf(tmp_path)[:200]))


def test_a_decoder_that_cannot_start_is_not_the_inputs_fault(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(process, "command", lambda *_: ["false"])
    with pytest.raises(SandboxBroken):
        list(open_scan(page_pdf(tmp_path)))


LIES = {
    "too many pixels": [wire.Head(wire.PAGE, 1, 60000, 60000, 3, 0, 200.0)],
    "no channels": [wire.Head(wire.PAGE, 1, 10, 10, 2, 0, 200.0)],
    "not a number": [wire.Head(wire.PAGE, 1, 10, 10, 1, 0, float("nan"))],
    "another page": [wire.Head(wire.LOST, 7, 3)],
    "a word unknown": [wire.Head(b"XXXX")],
    "a reason unknown": [wire.Head(wire.STOP, 0, 4_000_000)],
    "silence": [],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_decoder_taken_over_can_only_have_its_input_refused(lie, monkeypatch, tmp_path) -> None:
    said = b"".join(map(wire.packed, [wire.Head(wire.READY), wire.Head(wire.COUNT, 1), *LIES[lie]]))
    (tmp_path / "said").write_bytes(said)
    monkeypatch.setattr(process, "command", lambda *_: ["cat", str(tmp_path / "said")])
    with pytest.raises(RefusedInput) as refusal:
        list(open_scan(page_pdf(tmp_path)))
    assert refusal.value.code == "DECODE_FAILED"


def test_a_decoder_that_falls_silent_is_ended(monkeypatch, tmp_path) -> None:
    (tmp_path / "said").write_bytes(wire.packed(wire.Head(wire.READY)))
    monkeypatch.setattr(process, "command", lambda *_: ["sh", "-c", f"cat {tmp_path}/said; exec sleep 60"])
    with pytest.raises(RefusedInput) as refusal:
        list(open_scan(page_pdf(tmp_path), limits=Limits(file_seconds=1)))
    assert refusal.value.code == "DECODE_TIMEOUT"


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path) -> None:
    data = page_pdf(tmp_path, 12)
    next(open_scan(data))
    tracemalloc.start()
    try:
        for page in open_scan(data):
            one = page.raster.width * page.raster.height * 3
        assert tracemalloc.get_traced_memory()[1] < 4 * one
    finally:
        tracemalloc.stop()
