"""Everything that one dossier's record answered, right or wrong, ready to be added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from lab.bench.fields import FieldAnswer, field_answers, report_fields
from lab.bench.pages import (
    DocumentAnswer,
    PageAnswer,
    document_answers,
    page_answers,
    report_documents,
    report_pages,
)
from lab.bench.pairing import pair
from lab.bench.seen import NOTHING, Seen
from lab.bench.tally import one, total
from lab.bench.truth import Truth
from lab.bench.verdicts import VerdictAnswer, verdict_answers
from lab.bench.words import WordAnswer, report_words, word_answers


@dataclass(frozen=True, slots=True)
class Answers:
    pages: tuple[PageAnswer, ...]
    documents: tuple[DocumentAnswer, ...]
    fields: tuple[FieldAnswer, ...]
    words: tuple[WordAnswer, ...]


def judge(truth: Truth, seen: Seen | None) -> Answers:
    """What a record is worth beside the truth; without a record everything is missing."""
    record = seen or NOTHING
    return Answers(
        page_answers(truth, record),
        document_answers(truth, record),
        field_answers(truth, pair(truth, record)),
        word_answers(truth, record),
    )


def judge_advice(truth: Truth, seen: Seen | None) -> tuple[VerdictAnswer, ...]:
    """What a record's verdicts are worth beside the truth."""
    record = seen or NOTHING
    return verdict_answers(truth, record, pair(truth, record))


def together(answers: Iterable[Answers]) -> Answers:
    """The answers of many dossiers as one."""
    every = tuple(answers)
    return Answers(
        tuple(chain.from_iterable(each.pages for each in every)),
        tuple(chain.from_iterable(each.documents for each in every)),
        tuple(chain.from_iterable(each.fields for each in every)),
        tuple(chain.from_iterable(each.words for each in every)),
    )


def headline(answers: Answers) -> dict[str, float | None]:
    """The few shares that a release is held to; the report below has the counts behind them."""
    printed = [each for each in answers.fields if each.filled == "printed"]
    accepted = [each for each in answers.fields if each.accepted]
    shares = {
        "page_class": total(one(each.right) for each in answers.pages),
        "document_exact": total(one(each.exact) for each in answers.documents),
        "printed_fields_exact": total(one(each.right) for each in printed),
        "accepted_fields_right": total(one(each.right) for each in accepted),
        "true_fields_accepted": total(
            one(each.accepted) for each in answers.fields if each.expected is not None
        ),
        "word_recall_printed": total(each.printed for each in answers.words),
    }
    return {name: None if each.share is None else round(each.share, 4) for name, each in shares.items()}


def report(answers: Answers) -> dict[str, object]:
    return {
        "pages": report_pages(answers.pages),
        "documents": report_documents(answers.documents),
        "fields": report_fields(answers.fields),
        "words": report_words(answers.words),
    }
