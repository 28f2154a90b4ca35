"""What the bench of duplicates calls found, missed and false."""

from __future__ import annotations

from domain.document import Document
from domain.record import Duplicate, Likeness
from domain.understanding import Understanding
from lab.bench import duplicates
from lab.bench import scanned as twice
from lab.bench.scanned import Scanned


def scanned(seed: int, profile: str) -> Scanned:
    papers = [{"type": "cccd_chip", "pages": [1]}, {"type": "ct01", "pages": [2, 3]}]
    return Scanned(seed, profile, {"documents": papers}, ())  # type: ignore[arg-type]


def test_only_the_same_papers_first_scan_counts_as_found(monkeypatch) -> None:
    scans = (scanned(1, "clean"), scanned(2, "clean"), scanned(1, "fax"))
    monkeypatch.setattr(duplicates, "_NAMES", {"h0": 0, "h1": 1})
    monkeypatch.setattr(duplicates, "_PAGES", {("h0", "d1"): {1}, ("h0", "d2"): {2}, ("h1", "d2"): {2}})
    understood = Understanding(
        (), (Document("d1", "cccd_chip", (1,), 0.9), Document("d2", "ct01", (2, 3), 0.9))
    )
    right = Duplicate("d1", "d1", "SAME_NUMBER", Likeness.SAME_SHEET, "h0")
    false = Duplicate("d2", "d2", "SAME_VALUES", Likeness.SAME_PAPER, "h1")
    found = duplicates._judged(scans[2], scans, understood, (right, false))
    assert (found.expected, found.right, found.false) == (2, 1, 1)
    assert found.missed == ("1 clean>fax ct01 [2, 3]",)
    other_paper = Duplicate("d1", "d2", "SAME_LOOK", Likeness.SAME_SHEET, "h0")
    assert duplicates._judged(scans[2], scans, understood, (other_paper,)).false == 1
    first = duplicates._judged(scans[1], scans, understood, (right,))
    assert (first.expected, first.right, first.false) == (0, 0, 1)


def test_over_the_seeds_each_profile_meets_every_other_one() -> None:
    met = {(twice._profile(seed, 0), twice._profile(seed, 1)) for seed in range(30)}
    assert len(met) == 30 and all(one != other for one, other in met)
