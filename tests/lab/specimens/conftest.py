"""Faces are fetched once; a face that no package manager brought is a clear failure, not a silent skip."""

from __future__ import annotations

import pytest

from lab.specimens.fonts import fetch


@pytest.fixture(scope="session", autouse=True)
def installed_faces() -> None:
    fetch()
