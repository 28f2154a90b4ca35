"""Pages that everybody can use: the accessibility rules of axe-core on every page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from lab.desk.dossiers import birth_dossier, odd_dossier
from web.views.figures import FEWEST

if TYPE_CHECKING:
    from lab.desk.services import TrialServices
    from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_keeps_anybody_out(desk: Desk, services: TrialServices, lang: str) -> None:
    birth = services.review(birth_dossier)
    odd = services.review(odd_dossier)
    for number in range(FEWEST):  # enough for figures to be shown
        services.review(birth_dossier, f"{number}.pdf")
    with services.store.begin() as session:
        found = session.intake.dossier(birth)
    assert found is not None
    # axe itself is put into the page as a script, which our own policy would rightly stop.
    page = desk.sit_down(bypass_csp=True)
    paths = ["/", f"/batches/{found.batch}", f"/dossiers/{birth}", "/review", "/operations", "/nowhere"]
    paths += [f"/dossiers/{birth}/slip", f"/dossiers/{birth}/request", "/figures"]
    for path in [*paths, f"/review/{birth}", f"/review/{odd}"]:
        page.goto(f"{desk.base}{path}?lang={lang}")
        page.wait_for_load_state("networkidle")
        violations = Axe().run(page).response["violations"]
        grave = [(each["id"], each["nodes"][0]["html"]) for each in violations if each["impact"] != "minor"]
        assert grave == [], path
