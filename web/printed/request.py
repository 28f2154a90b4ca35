"""The draft of Mẫu 02, the one request to supplement and complete a dossier.

Content after TT 03/2025/TT-VPCP, Phụ lục I. What the house does not surely know stays a dotted line.
"""

from __future__ import annotations

from typing import Final

from domain.once_only import Verdict, VerdictCode
from domain.review import Decision, DecisionKind
from domain.words import standing_decision
from web.printed.counter import Counter
from web.printed.known import known_blanks
from web.printed.pdf import Size
from web.printed.rescans import rescans
from web.printed.sheet import Fact, Line, Section, Sheet, section
from web.printed.typed import FOOT, HEAD, Typed
from web.views.evidence import paper_text
from web.views.officer import why_of

REQUEST_SIZE: Final = Size.A5
"""That of forms 01 to 03 of TT 01/2018/TT-VPCP; TT 03/2025 was not read for it, so that A4 can be chosen."""

_NOTHING = Typed()
_APART = ("near", "different", "absent")


def request(counter: Counter, typed: Typed = _NOTHING) -> Sheet:
    """The draft, with what the officer typed in place of what the house knows."""
    words, told = counter.labels.words, counter.notice
    sections = _sections(counter, typed)
    empty = () if sections or counter.is_open else (words("request.nothing"),)
    law = (words("slip.law", law="; ".join(told.law)),) if told is not None and told.law else ()
    blanks = blanks_of(counter, typed)
    return Sheet(
        lang=words.lang,
        made_at=counter.made_at,
        title=words("request.title"),
        facts=tuple(Fact(words(f"request.{name}"), blanks[name]) for name in HEAD),
        sections=sections,
        warnings=(*counter.warnings(), *empty, words("request.draft_more")),
        closing=(*((typed.closing,) if typed.closing else ()), *law),
        foot=counter.record.id,
        page_of=words("slip.page_of"),
        mark=words("request.draft"),
        heading=tuple(words(f"request.{each}") for each in ("form", "state", "motto", "office")),
        blanks=tuple(Fact(words(f"request.{name}"), blanks[name]) for name in FOOT),
        signature=(words("request.signature"), words("request.sign_how")),
    )


def blanks_of(counter: Counter, typed: Typed) -> dict[str, str]:
    """Every blank with what stands there; a blank that the officer emptied stays empty."""
    known = known_blanks(counter)
    return {name: typed.blanks.get(name, known.get(name, "")) for name in (*HEAD, *FOOT)}


def _sections(counter: Counter, typed: Typed) -> tuple[Section, ...]:
    told, words = counter.notice, counter.labels.words
    reason = words("request.reason")
    bring = counter.lines(told.bring, reason) if told is not None else ()
    show = counter.lines(told.show, reason) if told is not None else ()
    must = (
        *section(words("request.bring"), bring),
        *section(words("request.show"), show),
        *section(words("request.put_right"), _put_right(counter)),
        *section(words("request.rescan"), rescans(counter)),
        *section(words("request.further"), tuple(Line(each) for each in typed.items)),
    )
    if not must or told is None:
        return must
    # A case nobody has told is no ground for a request of its own, but belongs in one that is made anyway.
    cases = tuple(Line(each.head) for each in counter.lines(told.if_applies))
    return (*must, *section(words("request.if_applies"), cases))


def _put_right(counter: Counter) -> tuple[Line, ...]:
    """Papers that an officer said are wrong: nobody is asked to mend what only a program doubts."""
    record = counter.record
    said = ((each, standing_decision(record, each.document)) for each in record.once_only)
    return tuple(_wrong(each, word, counter) for each, word in said if word and _is_wrong(each, word))


def _is_wrong(verdict: Verdict, word: Decision) -> bool:
    accepted = word.kind is DecisionKind.ACCEPT_VERDICT
    return (verdict.verdict if accepted else word.value) == VerdictCode.NEEDED_MISMATCH


def _wrong(verdict: Verdict, word: Decision, counter: Counter) -> Line:
    labels = counter.labels
    notes: list[str] = []
    if word.kind is DecisionKind.ACCEPT_VERDICT:
        notes.append(labels.words("request.reason", why=labels.verdict_reason(verdict.reason)))
        apart = [labels.field(row.field) for row in verdict.compared if row.agreement in _APART]
        if apart:
            notes.append(labels.words("slip.wrong_fields", fields="; ".join(apart)))
    if why := why_of(word, labels):
        notes.append(labels.words("request.reason", why=why))
    return Line(paper_text(verdict.document, counter.record, labels), tuple(notes))
