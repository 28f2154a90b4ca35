"""A procedure's form, proposed from what the dossier and the registers say about the right person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.document import Source
from domain.law import Derivation, FormField, Procedure
from domain.record import FormSource, FormValue
from once_only.form.derived import derive
from once_only.form.proposals import Proposal, Speakers, Told


def prefill(procedure: Procedure, told: Told) -> dict[str, FormValue]:
    """A proposed value for each form field that somebody in the dossier or a register answers.

    Sources count in the field's order, sure values before doubtful ones; every other value stays beside the
    chosen one with its own source, so do values of papers that were proposed before and read otherwise since.
    A value is only taken from a place that names the field's own person: requester, subject, mother and
    father are different people, and where it is not clear who is who nothing is proposed. What a register
    said for another time stands beside other values and fills no field.
    """
    speakers = Speakers.of(procedure, told)
    filled = ((field.name, _value_for(field, speakers)) for field in procedure.form)
    return {name: _with_former(value, name, told) for name, value in filled if value is not None}


def _value_for(field: FormField, speakers: Speakers) -> FormValue | None:
    ranked = sorted(_said(field, speakers), key=lambda each: (each.stale, not each.sure))
    if not ranked or ranked[0].stale:
        return None
    first, *rest = ranked
    return FormValue(first.value, first.source, tuple((each.value, each.source) for each in rest))


def _said(field: FormField, speakers: Speakers) -> Sequence[Proposal]:
    base = speakers.procedure.form_field(field.of)
    if field.derived is None or base is None:
        return tuple(speakers.proposals(field))
    made = tuple(derive(field, speakers.proposals(base)))
    return (
        made if field.derived is not Derivation.PAPER else (*made, *_kept_paper(field, base, speakers, made))
    )


def _kept_paper(
    field: FormField, base: FormField, speakers: Speakers, made: Sequence[Proposal]
) -> Iterator[Proposal]:
    """The kind of paper that a register told of before: its number alone no longer says it."""
    told = {each.source.register for each in made}
    for place in base.places():
        if place.register is not None and place.register not in told:
            yield from speakers.standing(field.name, place)


def _with_former(value: FormValue, name: str, told: Told) -> FormValue:
    """With what papers of the dossier were read to say before, as far as their fields are still there."""
    before = told.standing.get(name)
    said = [(before.value, before.source), *before.others] if before is not None else []
    values = {value.value, *(each for each, _ in value.others)}
    former = [pair for pair in said if pair[0] not in values and _is_there(pair[1], told)]
    return FormValue(value.value, value.source, (*value.others, *former))


def _is_there(source: FormSource, told: Told) -> bool:
    if source.source is Source.REGISTER:
        return False
    papers = (each for each in told.documents if each.id == source.document)
    return any(paper.field_named(source.field or "") is not None for paper in papers)
