"""Whose words are whose: what a label gives to one field, the layout model alone cannot give to another.

On a form where a field stands empty, or is not asked for, the model takes the likeliest words nearby for its
value: the father of an extract for whoever registered the birth, a piece of the permanent address for the
temporary one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.geometry import Box
from extraction.candidates import Candidate, candidate
from extraction.soundness import is_sound
from extraction.tokens import Token

_RUNS_ON = "address"  # over several lines, and so now and then into the next field's


def settled(candidates: Iterable[Candidate], labelled: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those that only the layout model sees, on words of a labelled field.

    labelled: the places that count, the best of each field. Where one has swallowed another field's value and
    is a value still without it, both stay, that one cut short.
    """
    holders = [each for each in labelled if each.tokens]
    kept, cut = [], {}
    for each in candidates:
        held = [holder for holder in holders if each.unlabelled and _shares_words(holder, each)]
        rests = [_without(holder, each) for holder in held]
        if None not in rests:
            kept.append(each)
            cut.update({id(holder): rest for holder, rest in zip(held, rests, strict=True) if rest})
    return [cut.get(id(each), each) for each in kept]


def _shares_words(holder: Candidate, each: Candidate) -> bool:
    same_page = holder.name != each.name and holder.provenance.page == each.provenance.page
    return same_page and not _places(holder.tokens).isdisjoint(_places(each.tokens))


def _without(holder: Candidate, swallowed: Candidate) -> Candidate | None:
    """The holder without the other's words; None where those are its own.

    They are not where its value is the same without them, or where an address ran on into a value behind it.
    """
    taken = _places(swallowed.tokens)
    left = [token for token in holder.tokens if token.place not in taken]
    rest = _made_of(left, holder) if left else None
    if rest is None or rest.value == holder.value:
        return rest
    behind = _places(holder.tokens[-len(swallowed.tokens) :]) == taken
    runs_on = holder.value_type == _RUNS_ON and behind and is_sound(swallowed.value_type, swallowed.value)
    return rest if runs_on and is_sound(rest.value_type, rest.value) else None


def _made_of(tokens: Sequence[Token], holder: Candidate) -> Candidate | None:
    page = holder.provenance.page or 0
    return candidate(holder.name, holder.value_type, page, tokens, holder.certainty)


def _places(tokens: Sequence[Token]) -> frozenset[Box]:
    return frozenset(token.place for token in tokens)
