"""What goes to a register and what comes back: the contract of docs/registers.md."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, TypeAdapter

from domain.once_only import Answer, HeldRecord, Inquiry, Outcome
from once_only.registers import minimal
from storage.codec import Codec

STRICT = {"extra": "forbid"}
SKEW = timedelta(minutes=5)
"""How far a register's clock may be ahead of ours."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No register speaks for a moment before it: that is an empty date, or one beyond the calendar."""

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,64}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,64}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.]{1,128}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


def _plain(value: str) -> str:
    """The value in NFC. Raises ValueError for control and format characters and halves of letters."""
    if any(unicodedata.category(each)[0] == "C" or each in "\u2028\u2029" for each in value):
        raise ValueError("a character that no value has")
    return unicodedata.normalize("NFC", value)


Value = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_plain)]

Spoken = Literal[Outcome.FOUND, Outcome.NOT_FOUND, Outcome.PERSON_MISMATCH]
"""What a register can say: that it is unavailable, only its silence says."""


class Malformed(Exception):
    """A reply that does not say what the contract lets it say; the message holds no value of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the question is for. officer: account that answers for it. procedure: its code.

    entry: the asker's audit entry that was written before it was sent.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    dossier: Text
    procedure: Text
    officer: Text
    branch: Text
    entry: Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True)
class Question:
    """One look-up as it is sent. The same ``id`` is the same question, asked again.

    keys: field name to value, what the person is found by. wants: names of the fields that may come back
    beside the keys. law: the legal basis.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    schema: Literal["hoso.register-question/1"]
    id: Id
    register: Word
    type: Word
    keys: Annotated[dict[FieldName, Text], Field(min_length=1, max_length=8)]
    wants: Annotated[tuple[FieldName, ...], Field(min_length=1, max_length=64)]
    law: Annotated[tuple[Text, ...], Field(min_length=1)]
    purpose: Told


@dataclass(frozen=True, slots=True)
class SpokenRecord:
    """A record as a register writes it. as_of: the day of its last check, where that is earlier."""

    type: Word
    fields: Annotated[dict[FieldName, Value], Field(max_length=128)]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a register answers. as_of: the moment for which it speaks, with its time zone.

    person_mismatch: the number is somebody else's; no record comes with it. Former values stand in a record
    under names of their own: ``ho_ten_cu``, ``so_dinh_danh_cu``, ``noi_thuong_tru_cu``.
    """

    schema: Literal["hoso.register-reply/1"]
    id: Id
    register: Word
    outcome: Spoken
    as_of: AwareDatetime
    records: Annotated[tuple[SpokenRecord, ...], Field(max_length=20)] = ()


QUESTION = Codec(Question)
REPLY = Codec(Reply)
_REPLIES = TypeAdapter(Reply)
"""Reads straight from the bytes: bounds depth, refuses half a letter and takes no number for a text."""
_QUESTIONS = TypeAdapter(Question)


def question_of(inquiry: Inquiry) -> Question:
    """The question that is sent: neither the document that raised it nor any field beyond its keys."""
    look_up, purpose = inquiry.look_up, inquiry.purpose
    told = Told(purpose.dossier, purpose.procedure or "", purpose.officer, purpose.branch, inquiry.entry)
    return Question(
        schema="hoso.register-question/1",
        id=inquiry.id,
        register=look_up.register,
        type=look_up.type,
        keys=look_up.keys,
        wants=look_up.wants,
        law=look_up.law,
        purpose=told,
    )


def question_in(body: bytes) -> Question:
    """Raises ValueError, whose words hold values."""
    return _QUESTIONS.validate_json(body, strict=True)


def answer_of(body: bytes, inquiry: Inquiry, now: datetime) -> Answer:
    """The reply as an answer, cut to what was asked for. Raises Malformed."""
    try:
        reply = _REPLIES.validate_json(body, strict=True)
    except ValueError:  # pydantic's error shows values: it must not travel
        raise Malformed("is not a reply") from None
    if (reply.id, reply.register) != (inquiry.id, inquiry.look_up.register):
        raise Malformed("answers another question")
    if bool(reply.records) != (reply.outcome is Outcome.FOUND):
        raise Malformed("its records do not fit its outcome")
    if not EARLIEST <= reply.as_of <= now + SKEW:
        raise Malformed("speaks for a time to come, or for none")
    as_of = min(reply.as_of.astimezone(UTC), now)
    records = tuple(HeldRecord(each.type, each.fields, each.as_of) for each in reply.records)
    return minimal(Answer(inquiry.look_up, reply.outcome, as_of, records, sent_at=now))
