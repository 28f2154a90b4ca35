"""Words that a label gives to one field, and a layout model that takes them for another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.document import Provenance, Source
from domain.geometry import Box
from domain.text import Word
from extraction.candidates import Candidate
from extraction.claims import settled
from extraction.tokens import Token, tokens_of


def _tokens(text: str, at: int = 0) -> tuple[Token, ...]:
    """Words side by side, the first of them the line's word number ``at``."""
    words = (
        Word(word, Box(0.1 * place, 0.1, 0.1 * place + 0.09, 0.12), 0.95)
        for place, word in enumerate(text.split(), start=at)
    )
    return tuple(token for word in words for token in tokens_of(word))


def _candidate(name: str, kind: str, tokens: Sequence[Token], unlabelled: bool = False) -> Candidate:
    text = " ".join(token.text for token in tokens)
    provenance = Provenance(Source.OCR, 1, Box(0, 0, 1, 1))
    return Candidate(name, kind, text, text, 0.9, 0.95, provenance, unlabelled, tuple(tokens))


def _values(*candidates: Candidate) -> dict[str, str]:
    labelled = [each for each in candidates if not each.unlabelled]
    return {each.name: each.value for each in settled(candidates, labelled)}


def test_a_labelled_name_is_nobody_elses() -> None:
    words = _tokens("Ngô Mẫu Hòa")
    father = _candidate("cha.ho_ten", "name", words)
    guess = _candidate("nguoi_di_khai_sinh", "name", words, unlabelled=True)
    piece = _candidate("nguoi_ky", "name", words[1:], unlabelled=True)
    assert _values(father, guess, piece) == {"cha.ho_ten": "Ngô Mẫu Hòa"}


def test_words_of_its_own_stay_with_what_the_model_sees() -> None:
    father = _candidate("cha.ho_ten", "name", _tokens("Ngô Mẫu Hòa"))
    guess = _candidate("nguoi_ky", "name", _tokens("Lý Thị Mẫu", at=5), unlabelled=True)
    assert set(_values(father, guess)) == {"cha.ho_ten", "nguoi_ky"}


def test_a_value_that_needs_no_word_of_it_claims_none() -> None:
    words = _tokens("Kinh Việt Nam")
    nation = replace(_candidate("quoc_tich", "nationality", words), value="Việt Nam")
    people = _candidate("dan_toc", "ethnicity", words[:1], unlabelled=True)
    assert set(_values(nation, people)) == {"quoc_tich", "dan_toc"}


def test_an_address_gives_back_what_it_swallowed() -> None:
    words = _tokens("Xã Yên Mỹ, Huyện Thanh Trì, Hà Nội 001090000018")
    address = _candidate("que_quan", "address", words)
    number = _candidate("so_dinh_danh", "personal_number", words[-1:], unlabelled=True)
    found = _values(address, number)
    assert found == {"que_quan": "Xã Yên Mỹ, Huyện Thanh Trì, Hà Nội", "so_dinh_danh": "001090000018"}


def test_an_address_gives_back_no_piece_of_its_own() -> None:
    words = _tokens("Thôn Mẫu, xã Yên Mỹ, thành phố Hà Nội")
    address = _candidate("noi_thuong_tru", "address", words)
    piece = _candidate("noi_tam_tru", "address", words[-2:], unlabelled=True)
    assert set(_values(address, piece)) == {"noi_thuong_tru"}
