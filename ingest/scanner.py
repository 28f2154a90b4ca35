"""Which device made a file, as its tags say: a known maker and model, and no other word of what stands there.

Tags are free text that may hold anybody's name or number, so nothing passes but the words listed here and
what has the shape of a model's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MOST_LETTERS = 48
"""Of a device's name."""

_MAKERS_SAID = (
    "agfa apple avision bell+howell brother canon contex czur epson fujitsu google hewlett-packard honor hp "
    "huawei infotec kodak konica kyocera lanier lexmark microtek minolta mustek nashuatec nikon oki olivetti "
    "olympus oppo panasonic pantum pfu plustek realme ricoh samsung savin sharp sony toshiba triumph-adler "
    "uniscan utax visioneer vivo vsmart xerox xiaomi"
)
_FAMILIES_SAID = (
    "advance aficio altalink apeos apeosport bizhub canoscan color digital docucentre e-studio ecosys "
    "expression galaxy gt i-sensys imageclass imageformula imagepress imagerunner ipad iphone ir ir-adv "
    "laserjet lide mfc mfp mp officejet optislim pagewide perfection pixel pixma pro redmi scanjet scansnap "
    "sender sp taskalfa versalink workcentre workforce"
)
_MAKERS, _FAMILIES = frozenset(_MAKERS_SAID.split()), frozenset(_FAMILIES_SAID.split())
_MODEL = re.compile(r"[a-z]{0,5}[-.]?[a-z]{0,2}[0-9]{1,5}[a-z]{0,4}(?:[-+][a-z0-9]{1,3})?")
_WORD = re.compile(r"[a-z0-9+.-]+")
_MOST_WORDS = 5


def scanner_named(claims: Iterable[str]) -> str | None:
    """The device that the first telling claim names, such as ``canon dr-c225``; None where none names one.

    claims: values of a file's tags. Small letters and digits of ASCII, at most ``MOST_LETTERS``; what was
    named once is named the same again.
    """
    found = (" ".join(_telling(claim.lower())) for claim in claims)
    return next((name[:MOST_LETTERS].strip() for name in found if name), None)


def _telling(claim: str) -> Iterator[str]:
    """From the maker on: makers, families and codes of models, as far as they go without a gap."""
    words = _WORD.findall(claim)
    first = next((place for place, word in enumerate(words) if word in _MAKERS), len(words))
    for word in dict.fromkeys(words[first : first + _MOST_WORDS]):
        if word not in _MAKERS and word not in _FAMILIES and not _MODEL.fullmatch(word):
            return
        yield word
