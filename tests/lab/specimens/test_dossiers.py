from __future__ import annotations

from functools import cache
from typing import Any, cast

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from lab.specimens.dossier import Dossier, make_dossier
from lab.specimens.fonts import Family
from lab.specimens.profiles import PROFILES
from lab.specimens.stamps import MARK

SEEDS: tuple[tuple[int, Family], ...] = ((3, "train"), (11, "measure"), (21, "measure"))


@cache
def clean(seed: int, family: Family) -> Dossier:
    return make_dossier(seed, family, "clean")


def upright(dossier: Dossier, page: int) -> NDArray[np.uint8]:
    """Grey pixels of a page after the clockwise turn that its truth names."""
    turn = pages(dossier)[page]["rotation"]
    pixels = np.rot90(dossier.pages[page].pixels, -turn // 90)
    return pixels if pixels.ndim == 2 else pixels.min(axis=2)


def pages(dossier: Dossier) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], dossier.truth["pages"])


def documents(dossier: Dossier) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], dossier.truth["documents"])


def cut(picture: NDArray[np.uint8], box: list[float]) -> NDArray[np.uint8]:
    height, width = picture.shape
    left, top, right, bottom = box
    return picture[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_same_seed_gives_the_same_pages_and_truth() -> None:
    one, other = make_dossier(5, "train", "copy"), make_dossier(5, "train", "copy")
    assert one.truth == other.truth
    assert one.registers == other.registers
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(one.pages, other.pages, strict=True))


def test_a_dossier_of_which_no_paper_was_drawn_holds_a_stranger() -> None:
    assert [paper["type"] for paper in clean(457, "train").truth["documents"]] == ["unknown"]


def test_another_seed_gives_other_people() -> None:
    assert clean(3, "train").truth["people"] != clean(11, "measure").truth["people"]


@pytest.mark.parametrize(("seed", "family"), SEEDS)
def test_every_value_stands_in_the_text_of_its_page(seed: int, family: Family) -> None:
    dossier = clean(seed, family)
    values = [
        (name, field)
        for document in documents(dossier)
        for name, field in document["fields"].items()
        if name != "so_cmnd_cu"
    ]
    assert len(values) > 20
    for name, field in values:
        text = pages(dossier)[field["page"] - 1]["text"]
        assert bare(field["raw"]) in bare(text), name


@pytest.mark.parametrize(("seed", "family"), SEEDS)
def test_word_boxes_lie_on_ink_of_clean_pages(seed: int, family: Family) -> None:
    dossier = clean(seed, family)
    for number, page in enumerate(pages(dossier)):
        picture = upright(dossier, number)
        for word in page["words"]:
            assert cut(picture, word["box"]).min() < 215, (number, page["kind"])


@pytest.mark.parametrize("profile", ["office", "phone"])
def test_boxes_follow_the_page_when_it_is_turned_and_bent(profile: str) -> None:
    dossier = make_dossier(11, "measure", profile)  # type: ignore[arg-type]
    hits = total = 0
    for number, page in enumerate(pages(dossier)):
        picture = upright(dossier, number)
        for word in page["words"]:
            part = cut(picture, word["box"])
            total += 1
            hits += bool(part.min() < np.percentile(part, 95) - 35)
    assert total > 100
    assert hits / total > 0.97


@pytest.mark.parametrize(("seed", "family"), SEEDS)
def test_every_page_says_that_it_is_a_specimen(seed: int, family: Family) -> None:
    for page in pages(clean(seed, family)):
        marked = [word["text"] for word in page["words"] if word["mark"]]
        assert set(MARK.split()) <= set(marked)
        assert MARK not in page["text"]


def test_codes_of_cards_can_be_read_from_clean_pages() -> None:
    wanted: set[str] = set()
    found: set[str] = set()
    for seed, family in (*SEEDS, (4, "train")):
        dossier = clean(seed, family)
        wanted |= {document["qr"] for document in documents(dossier) if "qr" in document}
        for page in range(len(dossier.pages)):
            found |= {code.bytes.decode("utf-8") for code in zxingcpp.read_barcodes(upright(dossier, page))}
    assert wanted
    assert wanted <= found


@pytest.mark.parametrize(("seed", "family"), SEEDS)
def test_attestations_lie_on_the_ink_of_their_papers_pages(seed: int, family: Family) -> None:
    dossier = clean(seed, family)
    found = [(paper, each) for paper in documents(dossier) for each in paper["attestations"]]
    assert {each["kind"] for _, each in found} >= {"seal", "signature"}
    for paper, each in found:
        assert each["page"] in paper["pages"]
        assert (cut(upright(dossier, each["page"] - 1), each["box"]) < 215).mean() > 0.02


def test_a_certified_copy_and_no_other_paper_has_a_certification() -> None:
    papers = [paper for seed in range(20, 26) for paper in documents(clean(seed, "measure"))]
    certified = {
        "certification" in {each["kind"] for each in paper["attestations"]}
        for paper in papers
        if paper["copy"] == "certified_copy"
    }
    others = {
        "certification" in {each["kind"] for each in paper["attestations"]}
        for paper in papers
        if paper["copy"] != "certified_copy"
    }
    assert (certified, others) == ({True}, {False})


def test_pages_and_documents_name_each_other() -> None:
    for seed, family in SEEDS:
        dossier = clean(seed, family)
        for document in documents(dossier):
            for page in document["pages"]:
                assert document["id"] in pages(dossier)[page - 1]["documents"]
        assert all(page["documents"] == [] for page in pages(dossier) if page["kind"] != "content")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_keeps_its_colours(profile: str) -> None:
    dossier = make_dossier(2, "train", profile)  # type: ignore[arg-type]
    for page in dossier.pages:
        assert (page.pixels.ndim == 3) == (dossier.scan.colours == "colour")
        if dossier.scan.colours == "bitonal":
            assert set(np.unique(page.pixels)) <= {0, 255}
