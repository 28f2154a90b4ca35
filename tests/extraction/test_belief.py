"""Where the layout model sees values, beside the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.definition import DocumentType, FieldSpec, Recognise
from domain.document import Provenance, Source
from domain.geometry import Box
from domain.opinion import PageOpinion, Tagged
from domain.signs import ASTRAY, TAGGED
from domain.text import Line, PageText, Word
from extraction.belief import NO_BELIEF, Belief, belief_in
from extraction.candidates import Candidate
from extraction.choose import choose_fields
from extraction.extract import extract

KIND = DocumentType(
    "giay_thu", "Giấy thử", "Trial paper", "other", Recognise(("GIẤY THỬ",)),
    fields=(FieldSpec("ho_ten", "name", ("Họ và tên",)), FieldSpec("noi_sinh", "address", ("Nơi sinh",))),
)  # fmt: skip
KNOWN = frozenset({"ho_ten", "noi_sinh"})
WHOLE = Box(0, 0, 1, 1)


def _words(*spoken: str) -> list[Word]:
    """Each as ``text@line``, side by side on its line."""
    found = []
    for index, each in enumerate(spoken):
        text, line = each.split("@")
        left, top = 0.05 + 0.08 * (index % 10), 0.1 + 0.03 * int(line)
        found.append(Word(text, Box(left, top, left + 0.07, top + 0.02), 0.95))
    return found


def _text(words: Sequence[Word]) -> PageText:
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(word.box.top, []).append(word)
    return PageText(1, 0, 2000, 2800, tuple(Line(tuple(line)) for line in lines.values()), (), "test")


def _belief(words: Sequence[Word], tags: Sequence[str], sure: float = 0.97) -> Belief:
    tagged = tuple(Tagged(word, {tag: sure} if tag else {}) for word, tag in zip(words, tags, strict=True))
    return belief_in([_text(words)], {1: PageOpinion(1, {}, 1.0, tagged)}, KNOWN, None)


WORDS = _words("GIẤY@0", "THỬ@0", "Bà:@2", "Lý@2", "Thị@2", "Mẫu@2")
TAGS = ["", "", "", "ho_ten", "ho_ten", "ho_ten"]


def test_a_value_is_found_where_no_label_names_it() -> None:
    fields = extract([_text(WORDS)], KIND, None, _belief(WORDS, TAGS))
    assert [(field.name, field.value) for field in fields] == [("ho_ten", "Lý Thị Mẫu")]
    assert not extract([_text(WORDS)], KIND)


def test_an_unsure_model_finds_nothing() -> None:
    assert not extract([_text(WORDS)], KIND, None, _belief(WORDS, TAGS, sure=0.4))


def test_a_glued_label_stays_out_of_the_value() -> None:
    words = _words("Tên:Lý@2", "Thị@2", "Mẫu@2")
    fields = extract([_text(words)], KIND, None, _belief(words, ["ho_ten"] * 3))
    assert fields[0].value == "Lý Thị Mẫu"


def test_of_two_places_the_one_that_the_model_believes_in_counts() -> None:
    words = _words("Trần@1", "Văn@1", "Giả@1", "Lý@5", "Thị@5", "Mẫu@5")
    belief = _belief(words, ["", "", "", "ho_ten", "ho_ten", "ho_ten"])
    first = _candidate("Trần Văn Giả", words[:3], 0.9)
    second = _candidate("Lý Thị Mẫu", words[3:], 0.8)
    assert choose_fields([first, second], NO_BELIEF)[0][0].value == "Trần Văn Giả"
    chosen, _ = choose_fields([first, second], belief)[0]
    assert chosen.value == "Lý Thị Mẫu"
    assert [each.value for each in chosen.others] == ["Trần Văn Giả"]


def test_a_value_on_a_list_is_not_passed_over_for_one_that_is_on_none() -> None:
    words = _words("Yên@1", "Mỹ,@1", "Thanh@1", "Trì,@1", "Hà@1", "Nội@1", "Xứ@5", "Lạ@5")
    belief = _belief(words, [*[""] * 6, "noi_sinh", "noi_sinh"])
    listed = replace(
        _candidate("Yên Mỹ, Thanh Trì, Hà Nội", words[:6], 0.9), name="noi_sinh", value_type="address"
    )
    other = replace(_candidate("Xứ Lạ", words[6:], 0.8), name="noi_sinh", value_type="address")
    assert choose_fields([listed, other], belief)[0][0].value == "Yên Mỹ, Thanh Trì, Hà Nội"


def test_words_left_out_and_words_too_many_are_signs() -> None:
    belief = _belief(WORDS, TAGS)
    right = {sign.name: sign.measure for sign in belief.signs("ho_ten", _place(WORDS[3:]))}
    short = {sign.name: sign.measure for sign in belief.signs("ho_ten", _place(WORDS[3:5]))}
    long = {sign.name: sign.measure for sign in belief.signs("ho_ten", _place(WORDS[2:]))}
    assert ASTRAY not in right
    assert short[ASTRAY] == long[ASTRAY] == 1
    assert long[TAGGED] < right[TAGGED]


def test_nothing_is_said_of_fields_that_were_not_taught() -> None:
    belief = _belief(WORDS, TAGS)
    assert belief.signs("ton_giao", _place(WORDS[3:])) == ()
    assert NO_BELIEF.signs("ho_ten", _place(WORDS[3:])) == ()


def test_only_the_papers_own_part_of_the_page_counts() -> None:
    tagged = tuple(Tagged(word, {tag: 0.9} if tag else {}) for word, tag in zip(WORDS, TAGS, strict=True))
    opinions = {1: PageOpinion(1, {}, 1.0, tagged)}
    above = belief_in([_text(WORDS)], opinions, KNOWN, Box(0, 0, 1, 0.12))
    assert list(above.candidates(KIND)) == []


def _place(words: Sequence[Word]) -> Provenance:
    box = Box(words[0].box.left, words[0].box.top, words[-1].box.right, words[-1].box.bottom)
    return Provenance(Source.OCR, 1, box)


def _candidate(value: str, words: Sequence[Word], certainty: float) -> Candidate:
    return Candidate("ho_ten", "name", value, value, certainty, 0.95, _place(words))


def test_a_place_that_just_this_field_s_label_names_is_left_to_no_model() -> None:
    """A model that never saw the form takes the day of issue of the mother's card for that of the birth."""
    words = _words("Mẫu@1", "Xá,@1", "Hà@1", "Nội@1", "Xứ@5", "Lạ@5")
    belief = _belief(words, [*[""] * 4, "noi_sinh", "noi_sinh"])
    unread = replace(_candidate("Xứ Lạ", words[4:], 0.78), name="noi_sinh", value_type="address")
    seen = replace(unread, unlabelled=True)
    for certainty, chosen in ((1.0, "Phường Mẫu Xá, Hà Nội"), (0.8, "Xứ Lạ")):
        labelled = _candidate("Phường Mẫu Xá, Hà Nội", words[:4], certainty)
        labelled = replace(labelled, name="noi_sinh", value_type="address", reading=0.99)
        assert choose_fields([labelled, seen], belief)[0][0].value == chosen
