"""The words of ``hoso audit``, Vietnamese first."""

from __future__ import annotations

import sys
from typing import Final

from storage.errors import Breach

Both = tuple[str, str]
"""Vietnamese and English; a template's places are filled in by name."""

BREACHES: Final[dict[Breach, Both]] = {
    Breach.OUT_OF_ORDER: ("bị mất hoặc sai thứ tự", Breach.OUT_OF_ORDER),
    Breach.UNLINKED: ("không nối tiếp mục đứng trước", Breach.UNLINKED),
    Breach.CHANGED: ("đã bị sửa", Breach.CHANGED),
    Breach.NOT_AN_ENTRY: ("không phải là một mục nhật ký", Breach.NOT_AN_ENTRY),
    Breach.NOT_ANCHORED: ("không phải là mục đã được chốt", Breach.NOT_ANCHORED),
    Breach.CUT: ("không còn: nhật ký bị cắt trước điểm chốt", Breach.CUT),
}

SAID: Final[dict[str, Both]] = {
    "broken": (
        "NHẬT KÝ BỊ PHÁ VỠ tại mục {sequence}: {vi}",
        "THE CHAIN IS BROKEN at entry {sequence}: it {en}",
    ),
    "whole": (
        "Nhật ký nguyên vẹn: mục {first} đến {last}, khớp {anchors} điểm chốt",
        "The chain is whole: entries {first} to {last}, {anchors} anchors fit",
    ),
    "unanchored": (
        "Chưa có điểm chốt nào: nếu cả nhật ký được viết lại thì không thể phát hiện",
        "There is no anchor: a chain that was written anew as a whole would not be noticed",
    ),
    "forged": ("ĐIỂM CHỐT BỊ SỬA hoặc giả mạo: {path}", "ANCHOR FORGED or changed: {path}"),
    "refused": ("Không dùng được điểm chốt: {why}", "Anchor not used: {why}"),
    "empty": ("Nhật ký chưa có mục nào", "The chain has no entry yet"),
    "anchored": ("Đã chốt mục {sequence}: {path}", "Entry {sequence} is anchored: {path}"),
    "copy": (
        "Hãy sao tệp này sang nơi mà quản trị cơ sở dữ liệu không với tới",
        "Copy this file to where the database's administrators do not reach",
    ),
    "number": ("Số cần tra (không hiện ở dòng lệnh)", "The number to look for"),
    "never": (
        "Không ghi số trên dòng lệnh: mọi người dùng của máy đọc được. Hãy nhập khi được hỏi hoặc qua stdin",
        "Never write the number on the command line, where all users of the machine read it: "
        "type it when asked, or pipe it in",
    ),
    "no_number": ("Chưa nhận được số nào", "No number was given"),
    "found": (
        "{count} mục về số này; lần tra này được ghi ở mục {sequence}",
        "{count} entries about this number; this finding is entry {sequence}",
    ),
    "beyond": (
        "{count} mục băm bằng khóa {key} không có ở đây: không thể biết",
        "{count} entries were hashed with the key {key}, which is not set here: nobody can tell about them",
    ),
    "rotated": (
        "Khóa {key} là khóa hiện hành từ mục {sequence}. Khởi động lại mọi máy, rồi chạy hoso audit remark",
        "The key {key} is current from entry {sequence} on. Restart all hosts, then run hoso audit remark",
    ),
    "key_is_current": (
        "Khóa {key} đang dùng: hãy đặt HOSO_AUDIT_KEY mới và đưa khóa này vào HOSO_AUDIT_KEYS_FORMER",
        "The key {key} is in use: set a new HOSO_AUDIT_KEY and put this one into HOSO_AUDIT_KEYS_FORMER",
    ),
    "key_was_before": (
        "Khóa {key} đã từng dùng và đã được thay: không dùng lại",
        "The key {key} was replaced: it does not come back",
    ),
    "key_is_unknown": (
        "Khóa {key} chưa được ghi nhận: chạy hoso audit rotate trước",
        "The key {key} is not registered: run hoso audit rotate first",
    ),
    "former_missing": (
        "Khóa đang dùng {key} không có trong HOSO_AUDIT_KEYS_FORMER: giấy tờ đã nhận sẽ không còn tìm thấy. "
        "Nếu khóa đã mất hẳn: --former-lost",
        "The present key {key} is not among HOSO_AUDIT_KEYS_FORMER: papers that came in would not be found "
        "any more. If it is gone for good: --former-lost",
    ),
    "remarked": (
        "Đã tạo lại dấu nhận của {done} hồ sơ; {left} hồ sơ không còn dữ liệu để tạo lại",
        "Marks of {done} dossiers were made again; of {left} nothing is kept to make them from",
    ),
    "retired": (
        "Không còn dấu nhận nào của khóa {key}; vẫn giữ khóa để tra nhật ký cũ",
        "No mark bears the key {key} any more; keep it to search earlier entries of the chain",
    ),
}


def both(said: str, **values: object) -> str:
    """Vietnamese, and English on a line of its own."""
    return "\n".join(text.format(**values) for text in SAID[said])


def say(said: str, **values: object) -> None:
    """The same on standard error."""
    print(both(said, **values), file=sys.stderr)
