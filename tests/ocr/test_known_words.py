"""Long words of forms, found again in what was read of them."""

from __future__ import annotations

from ocr.known_words import known_words_like


def test_known_words_are_found_in_bruised_readings_in_their_case_and_signs() -> None:
    assert "ADMINISTRATIVE" in known_words_like(["ADMINISCAATIVE"])
    assert "Nationality:" in known_words_like(["Nadonaity:"])
    assert "index" in known_words_like(["iidx"])
    assert known_words_like(["Hà", "-", "", "01/02"]) == set()
