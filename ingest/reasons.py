"""Every reason for refusing a scan, as data: a stable code, and what the sender should do about it."""

from __future__ import annotations

from typing import NamedTuple

from domain.errors import RefusedInput


class Remedy(NamedTuple):
    """What to do, one sentence a language; no value of the input stands in it."""

    vi: str
    en: str


REMEDIES: dict[str, Remedy] = {
    "EMPTY_FILE": Remedy(
        "Tệp rỗng; hãy quét lại hoặc gửi lại tệp.", "The file is empty; scan or send it again."
    ),
    "FILE_TOO_LARGE": Remedy(
        "Tệp quá lớn; hãy chia hồ sơ thành nhiều tệp nhỏ hơn.",
        "The file is too large; split the dossier into smaller files.",
    ),
    "NOT_A_FILE": Remedy(
        "Đây không phải một tệp thường; hãy gửi tệp PDF, TIFF, JPEG hoặc PNG.",
        "This is not a regular file; send a PDF, TIFF, JPEG or PNG file.",
    ),
    "UNKNOWN_FORMAT": Remedy(
        "Nội dung không phải PDF, TIFF, JPEG hay PNG; hãy quét lại và lưu ở một trong các dạng này.",
        "The content is not PDF, TIFF, JPEG or PNG; scan again and save as one of these.",
    ),
    "UNSUPPORTED_IMAGE": Remedy(
        "Dạng ảnh này không được nhận; hãy lưu lại ảnh thành JPEG, PNG hoặc PDF.",
        "This kind of image is not accepted; save it as JPEG, PNG or PDF.",
    ),
    "OFFICE_DOCUMENT": Remedy(
        "Tệp văn bản văn phòng không được nhận; hãy xuất ra PDF rồi gửi lại.",
        "Office documents are not accepted; export to PDF and send that.",
    ),
    "ARCHIVE_FILE": Remedy(
        "Tệp nén không được nhận; hãy giải nén và gửi từng tệp bên trong.",
        "Archives are not accepted; unpack it and send the files inside.",
    ),
    "PROGRAM_FILE": Remedy(
        "Tệp chương trình không được nhận; hãy gửi bản quét ở dạng PDF, TIFF, JPEG hoặc PNG.",
        "Programs are not accepted; send the scan as PDF, TIFF, JPEG or PNG.",
    ),
    "PDF_ENCRYPTED": Remedy(
        "Tệp PDF có mật khẩu mở; hãy bỏ mật khẩu rồi gửi lại.",
        "The PDF needs a password to open; remove the password and send it again.",
    ),
    "PDF_DAMAGED": Remedy(
        "Tệp PDF bị hỏng hoặc chưa tải hết; hãy quét hoặc xuất lại.",
        "The PDF is damaged or incomplete; scan or export it again.",
    ),
    "PDF_DYNAMIC_FORM": Remedy(
        "Biểu mẫu PDF động (XFA): các trang không chứa giá trị; hãy mở bằng Adobe Reader và in ra PDF.",
        "A dynamic PDF form (XFA): its pages hold no values; open it in Adobe Reader and print it to PDF.",
    ),
    "PDF_NO_PAGES": Remedy(
        "Tệp PDF không có trang nào; hãy quét hoặc xuất lại.",
        "The PDF has no pages; scan or export it again.",
    ),
    "IMAGE_DAMAGED": Remedy(
        "Tệp ảnh bị hỏng hoặc chưa tải hết; hãy quét hoặc chụp lại.",
        "The image is damaged or incomplete; scan or photograph it again.",
    ),
    "TOO_MANY_PAGES": Remedy(
        "Tệp có quá nhiều trang; hãy chia thành nhiều hồ sơ.",
        "The file has too many pages; split it into several dossiers.",
    ),
    "TOO_MANY_PIXELS": Remedy(
        "Ảnh có quá nhiều điểm ảnh; hãy quét lại ở 200-300 dpi.",
        "The image has too many pixels; scan again at 200-300 dpi.",
    ),
    "DECODE_TIMEOUT": Remedy(
        "Tệp mất quá lâu để giải mã; hãy quét lại ở 200-300 dpi hoặc xuất ra PDF mới.",
        "Decoding takes too long; scan again at 200-300 dpi or export a fresh PDF.",
    ),
    "DECODE_MEMORY": Remedy(
        "Tệp cần quá nhiều bộ nhớ để giải mã; hãy quét lại ở 200-300 dpi.",
        "Decoding needs too much memory; scan again at 200-300 dpi.",
    ),
    "DECODE_FAILED": Remedy(
        "Không giải mã được tệp; hãy quét lại hoặc xuất ra PDF mới.",
        "The file cannot be decoded; scan again or export a fresh PDF.",
    ),
}

CODES = tuple(REMEDIES)
"""In a fixed order: the sandboxed process names a reason by its place here, never by text."""


def refused(code: str) -> RefusedInput:
    """The exception for a code, its remedy in Vietnamese. KeyError for a code that is not in the list."""
    return RefusedInput(code, REMEDIES[code].vi)
