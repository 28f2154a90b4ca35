"""What stands between a label and its value: the label's remainder, instructions, a leading sentence."""

from __future__ import annotations

from collections.abc import Sequence

from domain.fold import fold
from extraction.tokens import Token, row_text

_REMAINDER = 5  # words of a label that may follow what was recognised of it
_LONG_REMAINDER = 12  # the same where they plainly go on with the label: in brackets, behind a stroke, small
_INSTRUCTIONS = ("ghi ", "viet ", "in hoa", "neu co", "bang so", "vnd", "dong viet nam", "loai", "danh dau")
_INTRODUCTION = 25
_LEADS_IN = ("sau", "day", "gom", "sau)", "day)")


def behind_colon(tokens: Sequence[Token]) -> list[Token]:
    """A label's remainder up to its colon is no value («Họ và tên (in hoa):», a second language)."""
    goes_on = bool(tokens) and (tokens[0].text[0] in "(/" or tokens[0].text[0].islower())
    reach = _LONG_REMAINDER if goes_on else _REMAINDER
    colon = next((i for i, token in enumerate(tokens[:reach]) if token.colon), None)
    return list(tokens if colon is None else tokens[colon + 1 :])


def past_preamble(tokens: Sequence[Token], open_label: bool) -> Sequence[Token]:
    """The value without what leads up to it. open_label: no colon has ended the label yet."""
    if open_label:
        tokens = behind_colon(tokens)
    return _past_introduction(_past_instruction(tokens))


def _past_instruction(tokens: Sequence[Token]) -> Sequence[Token]:
    """«Tên hộ kinh doanh: (ghi bằng chữ in hoa) …»: brackets that say how to fill the line."""
    if not tokens or not tokens[0].text.startswith("("):
        return tokens
    end = next((i for i, token in enumerate(tokens[:_LONG_REMAINDER]) if ")" in token.text), None)
    if end is None or end + 1 == len(tokens):
        return tokens
    said = fold(row_text(tokens[: end + 1]))
    return tokens[end + 1 :] if any(word in said for word in _INSTRUCTIONS) else tokens


def _past_introduction(tokens: Sequence[Token]) -> Sequence[Token]:
    """«Bên A ủy quyền cho Bên B thực hiện công việc sau đây: …»: a sentence that only leads to the value."""
    for index, token in enumerate(tokens[:_INTRODUCTION]):
        if leads_in(token) and index + 1 < len(tokens):
            return tokens[index + 1 :]
    return tokens


def leads_in(token: Token) -> bool:
    """Whether a word with its colon ends a sentence that leads to a value («… như sau:»)."""
    return token.colon and fold(token.text).rstrip(":") in _LEADS_IN
