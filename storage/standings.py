"""How scanners, branches and document types stand by their blind samples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.standing import Sampled, Standing, Subject

Branches = Collection[str] | None


class Standings(Protocol):
    """Counts of blind samples; they stay when dossiers are destroyed."""

    def count(self, samples: Sequence[Sampled]) -> tuple[Standing, ...]:
        """Add samples, in their order; gives the subjects that stepped down or came back by them."""
        ...

    def down(self, branch: str) -> frozenset[Subject]:
        """What is stepped down of a branch, and document types that are everywhere."""
        ...

    def standings(self, branches: Branches = None) -> tuple[Standing, ...]:
        """Those of the branches and of all document types; stepped down ones first, then by name."""
        ...


def counted(
    samples: Sequence[Sampled], before: Callable[[Subject], Standing], at: datetime
) -> tuple[list[Standing], tuple[Standing, ...]]:
    """All standings that the samples touch, as they are then, and those of them that changed their step.

    ``before`` is asked for each subject once, in the order of subjects, so that two who count at the same
    time wait for each other and never lock one another out.
    """
    subjects = sorted({subject for sample in samples for subject in sample.subjects})
    first = {subject: before(subject) for subject in subjects}
    now = dict(first)
    for sample in samples:
        for subject in sample.subjects:
            now[subject] = now[subject].after(sample.right, at)
    changed = (now[each] for each in subjects if now[each].stepped_down is not first[each].stepped_down)
    return list(now.values()), tuple(changed)


def shown_first(standing: Standing) -> tuple[bool, Subject]:
    """The order in which people look at standings."""
    return not standing.stepped_down, standing.subject
