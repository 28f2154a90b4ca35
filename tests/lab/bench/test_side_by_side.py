from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import img2pdf
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.fold import squeeze
from lab.bench.command import Usage
from lab.bench.page_mode import main as read_in_page_mode
from lab.bench.plot import drawn
from lab.bench.seen import Seen, SeenPage, load_record
from lab.bench.sets import Sample
from lab.bench.side_by_side import compare, report_reading
from lab.bench.trial import Trial
from lab.bench.truth import TruePage, TrueWord, Truth, page_total
from lab.bench.turns import turns_between

BOX = (0.0, 0.0, 1.0, 1.0)
WORDS = (TrueWord("GIẤY", BOX), TrueWord("An", BOX, hand=True), TrueWord("MẪU", BOX, mark=True))
PAGES = (
    TruePage(1, "content", 0, ("d1",), WORDS, "GIẤY An"),
    TruePage(2, "content", 180, ("d1",), WORDS[:1], "GIẤY"),
    TruePage(3, "blank", 0, (), ()),
)
TRUTH = Truth("mau", "office", None, date(2026, 1, 5), PAGES, ())


def reader(texts: list[str], rotations: list[int]):
    def read(samples: list[Sample], _: Path) -> Trial:
        pages = zip(range(1, 4), rotations, texts, strict=True)
        seen = Seen(tuple(SeenPage(n, "content", turn, text) for n, turn, text in pages), ())
        return Trial({each.truth.name: seen for each in samples}, Usage(2, 3, 100, 300, 400), (0,), (), 0)

    return read


@pytest.fixture
def report(tmp_path: Path) -> dict:
    samples = [Sample(TRUTH, tmp_path, None), Sample(replace(TRUTH, name="2", profile="fax"), tmp_path, None)]
    programs = {
        "hoso": reader(["GIẤY An MẪU", "GIẤY", ""], [0, 180, 0]),
        "pytesseract": reader(["GIAY", "x", ""], [0, 0, 0]),
    }
    return report_reading(compare(samples, programs, tmp_path, lambda _: None), 1)


def test_every_program_is_told_of_every_profile(report: dict) -> None:
    best, other = (report["programs"][name]["all"] for name in ("hoso", "pytesseract"))
    assert (best["character_error_rate"], best["word_recall"], best["upright"]) == (0.0, 1.0, 1.0)
    assert (best["pages"], best["process_peak_mib"], best["pages_a_second"]) == (4, 300, 1.5)
    assert other["without_diacritics"] < other["character_error_rate"]
    assert (other["word_recall_hand"], other["upright"]) == (0.0, 0.5)
    assert report["programs"]["pytesseract"]["lying_upright"]["upright"] == 1.0
    assert set(report["programs"]["hoso"]["profiles"]) == {"fax", "office"}


def test_a_dossier_without_text_was_not_read(tmp_path: Path) -> None:
    nothing = Trial({"mau": None}, Usage(1, 1, 1, 1, 1), (2,), (), 0)
    parts = compare([Sample(TRUTH, tmp_path, None)], {"hoso": lambda *_: nothing}, tmp_path, lambda _: None)
    told = report_reading(parts, 1)["programs"]["hoso"]
    assert (told["without_text"], told["all"]["word_recall"], told["all"]["upright"]) == (["mau"], 0.0, 0.0)
    assert page_total([TRUTH]) == 3


def test_the_plot_has_a_bar_for_every_figure(report: dict) -> None:
    picture = ElementTree.fromstring(drawn(report))  # noqa: S314  # our own picture
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "quét văn phòng / office" in texts
    assert texts.count("300") == 2
    bars = [each for each in picture.iter("{http://www.w3.org/2000/svg}rect") if each.get("x") == "190"]
    assert len(bars) == 2 * (3 + 1 + 1)


@pytest.fixture
def sheet() -> Image.Image:
    page = Image.new("L", (620, 877), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(26)
    for i in range(9):
        pen.text((60, 60 + 40 * i), "DONG CHU MAU SO 12"[: 18 - i], fill=0, font=font)
    return page


def test_a_turn_is_seen_from_the_pages(sheet: Image.Image, tmp_path: Path) -> None:
    for name, turns in (("before", (0, 0, 0, 0)), ("after", (0, 90, 180, 270))):
        pages = []
        for number, turn in enumerate(turns):
            pages.append(tmp_path / f"{name}{number}.png")
            Image.fromarray(np.rot90(np.asarray(sheet), -turn // 90).copy()).save(pages[-1], dpi=(75, 75))
        (tmp_path / f"{name}.pdf").write_bytes(img2pdf.convert([str(page) for page in pages]))
    assert turns_between(tmp_path / "before.pdf", tmp_path / "after.pdf") == [0, 90, 180, 270]


def test_page_mode_reads_pages_of_any_kind_of_scan(
    sheet: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    scan = tmp_path / "mau"
    scan.mkdir()
    sheet.save(scan / "1.png", dpi=(75, 75))
    sheet.save(scan / "2.pdf", resolution=75)
    read_in_page_mode([str(scan), "--out", str(tmp_path), "--jobs", "1"])
    seen = load_record(tmp_path / "mau.json")
    assert seen is not None
    assert [squeeze(page.text.splitlines()[0]) for page in seen.pages] == ["dongchumauso12"] * 2
