"""Small invented pages drawn for one question each, and recognisers that answer as they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

import numpy as np
import pytest
import segno
from PIL import Image, ImageChops, ImageDraw, ImageFont

from domain.page import Page, PageKind, Quality, Raster
from lab.specimens.fonts import Face, faces
from ocr.engine import Engine, Grey, LineReading, WordReading, load_engine
from ocr.pixels import Pixels

DPI = 200


@dataclass
class Paper:
    """A page being drawn: places in pixels at 200 dpi, sizes in points."""

    fonts: dict[str, Face]
    width: int = 1654
    height: int = 1169
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), "white")
        self.draw = ImageDraw.Draw(self.image)

    def write(
        self, x: int, y: int, text: str, size: float = 13, look: str = "serif", colour: str = "black"
    ) -> tuple[int, int, int, int]:
        """Write with the baseline at y; the box of the ink."""
        font = ImageFont.truetype(str(self.fonts[look].path), round(size * DPI / 72))
        self.draw.text((x, y), text, font=font, fill=colour, anchor="ls")
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        return round(x + left), round(y + top), round(x + right), round(y + bottom)

    def spaced(self, x: int, y: int, text: str, pitch: float = 20.0) -> None:
        """Write letters a pitch apart, as a machine-readable zone stands."""
        for place, letter in enumerate(text):
            self.write(round(x + place * pitch), y, letter, 10.5, "mono")

    def rule(self, *corners: int, thick: int = 2) -> None:
        self.draw.line(corners, fill="black", width=thick)

    def dots(self, left: int, right: int, y: int, step: int = 9) -> None:
        for x in range(left, right, step):
            self.draw.ellipse((x, y - 2, x + 2, y), fill="black")

    def seal(self, x: int, y: int, radius: int = 130, colour: tuple[int, int, int] = (215, 40, 50)) -> None:
        """A round red stamp; ink on ink is darker than either."""
        stamp = Image.new("RGB", self.image.size, "white")
        draw = ImageDraw.Draw(stamp)
        for inset in (0, 8, 40):
            box = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
            draw.ellipse(box, outline=colour, width=5)
        draw.line((x - 60, y, x + 60, y), fill=colour, width=9)
        self.image.paste(ImageChops.multiply(self.image, stamp))

    def qr(self, x: int, y: int, payload: str, side: int) -> None:
        out = BytesIO()
        segno.make(payload, error="m", micro=False).save(out, kind="png", scale=8, border=2)
        code = Image.open(out).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        self.image.paste(code, (x, y))

    def pixels(self, turned: int = 0, skew: float = 0.0) -> Pixels:
        """The picture: its content first turned clockwise by ``skew`` degrees, then by quarter turns."""
        image = self.image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor="white")
        return np.rot90(np.asarray(image), -turned // 90).copy()


@pytest.fixture(scope="session")
def fonts() -> dict[str, Face]:
    both = [face for face in faces("both") if not (face.bold or face.italic)]
    found = {face.look: face for face in both if face.style == "print"}
    mono = next(face for face in faces("measure") if face.style == "mono")
    return {**found, "mono": mono}


@pytest.fixture
def paper(fonts: dict[str, Face]) -> Paper:
    return Paper(fonts)


@pytest.fixture
def letter_paper(fonts: dict[str, Face]) -> Paper:
    """A page with an official head in two columns, a paragraph and a signature."""
    page = Paper(fonts)
    page.write(150, 120, "ỦY BAN NHÂN DÂN")
    page.write(190, 170, "XÃ THỬ NGHIỆM")
    page.write(760, 120, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.write(920, 170, "Độc lập - Tự do - Hạnh phúc")
    for row, text in enumerate(PARAGRAPH):
        page.write(150, 350 + 50 * row, text)
    page.write(1050, 800, "Nguyễn Văn Mẫu")
    return page


PARAGRAPH = (
    "Căn cứ Luật Hộ tịch và các quy định hướng dẫn thi hành về đăng ký khai sinh,",
    "xét đề nghị của công chức tư pháp hộ tịch và hồ sơ kèm theo của người yêu cầu,",
    "Ủy ban nhân dân xã xác nhận những nội dung sau đây là đúng với sổ đăng ký gốc",
    "được lưu giữ tại trụ sở và có giá trị kể từ ngày ký cho đến khi có thay đổi.",
)


@pytest.fixture
def page_of() -> Callable[[Pixels], Page]:
    """A page value around a picture."""

    def wrap(pixels: Pixels) -> Page:
        channels: Literal[1, 3] = 1 if pixels.ndim == 2 else 3
        raster = Raster(pixels.shape[1], pixels.shape[0], channels, DPI, pixels.tobytes())
        return Page(4, PageKind.CONTENT, raster, Quality(1.0, 0.0, 0.1))

    return wrap


@dataclass
class Told:
    """A recogniser that answers each line with what it is told, and remembers the lines."""

    answer: Callable[[Grey], LineReading]
    name: str = "told"
    seen: list[Grey] = field(default_factory=list)

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        self.seen += lines
        return [self.answer(line) for line in lines]


@pytest.fixture
def told() -> type[Told]:
    return Told


@pytest.fixture
def whole_line() -> Told:
    """Reads one word, as wide as the crop's ink, on every line."""

    def answer(line: Grey) -> LineReading:
        ink = np.flatnonzero((line < 128).any(axis=0))
        left, right = (ink[0], ink[-1] + 1) if ink.size else (0, 1)
        return LineReading((WordReading("chữ", left / line.shape[1], right / line.shape[1], 0.9),))

    return Told(answer)


@pytest.fixture(scope="session")
def tesseract() -> Engine:
    return load_engine("tesserocr")
