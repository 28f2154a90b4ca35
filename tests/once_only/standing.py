"""Checklists as tests compare them."""

from __future__ import annotations

from domain.checklist import Checklist


def states(found: Checklist) -> dict[str, tuple[str, str]]:
    """State and reason by component; the last share where several people bring one."""
    return {each.component: (each.state.value, each.reason) for each in found.components}


def actions(found: Checklist) -> dict[str, tuple[str, str, bool]]:
    """What becomes of each paper, why, and whether its scan may stay."""
    return {each.document: (each.action.value, each.reason, each.keep_scan) for each in found.papers}
