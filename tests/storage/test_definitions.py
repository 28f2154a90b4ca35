"""Definitions are loaded strictly: the first unknown word stops the program and names the nearest one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.errors import DefinitionError
from extraction.checks import DOCUMENT_CHECKS, VALUE_CHECKS
from extraction.values import VALUE_TYPES
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from storage.definitions import KnownWords, load_definitions

KNOWN = KnownWords(frozenset(VALUE_TYPES), frozenset([*VALUE_CHECKS, *DOCUMENT_CHECKS]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS_ROOT, copy)
    return copy


def _spoil(root: Path, file: str, old: str, new: str) -> str:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as raised:
        load_definitions(root, KNOWN)
    return str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("labels =", "lables =", "did you mean 'labels'"),
        ('type = "personal_number"', 'type = "personal_numbr"', "did you mean 'personal_number'"),
        ('"known_province"', '"known_provnce"', "did you mean 'known_province'"),
        ('register = "dan_cu"', 'register = "dan_cy"', "did you mean 'dan_cu'"),
        ('shape = "card"', 'shape = "crad"', "did you mean 'card'"),
        ('"number_agrees"', '"number_agree"', "did you mean 'number_agrees'"),
        ('id = "cccd_chip"', 'id = "cccd_chp"', "did you mean"),
        ("so_cmnd_cu", "so_cmnd_xu", "did you mean"),
    ],
)
def test_a_typo_names_the_file_and_the_nearest_word(root: Path, old: str, new: str, said: str) -> None:
    message = _spoil(root, "documents/cccd_chip.toml", old, new)
    assert "cccd_chip.toml" in message
    assert said in message


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "procedures/1.001193.toml",
            '["giay_chung_sinh"]',
            '["giay_chung_sin"]',
            "did you mean 'giay_chung_sinh'",
        ),
        ("procedures/1.001193.toml", "cccd_chip.ngay_cap", "cccd_chip.ngay_capp", "did you mean 'ngay_cap'"),
        ("procedures/1.001193.toml", 'role = "cha"', 'role = "chaa"', "did you mean 'cha.ho_ten'"),
        ("law/identity.toml", '"cmnd_12"]', '"cmnd_122"]', "did you mean 'cmnd_12'"),
        ("law/identity.toml", 'field = "gia_tri_den"', 'field = "gia_tri_de"', "did you mean 'gia_tri_den'"),
    ],
)
def test_law_and_procedures_name_only_what_a_paper_can_carry(
    root: Path, file: str, old: str, new: str, said: str
) -> None:
    assert said in _spoil(root, file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "said"),
    [
        ("1.010039", "by_hand = true\n", "can_cu can never be looked up"),
        ("1.000894", 'persons = ["wife", "husband"]\nskip_if', "giay_to_tuy_than can never be looked up"),
        ("1.001193", 'about = ["mother", "father"]\n', "ket_hon_cha_me can never be looked up"),
        (
            "1.012787",
            '\n    { types = ["don_khac"] },',
            "giay_to_tuy_than can never be looked up",
        ),
    ],
)
def test_a_component_that_nobody_could_ever_look_up_is_refused(
    root: Path, file: str, old: str, said: str
) -> None:
    """No people, or people whom nothing names but the paper that is lacking."""
    new = "skip_if" if old.endswith("skip_if") else ""
    assert said in _spoil(root, f"procedures/{file}.toml", old, new)


def test_what_a_record_must_say_is_a_field_of_its_paper(root: Path) -> None:
    message = _spoil(root, "procedures/1.004873.toml", "{ loai_viec =", "{ loai_vic =")
    assert "did you mean 'loai_viec'" in message


def test_a_type_may_only_be_like_one_that_exists(root: Path) -> None:
    message = _spoil(
        root, "documents/trich_luc_khai_sinh.toml", 'like = "giay_khai_sinh"', 'like = "giay_khai_sin"'
    )
    assert "did you mean 'giay_khai_sinh'" in message


def test_text_that_is_no_toml_names_its_file(root: Path) -> None:
    assert "ct01.toml" in _spoil(root, "documents/ct01.toml", 'id = "ct01"', 'id = "ct01')


def test_the_version_changes_with_every_definition(root: Path) -> None:
    before = load_definitions(root, KNOWN).catalogue.version
    with (root / "documents/ct01.toml").open("a", encoding="utf-8") as file:
        file.write("# one more comment\n")
    assert load_definitions(root, KNOWN).catalogue.version != before


def test_a_type_like_another_has_its_fields_and_its_own_titles() -> None:
    catalogue = definitions_at().catalogue
    extract, certificate = (catalogue.type_named(id_) for id_ in ("trich_luc_khai_sinh", "giay_khai_sinh"))
    assert extract is not None
    assert certificate is not None
    assert extract.value_types() == certificate.value_types()
    assert extract.recognise.titles != certificate.recognise.titles
