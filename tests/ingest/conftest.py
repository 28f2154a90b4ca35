"""Drawn sheets of paper: all print on them is invented and says nothing of anybody."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from domain.errors import RefusedInput
from domain.page import Page, Raster
from ingest.judge import judged
from ingest.limits import Limits
from ingest.reasons import CODES
from ingest.scan import open_scan

Sheet = NDArray[np.uint8]


class Paper:
    """Draws grey A4 sheets at one resolution."""

    dpi = 200
    mm = 200 / 25.4
    width, height = 1654, 2339

    def blank(self, level: int = 252) -> Sheet:
        return np.full((self.height, self.width), level, np.uint8)

    def printed(self, lines: int = 40, *, ink: int = 25, left: float = 22, points: float = 12) -> Sheet:
        """Lines of print from the top margin on, starting ``left`` mm from the edge."""
        image = Image.fromarray(self.blank())
        pen, font = ImageDraw.Draw(image), ImageFont.load_default(points * self.dpi / 72)
        for i in range(lines):
            words = f"Dong chu mau so {i} dung de thu may quet, khong noi ve ai va khong co gia tri"
            pen.text((left * self.mm, (18 + 6.4 * i) * self.mm), words, fill=ink, font=font)
        return np.asarray(image).copy()

    def grainy(self, sheet: NDArray[np.generic], sigma: float = 5.0) -> Sheet:
        grain = np.random.default_rng(7).normal(0, sigma, sheet.shape)
        return np.clip(sheet + grain, 0, 255).astype(np.uint8)

    def shining_through(self, strength: float) -> Sheet:
        """The back of a printed sheet: mirrored, pale and blurred by the paper."""
        other = cv2.GaussianBlur(self.printed()[:, ::-1], (0, 0), 2.0).astype(float)
        return self.grainy(250 - (252 - other) * strength, 4.0)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def judge() -> Callable[..., Page]:
    """The judgement of a grey drawn sheet."""

    def judge_sheet(sheet: Sheet, native_dpi: float = 200, flags: int = 0) -> Page:
        raster = Raster(sheet.shape[1], sheet.shape[0], 1, 200, np.ascontiguousarray(sheet).tobytes())
        return judged(1, raster, native_dpi, flags)

    return judge_sheet


SMALL = Limits(
    max_bytes=64 << 20,
    max_pages=200,
    max_page_pixels=3_000_000,
    max_image_pixels=20_000_000,
    memory_bytes=700 << 20,
    page_seconds=3,
    file_seconds=12,
)
"""Limits that hostile files reach quickly."""


@pytest.fixture
def outcome() -> Callable[[bytes], str | list[Page]]:
    """What becomes of an input under small limits: its pages, or the code it is refused with."""

    def decode(data: bytes, limits: Limits = SMALL) -> str | list[Page]:
        try:
            pages = list(open_scan(data, limits=limits))
        except RefusedInput as refusal:
            assert refusal.code in CODES and refusal.remedy
            return refusal.code
        for page in pages:
            raster = page.raster
            assert len(raster.data) == raster.width * raster.height * raster.channels
            assert raster.width * raster.height <= limits.max_page_pixels * 1.01
        return pages

    return decode
