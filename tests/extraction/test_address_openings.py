"""First words of addresses as hands and poor scans leave them."""

from __future__ import annotations

import pytest

from extraction.address_openings import mend_opening_words


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("VBND xã Mẫu, thành phố Hà Nội", "UBND xã Mẫu, thành phố Hà Nội"),
        ("BND phường Mẫu, thành phố Hà Nội", "UBND phường Mẫu, thành phố Hà Nội"),
        ("UBUD thị trấn Mẫu, huyện Thử", "UBND thị trấn Mẫu, huyện Thử"),
        ("Tràm V tế xã Mẫu, Hà Nội", "Trạm Y tế xã Mẫu, Hà Nội"),
        ("Trạm tế xã Mẫu, Hà Nội", "Trạm Y tế xã Mẫu, Hà Nội"),
        ("Tổ6, phường Mẫu", "Tổ 6, phường Mẫu"),
        ("SA Mẫu Thử, thị trấn Mẫu", "5A Mẫu Thử, thị trấn Mẫu"),
        ("óm Chùa, xã Mẫu", "Xóm Chùa, xã Mẫu"),
        ("Cam 5, xã Mẫu", "Cụm 5, xã Mẫu"),
        ("Thồn 3, xã Mẫu", "Thôn 3, xã Mẫu"),
        ("UBND phường Mẫu/quận Thử", "UBND phường Mẫu, quận Thử"),
        # what stands as it should
        ("Số 5/12 phố Mẫu, phường Thử", "Số 5/12 phố Mẫu, phường Thử"),
        ("Sân bay Mẫu, xã Thử", "Sân bay Mẫu, xã Thử"),
        ("KTX phường Mẫu", "KTX phường Mẫu"),
        ("p Mẫu, quận Thử", "p Mẫu, quận Thử"),
        ("Trạm biến áp xã Mẫu", "Trạm biến áp xã Mẫu"),
        ("Cam Mẫu, xã Thử", "Cam Mẫu, xã Thử"),
        ("Lô 5, xã Thử", "Lô 5, xã Thử"),
        ("Tòa 5, phường Thử", "Tòa 5, phường Thử"),
        ("Ngã 5, phường Thử", "Ngã 5, phường Thử"),
        ("Ngách 5, phố Mẫu", "Ngách 5, phố Mẫu"),
    ],
)
def test_an_address_opens_with_a_whole_word(read: str, mended: str) -> None:
    assert mend_opening_words(read) == mended
