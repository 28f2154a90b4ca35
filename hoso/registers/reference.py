"""A reference register: answers look-ups from a registers file, for integration and trials."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from fastapi import FastAPI, Request, Response

from domain.law import LawBook
from domain.once_only import HeldRecord, LookUp, Outcome
from hoso.registers.wire import REPLY, Question, Reply, Spoken, SpokenRecord, question_in
from once_only.asking import answer_from, of_somebody_else
from storage.clock import Clock, utc_now

PATH = "/v1/look-ups"
MAX_QUESTION = 1 << 16
REMEMBERED = 10_000
REMEMBERED_FOR = timedelta(hours=1)


@dataclass
class Trouble:
    """What goes wrong on purpose.

    latency: seconds before every reply. statuses: given instead of one, each once. out: all get a 503.
    """

    latency: float = 0.0
    statuses: deque[int] = field(default_factory=deque)
    out: bool = False


class ReferenceRegister:
    """Answers each id once: asked again, it says the same."""

    def __init__(
        self, held: Mapping[str, Sequence[HeldRecord]], law: LawBook, clock: Clock = utc_now
    ) -> None:
        self._held = held
        self._law = law
        self._clock = clock
        self._said: OrderedDict[str, tuple[Question, Reply]] = OrderedDict()
        self.answered = 0
        """How many questions were looked up, not counting those asked again."""

    def reply(self, question: Question) -> Reply | None:
        """None where that id was another question. Raises KeyError for a register that is not kept here."""
        known = self._said.get(question.id)
        if known is not None and known[1].as_of > self._clock() - REMEMBERED_FOR:
            return known[1] if _same(known[0], question) else None
        reply = self._look(question)
        self.answered += 1
        self._said[question.id] = (question, reply)
        while len(self._said) > REMEMBERED:
            self._said.popitem(last=False)
        return reply

    def _look(self, question: Question) -> Reply:
        look_up = LookUp(question.register, question.type, question.keys, "", question.law, question.wants)
        found = answer_from(self._held, look_up, self._law, self._clock())
        if found is None:
            raise KeyError(question.register)
        held = (each for each in found.records if not of_somebody_else(look_up, each, self._law))
        mine = tuple(SpokenRecord(each.type, each.fields, each.as_of) for each in held)
        nobody: Spoken = Outcome.PERSON_MISMATCH if found.records else Outcome.NOT_FOUND
        return Reply(
            schema="hoso.register-reply/1",
            id=question.id,
            register=question.register,
            outcome=Outcome.FOUND if mine else nobody,
            as_of=found.asked_at,
            records=mine,
        )


def reference_app(register: ReferenceRegister, trouble: Trouble) -> FastAPI:
    """The register as a web application with one path; its refusals carry codes and no values."""
    app = FastAPI(title="Hoso reference register", docs_url=None, redoc_url=None, openapi_url=None)

    @app.post(PATH)
    async def look_up(request: Request) -> Response:
        await asyncio.sleep(trouble.latency)
        if trouble.out:
            return _refusal(503, "OUT_OF_ORDER")
        if trouble.statuses:
            return _refusal(trouble.statuses.popleft(), "TROUBLE_ON_PURPOSE")
        body = await request.body()
        if len(body) > MAX_QUESTION:
            return _refusal(413, "TOO_LONG")
        return _answered(register, body, request.headers.get("idempotency-key"))

    return app


def _answered(register: ReferenceRegister, body: bytes, key: str | None) -> Response:
    try:
        question = question_in(body)
        if key != question.id:
            return _refusal(422, "KEY_IS_NOT_THE_ID")
        reply = register.reply(question)
    except ValueError:
        return _refusal(422, "NOT_A_QUESTION")
    except KeyError:
        return _refusal(404, "NO_SUCH_REGISTER")
    if reply is None:
        return _refusal(409, "ID_OF_ANOTHER_QUESTION")
    return Response(REPLY.dump(reply), media_type="application/json")


def _refusal(status: int, code: str) -> Response:
    return Response(f'{{"code":"{code}"}}', status, media_type="application/json")


def _same(one: Question, other: Question) -> bool:
    """Asked again after a crash a question has a new audit entry, and nothing else is new."""
    return replace(one, purpose=replace(one.purpose, entry=other.purpose.entry)) == other
