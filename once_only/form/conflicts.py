"""Where a paper and a register disagree, named by place; the values stay in the record's evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.document import Source
from domain.law import Manner, Procedure
from domain.once_only import Compared, Verdict
from domain.record import BETWEEN_REGISTERS, Conflict, FormSource, FormValue
from once_only.comparing.agreement import Agreement, agree

_APART = (Agreement.NEAR, Agreement.DIFFERENT)
_LASTING = (Manner.NAME, Manner.DATE, Manner.NUMBER)
"""Facts that do not change by moving house; a differing address is shown, but stops nobody."""

_PERSONAL = frozenset({"ho_ten", "ngay_sinh", "nam_sinh", "so_dinh_danh"})
"""What is the same on every paper of a person; a day of issue is a paper's own."""

_MISREAD = (
    "Số và ngày trùng khớp, chỉ khác dấu: có thể đọc nhầm, hãy nhìn bản quét. "
    "/ Number and date agree and only marks differ: likely misread, look at the scan."
)
_DISAGREE = "Giấy tờ và cơ sở dữ liệu không khớp. / The paper and the register disagree."
_REGISTERS = "Hai cơ sở dữ liệu không khớp nhau. / Two registers disagree."


def conflicts(
    verdicts: Iterable[Verdict],
    form: Mapping[str, FormValue] | None = None,
    procedure: Procedure | None = None,
) -> tuple[Conflict, ...]:
    """Disagreements between papers and registers, each pair of places once.

    verdicts: their compared fields say what differs. form and procedure: prefilled values whose sources
    disagree on a name, a date or a number, on one paper or about one person. A year beside the whole date of
    that year says less and disagrees with nothing. Papers among themselves: ``extraction.contradictions``.
    """
    found = [*_of_verdicts(verdicts), *_of_form(form or {}, procedure)]
    return tuple({conflict.places: conflict for conflict in reversed(found)}.values())[::-1]


def _of_verdicts(verdicts: Iterable[Verdict]) -> list[Conflict]:
    return [
        _conflict(verdict, row)
        for verdict in verdicts
        if verdict.register is not None
        for row in verdict.compared
        if row.agreement in _APART
    ]


def _conflict(verdict: Verdict, row: Compared) -> Conflict:
    places = (f"{verdict.document}.{row.field}", f"{verdict.register}.{row.field}")
    if row.field in verdict.likely_misread:
        return Conflict("register_misread", places, _MISREAD)
    return Conflict(f"register_{row.agreement}", places, _DISAGREE)


def _of_form(form: Mapping[str, FormValue], procedure: Procedure | None) -> list[Conflict]:
    manners = {each.name: each.manner for each in procedure.form} if procedure is not None else {}
    return [
        _between(value.source, source, agreement)
        for name, value in form.items()
        if manners.get(name) in _LASTING
        for other, source in value.others
        if (agreement := agree(manners[name], value.value, other)) in _apart(manners[name])
        and _are_comparable(value.source, source)
    ]


def _apart(manner: Manner) -> tuple[Agreement, ...]:
    """Dates are near where one side only knows less; forms ask for the year alone."""
    return (Agreement.DIFFERENT,) if manner is Manner.DATE else _APART


def _are_comparable(one: FormSource, other: FormSource) -> bool:
    if not _of_registers(one, other) or one.register == other.register:
        return False
    facts = {(each.field or "").rpartition(".")[2] for each in (one, other)}
    return facts <= _PERSONAL or (one.document == other.document and one.document is not None)


def _of_registers(*sources: FormSource) -> int:
    return sum(each.source is Source.REGISTER for each in sources)


def _between(one: FormSource, other: FormSource, agreement: Agreement) -> Conflict:
    """The paper's place first; of two registers the one whose value was proposed."""
    ordered = sorted((one, other), key=lambda each: each.source is Source.REGISTER)
    first, second = (f"{each.register or each.document}.{each.field}" for each in ordered)
    if _of_registers(one, other) > 1:
        return Conflict(f"{BETWEEN_REGISTERS}_{agreement}", (first, second), _REGISTERS)
    return Conflict(f"form_{agreement}", (first, second), _DISAGREE)
