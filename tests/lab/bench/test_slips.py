"""The smallest plants: each changes one value a little, and a report counts those that pass."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from domain.law import Manner
from domain.once_only import Compared, Verdict, VerdictCode
from lab.bench.slips import Slip, otherwise, report
from once_only.comparing.agreement import Agreement, agree

NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("manner", "value"),
    [
        (Manner.NAME, "Nguyễn Văn Mẫu"),
        (Manner.NUMBER, "001090012345"),
        (Manner.DATE, "1990-03-15"),
        (Manner.ADDRESS, "Số 5 phố Mẫu, phường Láng, Hà Nội"),
    ],
)
def test_a_slip_is_small_and_another_value(manner: Manner, value: str) -> None:
    made = {otherwise(manner, value, Random(turn)) for turn in range(60)}
    assert len(made) > 5
    assert all(abs(len(each) - len(value)) <= 1 for each in made)
    apart = [each for each in made if agree(manner, each, value) is not Agreement.EXACT]
    assert len(apart) > len(made) / 2


def judged(kind: str, code: VerdictCode, doubt: float | None = None) -> Slip:
    row = Compared("ho_ten", "near", "MẪU", "MẬU")
    return Slip(kind, Verdict("d1", code, "DATA_MISMATCH", (), "dan_cu", NOW, (row,)), doubt)


def test_a_report_counts_slips_that_pass_and_what_belief_would_cost() -> None:
    held, apart = VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NEEDED_MISMATCH
    told = report(
        [
            judged("held", held),
            judged("held", apart, 0.2),
            judged("register name", apart),
            judged("paper name", apart, 0.4),
            judged("paper name", held),
        ]
    )
    assert (told["slips"], told["called_held"], told["held_found"]) == (3, 1, [1, 2])
    assert told["by_kind"] == {"register name": [0, 1], "paper name": [1, 2]}
    curve = told["if_misread_names_were_believed"]
    assert curve["read below 0.1"] == {"held_found": 1, "slips_called_held": 1}
    assert curve["read below 0.3"] == {"held_found": 2, "slips_called_held": 1}
    assert curve["read below 0.5"] == {"held_found": 2, "slips_called_held": 2}
