"""How well papers are found again: invented dossiers scanned twice, the second time in another way.

``python -m lab.bench.duplicates [--pairs N]`` reads each dossier of a seed under two profiles, keeps all in a
real PostgreSQL in the order of the branches' work, and counts papers found and papers falsely called the
same. Of each layout many people have a paper, so that every dossier is a hard case for the others; and
``--anew N`` has as many families come back with a new form, which is never the same paper. ``--blanks N`` has
as many people hand in one printed undertaking that differs in their names. ``--originals N`` plants second
originals of as many papers: to be found, and not as a second scan of the sheet.
``--pages N`` measures the index instead (``lab.bench.seen_index``).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.record import Duplicate, ScanSource
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.anew import forms_anew
from lab.bench.same_blank import one_form_of_many
from lab.bench.scanned import Scanned, add_scan_options, scans_of
from lab.bench.second_original import second_originals
from lab.bench.seen_index import measure_index, store_for_measuring
from storage.keys import KeyRing
from storage.store import Store
from storage.values import NewDossier, NewScan
from workers.seen import SeenBefore

RECEIVED = date(2026, 11, 2)
KEY = b"a key for measuring"


@dataclass(frozen=True, slots=True)
class Found:
    """What one scan was told about: papers that truly were there before, found or not, and false ones."""

    expected: int
    right: int
    false: int
    kinds: Counter[str]
    missed: tuple[str, ...]


def main() -> None:
    options = _options()
    if options.pages:
        result = measure_index(options.pages, options.probes)
    else:
        scans = scans_of(options)
        strange = forms_anew(scans, options), one_form_of_many(options)
        result = report(scans, options.errors, *strange, second_originals(scans, options))
    print(json.dumps(result, indent=1, ensure_ascii=False))


def report(
    scans: Sequence[Scanned],
    errors: bool,
    anew: Sequence[Scanned] = (),
    blanks: Sequence[Scanned] = (),
    originals: Sequence[Scanned] = (),
) -> dict[str, object]:
    """Every scan looked up among those before it; first scans come before second ones.

    anew, blanks: forms of the same people, and one form of many people, that come last and are no paper that
    was there before. originals: second ones of papers of the scans.
    """
    every = (*scans, *anew, *blanks, *originals)
    with store_for_measuring() as store:
        all_found = [_through(store, each, every) for each in every]
    found, found_anew = all_found[: len(scans)], all_found[len(scans) : len(scans) + len(anew)]
    found_blanks = all_found[len(scans) + len(anew) : len(every) - len(originals)]
    found_originals = all_found[len(every) - len(originals) :]
    expected, right = sum(each.expected for each in found), sum(each.right for each in found)
    kinds = sum((each.kinds for each in found), Counter[str]())
    result: dict[str, object] = {
        "dossiers": len(scans),
        "papers_scanned_again": expected,
        "found": right,
        "found_share": round(right / max(1, expected), 4),
        "falsely_called_the_same": sum(each.false for each in found),
        "kinds": dict(kinds),
        "forms_filled_in_anew": len(anew),
        "of_them_called_the_same": sum(each.false for each in found_anew),
        "one_form_of_many": len(blanks),
        "of_many_called_the_same": sum(each.false for each in found_blanks),
        "second_originals": len(originals),
        "kinds_of_second_originals": dict(sum((each.kinds for each in found_originals), Counter[str]())),
    }
    if errors:
        result["missed"] = [text for each in found for text in each.missed]
    return result


def _through(store: Store, scan: Scanned, scans: Sequence[Scanned]) -> Found:
    """One dossier through the service's own steps, then judged."""
    number = scans.index(scan)
    seen, definitions = SeenBefore(KeyRing(KEY)), definitions_at()
    understood = scan.understood(definitions)
    id_ = _accepted(store, f"{number}")
    with store.begin() as session:
        earlier = seen.earlier(session, id_, understood)
        case = Case(id_, ScanSource(str(number), str(number)), RECEIVED)
        record = pipeline.complete(understood, (), definitions, case, earlier)
        session.records.save(id_, record)
        seen.keep(session, id_, understood)
    _PAGES.update({(id_, each.id): set(each.pages) for each in understood.documents})
    return _judged(scan, scans, understood, record.duplicates)


_NAMES: dict[str, int] = {}
"""Which scan became the dossier of that id."""
_PAGES: dict[tuple[str, str], set[int]] = {}
"""The pages of each paper that was found, by dossier and paper."""


def _accepted(store: Store, name: str) -> str:
    new = NewDossier(name, name, RECEIVED, (NewScan(name, name, name, 1),))
    with store.begin() as session:
        batch = session.intake.open_batch(f"cn-{int(name) % 100:02d}", name, "clerk-1")
        id_ = session.intake.accept(batch.id, new, "clerk-1").id
    _NAMES[id_] = int(name)
    return id_


def _judged(
    scan: Scanned,
    scans: Sequence[Scanned],
    understood: Understanding,
    told: Sequence[Duplicate],
) -> Found:
    """A paper is found again where its pages are named as a copy of the same pages scanned before."""
    first = next(each for each in scans if each.seed == scan.seed)
    pages = {each.id: set(each.pages) for each in understood.documents}
    again = [
        each
        for each in told
        if each.dossier
        and scans[_NAMES[each.dossier]].seed == scan.seed
        and _PAGES[each.dossier, each.of] & pages[each.document]
    ]
    hit = [pages[each.document] for each in again]
    papers = scan.truth["documents"] if scan is not first else []
    found = [each for each in papers if any(set(each["pages"]) & each_hit for each_hit in hit)]
    missed = [
        f"{scan.seed} {first.profile}>{scan.profile} {p['type']} {p['pages']}"
        for p in papers
        if p not in found
    ]
    return Found(
        expected=len(papers),
        right=len(found),
        false=len(told) - len(again),
        kinds=Counter(each.kind for each in again),
        missed=tuple(missed),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("duplicates", description="papers found again, and how fast")
    add = parser.add_argument
    add_scan_options(parser)
    add("--errors", action="store_true", help="list the papers that were missed")
    add("--anew", type=int, default=40, help="forms that the same people fill in anew")
    add("--blanks", type=int, default=12, help="people who fill in one and the same printed form")
    add("--originals", type=int, default=24, help="papers of which a second original is handed in")
    add("--pages", type=int, default=0, help="measure the index with so many pages instead")
    add("--probes", type=int, default=500, help="look-ups that are timed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
