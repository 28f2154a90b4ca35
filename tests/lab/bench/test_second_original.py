"""The bench's second originals say and print the same, and bear a seal and a signature of their own."""

from __future__ import annotations

import numpy as np
import pytest

from lab.bench.planted import papers_of
from lab.bench.scanned import Scanned
from lab.bench.second_original import _sealed, second_original

SEED = 4_520_005
SEAL = {"kind": "seal", "page": 1, "box": [0.5, 0.5, 0.6, 0.6]}


@pytest.fixture(scope="module")
def certificate():
    return next(each for each in papers_of(SEED) if each.type == "giay_chung_nhan_ket_hon")


def test_it_is_one_paper_of_the_dossier_and_drawn_the_same_every_time(certificate) -> None:
    one, again = (second_original(SEED, "clean", certificate.id) for _ in range(2))
    assert len(one.pages) == len(set(certificate.leaves))
    assert one.scan.profile == "clean"
    np.testing.assert_array_equal(one.pages[0].pixels, again.pages[0].pixels)


def test_only_sealed_originals_on_few_pages_have_a_second_one() -> None:
    paper = {"id": "d1", "type": "ct07", "copy": "original", "pages": [1], "attestations": [SEAL]}
    others = [
        {"copy": "copy"}, {"attestations": []}, {"pages": [1, 2, 3]}, {"type": "can_cuoc_2024"},
    ]  # fmt: skip
    papers = [*({**paper, **each} for each in others), {**paper, "id": "d9"}]
    scans = [Scanned(1, profile, {"documents": papers}, ()) for profile in ("clean", "fax")]
    assert [(scan.profile, found["id"]) for scan, found in _sealed(scans)] == [("fax", "d9")]
