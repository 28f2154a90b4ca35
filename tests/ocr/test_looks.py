"""What several looks at a line make of it, from probabilities that are written down here."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.beam import chance_of, likeliest
from ocr.engine import LineReading
from ocr.letters import Posteriors, decoded, letters, word_steps, words_of
from ocr.looks import Look, settled
from ocr.second_opinion import is_doubtful
from ocr.word_shapes import commonness, foreign_words, is_date, is_word

GAP = ""


def _chances(*steps: dict[str, float]) -> Posteriors:
    """One row a step: the given letters' probabilities, the rest of each on the gap."""
    chances = np.zeros((len(steps), len(letters()) + 1), np.float32)
    for row, step in zip(chances, steps, strict=True):
        for letter, chance in step.items():
            row[letters().index(letter) + 1 if letter else 0] = chance
        row[0] += 1 - sum(step.values())
    return chances


def _steps(text: str, sure: float = 0.95) -> list[dict[str, float]]:
    return [step for letter in text for step in ({letter: sure}, {GAP: 1.0})]


def _spelt(text: str, sure: float = 0.95) -> Posteriors:
    return _chances(*_steps(text, sure))


def _look(chances: Posteriors) -> Look:
    return Look(LineReading(words_of(decoded(chances), len(chances))), chances)


def test_ways_of_naming_the_same_letters_count_together() -> None:
    found = likeliest(_chances({"a": 0.6}, {"a": 0.6}))
    assert found["a"] == pytest.approx(0.6 * 0.6 + 2 * 0.6 * 0.4)
    assert found[""] == pytest.approx(0.16)
    assert "aa" not in found


def test_a_letter_is_doubled_only_across_a_gap() -> None:
    found = likeliest(_chances({"a": 0.9}, {GAP: 0.6, "a": 0.4}, {"a": 0.9}))
    assert found["aa"] == pytest.approx(0.9 * 0.6 * 0.9)
    assert found["a"] > 0.9 * 0.4 * 0.9


@given(st.lists(st.sampled_from("aăbHn1,"), min_size=1, unique=True), st.floats(0.6, 0.95))
def test_what_is_likely_adds_up_to_no_more_than_certainty(read: list[str], sure: float) -> None:
    found = likeliest(_spelt("".join(read), sure))
    assert 0 < sum(found.values()) <= 1 + 1e-6
    assert max(found, key=found.__getitem__) == "".join(read)


def test_spaces_are_never_within_a_word() -> None:
    assert likeliest(_chances({"a": 0.9}, {" ": 0.8}, {"b": 0.9})).keys() <= {"ab", "a", "b", ""}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Khắc", True),
        ("KHẮC,", True),
        ("(nghìn)", True),
        ("Kiắc", False),
        ("khẮc", False),
        ("Nationality:", True),
        ("Nationalily", False),
        ("Krông", True),
        ("a", False),
        ("2025", False),
        ("Hà2", False),
        ("trú/tạm", True),
        ("trú/ạm", True),
        ("trú/lhạm", False),
        ("66/2023", False),
    ],
)
def test_a_word_is_what_spelling_allows(text: str, word: bool) -> None:
    assert is_word(text) is word


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("13/04/1993", True),
        ("31.12.2024,", True),
        ("1304/1993", False),
        ("28/16/2031", False),
        ("05/11-2039", False),
        ("05/11/2139", False),
        ("15/3/1992", False),
    ],
)
def test_a_date_has_a_day_a_month_and_a_year_that_can_be(text: str, date: bool) -> None:
    assert is_date(text) is date


def test_figures_in_doubt_are_read_as_a_date_where_they_can_be_one_and_not_against_the_ink() -> None:
    def read(slash: float) -> str:
        doubtful = [{"/": slash, "2": 0.9 - slash}, {GAP: 1.0}]
        steps = _chances(*_steps("15"), *doubtful, *_steps("08/1992"))
        return settled([_look(steps)], doubt=0.99)[0].word.text

    assert read(slash=0.3) == "15/08/1992"
    assert read(slash=0.01) == "15208/1992"


def test_foreign_words_are_listed_once_and_small() -> None:
    assert all(word.isalpha() and word.islower() and len(word) > 1 for word in foreign_words())


def test_a_rare_word_of_a_name_stays_as_rare() -> None:
    assert commonness("Phưởng", named=True) == commonness("Phưởng")
    assert commonness("PHƯỜNG", named=True) < commonness("Mai", named=True) == commonness("Nhung", named=True)


def test_words_that_all_looks_words_are_known_as_such_however_they_are_set() -> None:
    assert commonness("mép") > commonness("máp")
    assert commonness("NHẬT,") == commonness("nhật") > 5
    assert commonness("khoẵng") < commonness("nationality") < commonness("của")


def test_words_with_a_stroke_between_are_as_common_as_the_rarer_one() -> None:
    assert commonness("trú/tạm") == min(commonness("trú"), commonness("tạm"))
    assert commonness("trú/ạm") < commonness("trú/tạm")


def test_a_label_of_a_card_ends_in_its_colon_where_that_is_in_doubt() -> None:
    def read(word: str, colon: float) -> str:
        steps = [*_steps(word, 0.95), {":": colon}]
        return settled([_look(_chances(*steps))], doubt=1.0)[0].word.text

    assert read("residence", 0.2) == "residence:"
    assert read("residence", 0.01) == "residence"
    assert read("phường", 0.2) == "phường"


def test_among_words_the_common_one_wins_where_ink_is_in_doubt_and_not_against_it() -> None:
    doubtful = [{"m": 0.9}, {"á": 0.5, "é": 0.45}, {"p": 0.9}]
    clear = [{"m": 0.9}, {"á": 0.95, "é": 0.02}, {"p": 0.9}]
    assert settled([_look(_chances(*doubtful))], doubt=0.6)[0].word.text == "mép"
    assert settled([_look(_chances(*clear))], doubt=0.99)[0].word.text == "máp"


def _nhung(line: str, coarse: dict[str, float]) -> str:
    """What is read of the last word, «nh?ng», of which a vowel was coarsely printed; in capitals."""
    steps = [
        *_steps(line, 0.999),
        {" ": 0.99},
        *_steps("NH", 0.999),
        coarse,
        {GAP: 1.0},
        *_steps("NG", 0.999),
    ]
    return settled([_look(_chances(*steps))], doubt=0.6)[-1].word.text


def test_how_common_a_word_is_in_texts_says_nothing_of_names() -> None:
    coarse = {"U": 0.5, "Ư": 0.45}
    assert _nhung("LÊ THỊ", coarse) == "NHUNG"
    assert _nhung("LÊ THỊ", {"U": 0.1, "Ư": 0.85}) == "NHƯNG"
    assert _nhung("CÓ THỂ", coarse) == "NHƯNG"


def test_words_that_all_looks_read_surely_stay_as_they_were() -> None:
    looks = [_look(_spelt("Kiắc Hn", 0.99)) for _ in range(3)]
    words = settled(looks, doubt=0.6)
    assert [each.word for each in words] == list(looks[0].reading.words)
    assert not any(each.disputed for each in words)


def _sentence(coarse: dict[str, float]) -> Look:
    """«sửa đ?i» with a letter that was coarsely printed."""
    return _look(_chances(*_steps("sửa đ", 0.999), coarse, {GAP: 1.0}, *_steps("i", 0.999)))


def test_a_tone_that_neighbours_miss_is_put_back_though_the_network_hardly_sees_it() -> None:
    words = settled([_sentence({"ô": 0.985, "ổ": 0.012}) for _ in range(3)], doubt=0.6)
    assert [each.word.text for each in words] == ["sửa", "đổi"]
    assert [text for text, _ in words[1].word.alternatives] == ["đôi"]


def test_a_letter_that_is_plainly_another_stays_whatever_neighbours_have() -> None:
    words = settled([_sentence({"ô": 0.999999}) for _ in range(3)], doubt=0.6)
    assert words[1].word.text == "đôi"


def test_a_doubtful_reading_gives_way_to_one_that_is_a_word() -> None:
    doubtful = _chances({"M": 0.95}, {"ỷ": 0.5, "ỹ": 0.45}, {"i": 0.6}, {GAP: 1.0})
    assert _look(doubtful).reading.text == "Mỷi"
    (only,) = settled([_look(doubtful)], doubt=0.6)
    assert (only.word.text, only.disputed) in {("Mỷ", True), ("Mỹ", True)}
    assert 0 < only.word.confidence < 1


def test_small_letters_are_no_words_in_a_line_of_capitals() -> None:
    torn = _chances(
        *({each: 0.9} for each in "CĂN "), {"c": 0.45, "C": 0.4}, *({each: 0.9} for each in "ƯỚC")
    )
    small = _chances(
        *({each: 0.9} for each in "CĂN "),
        {"c": 0.5, "C": 0.4},
        {"ư": 0.5, "Ư": 0.4},
        {"ớ": 0.5, "Ớ": 0.4},
        {"c": 0.5, "C": 0.4},
    )
    assert settled([_look(torn)], doubt=0.6)[1].word.text == "CƯỚC"
    assert settled([_look(small)] * 2, doubt=0.6)[1].word.text == "cước"


def test_two_looks_outvote_one() -> None:
    right, wrong = _look(_spelt("Hà 01", 0.8)), _look(_spelt("Hà 07", 0.8))
    first, second = settled([wrong, right, right], doubt=0.5)
    assert (first.word.text, second.word.text) == ("Hà", "01")
    assert not first.disputed
    assert second.disputed


def test_a_look_that_parts_words_otherwise_is_left_out() -> None:
    whole, torn = _look(_spelt("Hà Nội", 0.9)), _look(_spelt("H à Nội", 0.9))
    assert [each.word.text for each in settled([torn, whole, whole], doubt=0.99)] == ["Hà", "Nội"]
    assert [each.word.text for each in settled([torn, whole], doubt=0.99)] in (
        ["Hà", "Nội"],
        ["H", "à", "Nội"],
    )


def test_a_word_has_the_steps_between_its_spaces() -> None:
    found = decoded(_spelt("Hà Nội"))
    (first, second) = word_steps(found, 12)
    assert (first, second) == ((0, 4), (5, 12))


def test_a_line_on_which_nothing_was_seen_settles_to_nothing() -> None:
    empty = _look(_chances({GAP: 1.0}, {GAP: 1.0}))
    assert settled([empty, empty], doubt=0.6) == []


@given(st.lists(st.sampled_from("aaăbH1"), min_size=1, max_size=5), st.floats(0.3, 0.9))
def test_a_reading_given_is_as_likely_as_the_search_finds_it(read: list[str], sure: float) -> None:
    steps = _spelt("".join(read), sure)
    found = likeliest(steps, width=400)
    assert chance_of(steps, "".join(read)) == pytest.approx(found["".join(read)], rel=0.1)


def test_a_reading_that_the_steps_do_not_have_is_unlikely_and_not_impossible() -> None:
    steps = _spelt("Dale", 0.9)
    assert 0 < chance_of(steps, "Date") < 0.01 * chance_of(steps, "Dale")
    assert chance_of(steps, "Dale of expiry, Date of expiry") == 0
    assert chance_of(steps, "") == chance_of(steps, "Dаlе") == 0  # Cyrillic letters


def test_a_known_long_word_is_found_though_no_look_spells_it() -> None:
    assert settled([_look(_spelt("ADMINISCAATIVE", 0.8))] * 3, doubt=0.9)[0].word.text == "ADMINISTRATIVE"
    assert settled([_look(_spelt("Nalionaity:", 0.8))] * 3, doubt=0.9)[0].word.text == "Nationality:"
    assert settled([_look(_spelt("NGHIÊNG", 0.8))] * 3, doubt=0.9)[0].word.text == "NGHIÊNG"


def test_a_full_stop_in_the_middle_of_a_line_is_mostly_a_comma() -> None:
    stop = [{each: 0.95} for each in "Tiến"] + [{".": 0.5, ",": 0.3}]
    after = [{GAP: 1.0}, {" ": 0.95}, *({each: 0.95} for each in "Hà")]
    assert settled([_look(_chances(*stop, *after))], doubt=0.9)[0].word.text == "Tiến,"
    assert settled([_look(_chances(*stop))], doubt=0.9)[0].word.text == "Tiến."


@pytest.mark.parametrize(("label", "read"), [("Nơi sinh:", "ông"), ("Họ tên:", "Công")])
def test_where_a_name_is_asked_for_a_capital_weighs_more(label: str, read: str) -> None:
    first = _spelt(f"{label} ")
    lost = _chances({"C": 0.2}, {GAP: 1.0}, *_steps("ông"))
    (*_, word) = settled([_look(np.concatenate([first, lost]))], doubt=0.9)
    assert word.word.text == read


def _said(day: list[dict[str, float]], before: str = "ngày", after: str = "tháng") -> Posteriors:
    blank = [{" ": 0.99}]
    return _chances(*_steps(before, 0.99), *blank, *day, *blank, *_steps(after, 0.99))


def test_between_the_words_of_a_date_stand_figures_of_one_if_the_ink_admits_them() -> None:
    dash = [{"—": 0.9, "2": 0.08}, {GAP: 1.0}, {"ỏ": 0.5, "3": 0.3}, {GAP: 1.0}]
    assert settled([_look(_said(dash))], doubt=0.99)[1].word.text == "23"
    elsewhere = settled([_look(_said(dash, before="người"))], doubt=0.99)[1].word
    assert elsewhere.text == "—ỏ"
    inked = [{"—": 0.999}, {GAP: 1.0}]
    assert settled([_look(_said(inked))], doubt=0.9)[1].word.text == "—"


def test_a_day_that_no_month_has_is_looked_at_again_however_surely_it_was_read() -> None:
    read = LineReading(words_of(decoded(chances := _said(_steps("39", 0.99))), len(chances)))
    assert [word.text for word in read.words] == ["ngày", "39", "tháng"]
    assert is_doubtful(read, 0.5)
    right = LineReading(words_of(decoded(chances := _said(_steps("29", 0.99))), len(chances)))
    assert not is_doubtful(right, 0.5)
