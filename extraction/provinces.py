"""Place codes that open a personal number: where the birth was registered, as of before July 2025."""

_NUMBERS = (
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
)  # fmt: skip

PROVINCE_CODES = frozenset(f"{number:03d}" for number in _NUMBERS)
"""The 63 codes in use; they were not renumbered when provinces merged, so old numbers stay valid."""
