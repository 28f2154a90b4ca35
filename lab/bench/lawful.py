"""What the law makes of a planted verdict: papers that a procedure only has shown are never handed in.

The specimens plant what a register holds and know nothing of components. *Xuất trình* means: compared, noted
and handed back, and no copy may be demanded; whether the register holds the record only decides whether even
the showing is spared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.law import Component, Handing, LawBook
from domain.once_only import VerdictCode
from lab.bench.truth import TrueVerdict, Truth
from lab.specimens.registers import HELD

_ONLY_MISSING = frozenset({"RECORD_NOT_FOUND", "NOT_HELD", "DB_NOT_PUBLISHED", "DB_INCIDENT"})
"""Reasons for which a paper that is only shown is shown as ever; others speak against the paper itself."""
STATUS = "xac_nhan_tinh_trang_hon_nhan"
_MARRIAGE = "1.000894"
_STORE_FROM = date(2026, 8, 5)
"""NĐ 310/2026: earlier results are reused."""
_SHOWN = VerdictCode.NOT_NEEDED_PRESENT_ONLY.value
_HELD = VerdictCode.NOT_NEEDED_DATA_HELD.value


def as_the_law_says(truth: Truth, law: LawBook) -> Truth:
    """The truth with its verdicts as its procedure on its day of receipt makes them."""
    said = tuple(
        _said(
            _of_status(each, truth), truth.document(each.document).type, _showing(truth, each.document, law)
        )
        for each in truth.once_only
    )
    return replace(truth, once_only=said)


def shown_only(truth: Truth, document: str, law: LawBook) -> bool:
    """Whether the procedure has that paper shown and never handed in."""
    return bool(_showing(truth, document, law))


def _showing(truth: Truth, document: str, law: LawBook) -> tuple[Component, ...]:
    """The components that ask for the paper, if all of them only ask to see it."""
    procedure = law.procedure_on(truth.procedure, truth.received)
    type_ = truth.document(document).type
    serving = tuple(each for each in procedure.components if type_ in each.types) if procedure else ()
    return serving if all(each.handing is Handing.XUAT_TRINH for each in serving) else ()


def _said(verdict: TrueVerdict, type_: str, showing: tuple[Component, ...]) -> TrueVerdict:
    if not showing:
        return verdict
    spared = type_ in HELD and all(HELD[type_][0] in each.skip_if for each in showing)
    if (verdict.verdict == _HELD and not spared) or verdict.reason in _ONLY_MISSING:
        return replace(verdict, verdict=_SHOWN, reason="PRESENT_ONLY")
    return verdict


def _of_status(verdict: TrueVerdict, truth: Truth) -> TrueVerdict:
    """Confirmations of marital status, of which the specimens plant records of the confirmation itself.

    For a marriage the person is looked up (NĐ 87/2020 Điều 24 khoản 7): the paper's own number, in which a
    wrong digit is planted, is no part of that. For anything else the register is not announced, and no store
    of earlier results is planted that has it; one that is not even there leaves it open.
    """
    if truth.document(verdict.document).type != STATUS:
        return verdict
    if truth.procedure != _MARRIAGE:
        reason = "RECORD_NOT_FOUND" if truth.received >= _STORE_FROM else "DB_NOT_PUBLISHED"
        return TrueVerdict(verdict.document, VerdictCode.NEEDED.value, reason, (VerdictCode.UNKNOWN.value,))
    if verdict.reason == "RECORD_NOT_FOUND" and verdict.or_:
        return TrueVerdict(verdict.document, _HELD, "DATA_HELD")
    return verdict
