from __future__ import annotations

from dataclasses import replace

import pytest

from lab.bench.answers import Answers, headline, judge, judge_advice, report, together
from lab.bench.errors import failing, list_errors
from lab.bench.pairing import pair
from lab.bench.seen import Seen
from lab.bench.spelling import same_value
from lab.bench.tally import Tally
from lab.bench.truth import Truth, as_definable
from lab.bench.verdicts import report_verdicts


@pytest.fixture
def answers(truth: Truth, seen: Seen) -> Answers:
    return judge(truth, seen)


def test_cards_on_one_page_are_paired_by_what_they_say(truth: Truth, seen: Seen) -> None:
    pairing = pair(truth, seen)
    assert {true: found.id for true, found in pairing.pairs.items()} == {"d1": "b", "d2": "a", "d3": "c"}
    assert [each.id for each in pairing.spare] == ["d"]


def test_a_page_is_right_when_its_kind_and_all_its_types_are(answers: Answers) -> None:
    assert [each.right for each in answers.pages] == [True, True, False, True]
    assert (answers.pages[2].expected, answers.pages[2].got) == ("ct01", "unknown")


def test_only_content_pages_have_a_way_up(answers: Answers) -> None:
    rotation = report(answers)["pages"]
    assert isinstance(rotation, dict)
    assert (rotation["rotation"]["right"], rotation["rotation"]["of"]) == (2, 3)


def test_a_document_is_exact_on_the_same_pages_only(answers: Answers) -> None:
    assert [each.exact for each in answers.documents] == [True, True, False]
    assert answers.documents[2].got == "ct01 [2], unknown [3]"


def test_one_found_document_answers_for_one_true_one(truth: Truth, seen: Seen) -> None:
    poorer = replace(seen, documents=seen.documents[1:])
    assert [each.exact for each in judge(truth, poorer).documents] == [True, False, False]


def test_fields_count_misses_and_differences_and_inventions(answers: Answers) -> None:
    judged = {(each.document, each.field): each.right for each in answers.fields}
    assert judged == {
        ("d1", "so_dinh_danh"): True,
        ("d1", "ho_ten"): True,
        ("d2", "so_dinh_danh"): True,
        ("d2", "ho_ten"): False,
        ("d3", "ho_ten"): True,
        ("d3", "ngay_lam"): False,
        ("d3", "email"): False,
    }
    assert [each.field for each in answers.fields if each.expected is None] == ["email"]


def test_letters_of_values_are_counted_whether_the_value_is_right_or_not(answers: Answers) -> None:
    by = {(each.document, each.field): each for each in answers.fields if each.expected is not None}
    whole, wrong = by["d1", "ho_ten"], by["d2", "ho_ten"]
    assert whole.letters == Tally(len(whole.expected or ""), len(whole.expected or ""))
    assert 0 < wrong.letters.right < wrong.letters.of
    assert replace(wrong, seen=None).letters == Tally(0, wrong.letters.of)
    fields = report(answers)["fields"]
    assert isinstance(fields, dict)
    assert sum(each["of"] for each in fields["letters_by_filled"].values()) == sum(
        len(each.expected or "") for each in by.values()
    )


def test_accepted_values_are_counted_on_their_own(answers: Answers) -> None:
    fields = report(answers)["fields"]
    assert isinstance(fields, dict)
    assert (fields["exact"]["right"], fields["exact"]["of"]) == (4, 6)
    assert (fields["precision"]["right"], fields["precision"]["of"]) == (4, 6)
    assert (fields["accepted"]["right"]["right"], fields["accepted"]["right"]["of"]) == (2, 3)
    assert (fields["accepted"]["right_by_source"]["qr"]["right"], fields["spurious"]) == (1, 1)


def test_values_of_documents_that_answer_nothing_are_inventions(truth: Truth, seen: Seen) -> None:
    answers = judge(replace(truth, documents=truth.documents[:2]), seen)
    assert {each.field for each in answers.fields if each.filled == "spurious"} == {"ho_ten", "email"}


def test_marks_of_specimens_count_neither_for_nor_against(answers: Answers) -> None:
    marked = answers.words[2]
    assert (marked.all, marked.precise) == (Tally(1, 1), Tally(1, 1))


def test_words_count_as_often_as_they_stand(answers: Answers) -> None:
    card, form, _ = answers.words
    assert (card.all, card.precise) == (Tally(3, 4), Tally(3, 4))
    assert (form.printed, form.all) == (Tally(2, 2), Tally(2, 3))


def test_a_paper_released_against_the_register_is_counted(truth: Truth, seen: Seen) -> None:
    advice = report_verdicts(judge_advice(truth, seen))
    assert advice["right"] == Tally(1, 2).shown()
    assert (advice["falsely_not_needed"], advice["mismatch_called_held"]) == (1, 1)


def test_a_verdict_as_right_as_the_expected_one_is_right(truth: Truth, seen: Seen) -> None:
    got = {each.document: each.verdict for each in seen.once_only}
    open_ = tuple(replace(each, or_=tuple(got.values())) for each in truth.once_only)
    advice = judge_advice(replace(truth, once_only=open_), seen)
    assert sum(each.right for each in advice) == 2
    assert sum(each.expected == each.got for each in advice) == 1


def test_a_verdict_on_a_paper_that_is_not_there_is_false(truth: Truth, seen: Seen) -> None:
    invented = replace(seen.once_only[0], document="c")
    advice = judge_advice(truth, replace(seen, once_only=(*seen.once_only, invented)))
    assert sum(each.falsely_released for each in advice) == 2


def test_without_a_record_everything_is_missing(truth: Truth) -> None:
    answers = judge(truth, None)
    assert not any(each.right for each in (*answers.pages, *answers.fields, *judge_advice(truth, None)))
    assert all(each.lost for each in answers.fields)


def test_types_without_a_definition_are_rightly_unknown(truth: Truth, seen: Seen) -> None:
    known = as_definable(truth, {"cccd_chip"})
    assert [each.type for each in known.documents] == ["cccd_chip", "cccd_chip", "unknown"]
    assert judge(known, seen).pages[2].right
    assert not known.documents[2].fields


def test_the_headline_is_the_shares_a_release_is_held_to(answers: Answers) -> None:
    assert headline(answers) == {
        "page_class": 0.75,
        "document_exact": 0.6667,
        "printed_fields_exact": 0.75,
        "accepted_fields_right": 0.6667,
        "true_fields_accepted": 0.5,
        "word_recall_printed": 0.8571,
    }


def test_many_dossiers_are_told_as_one(answers: Answers) -> None:
    assert len(together([answers, answers]).fields) == 2 * len(answers.fields)


def test_errors_name_the_place_and_both_values(truth: Truth, seen: Seen) -> None:
    listed = list_errors(judge(truth, seen), judge_advice(truth, seen))
    assert "   1 of    2  cccd_chip.ho_ten  2021 printed  (1 different, 0 absent, 0 lost)" in listed
    assert "is  'MẪU VĂN BÌNH'\n      got 'MẪU VĂN BINH'  ocr page None accepted 0.90" in listed
    assert "mau-1/d2  cccd_chip  is needed_mismatch/DATA_DIFFERS" in listed
    assert "mau-1 page 2  ct01  stands at 0, seen at 180" in listed


def test_items_of_a_list_fail_together(answers: Answers) -> None:
    items = [
        replace(answers.fields[0], field=f"thanh_vien.{number}.ho_ten", seen=None, lost=number == 2)
        for number in (1, 2)
    ]
    (place, counted), *rest = failing(items).items()
    assert place == ("cccd_chip", "thanh_vien.N.ho_ten", "2021", "printed")
    assert (counted.of, counted.absent, counted.lost, rest) == (2, 1, 1, [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hòa  An", "Hòa An", True),
        ("Ho\u0300a", "Hòa", True),
        ("Hoà", "Hòa", False),
        ("001", "1", False),
        ("AN", "An", False),
    ],
)
def test_values_are_the_same_in_every_letter_and_tone(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same
