"""The words of ``hoso law``, Vietnamese first."""

from __future__ import annotations

from typing import Final

from domain.law import Presence, Reliability, Whose
from once_only.explain import Effect

Both = tuple[str, str]
"""Vietnamese and English."""

EFFECTS: Final[dict[Effect, Both]] = {
    Effect.HELD: (
        "Không yêu cầu nộp khi tra cứu được và mọi giá trị phải so đều trùng.",
        "Must not be asked for once the register answers and every compared value is equal.",
    ),
    Effect.NOT_ANNOUNCED: (
        "Vào ngày này chưa có công bố dữ liệu thay được giấy còn hiệu lực: vẫn cần giấy.",
        "No announcement in force that data replace the paper is known for that day: it is needed.",
    ),
    Effect.UNVERIFIED: (
        "Chưa kiểm chứng quy tắc này còn áp dụng vào ngày này: chương trình không kết luận.",
        "Whether this rule still holds on that day was not verified: the program concludes nothing.",
    ),
    Effect.SHARED: (
        "Dữ liệu được chia sẻ nhưng chưa công bố thay giấy: vẫn cần giấy.",
        "Data are shared but not announced to replace the paper: it is needed.",
    ),
    Effect.NEVER: ("Dữ liệu không thay được giấy này.", "No data stand in for this paper."),
    Effect.EXCEPTED: (
        "Thủ tục này vẫn cần giấy, dù dữ liệu đã có.",
        "This procedure needs the paper although the data are held.",
    ),
    Effect.NO_RULE: ("Chưa có quy tắc nào cho ngày này.", "No rule is known for that day."),
}

WHOSE: Final[dict[Whose, Both]] = {
    Whose.SUBJECT: (
        "Dữ liệu của chính người mà giấy nói về, không phải của người yêu cầu.",
        "The record of the person the paper is about, who need not be the requester.",
    ),
    Whose.BOTH_SPOUSES: (
        "Một bản ghi có tên cả hai vợ chồng.",
        "One record that names both spouses.",
    ),
    Whose.HEAD: ("Dữ liệu của hộ, theo chủ hộ.", "The household's record, by its head."),
    Whose.HOLDER: ("Dữ liệu của người được cấp.", "The record of whoever it was issued to."),
}

AGREES: Final[dict[Presence, Both]] = {
    Presence.ALWAYS: ("phải trùng", "must be equal"),
    Presence.IF_EITHER: ("phải trùng nếu một bên có", "must be equal if either side has it"),
    Presence.IF_PAPER: ("phải trùng nếu giấy có", "must be equal if the paper has it"),
    Presence.SAME_TYPE: (
        "phải trùng nếu là cùng loại giấy",
        "must be equal where the record is of this type",
    ),
}

RELIABILITY: Final[dict[Reliability, Both]] = {
    Reliability.READ: ("đã đọc văn bản", "the act was read"),
    Reliability.SECONDARY: ("theo nguồn thứ hai", "a second source was read"),
    Reliability.DERIVED: ("suy ra", "derived"),
    Reliability.UNVERIFIED: ("chưa kiểm chứng", "not verified"),
}

HEADINGS: Final[dict[str, Both]] = {
    "shown_only": (
        "Thủ tục chỉ yêu cầu xuất trình: đối chiếu rồi trả lại, không đòi bản sao, không lưu bản quét.",
        "The procedure only has it shown: compare, hand back, demand no copy, keep no scan.",
    ),
    "register": ("CƠ SỞ DỮ LIỆU", "REGISTER"),
    "agree": ("PHẢI TRÙNG KHỚP, VÀ NGOẠI LỆ", "WHAT MUST AGREE, AND EXCEPTIONS"),
    "rule": ("QUY TẮC", "RULE"),
    "law": ("CĂN CỨ", "LEGAL BASIS"),
    "borders": ("MỐC THỜI GIAN", "BORDERS"),
}

STORE: Final[Both] = (
    "khi cơ sở dữ liệu im lặng, kết quả cũ trong",
    "where the register is silent, earlier results in",
)
LAST_DAY: Final[Both] = ("đến hết ngày này", "through that day")
DAYS: Final[Both] = ("ngày hiệu lực", "days of effect")
