"""What finds a paper again, in PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from domain.look import BITS, Look
from once_only.same_paper.look import look_keys, look_keys_to_try
from once_only.same_paper.pages import BENT_APART
from storage.kept_keys import FIRST
from storage.postgres.database import Room
from storage.store import NEAR_MOST

PAGES_A_KEY = 12
"""Of a key that half a city's forms share, so many are looked at."""
DOSSIERS_A_MARK = 50
_WIDTH = 256


class PostgresSeen:
    def __init__(self, room: Room) -> None:
        self._database = room.database

    def keep_looks(self, dossier: str, looks: Mapping[int, Look]) -> None:
        rows = [
            {"dossier": dossier, "page": page, "bits": _binary(look), **_bands(look_keys(look))}
            for page, look in looks.items()
        ]
        self._database.run_many("add_look", rows)

    def looks(self, dossier: str) -> dict[int, Look]:
        rows = self._database.rows("looks", dossier=dossier)
        return {row["page"]: Look(f"{int(row['bits'], 2):0{_WIDTH // 4}x}") for row in rows}

    def keep_marks(self, dossier: str, marks: Collection[int], key: str = FIRST) -> None:
        self._database.run("hold_marks", dossier=dossier)
        self._database.run("drop_marks", dossier=dossier)
        self._database.run("add_marks", dossier=dossier, marks=sorted(marks), key=key)

    def near(self, dossier: str, looks: Collection[Look], marks: Collection[int]) -> tuple[str, ...]:
        points: Counter[tuple[int, str]] = Counter()
        if marks:
            found = self._database.rows(
                "dossiers_marked",
                dossier=dossier,
                marks=sorted(marks),
                a_key=DOSSIERS_A_MARK,
                limit=NEAR_MOST,
            )
            points.update({(row["number"], row["id"]): row["shared"] for row in found})
        for look in looks:
            points.update((row["number"], row["id"]) for row in self._alike(dossier, look))
        ranked = sorted(points, key=lambda each: (points[each], each), reverse=True)
        return tuple(id_ for _, id_ in ranked[:NEAR_MOST])

    def _alike(self, dossier: str, look: Look) -> list[dict[str, Any]]:
        tried = {name: list(keys) for name, keys in _bands(look_keys_to_try(look)).items()}
        return self._database.rows(
            "dossiers_alike",
            dossier=dossier,
            bits=_binary(look),
            most=int(BENT_APART * BITS),
            a_key=PAGES_A_KEY,
            limit=NEAR_MOST,
            **tried,
        )


def _binary(look: Look) -> str:
    return f"{int(look.bits, 16):0{_WIDTH}b}"


def _bands(keys: Collection[Any]) -> dict[str, Any]:
    return {f"band_{place}": key for place, key in enumerate(keys, 1)}
