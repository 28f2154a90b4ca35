"""What stands on papers besides print: seals, signatures, patterns, portraits, fingerprints, codes."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFont

from lab.specimens.canvas import BLACK, Attested, Canvas, Colour

SEAL_RED: Colour = (205, 32, 44)


def draw_seal(
    canvas: Canvas, at: tuple[float, float], ring: str, face: Path, rng: Random, wide: float = 36.0
) -> None:
    """A round red seal, half transparent, its middle at that point; its ring says it is a trial."""
    size = round(canvas.length(wide))
    seal = _seal(size, ring, face).rotate(rng.uniform(-14, 14), resample=Image.Resampling.BILINEAR)
    alpha = seal.getchannel("A").point(_share(rng.uniform(0.55, 0.9)))
    seal.putalpha(alpha)
    left, top = at[0] - wide / 2, at[1] - wide / 2
    canvas.paste(seal, left, top)
    canvas.attest("seal", left, top, left + wide, top + wide)


def draw_signature(canvas: Canvas, at: tuple[float, float], width: float, ink: Colour, rng: Random) -> None:
    """A scrawl that is no name, its left middle at that point."""
    height = width * 0.3
    points = []
    loops = rng.randint(3, 6)
    phase = rng.uniform(0, math.pi)
    for step in range(70):
        share = step / 69
        swing = math.sin(share * loops * 2 * math.pi + phase) * (1 - share * 0.6)
        x = at[0] + width * share + 3.0 * math.cos(share * loops * 2 * math.pi)
        points.append(canvas.px(x, at[1] - swing * height / 2 + rng.uniform(-0.2, 0.2)))
    canvas.draw.line(points, fill=ink, width=max(1, round(canvas.length(0.45))), joint="curve")
    if rng.random() < 0.6:
        tail = [
            canvas.px(at[0] + width * 0.2, at[1] + height * 0.45),
            canvas.px(at[0] + width, at[1] + height * 0.2),
        ]
        canvas.draw.line(tail, fill=ink, width=max(1, round(canvas.length(0.4))))
        points += tail
    low, high = ([pick(axis) for axis in zip(*points, strict=True)] for pick in (min, max))
    canvas.attested.append(Attested("signature", (low[0], low[1], high[0], high[1]), canvas.document))


def draw_waves(canvas: Canvas, box: tuple[float, float, float, float], tint: Colour, seed: int) -> None:
    """A guilloche-like ground in a tint, as cards and certificates have; box in mm (x, y, width, height)."""
    left, top = canvas.px(box[0], box[1])
    width, height = round(canvas.length(box[2])), round(canvas.length(box[3]))
    unit = canvas.length(1.0)
    picture = _waves(width, height, unit, tint, seed)
    canvas.image.paste(picture, (round(left), round(top)))


def draw_portrait(canvas: Canvas, box: tuple[float, float, float, float], rng: Random) -> None:
    """A silhouette instead of a face."""
    x, y, width, height = box
    ground = rng.choice(((196, 214, 232), (226, 230, 236), (170, 196, 222)))
    canvas.draw.rectangle((*canvas.px(x, y), *canvas.px(x + width, y + height)), fill=ground)
    shade = (92, 84, 88)
    for left, top, right, bottom in ((0.3, 0.16, 0.7, 0.62), (0.06, 0.66, 0.94, 1.5)):
        corners = (
            *canvas.px(x + left * width, y + top * height),
            *canvas.px(x + right * width, y + min(bottom, 1.0) * height),
        )
        canvas.draw.ellipse(corners, fill=shade)
    canvas.frame(x, y, width, height, 0.1)


def draw_print(canvas: Canvas, box: tuple[float, float, float, float], rng: Random) -> None:
    """Ridges of no finger."""
    x, y, width, height = box
    phase = rng.uniform(0, 1)
    for ring in range(1, 9):
        share = (ring + phase) / 9.5
        corners = (
            *canvas.px(x + width * (0.5 - share / 2), y + height * (0.5 - share / 2)),
            *canvas.px(x + width * (0.5 + share / 2), y + height * (0.5 + share / 2)),
        )
        canvas.draw.ellipse(corners, outline=(70, 66, 74), width=max(1, round(canvas.length(0.25))))


def draw_chip(canvas: Canvas, box: tuple[float, float, float, float]) -> None:
    """A contact chip."""
    x, y, width, height = box
    corners = (*canvas.px(x, y), *canvas.px(x + width, y + height))
    canvas.draw.rounded_rectangle(corners, canvas.length(1.2), fill=(214, 186, 110), outline=(120, 100, 50))
    for share in (0.33, 0.66):
        canvas.rule((x, y + height * share), (x + width, y + height * share), 0.12)
        canvas.rule((x + width * share, y), (x + width * share, y + height), 0.12)


def draw_emblem(canvas: Canvas, at: tuple[float, float], radius: float) -> None:
    """A red disc with a star, where the arms of the state would be."""
    x, y = at
    canvas.draw.ellipse(
        (*canvas.px(x - radius, y - radius), *canvas.px(x + radius, y + radius)), fill=(200, 40, 40)
    )
    star = []
    for corner in range(10):
        reach = radius * (0.62 if corner % 2 == 0 else 0.25)
        angle = -math.pi / 2 + corner * math.pi / 5
        star.append(canvas.px(x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.draw.polygon(star, fill=(250, 220, 60))


def draw_qr(
    canvas: Canvas, at: tuple[float, float], side: float, payload: str
) -> tuple[float, float, float, float]:
    """A QR code about that large; returns its box in pixels. Modules are whole pixels, so it can be read."""
    code = segno.make_qr(payload.encode(), error="m")
    modules = code.symbol_size(border=0)[0]
    scale = max(1, round(canvas.length(side) / modules))
    stream = io.BytesIO()
    code.save(stream, kind="png", scale=scale, border=2)
    picture = Image.open(stream).convert("RGB")
    left, top = (round(each) for each in canvas.px(*at))
    canvas.image.paste(picture, (left - 2 * scale, top - 2 * scale))
    return (left, top, left + modules * scale, top + modules * scale)


def draw_bars(canvas: Canvas, box: tuple[float, float, float, float], rng: Random) -> None:
    """A barcode that says nothing."""
    x, y, width, height = box
    end = x + width
    while x < end:
        bar = rng.choice((0.25, 0.5, 0.75))
        canvas.draw.rectangle((*canvas.px(x, y), *canvas.px(min(end, x + bar), y + height)), fill=BLACK)
        x += bar + rng.choice((0.25, 0.5, 0.75))


@lru_cache(maxsize=24)
def _seal(size: int, ring: str, face: Path) -> Image.Image:
    seal = Image.new("RGBA", (size, size), (*SEAL_RED, 0))
    draw = ImageDraw.Draw(seal)
    stroke = max(1, size // 55)
    for inset in (0.02, 0.07, 0.31):
        edge = size * inset
        draw.ellipse((edge, edge, size - edge, size - edge), outline=(*SEAL_RED, 255), width=stroke)
    font = ImageFont.truetype(str(face), max(6, size // 10))
    letters = ring.upper()
    for number, letter in enumerate(letters):
        angle = 2 * math.pi * number / len(letters)
        tile = Image.new("L", (size // 5, size // 5), 0)
        ImageDraw.Draw(tile).text((size // 10, size // 10), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BILINEAR)
        radius = size * 0.375
        x = size / 2 + radius * math.sin(angle) - size // 10
        y = size / 2 - radius * math.cos(angle) - size // 10
        seal.paste((*SEAL_RED, 255), (round(x), round(y)), tile)
    middle = ImageFont.truetype(str(face), max(6, size // 8))
    draw.text((size / 2, size / 2), "MẪU THỬ", fill=(*SEAL_RED, 255), font=middle, anchor="mm")
    return seal


@lru_cache(maxsize=16)
def _waves(width: int, height: int, unit: float, tint: Colour, seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    coarse = max(1.0, unit / 4)
    size = (round(height / coarse), round(width / coarse))
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32) * np.float32(coarse / unit)
    shade = np.zeros(size, np.float32)
    for _ in range(3):
        a, b, c, d = (
            rng.uniform(0.6, 1.6),
            rng.uniform(0.05, 0.22),
            rng.uniform(2.0, 6.0),
            rng.uniform(0, 6.3),
        )
        shade += np.abs(np.sin(a * (y + c * np.sin(b * x + d)) + 0.3 * x)) < 0.16
    weight = np.clip(shade, 0, 1.5)[..., None] * 0.11
    base = 255 - (255 - np.array(tint, np.float32)) * 0.55
    ground = base * (1 - weight) + np.array(tint, np.float32) * 0.8 * weight
    return Image.fromarray(ground.clip(0, 255).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BILINEAR
    )


def _share(share: float) -> list[int]:
    return [round(level * share) for level in range(256)]
