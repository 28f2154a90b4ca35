"""What speaks for or against a value or a paper's type, and how likely that makes it right.

Signs are measured where something is read; ``weighed`` turns them into a probability with weights that
``lab/training/acceptance.py`` fitted on papers whose truth is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import exp, log

from domain.definition import Calibration
from domain.document import Sign
from domain.text import PageText

KIND = "kind"  # the value type and the document type themselves
LETTERS = "letters"  # how surely the letters were read
PLACE = "place"  # how surely the value stands where its field stands, and parses
PAGE = "page"  # how well the page was read
UNSOUND = "unsound"  # the value has not the form that such values have
KNOWN = "known"  # the value stands in a list of such values
NESTED = "nested"  # an address ends with a commune, and with the district and province that it lies in
NAMED = "named"  # a family name as it is spelt and words that people are named with
RAGGED = "ragged"  # a list in which this row lacks what others have: rows may have been mixed
SIGNER = "signer"  # the name of who signed: a signature and a seal lie over it
OTHERWISE = "otherwise"  # share that the letters leave to the likeliest other value
UNDER_SEAL = "under_seal"  # share of the value's place over which a seal is struck
SHORT = "short"  # a name of two words, the least there are: one may have been lost
ELSEWHERE = "elsewhere"  # another paper of the dossier says the same
TWIN = "twin"  # as many papers of the dossier have its letters with other marks
TAGGED = "tagged"  # how sure the layout model is that the words there are this field's
ASTRAY = "astray"  # words that the layout model would put inside the value, or outside
UNLABELLED = "unlabelled"  # the layout model alone saw it: no label names the place
PROVEN = "proven"  # rules over several fields that hold, two at most
FAILED = "failed"  # a rule that does not hold
DISPUTED = "disputed"  # another paper of the dossier tells something else of the same person
EVIDENCE = "evidence"  # how well title and labels fit the type
RIVAL = "rival"  # labels of another type beyond those of the chosen one
RUN_ON = "run_on"  # pages that carry a paper on only because nothing speaks against it
LONE = "lone"  # a later page without its first one
MODEL = "model"  # how likely the layout model finds the type, on the page where it fits worst
PARTED = "parted"  # how likely it finds the paper's beginning and end
LACKING = "lacking"  # share of the fields that such a paper always carries and that were not found
MISDATED = "misdated"  # issued on a day on which no such papers were issued
DOCUMENT = "document"
"""In place of a value type: what a paper is and where it ends."""

_SUREST = 0.999
_LEAST = 0.001
_WEAK = 0.1  # of a page's words: the tenth that was read worst shows how good its image is


def log_odds(probability: float) -> float:
    """Log-odds of a probability that is never quite 0 or 1."""
    bounded = min(_SUREST, max(_LEAST, probability))
    return round(log(bounded / (1 - bounded)), 3)


def page_sign(text: PageText) -> Sign:
    """How surely the worst tenth of a page's words was read: a value on a weak page deserves less trust."""
    ranked = sorted(word.confidence for line in text.lines for word in line.words)
    return Sign(PAGE, log_odds(ranked[int(_WEAK * len(ranked))] if ranked else _LEAST))


def weighed(
    signs: Iterable[Sign], kinds: Iterable[str], calibration: Calibration
) -> tuple[float, tuple[Sign, ...]]:
    """The probability that the signs make, and the signs with their weights, the kinds' own first.

    kinds: what is weighed, and where it stands: a value's type and its paper's. One that was never measured
    weighs nothing.
    """
    known = sum(calibration.kinds.get(kind, 0.0) for kind in kinds)
    own = Sign(KIND, 1.0, round(calibration.base + known, 3))
    told = (
        own,
        *(
            replace(each, weight=round(each.measure * calibration.weights.get(each.name, 0.0), 3))
            for each in signs
        ),
    )
    return 1 / (1 + exp(-sum(each.weight for each in told))), told
