"""Born-digital pages as an office scanner would deliver them, with the degradations of the specimens."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from random import Random

import cv2
import img2pdf
import numpy as np

from lab.specimens.degrade import Pixels, scan_page
from lab.specimens.profiles import draw_scan

LIKE_PRINT = 90


def as_scan(source: Path, target: Path) -> Path:
    """Write a PDF of degraded page images, the same for the same name, unless it is there; returns it."""
    if target.exists():
        return target
    scan = draw_scan("office", "measure", Random(source.name))
    grain = np.random.default_rng(list(source.name.encode()))
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = ["pdftoppm", "-r", str(scan.dpi), "-png", source, Path(folder) / "page"]
        subprocess.run(command, check=True, capture_output=True)
        drawn = (_read(path) for path in sorted(Path(folder).iterdir()))
        pages = [_jpeg(scan_page(page, scan, grain)[0], scan.quality or LIKE_PRINT) for page in drawn]
    layout = img2pdf.get_fixed_dpi_layout_fun((scan.dpi, scan.dpi))
    part = target.with_suffix(".part")
    part.write_bytes(img2pdf.convert(pages, layout_fun=layout))
    return part.replace(target)


def _read(path: Path) -> Pixels:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR_RGB), dtype=np.uint8)


def _jpeg(page: Pixels, quality: int) -> bytes:
    colours = cv2.cvtColor(page, cv2.COLOR_RGB2BGR) if page.ndim == 3 else page
    return bytes(cv2.imencode(".jpg", colours, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])
