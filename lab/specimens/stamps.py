"""What is put on finished pages: the mark of a specimen, and the stamp of a certified copy."""

from __future__ import annotations

from pathlib import Path
from random import Random

from lab.specimens import fonts
from lab.specimens.canvas import Canvas, Colour, Pen
from lab.specimens.fonts import Family
from lab.specimens.ornaments import SEAL_RED, draw_seal, draw_signature
from lab.specimens.people import invent_name

MARK = "MẪU THỬ – KHÔNG CÓ GIÁ TRỊ – SPECIMEN"
BLUE: Colour = (30, 50, 150)


def mark_page(canvas: Canvas, pale: bool, family: Family) -> None:
    """Write in the outermost millimetres that this is a trial without value; pale on blank pages."""
    canvas.place("")
    small = canvas.height < 120
    pen = Pen(_sans(family), 5.0 if small or pale else 7.5, (205, 205, 205) if pale else (60, 60, 60))
    low = canvas.height - (1.2 if small else 4.0)
    for baseline in (low,) if small or pale else (5.0, low):
        x = (canvas.width - canvas.wide(MARK, pen)) / 2
        _write(canvas, MARK, x, baseline, pen)
        for word in canvas.words[-len(MARK.split()) :]:
            word.mark = True


def stamp_copy(canvas: Canvas, document: str, family: Family, rng: Random) -> None:
    """The stamp of a document's certified copy with seal and signature, somewhere at the foot of the page."""
    canvas.place(document)
    left, top = rng.uniform(18, 60), canvas.height - rng.uniform(58, 70)
    colour = rng.choice((SEAL_RED, BLUE))
    pen = Pen(_sans(family), 8.5, colour)
    number, book = rng.randint(100, 9900), rng.randint(1, 9)
    year = rng.randint(2021, 2026)
    lines = (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        f"Số chứng thực {number} quyển số {book:02d} SCT/BS",
        f"Ngày {rng.randint(1, 28):02d} tháng {rng.randint(1, 12):02d} năm {year}",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    for row, line in enumerate(lines):
        _write(canvas, line, left, top + row * 4.4, pen)
    wide = max(canvas.wide(line, pen) for line in lines)
    canvas.attest("certification", left, top - 3, left + wide, top + 4.4 * (len(lines) - 1) + 1)
    draw_signature(canvas, (left + 14, top + 27), 30, BLUE, rng)
    draw_seal(canvas, (left + 14, top + 26), "ubnd chứng thực · mẫu thử · ", _sans(family), rng)
    _write(canvas, invent_name(rng, "Nam")[0], left + 8, top + 38, pen)


def _write(canvas: Canvas, line: str, x: float, baseline: float, pen: Pen) -> None:
    canvas.new_line()
    for word in line.split():
        x += canvas.write(x, baseline, word, pen) + canvas.wide(" ", pen)


def _sans(family: Family) -> Path:
    return next(face.path for face in fonts.faces(family) if face.name == "Arimo" and face.bold)
