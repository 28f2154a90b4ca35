"""Where Tesseract's models lie."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from ocr.engine import EngineMissing

LANGUAGE = "vie"
STRICT_LANGUAGE = "eng"
"""Model for lines of capital letters and digits only; the Vietnamese one serves where it is missing."""

USUAL_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def find_tessdata(languages: tuple[str, ...]) -> Path:
    """The first folder that holds every model asked for: TESSDATA_PREFIX, the program's own, the usual ones.

    Raises EngineMissing, naming the Debian packages, when there is none.
    """
    for folder in _candidates():
        if all((folder / f"{language}.traineddata").is_file() for language in languages):
            return folder
    packages = " ".join(f"tesseract-ocr-{language}" for language in languages)
    raise EngineMissing(f"Tesseract's models are not installed: apt-get install tesseract-ocr {packages}")


def _candidates() -> list[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    return [*folders, *_folder_of_program(), *map(Path, USUAL_FOLDERS)]


def _folder_of_program() -> list[Path]:
    """The folder that ``tesseract --list-langs`` says it uses; none when the program is not there."""
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], check=False, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    named = re.search(r'in "([^"]+)"', listed.stdout + listed.stderr)
    return [Path(named.group(1))] if named else []
