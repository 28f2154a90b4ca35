"""The command over real files: exit codes, files, refusals, and nothing of one dossier in another."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from commands.main import main
from commands.schemas import schemas
from domain.errors import DefinitionError
from hoso.definitions import definitions_at
from hoso.inputs import gather, source_of
from hoso.trial_registers import load_registers

SAMPLES = Path(__file__).parents[2] / "samples"
FACE = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One drawn page with a line of print; invented and marked."""
    path = tmp_path_factory.mktemp("scans") / "mau.png"
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(FACE, 40)
    draw.text((150, 200), "GIẤY KHAI SINH", font=ImageFont.truetype(FACE, 60), fill=0)
    draw.text((150, 320), "Họ, chữ đệm, tên: NGUYỄN MẪU AN", font=face, fill=0)
    draw.text((150, 400), "Nơi sinh: Hà Nội   Quê quán: Hà Nội", font=face, fill=0)
    draw.text((150, 1600), "MẪU THỬ – KHÔNG CÓ GIÁ TRỊ", font=face, fill=0)
    image.save(path, dpi=(150, 150))
    return path


def test_a_scan_becomes_a_record_and_a_refused_file_harms_nothing(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "xau.pdf"
    bad.write_bytes(b"nothing of the kind")
    out = tmp_path / "out"
    code = main(
        ["process", str(scan), str(bad), "--out", str(out), "--jobs", "1", "--received", "2026-03-02"]
    )
    assert code == 3
    assert sorted(path.name for path in out.iterdir()) == ["mau.json", "mau.pdf"]
    error = capsys.readouterr().err.strip().splitlines()
    assert len(error) == 1
    assert error[0].startswith("xau: UNKNOWN_FORMAT: ")
    record = json.loads((out / "mau.json").read_text(encoding="utf-8"))
    assert record["schema"] == "hoso.dossier/1"
    assert record["received"] == "2026-03-02"
    assert [document["type"] for document in record["documents"]] == ["giay_khai_sinh"]
    assert (out / "mau.pdf").read_bytes().startswith(b"%PDF-")


def test_the_record_is_what_its_schema_says(scan: Path, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert main(["process", str(scan), "--out", str(tmp_path), "--jobs", "1"]) == 0
    record = json.loads((tmp_path / "mau.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, schemas()["hoso.dossier-1"])


def test_one_paper_over_two_files_is_one_document(tmp_path: Path) -> None:
    """A branch scans a sheet's sides one by one: the files of a folder are one pile of pages."""
    folder, whole = tmp_path / "hai-tep", tmp_path / "mot-tep.pdf"
    folder.mkdir()
    with pikepdf.open(SAMPLES / "trich-luc-01.pdf") as scanned:
        for path, pages in ((folder / "1.pdf", [1]), (folder / "2.pdf", [2]), (whole, [1, 2])):
            with pikepdf.new() as part:
                part.pages.extend(scanned.pages[page] for page in pages)
                part.save(path)
    assert main(["process", str(folder), str(whole), "--out", str(tmp_path / "out"), "--jobs", "2"]) == 0
    over_two, in_one = (
        json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))["documents"]
        for name in ("hai-tep", "mot-tep")
    )
    assert [(each["type"], each["pages"]) for each in over_two] == [("giay_uy_quyen", [1, 2])]
    assert {each["provenance"]["page"] for each in over_two[0]["fields"]} == {1, 2}
    assert over_two == in_one


def test_written_schemas_are_up_to_date() -> None:
    assert main(["schemas", "--check"]) == 0


def test_a_wrong_registers_file_is_wrong_use(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registers = tmp_path / "registers.json"
    registers.write_text(json.dumps({"dan_ci": []}), encoding="utf-8")
    arguments = ["process", str(scan), "--out", str(tmp_path / "out"), "--registers", str(registers)]
    assert main(arguments) == 2
    assert "did you mean 'dan_cu'" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["[]", "no json", '{"dan_cu": 3}', '{"dan_cu": [{"type": "cccd_chip"}]}'])
def test_registers_that_cannot_be_used_are_refused_without_their_values(tmp_path: Path, text: str) -> None:
    path = tmp_path / "registers.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError):
        load_registers(path, definitions_at())


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        ({"type": "cccd_chp", "fields": {}}, "cccd_chip"),
        ({"type": "cccd_chip", "fields": {"so_dinh_dan": "001090000018"}}, "so_dinh_danh"),
        ({"type": "cccd_chip", "fields": {"ho_tne": "001090000018"}}, "ho_ten"),
    ],
)
def test_a_misspelt_word_of_a_record_is_told(tmp_path: Path, record: dict[str, object], hint: str) -> None:
    path = tmp_path / "registers.json"
    path.write_text(json.dumps({"dan_cu": [record]}), encoding="utf-8")
    with pytest.raises(DefinitionError, match=f"did you mean '{hint}'") as raised:
        load_registers(path, definitions_at())
    assert "001090000018" not in str(raised.value)


def test_a_register_may_hold_more_than_the_definitions_know(tmp_path: Path) -> None:
    path = tmp_path / "registers.json"
    more = {
        "nhom_mau": "O",
        "so_dinh_danh_cu": "001090000019",
        "ho_ten_cu": "MẪU",
        "noi_thuong_tru_cu": "Hà Nội",
    }
    record = {"type": "cccd_chip", "fields": {"so_dinh_danh": "001090000018", "ngay_thu_hoi": "", **more}}
    path.write_text(json.dumps({"dan_cu": [record]}), encoding="utf-8")
    (held,) = load_registers(path, definitions_at())["dan_cu"]
    assert more.items() <= held.fields.items()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--procedure", "2.000851"], "did you mean '2.000815'"),
        (["--engine", "none"], "hoso-ctc"),
        (["--jobs", "x"], "số từ 1"),
        (["--received", "31/02/2026"], "không phải là ngày"),
    ],
)
def test_a_wrong_argument_is_told_before_anything_is_read(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    out = tmp_path / "out"
    try:
        code: object = main(["process", str(scan), "--out", str(out), *arguments])
    except SystemExit as exit_:
        code = exit_.code
    assert code == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_file_in_the_place_of_the_folder_is_told(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    assert main(["process", str(scan), "--out", str(taken)]) == 2
    assert "--out taken" in capsys.readouterr().err


def test_of_several_files_the_refused_one_is_told_by_its_place(
    scan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hai"
    folder.mkdir()
    (folder / "1.png").write_bytes(scan.read_bytes())
    (folder / "2.txt").write_text("a note", encoding="utf-8")
    assert main(["process", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 3
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("hai: UNKNOWN_FORMAT: Tệp thứ 2 trong 2 / file 2 of 2: ")
    assert " / The content is not PDF" in line


def test_a_value_of_a_broken_record_is_never_repeated(tmp_path: Path) -> None:
    path = tmp_path / "registers.json"
    path.write_text(
        json.dumps({"dan_cu": [{"type": "cccd_chip", "fields": "001090000018"}]}), encoding="utf-8"
    )
    with pytest.raises(DefinitionError) as raised:
        load_registers(path, definitions_at())
    assert "001090000018" not in str(raised.value)


def test_a_folder_is_one_dossier_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "ho-so"
    folder.mkdir()
    for name in ("b.png", "a.png", ".hidden"):
        (folder / name).write_bytes(name.encode())
    single = tmp_path / "ho-so.pdf"
    single.write_bytes(b"x")
    inputs = gather([folder, single])
    assert [(each.name, len(each.files)) for each in inputs] == [("ho-so", 2), ("ho-so-2", 1)]
    assert [path.name for path in inputs[0].files] == ["a.png", "b.png"]
    assert source_of(inputs[0]).sha256 != source_of(inputs[1]).sha256


def test_an_empty_folder_and_a_missing_file_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rong").mkdir()
    arguments = ["process", str(tmp_path / "rong"), str(tmp_path / "mat.pdf"), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--jobs", "1", "--received", date(2026, 3, 2).isoformat()]) == 3
    codes = {line.split(": ")[1] for line in capsys.readouterr().err.strip().splitlines()}
    assert codes == {"EMPTY_FOLDER", "NOT_READABLE"}
