"""The slip: what the citizen takes home, still has to bring, and need not bring."""

from __future__ import annotations

from once_only.checklist.notice import Item, Notice
from once_only.corrections import corrections
from web.days import day_text, time_text
from web.printed.counter import Counter
from web.printed.rescans import rescans
from web.printed.sheet import Fact, Line, Section, Sheet, section
from web.views.checklist import handed_back, held_without, looked_at_first, share_names
from web.views.evidence import paper_text
from web.views.officer import sameness_of, words_about


def slip(counter: Counter) -> Sheet:
    """The slip. It carries titles of papers, page numbers, reasons and law; no value of any citizen."""
    words, record, told = counter.labels.words, counter.record, counter.notice
    sections = (
        *section(words("slip.back"), _back(counter)),
        *_asked(counter, told),
        *section(words("slip.held"), _held(counter)),
        *section(words("slip.rescan"), rescans(counter)),
        *section(words("slip.look"), _waiting(counter)),
        *section(words("slip.correct"), _corrections(counter)),
        *section(words("slip.officer"), _officer(counter)),
    )
    law = (words("slip.law", law="; ".join(told.law)),) if told is not None and told.law else ()
    return Sheet(
        lang=words.lang,
        made_at=counter.made_at,
        title=words("slip.title"),
        facts=(
            Fact(words("slip.procedure"), _procedure(counter)),
            Fact(words("slip.received"), day_text(record.received)),
            Fact(words("slip.dossier"), record.id),
            Fact(words("slip.made"), time_text(counter.made_at)),
        ),
        sections=sections,
        # The first says enough here: below it stands what is looked at and what is looked up.
        warnings=(
            *counter.warnings()[:1],
            *(() if sections or counter.is_open else (words("slip.nothing"),)),
        ),
        closing=(*law, words("slip.advice")),
        foot=record.id,
        page_of=words("slip.page_of"),
    )


def _procedure(counter: Counter) -> str:
    code = counter.record.procedure
    return f"{code} {counter.labels.procedure(code)}" if code else ""


def _back(counter: Counter) -> tuple[Line, ...]:
    """Papers that go home at once, and of which no scan may stay."""
    no_copy = counter.labels.words("slip.no_copy")
    return tuple(
        Line(row.name, (row.why, *row.evidence, *(() if row.keep_scan else (no_copy,))))
        for row in handed_back(counter.record, counter.labels)
    )


def _waiting(counter: Counter) -> tuple[Line, ...]:
    """What the notice leaves open until an officer has looked."""
    rows = looked_at_first(counter.record, counter.labels, by_hand=False)  # those are told with the look-ups
    return tuple(Line(row.name, (" ".join((row.why, *row.papers)), *row.evidence)) for row in rows)


def _held(counter: Counter) -> tuple[Line, ...]:
    """What need not be brought at all: a register was asked instead, and holds it."""
    rows = held_without(counter.record, counter.labels)
    return tuple(Line(row.name, (row.why, *row.evidence)) for row in rows)


def _asked(counter: Counter, told: Notice | None) -> tuple[Section, ...]:
    if told is None:
        return ()
    words = counter.labels.words
    return (
        *section(words("slip.bring"), counter.lines(told.bring)),
        *section(words("slip.show"), counter.lines(told.show)),
        *section(words("slip.if_applies"), _sought(counter, told.if_applies, "checklist.first_ask")),
        *section(words("slip.looked_up"), _sought(counter, told.looked_up, "checklist.to_ask")),
    )


def _sought(counter: Counter, items: tuple[Item, ...], how: str) -> tuple[Line, ...]:
    """Components, and in which registers the agency looks for them. how: key of those words."""
    labels = counter.labels
    registers = (", ".join(labels.register(name) for name in each.registers) for each in items)
    lines = zip(counter.lines(items), registers, strict=True)
    return tuple(
        Line(line.head, (labels.words(how, registers=names),) if names else ()) for line, names in lines
    )


def _corrections(counter: Counter) -> tuple[Line, ...]:
    """Registers that say otherwise than a paper, and who keeps them: there a correction is asked for."""
    labels, words = counter.labels, counter.labels.words
    return tuple(
        Line(
            words("slip.wrong_register", register=labels.register(case.register), owner=case.owner),
            (
                words("slip.wrong_paper", paper=paper_text(case.document, counter.record, labels)),
                words("slip.wrong_fields", fields="; ".join(labels.field(name) for name in case.fields)),
            ),
        )
        for case in corrections(counter.record, labels.definitions.law)
    )


def _officer(counter: Counter) -> tuple[Line, ...]:
    labels, record = counter.labels, counter.record
    said = [each for each in words_about(record, labels, counter.settled) if each.override and each.standing]
    papers = {each.id: labels.type(each.type) for each in record.documents}
    again = {sameness_of(document): title for document, title in papers.items()}
    titles = papers | again | share_names(record, labels)
    return tuple(
        Line(
            titles.get(each.subject, each.subject),
            (each.text, labels.words("officer.reason", note=each.note), each.by),
        )
        for each in said
    )
