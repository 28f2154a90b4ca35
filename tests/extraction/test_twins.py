"""Names and hamlets that papers of one dossier have with other marks."""

from __future__ import annotations

import pytest

from extraction.twins import Twins


def _twins(*papers: tuple[str, str]) -> Twins:
    twins = Twins()
    for paper in papers:
        twins.add([paper])
    return twins


@pytest.mark.parametrize(
    ("papers", "value", "against"),
    [
        ((("name", "Đào Viết Mẫu"), ("name", "ĐÀO VIỆT MẪU")), ("name", "Đào Việt Mẫu"), True),
        # more papers have it so than otherwise
        (
            (("name", "Đào Viết Mẫu"), ("name", "Đào Việt Mẫu"), ("name", "ĐÀO VIỆT MẪU")),
            ("name", "Đào Việt Mẫu"),
            False,
        ),
        # where a tone stands is no other mark, and other letters are another name
        ((("name", "Lê Thuý Mẫu"), ("name", "Lê Thúy Mẫu")), ("name", "Lê Thúy Mẫu"), False),
        ((("name", "Lê Thu Mẫu"), ("name", "Lê Thư Mẫu Anh")), ("name", "Lê Thu Mẫu"), False),
        # a hamlet, whatever commune it lay in at the time
        (
            (("address", "Thôn Đìa, xã Mẫu, Hà Nội"), ("address", "Thôn Địa, Mẫu, Thử, Hà Nội")),
            ("address", "Thôn Địa, Mẫu, Thử, Hà Nội"),
            True,
        ),
        ((("text", "Cắt"), ("text", "Cất")), ("text", "Cất"), False),
    ],
)
def test_the_same_letters_with_other_marks_speak_against_a_value(
    papers: tuple[tuple[str, str], ...], value: tuple[str, str], against: bool
) -> None:
    assert _twins(*papers).has_against(*value) is against
