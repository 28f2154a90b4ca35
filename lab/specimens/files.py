"""Finished dossiers on disk: a PDF, a multi-page TIFF, or a folder of pictures, with the truth beside it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import img2pdf
from PIL import Image

from lab.specimens.dossier import Dossier, ScannedPage
from lab.specimens.profiles import Scan


def write_dossier(dossier: Dossier, folder: Path) -> Path:
    """Write the scan and its truth, and its registers; returns the path of the scan."""
    folder.mkdir(parents=True, exist_ok=True)
    container = _container(dossier)
    target = folder / (dossier.name if container == "folder" else f"{dossier.name}.{container}")
    pages = [
        encode_page(page, dossier.scan, "PNG" if container == "folder" else "TIFF") for page in dossier.pages
    ]
    if container == "folder":
        target.mkdir(exist_ok=True)
        for number, (suffix, data) in enumerate(pages, 1):
            (target / f"{number:03d}.{suffix}").write_bytes(data)
    elif container == "pdf":
        target.write_bytes(
            img2pdf.convert([data for _, data in pages], nodate=True, engine=img2pdf.Engine.internal)
        )
    else:
        target.write_bytes(_tiff(dossier))
    _write_json(folder / f"{dossier.name}.truth.json", dossier.truth)
    _write_json(folder / f"{dossier.name}.registers.json", dossier.registers)
    return target


def encode_page(page: ScannedPage, scan: Scan, bitonal: str) -> tuple[str, bytes]:
    """(suffix, bytes) of the page as a picture file: JPEG, or PNG where the scan loses nothing.

    bitonal: TIFF (fax compression, for a PDF) or PNG, for scans of one bit.
    """
    stream = io.BytesIO()
    picture = picture_of(page, scan)
    if scan.quality is not None:
        picture.save(stream, "JPEG", quality=scan.quality, dpi=(page.dpi, page.dpi))
        return "jpg", stream.getvalue()
    if picture.mode == "1" and bitonal == "TIFF":
        picture.save(stream, "TIFF", compression="group4", dpi=(page.dpi, page.dpi))
        return "tif", stream.getvalue()
    picture.save(stream, "PNG", dpi=(page.dpi, page.dpi))
    return "png", stream.getvalue()


def picture_of(page: ScannedPage, scan: Scan) -> Image.Image:
    """The stored page as a picture, one bit deep where the scan is bitonal."""
    picture = Image.fromarray(page.pixels)
    return picture.convert("1", dither=Image.Dither.NONE) if scan.colours == "bitonal" else picture


def _container(dossier: Dossier) -> str:
    rng = Random(f"container/{dossier.name}")
    if dossier.scan.profile == "phone":
        return rng.choice(("folder", "folder", "pdf"))
    return rng.choice(("pdf", "pdf", "pdf", "tif", "folder"))


def _tiff(dossier: Dossier) -> bytes:
    pictures = [picture_of(page, dossier.scan) for page in dossier.pages]
    dpi = dossier.pages[0].dpi
    stream = io.BytesIO()
    how = "group4" if dossier.scan.colours == "bitonal" else "jpeg" if dossier.scan.quality else "tiff_lzw"
    options = {"quality": dossier.scan.quality} if how == "jpeg" else {}
    if how == "jpeg" and pictures[0].mode == "RGB":
        pictures = [picture.convert("YCbCr") for picture in pictures]  # as scanners write it, half the size
    rest = pictures[1:]
    pictures[0].save(
        stream,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression=how,
        dpi=(dpi, dpi),
        **options,
    )
    return stream.getvalue()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
