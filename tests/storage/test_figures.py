"""Figures count what records say, by branch, agency, procedure and month, and outlive their dossiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from psycopg import Connection

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Verdict, VerdictCode
from domain.record import Duplicate, FormSource, FormValue
from domain.review import Decision, DecisionKind
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow, counts_of
from storage.values import NewDossier, NewScan

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 1))
HELD, NEEDED = VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NEEDED


def paper(id_: str, *states: FieldState) -> Document:
    fields = (Field(f"f{n}", "x", "x", 0.9, each, Provenance(Source.OCR, 1)) for n, each in enumerate(states))
    return Document(id_, "giay_khai_sinh", (1,), 0.9, fields=tuple(fields))


def filled(record, clock):
    """Four papers: one read, one settled by a person, one doubtful, one a mere picture."""
    said = (
        Decision(
            DecisionKind.OVERRIDE_VERDICT, "clerk-1", clock(), "d1", value="needed", note="vì bà Mẫu nói"
        ),
        Decision(DecisionKind.ACCEPT_VERDICT, "clerk-1", clock(), "d2"),
    )
    sources = {"ten": Source.REGISTER, "noi_o": Source.OCR}
    return replace(
        record,
        documents=(
            paper("d1", FieldState.ACCEPTED),
            paper("d2", FieldState.REVIEW, FieldState.SETTLED),
            paper("d3", FieldState.REVIEW),
            paper("d4"),
        ),
        once_only=(
            Verdict("d1", HELD, "DATA_HELD", ()),
            Verdict("d2", HELD, "DATA_HELD", ()),
            Verdict("d3", VerdictCode.NOT_NEEDED_PRESENT_ONLY, "PRESENT_ONLY", ()),
            Verdict("d4", NEEDED, "NOT_HELD", ()),
        ),
        form={name: FormValue("x", FormSource(source)) for name, source in sources.items()},
        duplicates=(Duplicate("d3", "d1", "SAME_NUMBER", dossier="h1"), Duplicate("d4", "d3", "SAME_VALUES")),
        decisions=said,
    )


COUNTS = Counts(
    papers=4, digitized=2, attached_only=2, reused=2, prefilled=2, from_registers=1, flagged=3,
    accepted=1, overridden=1, undecided=1,
)  # fmt: skip


def kept(session, maker, branch: str, day: date, procedure: str | None = None):
    made, clock = maker
    batch, name = made.batch(session, branch), f"{day}"
    new = NewDossier(name, name, day, (NewScan(name, name, name, 1),), procedure)
    dossier = session.intake.accept(batch.id, new, "clerk-1")
    record = replace(filled(made.record(dossier), clock), received=day)
    session.records.save(dossier.id, record)
    return dossier, record


@pytest.fixture
def three(store, made, clock):
    with store.begin() as session:
        kept(session, (made, clock), "cn-01", date(2026, 3, 2), "1.001193")
        kept(session, (made, clock), "cn-02", date(2026, 3, 31), "1.004222")
        kept(session, (made, clock), "cn-02", date(2026, 4, 1))
    return store


def test_a_record_is_counted(made, clock, memory) -> None:
    with memory.begin() as session:
        assert counts_of(filled(made.record(made.dossier(session)), clock)) == COUNTS


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (Dimension.BRANCH, {"cn-01": 1, "cn-02": 2}),
        (Dimension.PROCEDURE, {"": 1, "1.001193": 1, "1.004222": 1}),
        (Dimension.MONTH, {"2026-03": 2, "2026-04": 1}),
        (Dimension.AGENCY, {"": 2, "ubnd_xa": 1}),
    ],
)
def test_figures_are_told_apart(three, by, keys) -> None:
    with three.begin() as session:
        rows = session.figures.rows(by, replace(YEAR, agencies={"1.001193": "ubnd_xa"}))
    assert [(row.key, row.dossiers) for row in rows] == list(keys.items())
    assert all(row.counts.papers == 4 * row.dossiers and row.counts.accepted == row.dossiers for row in rows)


def test_only_the_months_and_branches_that_are_asked_for_count(three) -> None:
    april = Asked(date(2026, 4, 1), date(2026, 4, 1))
    with three.begin() as session:
        assert session.figures.rows(Dimension.BRANCH, april) == (FigureRow("cn-02", 1, COUNTS),)
        one = session.figures.rows(Dimension.MONTH, replace(YEAR, branches={"cn-01"}))
        assert one == (FigureRow("2026-03", 1, COUNTS),)
        assert session.figures.rows(Dimension.MONTH, replace(YEAR, branches=())) == ()


def test_overridden_advice_is_told_by_codes_and_never_by_what_an_officer_wrote(three) -> None:
    with three.begin() as session:
        assert session.figures.reasons(YEAR) == (ReasonRow("DATA_HELD", "needed", 3, 3),)


def test_the_newest_revision_counts_alone(store, made, clock) -> None:
    with store.begin() as session:
        dossier, record = kept(session, (made, clock), "cn-01", date(2026, 3, 2))
        session.records.save(dossier.id, replace(record, revision=2, decisions=()))
        session.records.save(dossier.id, record)
        (row,) = session.figures.rows(Dimension.BRANCH, YEAR)
        assert (row.dossiers, row.counts.overridden, row.counts.reused) == (1, 0, 3)
        assert session.figures.reasons(YEAR) == ()


@pytest.mark.integration
def test_figures_outlive_their_dossiers(embedded_server, embedded, made, clock) -> None:
    with embedded.begin() as session:
        kept(session, (made, clock), "cn-01", date(2026, 3, 2))
    with Connection.connect(embedded_server) as connection:
        for table in (b"outbox", b"units", b"records", b"scans", b"dossiers"):
            connection.execute(b"delete from " + table)
    with embedded.begin() as session:
        assert session.figures.rows(Dimension.BRANCH, YEAR) == (FigureRow("cn-01", 1, COUNTS),)
