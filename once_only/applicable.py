"""Which rule of the law book speaks of a paper, and whether one of its exceptions does."""

from __future__ import annotations

from datetime import date

from domain.document import Copy, Document, FieldState
from domain.law import Handing, LawBook, LawException, LawRule, Procedure, Status
from once_only.comparing.agreement import has_content
from once_only.comparing.spelling import bare
from once_only.comparing.states import is_of_another_state

_VIETNAMESE = frozenset({"viet nam", "vietnam", "vnm", "vn"})


def rule_for(
    law: LawBook, type_: str, received: date, procedure: str | None, copy: Copy = Copy.UNKNOWN
) -> LawRule | None:
    """The most particular rule in force on the date of receipt.

    A rule bound to the procedure goes before one that is not, then a rule for the type before one for
    every type, then one for such copies. None where the book has no rule for that day.
    """
    speaking = [
        rule for rule in law.rules if rule.in_force(received) and _reaches(rule, type_, procedure, copy)
    ]
    return max(
        speaking,
        key=lambda rule: (bool(rule.procedures), bool(rule.types), bool(rule.copies)),
        default=None,
    )


def exception_for(
    rule: LawRule, procedure: Procedure | str | None, values: dict[str, str]
) -> LawException | None:
    """The first exception that applies.

    values: field name to value, as far as they are surely known; nationalities, issuers and residences are
    looked at.
    """
    codes = _codes(procedure)
    enabled = (each for each in rule.exceptions if each.enabled)
    return next((each for each in enabled if _applies(each, codes, values)), None)


def sure_values(document: Document) -> dict[str, str]:
    """Values no person has to look at any more, by field name."""
    return {each.name: each.value for each in document.fields if each.state is not FieldState.REVIEW}


def present_only(procedure: Procedure | None, type_: str) -> bool:
    """Whether the procedure only has such a paper shown (*xuất trình*) and never handed in."""
    if procedure is None:
        return False
    serving = [each for each in procedure.components if type_ in each.types]
    return bool(serving) and all(each.handing is Handing.XUAT_TRINH for each in serving)


def need_not_be_shown(procedure: Procedure | None, type_: str, register: str | None) -> bool:
    """Whether held data of that register spare even the showing of a present-only paper."""
    serving = () if procedure is None else procedure.components
    return all(register in each.skip_if for each in serving if type_ in each.types)


def held_types(law: LawBook, register: str, type_: str) -> frozenset[str]:
    """Document types under which a register may hold that paper's content: another generation of the
    same card, the certificate behind an extract."""
    known = (rule for rule in law.rules if rule.status is Status.REPLACEABLE)
    rules = (rule for rule in known if register in (rule.register, rule.store))
    return frozenset({type_}).union(*((*rule.types, *rule.held_as) for rule in rules if type_ in rule.types))


def _reaches(rule: LawRule, type_: str, procedure: str | None, copy: Copy) -> bool:
    of_type = not rule.types or type_ in rule.types
    of_copy = not rule.copies or copy in rule.copies
    return of_type and of_copy and (not rule.procedures or procedure in rule.procedures)


def _codes(procedure: Procedure | str | None) -> frozenset[str]:
    if isinstance(procedure, Procedure):
        return frozenset(procedure.codes)
    return frozenset({procedure} if procedure else ())


def _applies(exception: LawException, codes: frozenset[str], values: dict[str, str]) -> bool:
    if codes & set(exception.procedures):
        return True
    nationalities = (bare(values.get(field, "")) for field in exception.nationality)
    if any(has_content(each) and each not in _VIETNAMESE for each in nationalities):
        return True
    places = (values.get(field, "") for field in (*exception.issuer, *exception.residence))
    return any(is_of_another_state(each) for each in places)
