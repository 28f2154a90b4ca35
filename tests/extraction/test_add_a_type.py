"""The page that tells a newcomer how to add a document type is followed to the letter."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from classifiers.split import split
from domain.definition import Catalogue
from domain.errors import DefinitionError
from extraction.extract import extract
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from tests.typed_pages import typed_page
from web.language import words_in

ROOT = DEFINITIONS_ROOT.parent
PAGE = (ROOT / "docs" / "add-a-document-type.md").read_text(encoding="utf-8")
DEFINITION, NAMES, EXAMPLE, OTHER = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
ADDED = tomllib.loads(DEFINITION)["id"]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue with the page's definition in it."""
    root = tmp_path_factory.mktemp("added") / "definitions"
    shutil.copytree(DEFINITIONS_ROOT, root)
    (root / "documents" / f"{ADDED}.toml").write_text(DEFINITION, encoding="utf-8")
    return definitions_at(root).catalogue


def _found(example: dict[str, Any], catalogue: Catalogue) -> tuple[list[str], dict[str, str]]:
    texts = [typed_page(page, number) for number, page in enumerate(example["pages"], start=1)]
    types = [document.type for document in split(texts, catalogue)]
    kind = catalogue.type_named(types[0])
    return types, {field.name: field.value for field in extract(texts, kind)} if kind is not None else {}


@pytest.mark.parametrize("block", [EXAMPLE, OTHER], ids=["the paper", "a paper about it"])
def test_the_examples_of_the_page_are_named_and_read(block: str, catalogue: Catalogue) -> None:
    told = tomllib.loads(block)
    assert _found(told, catalogue) == ([told["type"]], told["fields"])


def test_the_added_type_takes_no_paper_of_the_others(catalogue: Catalogue) -> None:
    for path in sorted((DEFINITIONS_ROOT / "examples").glob("*.toml")):
        example = tomllib.loads(path.read_text(encoding="utf-8"))
        assert _found(example, catalogue)[0] == [example["type"]], path.stem


def test_the_page_names_every_field_that_has_no_name_yet(catalogue: Catalogue) -> None:
    kind = catalogue.type_named(ADDED)
    assert kind is not None
    words, new = words_in("vi"), tomllib.loads(NAMES)
    assert {name for name in kind.value_types() if not words.code("field", name)} == set(new)
    assert all(len(both) == 2 for both in new.values())


def test_the_page_and_the_catalogue_know_the_same_files() -> None:
    assert f"The catalogue has {len(definitions_at().catalogue.types)};" in PAGE
    for name in re.findall(r"`(\w+\.toml)`", PAGE):
        assert any((DEFINITIONS_ROOT / room / name).exists() for room in ("documents", ".")), name


def test_a_misspelt_word_is_answered_as_the_page_says(tmp_path: Path) -> None:
    root = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS_ROOT, root)
    wrong = DEFINITION.replace("\nlabels = [", "\nlables = [", 1)
    (root / "documents" / f"{ADDED}.toml").write_text(wrong, encoding="utf-8")
    complaint = re.search(r"^hoso: (.*)$", PAGE, re.MULTILINE)
    assert complaint is not None
    with pytest.raises(DefinitionError, match=re.escape(complaint.group(1))):
        definitions_at(root)
