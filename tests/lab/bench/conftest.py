"""One small dossier of invented people, and the record of a program that read it well but not perfectly."""

from __future__ import annotations

from datetime import date

import pytest

from lab.bench.seen import Seen, SeenDocument, SeenField, SeenPage, SeenProvenance, SeenVerdict
from lab.bench.truth import TrueDocument, TrueField, TruePage, TrueVerdict, TrueWord, Truth


def true_field(value: str, filled: str = "printed") -> TrueField:
    return TrueField(value=value, raw=value, page=1, filled="hand" if filled == "hand" else "printed")


def seen_field(name: str, value: str, state: str = "accepted", source: str = "ocr") -> SeenField:
    return SeenField(name, value, 0.9, state, SeenProvenance(source))


def true_words(*texts: str, hand: bool = False, mark: bool = False) -> tuple[TrueWord, ...]:
    return tuple(TrueWord(text, (0, 0, 1, 1), hand, mark) for text in texts)


@pytest.fixture
def truth() -> Truth:
    """Two cards of one page each on one page, a form on two pages, a blank page."""
    card = {"so_dinh_danh": true_field("001099000001"), "ho_ten": true_field("MẪU THỊ AN")}
    other = {"so_dinh_danh": true_field("001099000002"), "ho_ten": true_field("MẪU VĂN BÌNH")}
    form = {"ho_ten": true_field("Mẫu Thị An", "hand"), "ngay_lam": true_field("2025-03-05", "hand")}
    return Truth(
        name="mau-1",
        profile="photocopy",
        procedure=None,
        received=date(2025, 3, 5),
        pages=(
            TruePage(1, "content", 90, ("d1", "d2"), true_words("CĂN", "CƯỚC", "CĂN", "CƯỚC")),
            TruePage(2, "content", 0, ("d3",), true_words("TỜ", "KHAI") + true_words("An", hand=True)),
            TruePage(3, "content", 0, ("d3",), true_words("Ngày") + true_words("MẪU", mark=True)),
            TruePage(4, "blank", 0, (), ()),
        ),
        documents=(
            TrueDocument("d1", "cccd_chip", (1,), "2021", card),
            TrueDocument("d2", "cccd_chip", (1,), "2021", other),
            TrueDocument("d3", "ct01", (2, 3), "2023", form),
        ),
        once_only=(
            TrueVerdict("d1", "not_needed_data_held", "DATA_HELD"),
            TrueVerdict("d2", "needed_mismatch", "DATA_DIFFERS"),
        ),
    )


@pytest.fixture
def seen() -> Seen:
    """The second card is found first; the form's second page was taken for something else."""
    second = (seen_field("so_dinh_danh", "001099000002", source="qr"), seen_field("ho_ten", "MẪU VĂN BINH"))
    first = (seen_field("so_dinh_danh", "001099000001"), seen_field("ho_ten", "MẪU  THỊ AN", "review"))
    form = (seen_field("ho_ten", "Mẫu Thị An", "review"), seen_field("email", "an", "review"))
    return Seen(
        pages=(
            SeenPage(1, "content", 90, "CĂN CƯỚC\nCĂN CUỐC"),
            SeenPage(2, "content", 180, "TỜ KHAI"),
            SeenPage(3, "content", 0, "Ngày MẪU"),
            SeenPage(4, "blank", 0, ""),
        ),
        documents=(
            SeenDocument("a", "cccd_chip", (1,), second),
            SeenDocument("b", "cccd_chip", (1,), first),
            SeenDocument("c", "ct01", (2,), form),
            SeenDocument("d", "unknown", (3,), ()),
        ),
        once_only=(
            SeenVerdict("a", "not_needed_data_held", "DATA_HELD"),
            SeenVerdict("b", "not_needed_data_held", "DATA_HELD"),
        ),
    )
