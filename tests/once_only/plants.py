"""What is planted between a paper and the register: held data that are no evidence, or that still are."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.document import Provenance, Reading, Source
from domain.law import Agree, LawBook, Manner, Presence
from domain.once_only import Answer, Outcome
from once_only.comparing.agreement import NUMBERS
from once_only.comparing.spelling import bare
from tests.once_only.planted import TEXTS, TODAY, WARDS, Trial, day_of, name_of, trial_of, value_of

TONE_SLIPS = {
    "ẫ": "ậ", "ử": "ữ", "ị": "ì", "ả": "ã", "à": "á", "ý": "ỷ", "ỳ": "ý", "ạ": "á", "Á": "Ả",
    "ễ": "ệ", "ầ": "ấ", "ê": "e", "ỗ": "ộ", "ũ": "ủ", "ặ": "ắ", "ứ": "ừ", "ọ": "ỏ",
}  # fmt: skip


def _other(trial: Trial, each: Agree, value: str) -> Trial:
    return replace(trial, held=({**trial.held[0], each.field: value},))


def _in_register(*manners: Manner) -> Callable[[Callable[[Trial, str, random.Random], str]], Plant]:
    """A plant that changes one compared value of the register; None for rules that compare no such value."""

    def made(change: Callable[[Trial, str, random.Random], str]) -> Plant:
        def plant(trial: Trial, dice: random.Random) -> Trial | None:
            fields = trial.compared(*manners)
            if not fields:
                return None
            each = dice.choice(fields)
            return _other(trial, each, change(trial, trial.values[each.field], dice))

        return plant

    return made


Plant = Callable[[Trial, random.Random], Trial | None]


def slip_of_tone(text: str, dice: random.Random) -> str:
    """The name with another tone or vowel mark in one place."""
    places = [place for place, letter in enumerate(text) if letter in TONE_SLIPS]
    place = dice.choice(places)
    return text[:place] + TONE_SLIPS[text[place]] + text[place + 1 :]


def slip_of_digit(text: str, dice: random.Random) -> str:
    """The number with another digit in one place."""
    place = dice.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    return text[:place] + str((int(text[place]) + dice.randint(1, 9)) % 10) + text[place + 1 :]


def swap_day_and_month(text: str) -> str:
    """The date as somebody reads it who takes the day for the month; another year where that is no date."""
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}" if day != month and int(day) <= 12 else f"{int(year) + 1}-{month}-{day}"


def _other_ward(trial: Trial, value: str, dice: random.Random) -> str:
    elsewhere = dice.choice([each for each in TODAY if each not in trial.ward[2]])
    return f"{value.split(',', 1)[0]}, {elsewhere}, Hà Nội"


def _other_old_ward(trial: Trial, value: str, dice: random.Random) -> str:
    district, commune, _ = dice.choice([each for each in WARDS if each[:2] != trial.ward[:2]])
    return f"{value.split(',', 1)[0]}, {commune}, {district}, Hà Nội"


def _other_house(_: Trial, value: str, dice: random.Random) -> str:
    del dice
    number = int(value.split()[1])
    return value.replace(f"Số {number} ", f"Số {number + 1} ", 1)


def _someone_else(trial: Trial, dice: random.Random) -> Trial:
    return replace(trial, held=trial_of(trial.rule, trial.type, trial.law, dice).held)


def _someone_else_same_number(trial: Trial, dice: random.Random) -> Trial:
    number = number_of(trial)
    other = trial_of(trial.rule, trial.type, trial.law, dice).held[0]
    return replace(trial, held=({**other, number: trial.values[number]},))


def number_of(trial: Trial) -> str:
    """The first number that the rule compares, always or on such papers."""
    return next(each.field for each in trial.rule.must_agree if each.manner in NUMBERS)


def _twin(trial: Trial, dice: random.Random) -> Trial:
    """Two records under one number that say different things.

    A paper's number is given anew in each office, so that another name under it is simply another paper.
    """
    if number_of(trial) == "so_giay_to":
        birth = trial.compared(Manner.DATE)[0].field
        return replace(trial, held=(*trial.held, {**trial.held[0], birth: day_of(dice)}))
    name = trial.compared(Manner.NAME)[0].field
    return replace(trial, held=(*trial.held, {**trial.held[0], name: f"{name_of(dice)} Khác"}))


def _lacking(side: str) -> Plant:
    def plant(trial: Trial, dice: random.Random) -> Trial:
        each = dice.choice(trial.compared(*Manner)).field
        if side == "held":
            return replace(trial, held=({**trial.held[0], each: dice.choice(["", "…", "-"])},))
        return replace(trial, values={**trial.values, each: ""})

    return plant


def _corrected(trial: Trial, dice: random.Random) -> Trial:
    """A person corrected a value to one that the register does not hold, after it had answered."""
    each = dice.choice(trial.compared(Manner.NAME, Manner.NUMBER))
    slip = slip_of_tone if each.manner is Manner.NAME else slip_of_digit
    return replace(trial, later={each.field: slip(trial.values[each.field], dice)})


def _with_code(trial: Trial, dice: random.Random) -> Trial:
    """A code on the paper firmly says another name."""
    name = trial.compared(Manner.NAME)[0].field
    said = Reading(f"{name_of(dice)} Khác", 1.0, Provenance(Source.QR, 1))
    return replace(trial, doubt=lambda each: replace(each, others=(said,)) if each.name == name else each)


def _by_person(trial: Trial, dice: random.Random) -> Trial:
    name = dice.choice(trial.compared(*Manner)).field
    unsure = ("PERSON_UNCERTAIN",)
    return replace(trial, doubt=lambda each: replace(each, reasons=unsure) if each.name == name else each)


def _borrowed(trial: Trial, dice: random.Random) -> Trial:
    """A value that came from the register agrees with itself."""
    name = dice.choice(trial.compared(*Manner)).field
    taken = Provenance(Source.REGISTER)
    return replace(trial, doubt=lambda each: replace(each, provenance=taken) if each.name == name else each)


def _former(trial: Trial, dice: random.Random) -> Trial | None:
    known = [each for each in trial.rule.must_agree if each.former and each.when is Presence.ALWAYS]
    if not known:
        return None
    each = dice.choice(known)
    fresh = value_of(each, dice.choice([ward for ward in WARDS if ward != trial.ward]), dice)
    fresh = f"{fresh} Mới" if each.manner is Manner.NAME else fresh
    older = {each.former[0]: trial.values[each.field], each.field: fresh}
    return replace(trial, held=({**trial.held[0], **older},))


def _switched_off(trial: Trial, dice: random.Random) -> Trial:
    """The register, or the rule, is switched off or not yet announced."""
    what = dice.choice(["registers", trial.rule.id])
    if what not in _SWITCHED:
        registers = tuple(replace(each, enabled=what != "registers") for each in trial.law.registers)
        rules = tuple(replace(each, enabled=each.id != what) for each in trial.law.rules)
        _SWITCHED[what] = replace(trial.law, registers=registers, rules=rules)
    return replace(trial, law=_SWITCHED[what])


_SWITCHED: dict[str, LawBook] = {}
"""Books with something switched off, made once: a book checks itself whenever it is made."""


def _out_of_time(trial: Trial, dice: random.Random) -> Trial:
    """The day before the rule begins, or the day it ends."""
    ends = trial.rule.effective_to
    before = trial.rule.effective_from - timedelta(days=1)
    day = ends if ends is not None and dice.random() < 0.5 else before
    moved = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return replace(trial, received=day, answered=lambda answer: replace(answer, asked_at=moved))


def _collected(trial: Trial, dice: random.Random) -> Trial | None:
    codes = [code for each in trial.rule.exceptions for code in each.procedures]
    return replace(trial, procedure=dice.choice(codes)) if codes else None


def _foreign(trial: Trial, dice: random.Random) -> Trial | None:
    fields = [name for each in trial.rule.exceptions for name in each.nationality]
    if not fields:
        return None
    named = {dice.choice(fields): dice.choice(["Lào", "Hàn Quốc", "Hoa Kỳ"])}
    return replace(trial, held=({**trial.held[0], **named},))


def _expired(trial: Trial, dice: random.Random) -> Trial | None:
    if not trial.rule.expires:
        return None
    name = dice.choice(trial.rule.expires).field
    over = {name: "2020-01-01"}
    if name in {each.field for each in trial.compared(*Manner)}:
        return replace(trial, values={**trial.values, **over}, held=({**trial.held[0], **over},))
    if dice.random() < 0.5:
        return replace(trial, held=({**trial.held[0], **over},))
    return replace(trial, values={**trial.values, **over})


def _answering(change: Callable[[Answer], Answer | None]) -> Plant:
    return lambda trial, _: replace(trial, answered=change)


def _old_to_new(trial: Trial, value: str, dice: random.Random) -> str:
    return f"{value.split(',', 1)[0]}, {dice.choice(trial.ward[2])}, Hà Nội"


PLANTS: dict[str, Plant] = {
    "tone": _in_register(Manner.NAME)(lambda _, value, dice: slip_of_tone(value, dice)),
    "no_marks": _in_register(Manner.NAME)(lambda _, value, __: bare(value).title()),
    "other_name": _in_register(Manner.NAME)(lambda _, value, __: f"{value} Khác"),
    "digit": _in_register(Manner.NUMBER)(lambda _, value, dice: slip_of_digit(value, dice)),
    "leading_zero": _in_register(Manner.NUMBER)(lambda _, value, __: f"0{value}"),
    "swapped": _in_register(Manner.DATE)(lambda _, value, __: swap_day_and_month(value)),
    "year_only": _in_register(Manner.DATE)(lambda _, value, __: value[:4]),
    "other_text": _in_register(Manner.TEXT)(
        lambda _, value, __: next(other for one, other in TEXTS.values() if one == value)
    ),
    "other_house": _in_register(Manner.ADDRESS)(_other_house),
    "other_ward": _in_register(Manner.ADDRESS)(_other_ward),
    "other_old_ward": _in_register(Manner.ADDRESS)(_other_old_ward),
    "other_person": _someone_else,
    "other_person_same_number": _someone_else_same_number,
    "twin": _twin,
    "absent": lambda trial, _: replace(trial, held=()),
    "lacks_held": _lacking("held"),
    "lacks_paper": _lacking("paper"),
    "former": _former,
    "corrected": _corrected,
    "code_says_otherwise": _with_code,
    "person_unsure": _by_person,
    "borrowed": _borrowed,
    "stale": _answering(lambda each: replace(each, asked_at=each.asked_at - timedelta(days=400))),
    "from_the_future": _answering(
        lambda each: replace(
            each, records=tuple(replace(one, as_of=date(2026, 11, 21)) for one in each.records)
        )
    ),
    "old_record": _answering(
        lambda each: replace(
            each, records=tuple(replace(one, as_of=date(2025, 9, 1)) for one in each.records)
        )
    ),
    "outage": _answering(lambda each: replace(each, outcome=Outcome.UNAVAILABLE)),
    "silence": _answering(lambda _: None),
    "other_document": _answering(lambda each: replace(each, look_up=replace(each.look_up, document="d2"))),
    "switched_off": _switched_off,
    "out_of_time": _out_of_time,
    "collected": _collected,
    "foreign": _foreign,
    "expired": _expired,
}
"""Each makes held data no evidence; None where a rule knows nothing of the kind."""

EQUAL: dict[str, Plant] = {
    "none": lambda trial, _: trial,
    "case_and_spaces": _in_register(Manner.NAME)(lambda _, value, __: f" {value.upper().replace(' ', '  ')}"),
    "printed_date": _in_register(Manner.DATE)(lambda _, value, __: "/".join(reversed(value.split("-")))),
    "old_to_new": _in_register(Manner.ADDRESS)(_old_to_new),
}
"""Each leaves the held data equal: such a paper must be found."""
