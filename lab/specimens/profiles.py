"""How a dossier was scanned: the numbers of each degradation profile, drawn once a dossier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from lab.specimens.fonts import Family

ProfileName = Literal["clean", "office", "copy", "fax", "phone", "poor"]
Colours = Literal["colour", "grey", "bitonal"]
PROFILES: tuple[ProfileName, ...] = ("clean", "office", "copy", "fax", "phone", "poor")
WEIGHTS = (12, 34, 18, 8, 16, 12)

TEXTURES: dict[str, tuple[str, ...]] = {
    "train": ("mottle", "bands", "none"),
    "measure": ("fibres", "streaks", "back", "none"),
}
"""Textures of the paper and the glass; those of one family never occur in the other."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One way of scanning. Angles in degrees, blur and noise in pixels and grey levels at 200 dpi.

    ink: share of the ink that is left (1 = full). contrast: steepness of a copier's curve, 0 for none.
    """

    profile: ProfileName
    dpi: int
    colours: Colours
    quality: int | None
    skew: float
    blur: float
    noise: float
    ink: float = 1.0
    contrast: float = 0.0
    speckle: float = 0.0
    edges: float = 0.0
    shade: float = 0.0
    texture: str = "none"
    first_quality: int | None = None
    perspective: float = 0.0


def choose_profile(rng: Random) -> ProfileName:
    """A profile as often as an office meets it."""
    return rng.choices(PROFILES, WEIGHTS)[0]


def draw_scan(profile: ProfileName, family: Family, rng: Random) -> Scan:
    """The numbers of one dossier; measured ones have other textures and partly other ranges than trained."""
    texture = rng.choice(TEXTURES["measure" if family == "measure" else "train"])
    far = 1.15 if family == "measure" else 1.0
    low, high = rng.choice((200, 200, 300)), rng.choice((200, 300))
    match profile:
        case "clean":
            return Scan(profile, high, rng.choice(("colour", "grey")), None, 0.15, 0.0, 0.0)
        case "office":
            colours: Colours = rng.choice(("colour", "colour", "grey"))
            quality, blur, noise = rng.randint(62, 90), rng.uniform(0.35, 0.8), rng.uniform(1.5, 5.0) * far
            return Scan(profile, high, colours, quality, 1.0 * far, blur, noise, shade=0.05, texture=texture)
        case "copy":
            bitonal = rng.random() < 0.35
            return Scan(
                profile,
                300 if bitonal and rng.random() < 0.5 else low,
                "bitonal" if bitonal else "grey",
                None if bitonal else rng.randint(55, 80),
                2.0 * far,
                rng.uniform(0.5, 0.95),
                rng.uniform(4, 9),
                contrast=rng.uniform(5, 9) * far,
                speckle=rng.uniform(0.2, 1.0) * far,
                edges=rng.uniform(0.0, 1.0),
                texture=texture,
            )
        case "fax":
            blur, noise, speckle = rng.uniform(0.45, 0.75), rng.uniform(8, 18), rng.uniform(0.2, 0.8) * far
            return Scan(profile, 200, "bitonal", None, 1.4, blur, noise, contrast=12, speckle=speckle)
        case "phone":
            quality, blur, noise = rng.randint(58, 82), rng.uniform(0.5, 1.0), rng.uniform(3, 8)
            shade, tilt = rng.uniform(0.15, 0.42) * far, rng.uniform(0.01, 0.045) * far
            return Scan(
                profile,
                200,
                "colour",
                quality,
                2.0,
                blur,
                noise,
                shade=shade,
                texture=texture,
                perspective=tilt,
            )
        case "poor":
            colours = rng.choice(("colour", "grey"))
            quality, first = rng.randint(45, 68), rng.randint(28, 50)
            blur, noise, ink = rng.uniform(0.8, 1.25) * far, rng.uniform(5, 11), rng.uniform(0.42, 0.7)
            shade = rng.uniform(0.1, 0.3)
            worn = Scan(profile, low, colours, quality, 3.0, blur, noise, ink, speckle=0.3, shade=shade)
            return replace(worn, texture=texture, first_quality=first)
