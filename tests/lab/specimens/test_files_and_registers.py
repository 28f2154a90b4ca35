from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from lab.specimens.__main__ import main
from lab.specimens.dossier import make_dossier
from lab.specimens.registers import EXPECTED, HELD


@pytest.mark.parametrize("profile", ["fax", "office"])
def test_the_command_writes_a_scan_its_truth_and_its_registers(profile: str, tmp_path: Path) -> None:
    assert main(["--seed", "3", "--dossiers", "2", "--profile", profile, "--out", str(tmp_path)]) == 0
    for name in ("train-030000", "train-030001"):
        truth = json.loads((tmp_path / f"{name}.truth.json").read_text("utf-8"))
        assert truth["profile"] == profile
        assert (tmp_path / f"{name}.registers.json").exists()
        assert stored_pages(tmp_path, name) == len(truth["pages"])


def stored_pages(folder: Path, name: str) -> int:
    if (folder / name).is_dir():
        return len(list((folder / name).iterdir()))
    if (folder / f"{name}.tif").exists():
        with Image.open(folder / f"{name}.tif") as picture:
            return getattr(picture, "n_frames", 1)
    with pikepdf.open(folder / f"{name}.pdf") as pdf:
        return len(pdf.pages)


def test_verdicts_follow_from_what_was_planted() -> None:
    seen: set[str] = set()
    for seed in range(5):
        dossier = make_dossier(seed, "train", "fax")
        documents: Any = {each["id"]: each for each in dossier.truth["documents"]}  # type: ignore[attr-defined]
        verdicts: Any = dossier.truth["once_only"]
        for verdict in verdicts:
            document = documents[verdict["document"]]
            if "planted" in verdict:
                seen.add(verdict["planted"])
                assert (verdict["verdict"], verdict["reason"]) == EXPECTED[verdict["planted"]]
                assert equal_record(dossier.registers, document) == (verdict["planted"] == "held")
            else:
                assert verdict["verdict"] == "needed"
    assert {"held", "absent"} <= seen


def equal_record(registers: dict[str, list[dict[str, Any]]], document: dict[str, Any]) -> bool:
    """Whether the register holds the paper's name, birth and number as the paper says them."""
    register, *names = HELD[document["type"]]
    wanted = {name: document["fields"][name]["value"].lower() for name in names if name in document["fields"]}
    return any(
        record["type"] == document["type"]
        and all(record["fields"].get(name, "").lower() == value for name, value in wanted.items())
        for record in registers[register]
    )
