"""Registers that are probably wrong: the list for their owners, and how far each case is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from storage.corrections import CorrectionState, KeptCorrection
from web.access import OPERATOR, Account
from web.answers import services_of
from web.api.asked import allowed, problems

router = APIRouter(prefix="/api/v1/corrections", tags=["corrections"])

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
Wanted = Annotated[CorrectionState | None, Query(description="Only cases that stand so; all by default.")]


class CorrectionView(BaseModel):
    """One record that its register's owner should look at. It names fields and holds no value of anybody."""

    id: str
    owner: str = Field(description="Who keeps the register.")
    register_id: str = Field(serialization_alias="register", description="Id of the register.")
    type: str = Field(description="Type of the paper that says otherwise.")
    fields: list[str] = Field(description="Names of the fields in which they differ.")
    dossier: str
    document: str
    branch: str
    asked_at: datetime = Field(description="When the register answered.")
    state: CorrectionState
    by: str = Field(description="Account that set the state; `system` where no person did.")
    at: datetime


class CorrectionStep(BaseModel, extra="forbid"):
    """A person's word on a case."""

    state: Literal["open", "told", "corrected"]


@router.get("", responses=problems())
def list_corrections(request: Request, account: Operator, state: Wanted = None) -> list[CorrectionView]:
    """Cases by owner and register, the oldest first."""
    return [view_of(each) for each in cases_seen(request, account, state)]


@router.put("/{case}/state", responses=problems(404))
def set_state(request: Request, account: Operator, case: str, step: CorrectionStep) -> CorrectionView:
    """Say that the owner was told, or has corrected it; `open` takes that back. 404 for a withdrawn case."""
    with services_of(request).store.begin() as session:
        now = session.corrections.set_state(case, CorrectionState(step.state), account.id, account.branches)
    return view_of(now)


def cases_seen(
    request: Request, account: Account, state: CorrectionState | None
) -> tuple[KeptCorrection, ...]:
    """Cases of the branches that the account may see."""
    wanted = frozenset(CorrectionState) if state is None else frozenset({state})
    with services_of(request).store.begin() as session:
        return session.corrections.cases(account.branches, wanted)


def view_of(kept: KeptCorrection) -> CorrectionView:
    case = kept.case
    return CorrectionView(
        id=case.id,
        owner=case.owner,
        register_id=case.register,
        type=case.type,
        fields=list(case.fields),
        dossier=case.dossier,
        document=case.document,
        branch=kept.branch,
        asked_at=case.asked_at,
        state=kept.state,
        by=kept.by,
        at=kept.at,
    )
