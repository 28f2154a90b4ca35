"""An officer's word kept by the real database: on a dossier that was published without anybody looking."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from domain.review import Decision, DecisionKind
from lab.desk.dossiers import birth_dossier
from lab.desk.services import TrialServices, trial_services
from storage.postgres import PostgresStore
from storage.values import DossierState
from web.problems import Problem
from web.verdicts import keep

pytestmark = pytest.mark.integration


@pytest.fixture
def services(embedded_server: str, emptied: Callable[[str], None], tmp_path: Path) -> Iterator[TrialServices]:
    found = trial_services(tmp_path)
    emptied(embedded_server)
    with PostgresStore(embedded_server, "1", found.clock, connections=2) as store:
        found.store = cast("Any", store)
        yield found


def test_a_published_dossier_is_spoken_about_again_and_again(services: TrialServices) -> None:
    dossier = services.review(lambda each: _nothing_to_see(*birth_dossier(each)))
    for revision, choice in ((2, "needed"), (3, "needed_mismatch")):
        at = services.clock()
        said = Decision(
            DecisionKind.OVERRIDE_VERDICT, "officer", at, "d2", value=choice, note=f"lý do {choice}"
        )
        with services.store.begin() as session:
            found, record = session.intake.dossier(dossier), session.records.record(dossier)
            assert found is not None and record is not None
            assert found.state is DossierState.PUBLISHED
            keep(session, services, found, record, [said])
        with services.store.begin() as session:
            working = session.intake.dossier(dossier)
            assert working is not None and working.state is DossierState.COMPLETING
            assert session.reviews.waiting() == ()
            with pytest.raises(Problem) as refused:
                keep(session, services, working, record, [said])
        assert refused.value.code == "RECORD_NOT_READY"
        assert services.settle(dossier).revision == revision
    with services.store.begin() as session:
        newest = session.records.record(dossier)
        published = [each.revision for each in session.records.publications()]
        entries = [each.action for each in session.audit.entries()]
    assert newest is not None and [each.value for each in newest.decisions] == ["needed", "needed_mismatch"]
    assert published == [1, 2, 3] and entries.count("review.finish") == 2


def _nothing_to_see(record: Any, pages: Any) -> Any:
    return replace(record, tasks=(), straight_through=True), pages
