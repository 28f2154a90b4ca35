"""What a paper's letters admit: how likely it says just what a register holds.

Decision: docs/decisions/evidence-for-not-needed.md.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.document import Field, FieldState, Reading
from domain.law import Manner
from once_only.comparing.agreement import Agreement, agree
from once_only.comparing.spelling import is_part

_ADMITTED, _BORNE_OUT = 0.15, 0.02
"""A doubtful value is evidence where it is at least so likely that the paper says what the register holds;
the second where it is likelier wrong than right and another paper surely gives that person the held name.
Measured by ``lab.bench.slips``: of 5,076 planted differences none came up to them.
"""

_HALF_READ = 0.5


def said_for(field: Field | None, manner: Manner, held: str | None, elsewhere: Collection[str]) -> str | None:
    """The field's value, or, where it is in doubt, that reading of its place which equals the held one.

    Its letters must admit it; the fuller reading of an address cut short must contradict it in no word.
    elsewhere: what other papers surely call the person of a name.
    """
    if field is None or field.state is not FieldState.REVIEW or _equal(manner, field.value, held):
        return field.value if field is not None else None
    admitted = field.alternatives if admits(field, manner, held, elsewhere) else ()
    fuller = (each.value for each in field.others if _goes_on(field, each, manner))
    said = (*(each.value for each in admitted), *fuller)
    return next((value for value in said if _equal(manner, value, held)), field.value)


def admits(field: Field, manner: Manner, held: str | None, elsewhere: Collection[str]) -> bool:
    """Whether a doubtful field's letters leave enough to the held value, and no other paper denies it.

    Two readings that share no ink do not err alike by chance, so that a name which another paper surely says
    needs less of its own; one that other papers surely say otherwise is not admitted.
    """
    borne_out = any(_equal(manner, name, held) for name in elsewhere)
    if elsewhere and not borne_out:
        return False
    enough = _BORNE_OUT if borne_out and field.confidence < _HALF_READ else _ADMITTED
    return chance_of(field, manner, held) >= enough


def chance_of(field: Field, manner: Manner, held: str | None) -> float:
    """How likely the paper says the held value: the field's confidence where it was read so, else what its
    letters leave to that value of what is not the field's own.

    No more than the letters' own share of it: doubt about the place makes no other letters likely.
    """
    if _equal(manner, field.value, held):
        return field.confidence
    share = sum(each.share for each in field.alternatives if _equal(manner, each.value, held))
    every = sum(each.share for each in field.alternatives)
    return min(share, (1 - field.confidence) * share / every) if share else 0.0


def _goes_on(field: Field, other: Reading, manner: Manner) -> bool:
    fuller = manner is Manner.ADDRESS and is_part(field.value, other.value)
    return fuller and other.confidence >= _HALF_READ


def _equal(manner: Manner, one: str, other: str | None) -> bool:
    return agree(manner, one, other) is Agreement.EXACT
