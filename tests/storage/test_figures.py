"""Figures count what records say, by branch, agency, procedure and month, and outlive their dossiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from psycopg import Connection

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Verdict, VerdictCode
from domain.record import Duplicate, FormSource, FormValue, Likeness
from domain.review import Decision, DecisionKind
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow, counts_of
from storage.values import NewDossier, NewScan

YEAR = Asked(date(2026, 1, 1), date(2026, 12, 1))
HELD, NEEDED = VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NEEDED


def paper(id_: str, *states: FieldState) -> Document:
    fields = (Field(f"f{n}", "x", "x", 0.9, each, Provenance(Source.OCR, 1)) for n, each in enumerate(states))
    return Document(id_, "giay_khai_sinh", (1,), 0.9, fields=tuple(fields))


def filled(record, clock):
    """Three papers: one read, one settled by a person, one doubtful; and a copy of the last."""
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
    papers=3, digitized=2, attached_only=1, repeated=1, reused=1, seen_again=1, prefilled=2, from_registers=1,
    flagged=3, accepted=1, overridden=1, undecided=1,
)  # fmt: skip


def kept(session, maker, branch: str, day: date, procedure: str | None = None, content: str = "", **changes):
    made, clock = maker
    batch, name = made.batch(session, branch), f"{day}"
    sha256 = content or name
    new = NewDossier(name, sha256, day, (NewScan(name, sha256, name, 1),), procedure)
    dossier = session.intake.accept(batch.id, new, "clerk-1")
    record = replace(filled(made.record(dossier), clock), received=day, **changes)
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


def word(kind: DecisionKind, document: str, clock, value: str | None = None) -> Decision:
    return Decision(kind, "clerk-1", clock(), document, value=value, note="mẫu" if value else "")


def test_words_on_advice_that_flagged_nothing_are_counted_apart(made, clock, memory) -> None:
    with memory.begin() as session:
        record = made.record(made.dossier(session))
    plain = (Verdict("d1", NEEDED, "NOT_HELD", ()), Verdict("d2", NEEDED, "RECORD_NOT_FOUND", ()))
    said = (
        word(DecisionKind.ACCEPT_VERDICT, "d1", clock),
        word(DecisionKind.OVERRIDE_VERDICT, "d2", clock, HELD),
    )
    papers = (paper("d1", FieldState.ACCEPTED), paper("d2", FieldState.ACCEPTED))
    counts = counts_of(replace(record, documents=papers, once_only=plain, decisions=said))
    assert (counts.flagged, counts.accepted, counts.overridden, counts.undecided) == (0, 0, 0, 0)
    assert (counts.other_accepted, counts.other_overridden, counts.reused) == (1, 1, 1)


@pytest.mark.parametrize("verdict", list(VerdictCode))
@pytest.mark.parametrize("kind", [None, DecisionKind.ACCEPT_VERDICT, DecisionKind.OVERRIDE_VERDICT])
def test_what_officers_said_of_flagged_papers_adds_up(made, clock, memory, verdict, kind) -> None:
    with memory.begin() as session:
        record = made.record(made.dossier(session))
    said = (
        (word(kind, "d1", clock, NEEDED if kind is DecisionKind.OVERRIDE_VERDICT else None),) if kind else ()
    )
    advice = (Verdict("d1", verdict, "DATA_HELD", ()),)
    counts = counts_of(replace(record, documents=(paper("d1"),), once_only=advice, decisions=said))
    assert counts.accepted + counts.overridden + counts.undecided == counts.flagged
    assert counts.digitized + counts.attached_only == counts.papers == 1


def test_a_paper_seen_before_is_not_called_reused(made, memory) -> None:
    with memory.begin() as session:
        record = made.record(made.dossier(session))
    seen = (Duplicate("d1", "d9", "SAME_LOOK", Likeness.SAME_SHEET, "h1"),)
    advice = (Verdict("d1", NEEDED, "RECORD_NOT_FOUND", ()),)
    counts = counts_of(replace(record, documents=(paper("d1"),), once_only=advice, duplicates=seen))
    assert (counts.reused, counts.seen_again, counts.attached_only, counts.again) == (0, 1, 1, 0)


SHEET = Likeness.SAME_SHEET


@pytest.mark.parametrize(
    ("reason", "again", "left_out"),
    [
        ("NOT_HELD", [("d1", "h1", SHEET), ("d2", "h1", SHEET)], True),
        ("NOT_HELD", [("d1", "h1", SHEET), ("d2", "h1", Likeness.SAME_PAPER)], False),
        ("NOT_HELD", [("d1", "h1", SHEET), ("d2", "h2", SHEET)], False),
        ("NOT_HELD", [("d1", "h1", SHEET)], False),
        ("ORIGINAL_CERTIFIED", [("d1", "h1", SHEET), ("d2", "h1", SHEET)], False),
    ],
    ids=["all-sheets", "another-print", "of-two-dossiers", "one-is-new", "no-declaration"],
)
def test_a_second_scan_of_a_dossier_counts_nothing(made, memory, reason, again, left_out) -> None:
    with memory.begin() as session:
        record = made.record(made.dossier(session))
    record = replace(
        record,
        documents=(paper("d1", FieldState.ACCEPTED), paper("d2")),
        once_only=(Verdict("d1", NEEDED, reason, ()),),
        duplicates=tuple(Duplicate(id_, "d1", "SAME_LOOK", kind, of) for id_, of, kind in again),
    )
    assert (counts_of(record) == Counts(again=1)) is left_out


def test_the_same_files_handed_in_again_are_left_out(store, made, clock) -> None:
    with store.begin() as session:
        kept(session, (made, clock), "cn-01", date(2026, 3, 2), content="same")
        kept(session, (made, clock), "cn-01", date(2026, 3, 9), content="same")
        (row,) = session.figures.rows(Dimension.BRANCH, YEAR)
        assert row == FigureRow("cn-01", 1, COUNTS.plus(Counts(again=1)))
        assert session.figures.reasons(YEAR) == (ReasonRow("DATA_HELD", "needed", 1, 1),)


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
    assert all(row.counts.papers == 3 * row.dossiers and row.counts.accepted == row.dossiers for row in rows)


def test_only_the_months_and_branches_that_are_asked_for_count(three) -> None:
    april = Asked(date(2026, 4, 1), date(2026, 4, 1))
    with three.begin() as session:
        assert session.figures.rows(Dimension.BRANCH, april) == (FigureRow("cn-02", 1, COUNTS),)
        one = session.figures.rows(Dimension.MONTH, replace(YEAR, branches={"cn-01"}))
        assert one == (FigureRow("2026-03", 1, COUNTS),)
        assert session.figures.rows(Dimension.MONTH, replace(YEAR, branches=())) == ()


THREE_AGENCIES = {"1.001193": "ubnd_xa", "1.004222": "cong_an"}


@pytest.mark.parametrize(
    ("only", "months"),
    [
        ({Dimension.BRANCH: "cn-02"}, ["2026-03", "2026-04"]),
        ({Dimension.BRANCH: "cn-02", Dimension.PROCEDURE: "1.004222"}, ["2026-03"]),
        ({Dimension.BRANCH: "cn-01", Dimension.PROCEDURE: "1.004222"}, []),
        ({Dimension.PROCEDURE: ""}, ["2026-04"]),
        ({Dimension.AGENCY: "cong_an"}, ["2026-03"]),
        ({Dimension.AGENCY: "cong_an", Dimension.PROCEDURE: "1.001193"}, []),
        ({Dimension.AGENCY: ""}, ["2026-04"]),
        ({Dimension.AGENCY: "nobody"}, []),
    ],
)
def test_figures_are_filtered_by_every_dimension_together(three, only, months) -> None:
    asked = replace(YEAR, agencies=THREE_AGENCIES, only=only)
    with three.begin() as session:
        rows = session.figures.rows(Dimension.MONTH, asked)
        assert [row.key for row in rows] == months
        assert sum(each.papers for each in session.figures.reasons(asked)) == len(months)


def test_a_filter_shows_no_branch_that_the_asker_may_not_see(three) -> None:
    asked = replace(YEAR, branches={"cn-01"}, only={Dimension.BRANCH: "cn-02"})
    with three.begin() as session:
        assert session.figures.rows(Dimension.MONTH, asked) == ()
        assert session.figures.reasons(asked) == ()


@pytest.mark.parametrize("then", [None, *Dimension])
def test_figures_are_told_apart_by_two_dimensions_at_once(three, then) -> None:
    with three.begin() as session:
        rows = session.figures.rows(Dimension.BRANCH, replace(YEAR, agencies=THREE_AGENCIES), then)
    pairs = {
        None: [("cn-01", ""), ("cn-02", "")],
        Dimension.BRANCH: [("cn-01", "cn-01"), ("cn-02", "cn-02")],
        Dimension.MONTH: [("cn-01", "2026-03"), ("cn-02", "2026-03"), ("cn-02", "2026-04")],
        Dimension.PROCEDURE: [("cn-01", "1.001193"), ("cn-02", ""), ("cn-02", "1.004222")],
        Dimension.AGENCY: [("cn-01", "ubnd_xa"), ("cn-02", ""), ("cn-02", "cong_an")],
    }
    assert [(row.key, row.second) for row in rows] == pairs[then]
    assert sum(row.dossiers for row in rows) == 3


def test_an_officers_reason_is_counted_by_its_code(store, made, clock) -> None:
    with store.begin() as session:
        for day, code in ((1, "misread"), (2, "misread"), (3, None)):
            said = Decision(
                DecisionKind.OVERRIDE_VERDICT, "clerk-1", clock(), "d1", value="needed", note="m", reason=code
            )
            kept(session, (made, clock), "cn-01", date(2026, 3, day), decisions=(said,))
        found = session.figures.reasons(YEAR)
    assert found == (
        ReasonRow("DATA_HELD", "needed", 2, 2, "misread"),
        ReasonRow("DATA_HELD", "needed", 1, 1),
    )


def test_overridden_advice_is_told_by_codes_and_never_by_what_an_officer_wrote(three) -> None:
    with three.begin() as session:
        assert session.figures.reasons(YEAR) == (ReasonRow("DATA_HELD", "needed", 3, 3),)


def test_the_newest_revision_counts_alone(store, made, clock) -> None:
    with store.begin() as session:
        dossier, record = kept(session, (made, clock), "cn-01", date(2026, 3, 2))
        session.records.save(dossier.id, replace(record, revision=2, decisions=()))
        session.records.save(dossier.id, record)
        (row,) = session.figures.rows(Dimension.BRANCH, YEAR)
        assert (row.dossiers, row.counts.overridden, row.counts.reused) == (1, 0, 2)
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
