"""What is no scan at all is refused by its content, whatever it is called."""

import io
import zipfile

import pytest
from PIL import Image

from domain.errors import RefusedInput
from ingest.limits import Limits
from ingest.reasons import CODES, REMEDIES, refused
from ingest.scan import inspect_scan, open_scan
from ingest.sniff import ScanFormat, sniff


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, kind)
    return out.getvalue()


NOT_SCANS = {
    "empty": (b"", "EMPTY_FILE"),
    "one byte": (b"%", "UNKNOWN_FORMAT"),
    "text": ("Đơn xin xác nhận".encode(), "UNKNOWN_FORMAT"),
    "zeros": (bytes(4096), "UNKNOWN_FORMAT"),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "UNKNOWN_FORMAT"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "UNSUPPORTED_IMAGE"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n", "UNSUPPORTED_IMAGE"),
    "dos eps": (b"\xc5\xd0\xd3\xc6" + bytes(26), "UNSUPPORTED_IMAGE"),
    "gif": (picture("GIF"), "UNSUPPORTED_IMAGE"),
    "bmp": (picture("BMP"), "UNSUPPORTED_IMAGE"),
    "webp": (picture("WEBP"), "UNSUPPORTED_IMAGE"),
    "jpeg 2000": (picture("JPEG2000"), "UNSUPPORTED_IMAGE"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(64), "UNSUPPORTED_IMAGE"),
    "video": (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "UNKNOWN_FORMAT"),
    "zip": (archive("scan.pdf"), "ARCHIVE_FILE"),
    "docx": (archive("[Content_Types].xml", "word/document.xml"), "OFFICE_DOCUMENT"),
    "old doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "OFFICE_DOCUMENT"),
    "rtf": (b"{\\rtf1 x}", "OFFICE_DOCUMENT"),
    "gzip": (b"\x1f\x8b\x08" + bytes(32), "ARCHIVE_FILE"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(32), "ARCHIVE_FILE"),
    "exe": (b"MZ\x90\x00" + bytes(64), "PROGRAM_FILE"),
    "elf": (b"\x7fELF\x02\x01" + bytes(64), "PROGRAM_FILE"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "PROGRAM_FILE"),
    "exe and pdf at once": (b"MZ" + bytes(60) + b"%PDF-1.4\n%%EOF", "PROGRAM_FILE"),
    "zip and pdf at once": (archive("a") + b"%PDF-1.4\n%%EOF", "ARCHIVE_FILE"),
    "a pdf header far into the file": (bytes(2000) + b"%PDF-1.4\n%%EOF", "UNKNOWN_FORMAT"),
}


@pytest.mark.parametrize("case", NOT_SCANS)
def test_what_is_no_scan_is_refused_with_its_reason(case) -> None:
    data, code = NOT_SCANS[case]
    with pytest.raises(RefusedInput) as refusal:
        next(open_scan(data))
    assert refusal.value.code == code


def test_the_name_says_nothing(tmp_path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture("PNG"))
    assert inspect_scan(path).format is ScanFormat.PNG


def test_bytes_before_a_pdf_header_are_tolerated() -> None:
    assert sniff(b"\r\n\r\n%PDF-1.7\n") is ScanFormat.PDF


def test_a_file_that_is_too_large_is_not_opened(tmp_path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(2000))
    for data in (path, bytes(2000)):
        with pytest.raises(RefusedInput) as refusal:
            inspect_scan(data, Limits(max_bytes=1000))
        assert refusal.value.code == "FILE_TOO_LARGE"


def test_a_file_that_is_not_there_is_not_the_senders_fault(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect_scan(tmp_path / "gone")


@pytest.mark.parametrize("code", CODES)
def test_every_reason_says_what_to_do_in_both_languages(code) -> None:
    assert refused(code).code == code
    for sentence in REMEDIES[code]:
        assert sentence.endswith(".") and len(sentence) > 20
