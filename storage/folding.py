"""Values made alike for finding: what somebody might mean, never a comparison that counts."""

from __future__ import annotations

from collections.abc import Iterable

from once_only.comparing.spelling import bare


def folded(values: Iterable[str]) -> frozenset[str]:
    """Values without case and diacritics. What is empty then, or holds a null letter, finds nothing."""
    found = (bare(value) for value in values)
    return frozenset(value for value in found if value and "\0" not in value)
