"""Previews: what a reviewer sees of a page, upright and of a bearable size."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from domain.page import Raster, Rotation
from hoso.service_legs import PREVIEW_EDGE, preview


def seen(raster: Raster, rotation: Rotation) -> Image.Image:
    image = Image.open(io.BytesIO(preview(raster, rotation)))
    image.load()
    return image


def raster_of(image: Image.Image) -> Raster:
    channels = 1 if image.mode == "L" else 3
    return Raster(image.width, image.height, channels, 300.0, image.tobytes())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (0, 0)), (90, (199, 0)), (180, (199, 99)), (270, (0, 99))]
)
def test_a_preview_stands_upright(rotation: Rotation, corner: tuple[int, int]) -> None:
    """The stored page's top left corner is marked; turning it clockwise moves the mark as on paper."""
    size = (200, 100) if rotation in (0, 180) else (100, 200)
    stored = Image.new("L", size, 255)
    stored.paste(0, (0, 0, 20, 20))
    shown = seen(raster_of(stored), rotation)
    assert shown.size == (200, 100)
    marked = shown.getpixel(corner)
    assert isinstance(marked, int)
    assert marked < 40


def test_a_large_page_is_made_smaller_and_keeps_its_shape() -> None:
    shown = seen(raster_of(Image.new("RGB", (3000, 6000), (200, 10, 10))), 0)
    assert shown.size == (PREVIEW_EDGE // 2, PREVIEW_EDGE)
    assert shown.mode == "RGB"
