from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lab.bench import cli, trial
from lab.bench.tally import Tally

NOTHING_FOUND = """
import json, sys, pathlib
words = sys.argv[1:]
out = pathlib.Path(words[words.index("--out") + 1])
pages = [{"number": 1, "kind": "content", "rotation": 0, "text": "GIẤY ỦY QUYỀN"}]
papers = [{"id": "d1", "type": "unknown", "pages": [1], "fields": []}]
(out / "mau.json").write_text(json.dumps({"pages": pages, "documents": papers}))
"""


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A set of one dossier: an authorisation with one handwritten name."""
    box = [0, 0, 1, 1]
    words = [{"text": text, "box": box} for text in ("GIẤY", "ỦY", "QUYỀN", "MẪU")]
    page = {"number": 1, "kind": "content", "rotation": 0, "documents": ["d1"], "words": words}
    name = {"value": "Mẫu Thị An", "raw": "Mẫu Thị An", "page": 1, "box": box, "filled": "hand"}
    paper = {"id": "d1", "type": "giay_uy_quyen", "pages": [1], "layout": "a", "fields": {"ho_ten": name}}
    verdict = {"document": "d1", "verdict": "needed", "reason": "NO_RULE"}
    truth = {
        "name": "mau",
        "profile": "office",
        "procedure": "1.001193",
        "received": "2026-01-05",
        "pages": [page],
        "documents": [paper],
        "once_only": [verdict],
    }
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "mau.truth.json").write_text(json.dumps(truth))
    (tmp_path / "set" / "mau.pdf").touch()
    return tmp_path / "set"


def test_one_json_tells_all_and_errors_are_listed(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", NOTHING_FOUND))
    errors = tmp_path / "errors.txt"
    cli.main(["specimens", "--set", str(drawn), "--no-ocrmypdf", "--errors", str(errors)])
    measured = json.loads(capsys.readouterr().out)["specimens"]
    assert measured["set"] == {"seed": None, "dossiers": 1, "pages": 1}
    assert measured["pages"]["confused"] == {"giay_uy_quyen as unknown": 1}
    assert measured["words"]["recall"] == Tally(3, 4).shown()
    assert measured["fields"]["exact"] == Tally(0, 1).shown()
    assert measured["once_only"]["right"] == Tally(0, 1).shown()
    assert measured["speed"]["pages_a_second"] > 0
    assert "giay_uy_quyen.ho_ten  a hand  (0 different, 0 absent, 1 lost)" in errors.read_text()


def test_a_run_that_is_kept_leaves_its_records(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "COMMAND", (sys.executable, "-c", NOTHING_FOUND))
    kept = tmp_path / "kept"
    cli.main(["specimens", "--set", str(drawn), "--no-ocrmypdf", "--no-once-only", "--keep", str(kept)])
    assert [each.name for each in kept.glob("run-*/hoso/*.json")] == ["mau.json"]
