"""The embedded service: poison harms only itself, and a killed service finishes what it had accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hoso.settings import Settings
from lab.trial_legs import trial_legs
from storage.values import Batch, DossierState, Leg
from workers.embedded import embedded_service

if TYPE_CHECKING:
    from tests.integration.conftest import Branch

pytestmark = pytest.mark.integration


def test_poison_harms_only_itself(
    home: Path, quick: dict[str, Any], branch_of: Callable[..., Branch]
) -> None:
    settings = Settings(home=home, **quick | {"page_seconds": 2.0})
    with embedded_service(settings, trial_legs()) as service:
        branch = branch_of(service.store, service.objects)
        good = [f"page {n}\npage {n}b\nask {n}\n" for n in range(12)]
        batch = branch.batch(*good[:6], "exit\n", "spin\n", "bug\n", "refuse\n", "doubt 1\n", *good[6:])
        found = branch.wait(batch, lambda progress: progress.at_rest)
        with service.store.begin() as session:
            errors = Counter(unit.error for unit in session.work.quarantined())
    assert found.dossiers == {
        DossierState.PUBLISHED: 12,
        DossierState.QUARANTINED: 3,
        DossierState.REFUSED: 1,
        DossierState.REVIEW: 1,
    }
    assert errors == {"CHILD_DIED": 1, "TIME_LIMIT": 1, "ValueError": 1}


def test_a_crash_that_passes_is_tried_again(
    home: Path, tmp_path: Path, quick: dict[str, Any], branch_of: Callable[..., Branch]
) -> None:
    with embedded_service(Settings(home=home, **quick), trial_legs()) as service:
        branch = branch_of(service.store, service.objects)
        batch = branch.batch(f"exit-once {tmp_path / 'crashed'}\n")
        branch.wait(batch, lambda progress: progress.at_rest)
        branch.all_published_once(batch)
        with service.store.begin() as session:
            units = session.work.units(branch.dossiers(batch)[0].id)
    assert {unit.leg: unit.attempt for unit in units}[Leg.READ] == 2


def test_a_stopped_service_goes_on_where_it_was(
    home: Path, quick: dict[str, Any], branch_of: Callable[..., Branch]
) -> None:
    settings = Settings(home=home, **quick)
    with embedded_service(settings, trial_legs()) as service:
        branch = branch_of(service.store, service.objects)
        batch = branch.batch(*(f"sleep 0.5 {n}\nsleep 0.5 {n}b\n" for n in range(3)))
        branch.wait(batch, lambda progress: progress.pages > 0)
    with embedded_service(settings, trial_legs()) as service:
        branch = branch_of(service.store, service.objects)
        branch.wait(batch, lambda progress: progress.at_rest)
        branch.all_published_once(batch)
        with service.store.begin() as session:
            units = [unit for each in branch.dossiers(batch) for unit in session.work.units(each.id)]
    assert {unit.attempt for unit in units} == {1}


VICTIM = """
import sys, time
from datetime import date
from pathlib import Path
from hoso.settings import Settings
from lab.trial_legs import trial_legs
from storage.objects import keep_scan
from storage.values import NewDossier
from workers.embedded import embedded_service

with embedded_service(Settings(), trial_legs()) as service:
    with service.store.begin() as session:
        batch = session.intake.open_batch("cn-01", "trial", "clerk-1")
    for n in range(10):
        path = Path(sys.argv[1])
        path.write_text("".join(f"sleep 0.1 {n} {page}\\n" for page in range(5)))
        scan = keep_scan(service.objects, path, f"{n}.pdf")
        with service.store.begin() as session:
            new = NewDossier(str(n), scan.sha256, date(2026, 3, 2), (scan,), "1.001193")
            session.intake.accept(batch.id, new, "clerk-1")
    while True:
        with service.store.begin() as session:
            if session.intake.progress(batch.id).pages_read >= 8:
                print(batch.id, flush=True)
                time.sleep(60)
        time.sleep(0.02)
"""


def test_a_killed_service_finishes_what_it_had_accepted(
    home: Path,
    tmp_path: Path,
    quick: dict[str, Any],
    branch_of: Callable[..., Branch],
    in_process: Callable[..., Any],
) -> None:
    words = {name: str(value) for name, value in quick.items()}
    with in_process("-c", VICTIM, str(tmp_path / "orders"), home=str(home), **words) as victim:
        victim.kill()
        victim.wait()
    with embedded_service(Settings(home=home, **quick), trial_legs()) as service:
        branch = branch_of(service.store, service.objects)
        with service.store.begin() as session:
            batch: Batch = session.intake.batches()[0]
        assert not branch.progress(batch).at_rest
        branch.wait(batch, lambda progress: progress.at_rest)
        assert len(branch.dossiers(batch)) == 10
        branch.all_published_once(batch)
