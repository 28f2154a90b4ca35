"""The page that tells a newcomer how to add a document type is followed to the letter."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

from classifiers.split import split
from extraction.extract import extract
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from tests.typed_pages import typed_page

PAGE = DEFINITIONS_ROOT.parent / "docs" / "add-a-document-type.md"


def test_a_type_added_by_the_page_is_named_and_read(tmp_path: Path) -> None:
    definition, example = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    root = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS_ROOT, root)
    added = tomllib.loads(definition)["id"]
    (root / "documents" / f"{added}.toml").write_text(definition, encoding="utf-8")
    catalogue = definitions_at(root).catalogue
    told = tomllib.loads(example)
    texts = [typed_page(page, number) for number, page in enumerate(told["pages"], start=1)]
    assert [document.type for document in split(texts, catalogue)] == [added]
    kind = catalogue.type_named(added)
    assert kind is not None
    assert {field.name: field.value for field in extract(texts, kind)} == told["fields"]
