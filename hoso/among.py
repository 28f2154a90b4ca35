"""The dossiers of one call beside each other: a paper that lies in two of them is named in the later one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from functools import partial

from domain.record import Duplicate
from domain.understanding import Earlier
from once_only.same_paper.duplicates import seen_again
from once_only.same_paper.look import look_keys, look_keys_to_try
from once_only.same_paper.marks import marks_of
from storage.store import NEAR_MOST

_Key = tuple[str | int, ...]


class Among:
    """Each dossier is compared with those that ended before it, as far as one of its pages or papers leads
    there; nothing is kept beyond the call.
    """

    def __init__(self) -> None:
        newest = partial(deque[Earlier], maxlen=NEAR_MOST)
        self._under: defaultdict[_Key, deque[Earlier]] = defaultdict(newest)

    def told(self, dossier: Earlier) -> tuple[Duplicate, ...]:
        """Its papers that an earlier dossier of the call has too. From now on it is one of these itself."""
        tried = (*_marks(dossier), *_to_try(dossier))
        met = [each for key in tried for each in self._under.get(key, ())]
        near = {each.dossier: each for each in met}
        often = Counter(each.dossier for each in met).most_common(NEAR_MOST)
        for key in (*_marks(dossier), *_kept(dossier)):
            self._under[key].append(dossier)
        return seen_again(dossier, [near[id_] for id_, _ in often])


def _marks(dossier: Earlier) -> Iterator[_Key]:
    return (("mark", *mark) for document in dossier.documents for mark in marks_of(document))


def _kept(dossier: Earlier) -> Iterator[_Key]:
    looks = dossier.looks.values()
    return (("look", band, key) for look in looks for band, key in enumerate(look_keys(look)))


def _to_try(dossier: Earlier) -> Iterator[_Key]:
    looks = dossier.looks.values()
    bands = ((band, keys) for look in looks for band, keys in enumerate(look_keys_to_try(look)))
    return (("look", band, key) for band, keys in bands for key in keys)
