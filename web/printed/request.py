"""The draft of Mẫu 02, the request to complete a dossier, filled in from the one complete notice.

Content after TT 03/2025/TT-VPCP, Phụ lục I. What only the officer knows stays a dotted line.
"""

from __future__ import annotations

from web.printed.counter import Counter
from web.printed.sheet import Fact, Line, Section, Sheet, section


def request(counter: Counter) -> Sheet:
    """The draft. Nobody is named on it: the officer, who has seen the person, fills that in."""
    words, told = counter.labels.words, counter.notice
    sections = _sections(counter)
    empty = () if sections else (words("request.nothing"),)
    law = (words("slip.law", law="; ".join(told.law)),) if told is not None and told.law else ()
    return Sheet(
        lang=words.lang,
        made_at=counter.made_at,
        title=words("request.title"),
        facts=_facts(counter),
        sections=sections,
        warnings=(*counter.warnings(), *empty, words("request.draft_more")),
        closing=law,
        foot=counter.record.id,
        page_of=words("slip.page_of"),
        mark=words("request.draft"),
        heading=tuple(words(f"request.{each}") for each in ("form", "state", "motto", "office")),
        blanks=(Fact(words("request.contact")), Fact(words("request.place"))),
        signature=(words("request.signature"), words("request.sign_how")),
    )


def _facts(counter: Counter) -> tuple[Fact, ...]:
    words, code = counter.labels.words, counter.record.procedure
    about = f"{counter.labels.procedure(code)} ({code})" if code else ""
    return (
        Fact(words("request.agency")),
        Fact(words("request.number")),
        Fact(words("request.person")),
        Fact(words("request.about"), about),
        Fact(words("request.code")),
        Fact(words("request.address")),
        Fact(words("request.phone")),
        Fact(words("request.email")),
    )


def _sections(counter: Counter) -> tuple[Section, ...]:
    told, words = counter.notice, counter.labels.words
    if told is None:
        return ()
    reason = words("request.reason")
    cases = tuple(Line(each.head) for each in counter.lines(told.if_applies))
    must = (
        *section(words("request.bring"), counter.lines(told.bring, reason)),
        *section(words("request.show"), counter.lines(told.show, reason)),
    )
    # A case nobody has told is no ground for a request of its own, but belongs in one that is made anyway.
    return (*must, *section(words("request.if_applies"), cases)) if must else ()
