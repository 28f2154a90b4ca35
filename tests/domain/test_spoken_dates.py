from __future__ import annotations

import pytest

from domain.spoken_dates import date_in_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi", "1990-03-15"),
        ("ngày mồng năm tháng tư năm hai ngàn không trăm linh một", "2001-04-05"),
        ("ngày mùng một tháng giêng năm hai nghìn không trăm hai mươi lăm", "2025-01-01"),
        ("ngày ba mươi mốt tháng chạp năm một nghìn chín trăm tám mươi tư", "1984-12-31"),
        ("ngày năm tháng năm năm hai nghìn không trăm lẻ năm", "2005-05-05"),
        ("ngày hai mươi nhăm tháng mười một năm hai nghìn không trăm mười", "2010-11-25"),
        ("năm một nghìn chín trăm chín mươi", None),
        ("ngày bốn mươi tháng ba năm hai nghìn", None),
        ("ngày abc tháng ba năm hai nghìn", None),
    ],
)
def test_reads_spoken_dates(text: str, value: str | None) -> None:
    assert date_in_words(text) == value
