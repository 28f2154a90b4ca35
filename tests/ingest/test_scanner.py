"""Which device made a scan: makers and models pass, nobody's name and no number does."""

from __future__ import annotations

import io

import img2pdf
import pikepdf
import pytest
from PIL import ExifTags, Image

from ingest.scan import open_scan
from ingest.scanner import MOST_LETTERS, scanner_named


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("Canon DR-C225", "canon dr-c225"),
        ("Canon iR-ADV C3530  PDF", "canon ir-adv c3530"),
        ("KONICA MINOLTA bizhub C364e", "konica minolta bizhub c364e"),
        ("Xerox WorkCentre 7855", "xerox workcentre 7855"),
        ("RICOH MP C3004", "ricoh mp c3004"),
        ("FUJITSU fi-7160", "fujitsu fi-7160"),
        ("HP Digital Sending Device", "hp digital"),
        ("Brother MFC-L2700DW", "brother mfc-l2700dw"),
        ("Apple iPhone 13 Pro", "apple iphone 13 pro"),
        ("Canon Canon LiDE 300", "canon lide 300"),
    ],
)
def test_makers_and_models_are_named(claim: str, name: str) -> None:
    assert scanner_named([claim]) == name
    assert scanner_named([name]) == name


@pytest.mark.parametrize(
    "claim",
    [
        "",
        "Microsoft® Word 2019",
        "pikepdf 9.4.0",
        "Nguyễn Thị Mẫu",
        "001199000001",
        "scan of 0912345678",
    ],
)
def test_programs_people_and_numbers_are_no_scanner(claim: str) -> None:
    assert scanner_named([claim]) is None


@pytest.mark.parametrize("behind", ["Nguyen Thi Mau", "001199000001", "của Trần Văn Mẫu", "0912345678"])
def test_nothing_of_a_citizen_passes_behind_a_makers_name(behind: str) -> None:
    assert scanner_named([f"Epson {behind}"]) == "epson"


def test_the_first_telling_claim_counts_and_has_an_end() -> None:
    assert scanner_named(["Adobe PSL", "Epson DS-530"]) == "epson ds-530"
    assert (
        len(scanner_named(["konica minolta bizhub workcentre docucentre imagerunner"]) or "") <= MOST_LETTERS
    )


def test_a_tiff_and_a_photo_name_their_device() -> None:
    sheet = Image.new("L", (620, 877), 250)
    tags = Image.Exif()
    tags[ExifTags.Base.Make], tags[ExifTags.Base.Model] = "FUJITSU", "fi-7160"
    for kind in ("TIFF", "JPEG"):
        written = io.BytesIO()
        sheet.save(written, kind, dpi=(75, 75), exif=tags)
        assert [page.scanner for page in open_scan(written.getvalue())] == ["fujitsu fi-7160"]


def test_a_pdf_names_its_device_and_a_plain_file_none() -> None:
    written = io.BytesIO()
    Image.new("L", (620, 877), 250).save(written, "JPEG", dpi=(75, 75))
    plain = img2pdf.convert([written.getvalue()] * 2)
    assert [page.scanner for page in open_scan(plain)] == [None, None]
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.docinfo["/Creator"] = "Xerox WorkCentre 7855"
        pdf.docinfo["/Title"] = "Canon Nguyen Thi Mau"
        tagged = io.BytesIO()
        pdf.save(tagged)
    assert [page.scanner for page in open_scan(tagged.getvalue())] == ["xerox workcentre 7855"] * 2
