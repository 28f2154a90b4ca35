"""Born-digital pages as an office scanner would deliver them: a little askew, soft, noisy, compressed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import cv2
import img2pdf
import numpy as np
from numpy.typing import NDArray

DPI = 200
JPEG_QUALITY = 60
Grey = NDArray[np.uint8]


def as_scan(source: Path, target: Path) -> Path:
    """Write a PDF of degraded page images, the same ones at every call; returns the target."""
    with tempfile.TemporaryDirectory() as folder:
        command: list[str | Path] = [
            "pdftoppm",
            "-r",
            str(DPI),
            "-gray",
            "-png",
            source,
            Path(folder) / "page",
        ]
        subprocess.run(command, check=True, capture_output=True)
        random = np.random.default_rng(sum(source.name.encode()))
        pages = [_degraded(_read(path), random) for path in sorted(Path(folder).iterdir())]
    layout = img2pdf.get_fixed_dpi_layout_fun((DPI, DPI))
    target.write_bytes(img2pdf.convert(pages, layout_fun=layout))
    return target


def _read(path: Path) -> Grey:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _degraded(page: Grey, random: np.random.Generator) -> bytes:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-1.5, 1.5), 1.0)
    askew = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    soft = cv2.GaussianBlur(askew, (0, 0), random.uniform(0.5, 1.0))
    # Paper is never quite white and ink never quite black.
    faded = soft * random.uniform(0.75, 0.9) + random.uniform(15, 25)
    noisy = np.clip(faded + random.normal(0, 6, page.shape), 0, 255).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1])
