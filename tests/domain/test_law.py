"""The law book refuses to exist where it contradicts itself, and chooses by date."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.document import Copy
from domain.errors import DefinitionError
from domain.law import (
    Agree,
    Doubt,
    LawBook,
    LawFile,
    LawRule,
    Manner,
    Procedure,
    Provision,
    Reason,
    Register,
    Reliability,
    Status,
    Whose,
)
from domain.procedure import FormField

ROOT = Path(__file__).parents[2] / "definitions"
ACT = Provision("act", "Nghị định 1/2026/NĐ-CP", "Điều 1", "…", "…", Reliability.READ, date(2026, 1, 1))
REGISTER = Register("dan_cu", "…", "…", "…", ("cccd_chip",), 7, Reliability.READ, "…", date(2026, 1, 1))
EVIDENCE = (
    Agree("so_dinh_danh", Manner.NUMBER),
    Agree("ho_ten", Manner.NAME),
    Agree("ngay_sinh", Manner.DATE),
)


def _rule(**changes: object) -> LawRule:
    values: dict[str, object] = {
        "id": "r1",
        "types": ("cccd_chip",),
        "status": Status.REPLACEABLE,
        "law": ("act",),
        "effective_from": date(2026, 1, 1),
        "reliability": Reliability.READ,
        "register": "dan_cu",
        "keys": (("so_dinh_danh",),),
        "must_agree": EVIDENCE,
        "whose": Whose.SUBJECT,
        "announced_by": "act",
    }
    return LawRule(**{**values, **changes})  # type: ignore[arg-type]


def _book(*rules: LawRule) -> LawBook:
    return LawBook(rules, (REGISTER,), (), (ACT,))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"law": ("atc",)}, "no provision atc; did you mean act"),
        ({"register": "dan_cuu"}, "no register dan_cuu; did you mean dan_cu"),
        ({"must_agree": EVIDENCE[:2]}, "a number, a name and a date"),
        ({"keys": ()}, "names a register and its keys"),
        ({"keys": (("so_cmnd",),)}, "no compared field so_cmnd"),
        ({"whose": None}, "says whose record it is"),
        ({"announced_by": None}, "who announced it"),
        ({"announced_by": "atc"}, "no provision atc; did you mean act"),
        ({"status": Status.SHARED}, "needs a reason"),
    ],
)
def test_a_rule_that_proves_too_little_is_refused(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(DefinitionError, match=complaint):
        _book(_rule(**changes))


def test_two_rules_must_not_speak_of_one_paper_on_one_day() -> None:
    second = {"id": "r2", "effective_from": date(2026, 6, 1)}
    with pytest.raises(DefinitionError, match="r1 and r2"):
        _book(_rule(), _rule(**second))
    ended = _rule(effective_to=date(2026, 6, 1))
    assert _book(ended, _rule(**second)).rules
    assert _book(_rule(), _rule(**second, enabled=False)).rules
    assert _book(_rule(), _rule(**second, procedures=("1.001193",))).rules
    assert _book(_rule(), _rule(**second, copies=(Copy.COPY,))).rules


def test_a_rule_ends_on_the_first_day_it_no_longer_applies() -> None:
    rule = _rule(effective_to=date(2026, 6, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [rule.in_force(day) for day in days] == [False, True, True, False]
    assert not _rule(enabled=False).in_force(date(2026, 2, 1))


def test_a_doubt_stands_from_its_day_against_the_rules_it_names() -> None:
    doubt = Doubt("d", ("r1",), ("act",), date(2026, 6, 1), Reliability.UNVERIFIED)
    book = replace(_book(_rule()), doubts=(doubt,))
    (rule,) = book.rules
    assert book.doubt_on(rule, date(2026, 5, 31)) is None
    assert book.doubt_on(rule, date(2026, 6, 1)) is doubt
    assert replace(book, doubts=(replace(doubt, enabled=False),)).doubt_on(rule, date(2026, 6, 1)) is None
    with pytest.raises(DefinitionError, match="no rule r2"):
        replace(book, doubts=(replace(doubt, rules=("r2",)),))


def test_only_provisions_in_force_are_cited() -> None:
    book = _book(_rule(status=Status.NEVER, reason=Reason.NOT_HELD))
    assert book.cites(["act"], date(2026, 1, 1)) == ("Điều 1 Nghị định 1/2026/NĐ-CP",)
    assert book.cites(["act"], date(2025, 12, 31)) == ()


def test_a_register_replaces_papers_from_its_announcement_on() -> None:
    assert REGISTER.announced(date(2026, 1, 1))
    assert not REGISTER.announced(date(2025, 12, 31))


def test_a_form_source_is_a_paper_or_a_register() -> None:
    field = FormField("me.ho_ten", "…", "…", Manner.NAME, ("to_khai.me.ho_ten", "ho_tich:vo.ho_ten"))
    paper, held = field.places()
    assert (paper.type, paper.register, paper.field, paper.role) == ("to_khai", None, "me.ho_ten", "me")
    assert (held.type, held.register, held.field, held.role) == (None, "ho_tich", "vo.ho_ten", "vo")


@pytest.mark.parametrize("path", sorted(ROOT.glob("law/*.toml")), ids=lambda path: path.stem)
def test_a_key_nobody_knows_is_refused(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    first = next(iter(data.values()))[0]
    first["effective_form"] = date(2026, 1, 1)
    with pytest.raises(ValidationError):
        TypeAdapter(LawFile).validate_python(data)


def _load(pattern: str, kind: type) -> list:
    paths = sorted(ROOT.glob(pattern))
    return [TypeAdapter(kind).validate_python(tomllib.loads(path.read_text("utf-8"))) for path in paths]


def test_the_definitions_make_one_book() -> None:
    files = _load("law/*.toml", LawFile)
    book = LawBook(
        tuple(rule for each in files for rule in each.rules),
        tuple(_load("registers/*.toml", Register)),
        tuple(_load("procedures/*.toml", Procedure)),
        tuple(each for file in files for each in file.provisions),
    )
    assert len(book.registers) == 11
    assert len({code for each in book.procedures for code in each.codes}) >= 30
    spoken_of = {type_ for rule in book.rules for type_ in rule.types}
    for procedure in book.procedures:
        named = [type_ for each in procedure.components for type_ in (*each.types, *each.instead)]
        named += [type_ for places in procedure.roles.values() for each in places for type_ in each.types]
        assert set(named) <= spoken_of, procedure.code
    replaced = {rule.register for rule in book.rules if rule.status is Status.REPLACEABLE}
    assert replaced == {"dan_cu", "ho_tich", "gplx", "ly_lich_tu_phap", "kho"}
    unannounced = {each.id for each in book.registers if each.announced_from is None}
    assert not replaced & unannounced
    assert book.procedure_on("1.013226", date(2026, 11, 20)) is book.procedure_on(
        "1.009122", date(2026, 11, 20)
    )
