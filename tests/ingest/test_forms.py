"""Values in form fields and notes over a page: none is lost without a word. All values are invented."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from domain.errors import RefusedInput
from domain.page import Defect, Page
from ingest.scan import open_scan

PLAIN, NAME = "ABC 0123456789", "NGUYỄN MẪU ĐỨC"
RECT = (150, 694, 450, 714)
COMB, MULTILINE, PASSWORD = 1 << 24, 1 << 12, 1 << 13

Change = Callable[[Pdf, pikepdf.Object], None]


def paper(note: Dictionary, *, field: bool = True, change: Change | None = None) -> bytes:
    """A printed page with one field or note."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page, face = pdf.pages[0], Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    face.Encoding = Name.WinAnsiEncoding
    fonts = Dictionary(Helv=pdf.make_indirect(face))
    page.obj.Resources = Dictionary(Font=fonts)
    page.obj.Contents = pdf.make_stream(b"BT /Helv 12 Tf 60 700 Td (Ho va ten:) Tj ET")
    placed = pdf.make_indirect(note)
    page.obj.Annots = Array([placed])
    if field:
        pdf.Root.AcroForm = Dictionary(Fields=Array([placed]), DR=Dictionary(Font=fonts))
    if change is not None:
        change(pdf, placed)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def text_field(value: str, flags: int = 0) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String(value), F=4, Ff=flags,
        Rect=Array(RECT), DA=String("/Helv 12 Tf 0 g"),
    )  # fmt: skip


def free_text(value: str) -> Dictionary:
    look = String("/Helv 12 Tf 0 g")
    return Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Contents=String(value), F=4, Rect=Array(RECT), DA=look
    )


def seen(data: bytes) -> Page:
    (page,) = open_scan(data)
    return page


def words(page: Page) -> list[str]:
    """Of the text layer, behind the printed label."""
    return [word.text for word in page.layer][3:]


def ink(page: Page) -> int:
    """Dark pixels within the field's box."""
    raster, scale = page.raster, page.raster.dpi / 72
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    left, bottom, right, top = (round(each * scale) for each in RECT)
    height = raster.height
    return int((pixels[height - top : height - bottom, left:right, 0] < 128).sum())


def picture(pdf: Pdf, drawing: bytes) -> pikepdf.Object:
    form = pdf.make_stream(drawing)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 20])
    form.Resources = Dictionary(Font=pdf.Root.AcroForm.DR.Font)
    return form


def drawn(drawing: bytes) -> Change:
    def change(pdf: Pdf, note: pikepdf.Object) -> None:
        note.AP = Dictionary(N=picture(pdf, drawing))

    return change


def drawn_anew(pdf: Pdf, note: pikepdf.Object) -> None:
    drawn(b"BT /Helv 12 Tf 2 6 Td (OLD) Tj ET")(pdf, note)
    pdf.Root.AcroForm.NeedAppearances = True


def without_look(_: Pdf, note: pikepdf.Object) -> None:
    del note["/DA"]


def held_by_a_parent(pdf: Pdf, note: pikepdf.Object) -> None:
    parent = pdf.make_indirect(Dictionary(FT=note.FT, V=note.V, T=note.T, DA=note.DA, Kids=Array([note])))
    for key in ("/FT", "/V", "/T", "/DA"):
        del note[key]
    note.Parent = parent
    pdf.Root.AcroForm.Fields = Array([parent])


@pytest.mark.parametrize("value", [PLAIN, NAME])
@pytest.mark.parametrize(
    "change",
    [
        None,
        drawn(b"/Tx BMC EMC"),
        drawn_anew,
        without_look,
        held_by_a_parent,
    ],
    ids=["no picture", "empty picture", "to be drawn anew", "no look", "of a parent"],
)
def test_a_filled_field_is_seen_and_spelt(value: str, change: Change | None) -> None:
    page = seen(paper(text_field(value), change=change))
    assert words(page) == value.split()
    assert ink(page) > 300
    assert Defect.VALUES_NOT_SHOWN not in page.quality.defects


def test_what_a_field_draws_itself_is_what_counts() -> None:
    page = seen(paper(text_field(NAME), change=drawn(b"BT /Helv 12 Tf 2 6 Td (SHOWN) Tj ET")))
    assert words(page) == ["SHOWN"]


@pytest.mark.parametrize("value", [PLAIN, NAME])
def test_a_note_typed_over_the_page_is_seen_and_spelt(value: str) -> None:
    page = seen(paper(free_text(value), field=False))
    assert words(page) == value.split()
    assert ink(page) > 300


def test_long_values_take_lines_or_smaller_letters() -> None:
    address = "Số 3 ngõ 10, phường Mẫu Thử, quận Mẫu Thử, thành phố Hà Nội, cạnh trường Mẫu Giáo"
    note = text_field(address, MULTILINE)
    note.Rect = Array((150, 640, 450, 714))
    assert words(seen(paper(note))) == address.split()
    assert words(seen(paper(text_field(address)))) == address.split()


def test_digits_in_boxes_stand_in_their_boxes() -> None:
    note = text_field("Đ12345678", COMB)
    note.MaxLen = 10
    page = seen(paper(note))
    assert "".join(words(page)) == "Đ12345678"
    first, last = (word.box for word in (page.layer[3], page.layer[-1]))
    assert first.left * 595 == pytest.approx(161, abs=8)
    assert last.right * 595 == pytest.approx(409, abs=8)


def ticked() -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("c"), V=Name.Yes, AS=Name.Yes, F=4,
        Rect=Array((150, 694, 170, 714)), MK=Dictionary(CA=String("4")),
    )  # fmt: skip


def crossed(pdf: Pdf, note: pikepdf.Object) -> None:
    note.AP = Dictionary(N=Dictionary(Yes=picture(pdf, b"0 G 2 w 3 3 m 17 17 l 3 17 m 17 3 l S")))


@pytest.mark.parametrize("change", [None, crossed])
def test_a_ticked_box_is_seen_with_and_without_a_picture(change: Change | None) -> None:
    assert ink(seen(paper(ticked(), change=change))) > 20


def test_a_box_that_is_not_ticked_stays_empty() -> None:
    box = ticked()
    box.AS = Name.Off
    assert ink(seen(paper(box, change=crossed))) == 0


def test_what_nobody_is_meant_to_see_is_not_shown() -> None:
    hidden = text_field(NAME)
    hidden.F = 2
    page = seen(paper(hidden))
    assert (words(page), ink(page)) == ([], 0)
    assert NAME.split() != words(seen(paper(text_field(NAME, PASSWORD))))


@pytest.mark.parametrize("value", ["漢字", "dài quá " * 200])
def test_a_value_that_cannot_be_shown_is_told(value: str) -> None:
    page = seen(paper(text_field(value)))
    assert Defect.VALUES_NOT_SHOWN in page.quality.defects


def test_only_the_page_that_lacks_a_value_says_so() -> None:
    def more(pdf: Pdf, _: pikepdf.Object) -> None:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources
        pdf.pages[1].obj.Contents = pdf.pages[0].obj.Contents

    lacking = [
        Defect.VALUES_NOT_SHOWN in page.quality.defects
        for page in open_scan(paper(text_field("漢字"), change=more))
    ]
    assert lacking == [True, False]


def test_a_form_that_a_program_draws_is_refused() -> None:
    def dynamic(pdf: Pdf, _: pikepdf.Object) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.Root.NeedsRendering = True

    with pytest.raises(RefusedInput) as refusal:
        seen(paper(text_field(PLAIN), change=dynamic))
    assert refusal.value.code == "PDF_DYNAMIC_FORM"


def test_a_form_of_both_kinds_is_read_by_its_fields() -> None:
    def both(pdf: Pdf, _: pikepdf.Object) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    assert words(seen(paper(text_field(PLAIN), change=both))) == PLAIN.split()
