"""The examples beside the definitions: text in, fields out. Nobody needs Python to add one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from classifiers.split import split
from extraction.extract import extract
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from tests.typed_pages import typed_page

EXAMPLES = sorted((DEFINITIONS_ROOT / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path: Path) -> None:
    example = tomllib.loads(path.read_text(encoding="utf-8"))
    catalogue = definitions_at().catalogue
    texts = [typed_page(page, number) for number, page in enumerate(example["pages"], start=1)]
    documents = split(texts, catalogue)
    assert [(each.type, each.pages) for each in documents] == [
        (example["type"], tuple(range(1, len(texts) + 1)))
    ]
    kind = catalogue.type_named(example["type"])
    found = {field.name: field.value for field in extract(texts, kind)} if kind is not None else {}
    assert found == example["fields"]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8
