"""A record held against its procedure: what the checklist advises, and what officers say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.checklist import CheckReason
from domain.definition import Definitions
from domain.law import LawBook
from domain.once_only import Answer, LookUp, Verdict, VerdictCode
from domain.record import DossierRecord
from domain.review import DecisionKind
from domain.words import duplicates_that_count, said_of_components, standing_decision
from once_only.checklist.components import Handed, checklist, component_look_ups, evidence_for, evidence_in
from review.consequences import asked_anew
from review.settle import told_cases


def checked(record: DossierRecord, definitions: Definitions, answers: Sequence[Answer] = ()) -> DossierRecord:
    """The record held against its procedure, with the questions that follow from officers' words.

    answers: what registers say now of components that nobody brought, beside what they said before.
    """
    return asked_anew(_held_against(record, definitions, answers))


def with_checklist(record: DossierRecord, definitions: Definitions) -> DossierRecord:
    """The record held against its procedure, where it was kept before there were checklists."""
    return record if record.checklist is not None else checked(record, definitions)


def about_components(record: DossierRecord, law: LawBook) -> tuple[LookUp, ...]:
    procedure = law.procedure_on(record.procedure, record.received)
    if procedure is None:
        return ()
    return component_look_ups(procedure, _handed(record), law, record.received, told_cases(record))


def _held_against(
    record: DossierRecord, definitions: Definitions, answers: Sequence[Answer]
) -> DossierRecord:
    """An officer's word counts for the advice it was about: what is advised now has to be known first."""
    law = definitions.law
    procedure = law.procedure_on(record.procedure, record.received)
    if procedure is None:
        return record
    handed, cases = _handed(record), told_cases(record)
    evidence = evidence_for(answers, procedure, handed, law, record.received, cases)
    bare = replace(handed, evidence=evidence, decided={})
    advised = replace(record, checklist=checklist(procedure, bare, law, record.received, cases))
    decided = said_of_components(advised)
    if not decided:
        return advised
    found = checklist(procedure, replace(bare, decided=decided), law, record.received, cases)
    return replace(record, checklist=found)


def _handed(record: DossierRecord) -> Handed:
    standing = tuple(_as_decided(each, record) for each in record.once_only)
    twice = tuple(each for each in duplicates_that_count(record) if each.dossier is None)
    evidence, decided = evidence_in(record.checklist), said_of_components(record)
    return Handed(record.documents, record.people, standing, twice, evidence, decided)


def _as_decided(verdict: Verdict, record: DossierRecord) -> Verdict:
    said = standing_decision(record, verdict.document)
    if said is None or said.kind is not DecisionKind.OVERRIDE_VERDICT or said.value is None:
        return verdict
    return replace(verdict, verdict=VerdictCode(said.value), reason=CheckReason.OFFICER)
