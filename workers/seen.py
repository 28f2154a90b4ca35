"""Papers that are there already: what finds them is kept beside each dossier, and sought in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.document import Document
from domain.look import Look
from domain.understanding import Earlier, Understanding
from storage.keys import KeyRing
from storage.marks import kept_marks, marks_to_try, picture_marks, pictures_of
from storage.store import Session
from storage.values import Leg, Scan
from workers.keeping import Keep


class SeenBefore:
    """Keeps under the current key and finds under all. ``keys``: the same on every host."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys

    def keep(self, session: Session, dossier: str, understanding: Understanding) -> None:
        """Kept before the dossier is complete, so that one which comes right behind it finds it."""
        session.seen.keep_looks(dossier, _looks(understanding))
        self._keep_marks(session, dossier, understanding.documents)

    def keeping_too(self, dossier: str, documents: Sequence[Document], keep: Keep) -> Keep:
        """The same, and the marks of the papers as people have settled them."""

        def both(session: Session) -> None:
            self._keep_marks(session, dossier, documents)
            keep(session)

        return both

    def earlier(
        self, session: Session, dossier: str, understanding: Understanding | None
    ) -> tuple[Earlier, ...]:
        """Dossiers of any branch and day that may hold the same papers, the likeliest first.

        Branches complete dossiers in another order than they take them in, and some at the same time: each
        looks at all others that are understood by then, so that of two at least the one that was understood
        last finds the other. What another record says of this dossier already is not said again.
        """
        if understanding is None:
            return ()
        scans = session.pages.scans(dossier)
        marks = marks_to_try(self._keys, understanding.documents, scans)
        near = session.seen.near(dossier, tuple(_looks(understanding).values()), marks)
        found = (_earlier(session, each, dossier) for each in near)
        return tuple(
            replace(each, pictures=_same_pictures(scans, session.pages.scans(each.dossier)))
            for each in found
            if each is not None
        )

    def _keep_marks(self, session: Session, dossier: str, documents: Sequence[Document]) -> None:
        key = self._keys.current
        pictures = picture_marks(key, documents, session.pages.scans(dossier))
        session.seen.keep_marks(dossier, kept_marks(key, documents) | pictures, self._keys.id)


def _same_pictures(here: Sequence[Scan], there: Sequence[Scan]) -> dict[int, int]:
    """Pages that the very same file shows: of the one dossier to the first such of the other."""
    first: dict[tuple[str, str], int] = {}
    for page, picture in pictures_of(there).items():
        first.setdefault(picture, page)
    return {page: first[picture] for page, picture in pictures_of(here).items() if picture in first}


def _looks(understanding: Understanding) -> dict[int, Look]:
    return {page.number: page.look for page in understanding.pages if page.look is not None}


def _earlier(session: Session, dossier: str, asking: str) -> Earlier | None:
    """None where its record names the asking one. Where it has no record yet, as it was understood."""
    record = session.records.record(dossier)
    if record is None:
        return _understood(session, dossier)
    if any(each.dossier == asking for each in record.duplicates):
        return None
    texts = {page.number: page.text for page in record.pages}
    return Earlier(dossier, record.documents, texts, session.seen.looks(dossier))


def _understood(session: Session, dossier: str) -> Earlier | None:
    planned = (unit for unit in session.work.units(dossier) if unit.leg is Leg.COMPLETE)
    found = (session.pages.understanding(dossier, unit.input_sha256) for unit in planned)
    understanding = next((each for each in found if each is not None), None)
    if understanding is None:
        return None
    texts = {page.number: page.text.text for page in understanding.pages if page.text is not None}
    return Earlier(dossier, understanding.documents, texts, session.seen.looks(dossier))
