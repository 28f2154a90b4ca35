"""The promise Hoso exists for: no paper is "not needed" whose register record is not its equal."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.law import Manner
from domain.once_only import Answer, HeldRecord, LookUp, Outcome, VerdictCode
from once_only.comparing.agreement import agree
from once_only.verdicts import verdicts
from tests.once_only.planted import Trial, replaceable, trial_of
from tests.once_only.plants import EQUAL, PLANTS, Plant

ROUNDS = 12
CONFIDENCE = 0.95


def _trials(law, plants: dict[str, Plant], rounds: int) -> Iterator[tuple[str, Trial]]:
    """Each plant in each type of each rule, ``rounds`` times over, from a seed of its own."""
    for name, plant in plants.items():
        for rule, type_ in replaceable(law):
            for turn in range(rounds):
                dice = random.Random(f"{name}/{type_}/{turn}")
                trial = plant(trial_of(rule, type_, law, dice), dice)
                if trial is not None:
                    yield name, trial


def upper_bound(trials: int, confidence: float = CONFIDENCE) -> float:
    """The largest share that leaves a chance of 1 - confidence to see none in so many trials."""
    return 1 - (1 - confidence) ** (1 / trials)


def test_no_planted_difference_passes_for_held_data(law) -> None:
    """0 false "not needed" in more than 5,000 seeded trials over every rule: below 0.06 % at 95 %."""
    tally: Counter[str] = Counter()
    released = []
    for name, trial in _trials(law, PLANTS, ROUNDS):
        verdict = trial.judged()
        tally[name] += 1
        assert verdict.law
        if verdict.verdict.value.startswith("not_needed"):
            released.append((name, trial.type, verdict.reason))
    assert released == []
    assert set(tally) == set(PLANTS)
    assert tally.total() >= 5_000
    assert upper_bound(tally.total()) < 0.0006


def test_every_paper_whose_data_are_equal_is_found(law) -> None:
    """However the register writes it: other case, a printed date, the commune of today for the one of old."""
    found: Counter[tuple[str, str]] = Counter()
    for name, trial in _trials(law, EQUAL, 6):
        verdict = trial.judged()
        found[name, verdict.reason] += 1
        assert (verdict.register is None) == (verdict.asked_at is None)
        assert verdict.compared
    assert {reason for _, reason in found} == {"DATA_HELD"}, found
    assert {name for name, _ in found} == set(EQUAL)


@pytest.mark.parametrize(
    ("plant", "reasons"),
    [
        ("tone", {"DATA_MISMATCH", "RECORD_NOT_FOUND"}),
        ("no_marks", {"DATA_MISMATCH", "RECORD_NOT_FOUND"}),
        ("digit", {"DATA_MISMATCH", "RECORD_NOT_FOUND"}),
        ("swapped", {"DATA_MISMATCH"}),
        ("year_only", {"DATA_MISMATCH"}),
        ("other_text", {"DATA_MISMATCH"}),
        ("other_house", {"DATA_MISMATCH"}),
        ("other_ward", {"DATA_MISMATCH"}),
        ("other_old_ward", {"DATA_MISMATCH"}),
        ("other_person", {"RECORD_NOT_FOUND"}),
        ("absent", {"RECORD_NOT_FOUND"}),
        ("former", {"HISTORIC_VALUE", "RECORD_NOT_FOUND"}),
        ("stale", {"ANSWER_STALE"}),
        ("from_the_future", {"ANSWER_STALE"}),
        ("old_record", {"ANSWER_STALE"}),
        ("outage", {"DB_INCIDENT"}),
        ("silence", {"REGISTER_NOT_ASKED"}),
        ("other_document", {"REGISTER_NOT_ASKED"}),
        ("code_says_otherwise", {"PAPER_IN_DOUBT"}),
        ("person_unsure", {"PAPER_IN_DOUBT"}),
        ("borrowed", {"PAPER_IN_DOUBT"}),
        ("collected", {"ORIGINAL_COLLECTED", "SPECIALISED_LAW"}),
        ("foreign", {"FOREIGN_SUBJECT"}),
        ("expired", {"EXPIRED_OR_REVOKED"}),
        ("twin", {"DATA_MISMATCH"}),
    ],
)
def test_each_plant_is_answered_in_its_own_way(law, plant: str, reasons: set[str]) -> None:
    said = {(trial.judged().reason, trial.type) for _, trial in _trials(law, {plant: PLANTS[plant]}, 2)}
    assert {reason for reason, _ in said} <= reasons, said


NUMBERS = st.sampled_from(["001090012345", "001 090 012 345", "001090012346", "", "00109001234O"])
PEOPLE = st.sampled_from(
    ["Trần Thị Ly", "Trần Thị Lý", "TRẦN THỊ LÝ", "Tran Thi Ly", "Trần Thị Lí", "", "Lê Văn Mẫu"]
)
DAYS = st.sampled_from(["1990-03-04", "1990-04-03", "04/03/1990", "1990", "1990-03", "", "1991-03-04"])
FACTS = st.fixed_dictionaries({"so_dinh_danh": NUMBERS, "ho_ten": PEOPLE, "ngay_sinh": DAYS})
MANNERS = {"so_dinh_danh": Manner.NUMBER, "ho_ten": Manner.NAME, "ngay_sinh": Manner.DATE}
CASES = st.fixed_dictionaries(
    {
        "paper": FACTS,
        "state": st.sampled_from(["accepted", "review", "settled"]),
        "source": st.sampled_from(["ocr", "qr", "mrz", "reviewer", "register"]),
        "procedure": st.sampled_from([None, "1.001193", "2.000884", "1.013831"]),
        "replies": st.lists(
            st.tuples(
                st.lists(FACTS, max_size=3), st.sampled_from(list(Outcome)), st.integers(-20, 2), FACTS
            ),
            max_size=3,
        ),
    }
)


@settings(max_examples=400, deadline=None)
@given(case=CASES)
def test_no_answers_whatever_make_unequal_data_held(make, law, case) -> None:
    facts = {name: value for name, value in case["paper"].items() if value}
    fields = tuple(make.field(name, value, case["state"], case["source"]) for name, value in facts.items())
    document = replace(make.paper("cccd_chip", {}), fields=fields)
    answers = [
        Answer(
            LookUp("dan_cu", "cccd_chip", keys, "d1"),
            outcome,
            make.asked + timedelta(days=days),
            tuple(HeldRecord("cccd_chip", held) for held in records),
        )
        for records, outcome, days, keys in case["replies"]
    ]
    (verdict,) = verdicts([document], answers, law, make.received, case["procedure"])
    if verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD:
        assert any(_equal(case["paper"], held) for reply in case["replies"] for held in reply[0])
        assert case["source"] != "register"
        assert all(row.agreement == "exact" for row in verdict.compared)


def _equal(paper: dict[str, str], held: dict[str, str]) -> bool:
    return all(agree(manner, paper[name], held[name]) == "exact" for name, manner in MANNERS.items())


@pytest.mark.parametrize("name", list(MANNERS))
def test_without_the_value_on_the_paper_nothing_is_held(make, law, name: str) -> None:
    values = {each: value for each, value in make.card.items() if each != name}
    paper = make.paper("cccd_chip", values)
    answer = Answer(
        LookUp("dan_cu", "cccd_chip", values, "d1"),
        Outcome.FOUND,
        make.asked,
        (make.held("cccd_chip", make.card),),
    )
    assert verdicts([paper], [answer], law, make.received, None)[0].verdict is VerdictCode.NEEDED
