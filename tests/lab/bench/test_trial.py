from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lab.bench import trial
from lab.bench.command import IDLE, Usage, run_measured
from lab.bench.sets import load_set
from lab.bench.truth import page_total

TRUTH = {
    "name": "",
    "profile": "clean",
    "procedure": None,
    "received": "2025-03-05",
    "pages": [{"number": 1, "kind": "blank", "rotation": 0, "documents": [], "text": "", "words": []}],
    "documents": [],
    "once_only": [],
}
STAND_IN = """
import json, sys, pathlib
words = sys.argv[1:]
out = pathlib.Path(words[words.index("--out") + 1])
for scan in words[: words.index("--out")]:
    if "refused" in scan:
        print(f"{pathlib.Path(scan).stem}: PDF_ENCRYPTED: send it without a password", file=sys.stderr)
        continue
    page = {"number": 1, "kind": "blank", "rotation": 0, "text": ""}
    (out / f"{pathlib.Path(scan).stem}.json").write_text(json.dumps({"pages": [page], "documents": []}))
(out / "words.json").write_text(json.dumps(words))
sys.exit(3 if any("refused" in word for word in words) else 0)
"""


def lay_out(folder: Path, name: str, scan: str, **changed: str) -> None:
    (folder / scan).touch()
    (folder / f"{name}.truth.json").write_text(json.dumps(TRUTH | {"name": name} | changed))
    (folder / f"{name}.registers.json").write_text(
        json.dumps({"dan_cu": [{"type": "cccd_chip", "of": name}]})
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three dossiers: two of the same day, one of a procedure of its own that the command refuses."""
    made = tmp_path / "set"
    made.mkdir()
    lay_out(made, "a", "a.pdf")
    lay_out(made, "b-1", "b-1.tif")
    lay_out(made, "refused", "refused.pdf", procedure="1.001193")
    return made


def test_a_scan_is_the_file_or_folder_of_the_truths_name(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b.truth.json").write_text(json.dumps(TRUTH | {"name": "b"}))
    assert {each.scan.name for each in load_set(folder)} == {"a.pdf", "b", "b-1.tif", "refused.pdf"}


def test_a_truth_without_its_scan_is_an_error(folder: Path) -> None:
    (folder / "a.pdf").unlink()
    with pytest.raises(FileNotFoundError, match=r"a\.truth\.json"):
        load_set(folder)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", STAND_IN))


@pytest.mark.usefixtures("stand_in")
def test_a_batch_is_one_call_and_says_how_it_ended(folder: Path, tmp_path: Path) -> None:
    samples = load_set(folder)
    done = trial.process(samples, tmp_path / "out", ("--jobs", "2"))
    words = json.loads((tmp_path / "out" / "words.json").read_text())
    assert words[words.index("--jobs") + 1] == "2"
    assert [name for name, seen in done.records.items() if seen is None] == ["refused"]
    assert (done.statuses, done.tracebacks, page_total(each.truth for each in samples)) == ((3,), 0, 3)
    assert done.refusals == ("refused: PDF_ENCRYPTED: send it without a password",)


@pytest.mark.usefixtures("stand_in")
def test_advice_is_asked_for_each_procedure_and_day(folder: Path, tmp_path: Path) -> None:
    done = trial.advise(load_set(folder), tmp_path, ())
    same_day, procedure = (json.loads((tmp_path / f"call-{n}" / "words.json").read_text()) for n in (0, 1))
    registers = json.loads((tmp_path / "call-0" / "registers.json").read_text())
    assert [Path(word).name for word in same_day[:2]] == ["a.pdf", "b-1.tif"]
    assert procedure[procedure.index("--procedure") + 1] == "1.001193"
    assert [each["of"] for each in registers["dan_cu"]] == ["a", "b-1"]
    assert set(done.records) == {"a", "b-1", "refused"}


def test_memory_of_a_command_and_of_its_children_is_seen(tmp_path: Path) -> None:
    child = "import time; block = bytearray(120 << 20); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    ended = run_measured([sys.executable, "-c", parent], tmp_path / "log")
    assert ended.status == 0
    assert ended.usage.child > 100 > ended.usage.parent > 0
    assert ended.usage.tree >= ended.usage.child


def test_a_traceback_is_counted(tmp_path: Path) -> None:
    ended = run_measured([sys.executable, "-c", "raise SystemError"], tmp_path / "log")
    assert trial.summed({}, [ended, ended]).tracebacks == 2


def test_usage_adds_times_and_keeps_peaks() -> None:
    both = Usage(1, 2, 30, 40, 50) + Usage(1, 1, 20, 60, 45)
    assert both + IDLE == Usage(2, 3, 30, 60, 50)
