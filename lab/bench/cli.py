"""``./run bench``: one JSON on standard output, what is being done on standard error."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from platformdirs import user_cache_path

from extraction.judge import measured_with
from hoso.definitions import definitions_at
from lab.bench import acceptance_plot, ocrmypdf
from lab.bench.acceptance import report_acceptance
from lab.bench.answers import headline, judge, judge_advice, report, together
from lab.bench.command import page_rate, shown
from lab.bench.decisions import decision_samples, measure_decisions
from lab.bench.errors import list_errors
from lab.bench.lawful import as_the_law_says
from lab.bench.plot import drawn
from lab.bench.samples import samples_of
from lab.bench.sets import Sample, load_set, measuring_set
from lab.bench.side_by_side import compare, readers, report_reading
from lab.bench.trial import advise, process, report_trial
from lab.bench.truth import as_definable, page_total
from lab.bench.verdicts import VerdictAnswer, report_verdicts

ROOT = Path(__file__).parent.parent.parent
MEASURING_SEED = 90210
"""Nothing is ever tuned or trained on what this seed draws."""
NAMES = ("all", "specimens", "decisions", "reading", "acceptance")
DEFINITIONS = ROOT / "definitions" / "documents"


def main(words: Sequence[str] | None = None) -> None:
    options = _options(words)
    with _work_folder(options.keep) as folder:
        result: dict[str, object] = {}
        if options.name in ("all", "specimens"):
            result["specimens"] = _specimens(options, folder)
        if options.name == "reading":
            result["reading"] = _reading(options, folder / "reading")
        if options.name == "acceptance":
            result["acceptance"] = _acceptance(options, folder / "acceptance")
        if options.name == "decisions" or (options.name == "all" and options.decisions.is_dir()):
            say(f"decisions: {options.decisions}")
            result["decisions"] = measure_decisions(
                options.decisions, folder / "decisions", _how(options), options.cache
            )
    print(_legible(result))


def _specimens(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """What the command made of a measuring set, how fast, and the yardstick beside it."""
    samples = _samples(options)
    pages = page_total(each.truth for each in samples)
    say(f"hoso process: {len(samples)} dossiers, {pages} pages")
    trial = process(samples, folder / "hoso", _how(options))
    answers = together(judge(each.truth, trial.records[each.truth.name]) for each in samples)
    size = {"seed": None if options.set else options.seed, "dossiers": len(samples), "pages": pages}
    speed = {"jobs": options.jobs, "pages_a_second": page_rate(pages, trial.usage), **shown(trial.usage)}
    measured: dict[str, object] = {
        "set": size,
        "headline": headline(answers),
        "run": report_trial(trial),
        "speed": speed,
    }
    measured |= report(answers)
    verdicts: tuple[VerdictAnswer, ...] = ()
    if options.once_only:
        verdicts, measured["once_only"] = _once_only(samples, folder / "once_only", _how(options))
    if options.errors:
        options.errors.write_text(list_errors(answers, verdicts), encoding="utf-8")
        say(f"errors listed in {options.errors}")
    if options.ocrmypdf and ocrmypdf.installed():
        chosen = samples[:: max(1, len(samples) // options.ocrmypdf)][: options.ocrmypdf]
        measured["yardstick"] = _yardstick(chosen, folder / "yardstick", options)
    return measured


def _yardstick(samples: Sequence[Sample], folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Both programs on the same dossiers, one right after the other, on a machine in the same mood."""
    pages = page_total(each.truth for each in samples)
    say(f"hoso process and OCRmyPDF side by side: {len(samples)} dossiers, {pages} pages")
    ours = process(samples, folder / "hoso", _how(options)).usage
    theirs, told = ocrmypdf.measure(samples, folder / "ocrmypdf", options.jobs)
    return {
        "dossiers": len(samples),
        "pages": pages,
        "times_as_fast": round(theirs.seconds / ours.seconds, 2),
        "times_less_processor": round(theirs.processor / ours.processor, 2),
        "hoso": {"pages_a_second": page_rate(pages, ours), **shown(ours)},
        "ocrmypdf": {"pages_a_second": page_rate(pages, theirs), **shown(theirs), **told},
    }


def _reading(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Hoso, Tesseract on its lines and in page mode, and OCRmyPDF side by side."""
    samples = _samples(options)
    if options.decisions.is_dir():
        samples += decision_samples(options.decisions, options.cache)
    programs = readers(_how(options), options.jobs)
    report = report_reading(compare(samples, programs, folder, say), options.jobs)
    if options.plot:
        options.plot.write_text(drawn(report), encoding="utf-8")
    return {"seed": None if options.set else options.seed, "dossiers": len(samples), **report}


def _acceptance(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """What confidence is worth on a set; its records are made where none are given."""
    truths, records = _set_folder(options), options.records
    if records is None:
        say("hoso process: the records to be judged")
        process(load_set(truths), folder, _how(options))
        records = folder
    catalogue = definitions_at().catalogue
    sure = measured_with(options.engine, catalogue.acceptance, catalogue.calibration).document_threshold
    report = report_acceptance(samples_of(truths, records, catalogue), sure)
    if options.plot:
        drawn_to = acceptance_plot.draw(report, options.plot)
        say(f"drawn: {', '.join(path.name for path in drawn_to)}")
    return report


def _how(options: argparse.Namespace) -> tuple[str, ...]:
    """The options of ``hoso process`` that hold for every call."""
    return "--jobs", str(options.jobs), "--engine", options.engine


def _samples(options: argparse.Namespace) -> tuple[Sample, ...]:
    types = {path.stem for path in DEFINITIONS.glob("*.toml")}
    samples = load_set(_set_folder(options))
    return tuple(replace(each, truth=as_definable(each.truth, types)) for each in samples)


def _set_folder(options: argparse.Namespace) -> Path:
    say("drawing the measuring set, where it is not drawn yet")
    drawn: Path | None = options.set
    return drawn or measuring_set(options.cache, options.seed, options.dossiers, options.profiles)


def _once_only(
    samples: Iterable[Sample], folder: Path, how: Sequence[str]
) -> tuple[tuple[VerdictAnswer, ...], dict[str, object]]:
    """Verdicts of those dossiers that have true ones."""
    asked = [each for each in samples if each.truth.once_only]
    say(f"hoso process with registers: {len(asked)} dossiers")
    trial = advise(asked, folder, how)
    law = definitions_at().law
    judged = (
        judge_advice(as_the_law_says(each.truth, law), trial.records[each.truth.name]) for each in asked
    )
    answers = tuple(chain.from_iterable(judged))
    return answers, {"run": report_trial(trial), **report_verdicts(answers)}


def _legible(result: dict[str, object]) -> str:
    """JSON with every innermost object on one line: a tally is read at a glance."""
    spread = json.dumps(result, ensure_ascii=False, indent=1)
    return re.sub(r"\{[^{}]*\}", lambda innermost: " ".join(innermost.group().split()), spread)


def say(what: str) -> None:
    """Progress, where it does not mix with the result."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


@contextmanager
def _work_folder(kept: Path | None) -> Iterator[Path]:
    """Where records and logs go: a folder to keep, or one that is gone afterwards."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield Path(tempfile.mkdtemp(dir=kept, prefix="run-"))
    else:
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            yield Path(folder)


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description="Measure, and print one JSON.")
    add = parser.add_argument
    add("name", nargs="?", default="all", choices=NAMES, help="all but reading and acceptance by default")
    add("--dossiers", type=int, default=40, help="how many specimen dossiers to draw")
    add("--seed", type=int, default=MEASURING_SEED, help="of the measuring set")
    add("--profiles", nargs="+", default=(), help="scan profiles to draw; all of them by default")
    add("--set", type=Path, help="a folder of dossiers with their truth, instead of drawing one")
    add("--jobs", type=int, default=2, help="for hoso process and for OCRmyPDF")
    add("--engine", default="hoso", help="recogniser of hoso process; the default is the program's own")
    add("--no-once-only", dest="once_only", action="store_false", help="leave verdicts out")
    add("--ocrmypdf", type=int, default=8, metavar="N", help="how many dossiers OCRmyPDF gets as a yardstick")
    add("--no-ocrmypdf", dest="ocrmypdf", action="store_const", const=0, help="leave the yardstick out")
    add("--errors", type=Path, help="list what went wrong in this file")
    add("--plot", type=Path, help="reading: the SVG file to draw; acceptance: the folder for its pictures")
    add("--records", type=Path, help="acceptance: records of the set, instead of making them")
    add("--keep", type=Path, help="keep records and logs in this folder")
    add("--cache", type=Path, default=user_cache_path("hoso") / "measuring-sets", help="where sets are kept")
    add("--decisions", type=Path, default=_decisions(), help="real decisions with truth, where there are any")
    return parser.parse_args(words)


def _decisions() -> Path:
    return Path(os.environ.get("HOSO_DECISIONS", ROOT.parent / "shared" / "data" / "decisions"))
