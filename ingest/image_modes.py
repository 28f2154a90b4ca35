"""Any Pillow mode to 8-bit grey or RGB, set as the camera held it. Sandbox only."""

from __future__ import annotations

from PIL import Image

_ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_GREY = ("1", "L")
_DEEP = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")


def upright(page: Image.Image, source: Image.Image) -> Image.Image:
    """The page turned by the orientation tag of its source; a tag that cannot be read turns nothing.

    Pillow turns a TIFF by itself while loading it and drops the tag, so nothing is turned twice.
    """
    try:
        turn = _TURNS.get(source.getexif().get(_ORIENTATION_TAG, 1))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, Warning):
        return page
    return page if turn is None else page.transpose(turn)


def eight_bit(image: Image.Image) -> Image.Image:
    """Mode ``L`` or ``RGB``; transparency lies on white, deeper samples keep their upper eight bits."""
    if image.mode in _GREY:
        return _on_white(image, "L") if "transparency" in image.info else image.convert("L")
    if image.mode in _DEEP:
        return _shallow(image)
    if image.mode in ("LA", "La"):
        return _on_white(image, "L")
    if image.mode in ("PA", "RGBA", "RGBa") or "transparency" in image.info:
        return _on_white(image, "RGB")
    if image.mode == "P":
        return _of_palette(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_white(image: Image.Image, mode: str) -> Image.Image:
    if image.mode in ("La", "RGBa"):
        image = image.convert({"La": "LA", "RGBa": "RGBA"}[image.mode])
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
    paper.alpha_composite(clear)
    return paper.convert(mode)


def _of_palette(image: Image.Image) -> Image.Image:
    """Palettes of scanners mostly hold greys; these stay one channel."""
    colours = image.getpalette("RGB") or []
    grey = all(colours[i] == colours[i + 1] == colours[i + 2] for i in range(0, len(colours) - 2, 3))
    return image.convert("L" if grey else "RGB")


def _shallow(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and float samples by their usual full scale, taken from the largest value present."""
    deep = image.convert("F")
    extremes = deep.getextrema()
    top = float(extremes[1]) if not isinstance(extremes[1], tuple) else 255.0
    full = next((scale for scale in (1.0, 255.0, 65535.0) if top <= scale), max(top, 1.0))
    if image.mode.startswith("I;16"):
        full = 65535.0
    return deep.point(lambda value: value * (255.0 / full) + 0.0).convert("L")
