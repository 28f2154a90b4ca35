"""What a file is, by its first bytes; its name says nothing."""

from __future__ import annotations

from enum import StrEnum

from ingest.reasons import refused

HEAD_BYTES = 1024
"""How much of a file decides: readers find a PDF header anywhere in it (ISO 32000-1, H.3.4.1)."""


class ScanFormat(StrEnum):
    """The four containers that are decoded at all."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"


_ACCEPTED: tuple[tuple[bytes, ScanFormat], ...] = (
    (b"%PDF-", ScanFormat.PDF),
    (b"II*\x00", ScanFormat.TIFF),
    (b"MM\x00*", ScanFormat.TIFF),
    (b"II+\x00", ScanFormat.TIFF),
    (b"MM\x00+", ScanFormat.TIFF),
    (b"\xff\xd8\xff", ScanFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", ScanFormat.PNG),
)

# Another container at the very start wins over a PDF header further in: a file that is two things at once
# is refused rather than guessed at.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "PROGRAM_FILE"),
    (b"\x7fELF", "PROGRAM_FILE"),
    (b"#!", "PROGRAM_FILE"),
    (b"7z\xbc\xaf\x27\x1c", "ARCHIVE_FILE"),
    (b"Rar!\x1a\x07", "ARCHIVE_FILE"),
    (b"\x1f\x8b", "ARCHIVE_FILE"),
    (b"BZh", "ARCHIVE_FILE"),
    (b"\xfd7zXZ\x00", "ARCHIVE_FILE"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OFFICE_DOCUMENT"),
    (b"{\\rtf", "OFFICE_DOCUMENT"),
    (b"GIF8", "UNSUPPORTED_IMAGE"),
    (b"BM", "UNSUPPORTED_IMAGE"),
    (b"RIFF", "UNSUPPORTED_IMAGE"),
    (b"8BPS", "UNSUPPORTED_IMAGE"),
    (b"%!PS", "UNSUPPORTED_IMAGE"),
    (b"\xc5\xd0\xd3\xc6", "UNSUPPORTED_IMAGE"),
    (b"AT&TFORM", "UNSUPPORTED_IMAGE"),
    (b"\x00\x00\x00\x0cjP  ", "UNSUPPORTED_IMAGE"),
    (b"\xff\x4f\xff\x51", "UNSUPPORTED_IMAGE"),
    (b"\x97JB2", "UNSUPPORTED_IMAGE"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"heim", b"heis")
_OFFICE_PARTS = (
    b"[Content_Types].xml",
    b"word/",
    b"xl/",
    b"ppt/",
    b"mimetypeapplication/vnd.oasis",
    b"_rels/",
)


def sniff(head: bytes) -> ScanFormat:
    """The format of a file whose first ``HEAD_BYTES`` are given; RefusedInput for anything not accepted."""
    if not head:
        raise refused("EMPTY_FILE")
    for magic, accepted in _ACCEPTED:
        if head.startswith(magic):
            return accepted
    code = _code_of_foreign(head)
    if code is not None:
        raise refused(code)
    if b"%PDF-" in head[:HEAD_BYTES]:
        return ScanFormat.PDF
    raise refused("UNSUPPORTED_IMAGE" if b"<svg" in head.lower() else "UNKNOWN_FORMAT")


def _code_of_foreign(head: bytes) -> str | None:
    """The reason code of a container that is known and not accepted."""
    if head.startswith(b"PK\x03\x04"):
        return "OFFICE_DOCUMENT" if any(part in head for part in _OFFICE_PARTS) else "ARCHIVE_FILE"
    if head[4:8] == b"ftyp":
        return "UNSUPPORTED_IMAGE" if head[8:12] in _HEIF_BRANDS else "UNKNOWN_FORMAT"
    return next((code for magic, code in _REFUSED if head.startswith(magic)), None)
