"""``hoso law``: which rules apply to a kind of paper on a day, why, and between which borders."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from commands.arguments import day, known_procedure, unknown
from commands.law_words import AGREES, DAYS, EFFECTS, HEADINGS, LAST_DAY, RELIABILITY, STORE, WHOSE, Both
from domain.definition import Definitions
from domain.law import LawRule, Provision, Reliability
from hoso.definitions import definitions_at
from once_only.explain import Effect, Explanation, Span, explain
from web.labels import Labels
from web.language import words_in


def add_arguments(parser: argparse.ArgumentParser, today: date) -> None:
    """``--on`` is the dossier's day of receipt."""
    parser.add_argument(
        "--on", type=day, default=today, metavar="DD/MM/YYYY", help="ngày tiếp nhận / received"
    )
    parser.add_argument("--type", metavar="TYPE", help="loại giấy tờ / document type")
    parser.add_argument("--procedure", metavar="CODE", help="mã thủ tục / code of the procedure")
    parser.add_argument("--json", action="store_true", help="cho máy đọc / for programs")


def run(given: argparse.Namespace) -> int:
    """Exit 0 with the explanation, 2 with the types there are for one that no definition knows."""
    definitions = definitions_at()
    types = _types(definitions)
    if given.type not in types:
        missing = "cần --type / --type is needed"
        said = unknown("type", given.type, types) if given.type is not None else missing
        print("\n".join((f"hoso law: {said}", *_listed(types, definitions))), file=sys.stderr)
        return 2
    procedure = known_procedure(given.procedure, definitions.law)
    found = explain(definitions.law, given.type, given.on, procedure)
    if given.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_text(found, definitions)))
    return 0


def as_json(found: Explanation) -> dict[str, Any]:
    """All that ``as_text`` says, as codes; absent where nothing applies."""
    register = found.register
    said = {
        "type": found.type,
        "on": found.on.isoformat(),
        "procedure": found.procedure,
        "effect": found.effect,
        "reason": found.reason,
        "shown_only": found.shown_only,
        **(_rule(found.rule) if found.rule is not None else {}),
        "register": register.id if register else None,
        "announced_from": _iso(found.announced.effective_from) if found.announced else None,
        "store": found.store.id if found.store else None,
        "freshness_days": register.freshness_days if register else None,
        "exception": found.exception.reason if found.exception else None,
        "law": [_provision(each) for each in found.provisions],
        "law_not_in_force": [_provision(each) for each in found.waiting],
        "borders": [
            {"from": _iso(each.start), "to": _iso(each.end), "rule": each.rule, "effect": each.effect}
            for each in found.spans
        ],
    }
    return {key: value for key, value in said.items() if value is not None}


def as_text(found: Explanation, definitions: Definitions) -> Iterator[str]:
    """The lines of the explanation, Vietnamese first."""
    vi, en = (Labels(words_in(lang), definitions) for lang in ("vi", "en"))
    day = found.on.strftime("%d/%m/%Y")
    yield f"{vi.type(found.type)} ({found.type}), hồ sơ tiếp nhận ngày {day}"
    yield f"{en.type(found.type)}, dossiers received on {found.on.isoformat()}"
    if found.procedure is not None:
        yield f"{found.procedure}: {vi.procedure(found.procedure)} / {en.procedure(found.procedure)}"
    yield ""
    yield from _said(EFFECTS[found.effect])
    if found.reason is not None:
        reason = found.reason.value
        yield f"  {reason}: {vi.verdict_reason(reason)} / {en.verdict_reason(reason)}"
    if found.shown_only:
        yield from _said(HEADINGS["shown_only"])
    yield from _conditions(found, vi, en)
    yield from _law(found)
    yield from _section("borders")
    yield from (_border(each, found.on) for each in found.spans)


def _conditions(found: Explanation, vi: Labels, en: Labels) -> Iterator[str]:
    rule, register = found.rule, found.register
    if register is not None:
        yield from _section("register")
        yield f"  {register.vi} / {register.en} – {register.owner}"
        yield f"  dữ liệu không cũ quá / no older than: {register.freshness_days} ngày / days"
    if found.announced is not None:
        since = found.announced.effective_from.strftime("%d/%m/%Y")
        yield f"  công bố thay giấy này / announced for this paper: {found.announced.cite} ({since})"
    if found.store is not None:
        yield f"  {STORE[0]} / {STORE[1]}: {found.store.vi} / {found.store.en}"
    if rule is None or found.effect not in (Effect.HELD, Effect.NOT_ANNOUNCED):
        return
    yield from _compared(rule, vi, en)


def _compared(rule: LawRule, vi: Labels, en: Labels) -> Iterator[str]:
    """What has to be equal, for how long, for which copies, and where not; nothing where nothing is."""
    if rule.must_agree or rule.exceptions:
        yield from _section("agree")
    if rule.whose is not None:
        yield from _said(WHOSE[rule.whose])
    if rule.copies:
        copies = ((vi.words.code("copy", each), en.words.code("copy", each)) for each in rule.copies)
        yield "  ▣ " + "; ".join(" / ".join(each) for each in copies)
    for each in rule.must_agree:
        when = AGREES[each.when]
        yield f"  • {vi.field(each.field)} / {en.field(each.field)}: {when[0]} / {when[1]}"
    for expiry in (each for each in rule.expires if each.enabled):
        until = f"+ {expiry.months} tháng / months" if expiry.months else " / ".join(LAST_DAY)
        yield f"  ⌛ {vi.field(expiry.field)} / {en.field(expiry.field)}: {until}"
    for exception in (each for each in rule.exceptions if each.enabled):
        where = f" ({', '.join(exception.procedures)})" if exception.procedures else ""
        code = exception.reason.value
        yield f"  ✕ {code}{where}: {vi.verdict_reason(code)} / {en.verdict_reason(code)}"


def _law(found: Explanation) -> Iterator[str]:
    if found.rule is not None:
        yield from _section("rule")
        yield f"  {found.rule.id} [{_sure(found.rule.reliability)}]"
    yield from _section("law")
    for each in found.provisions:
        yield f"  • {each.cite} [{_sure(each.reliability)}]"
        if each.dated is not None:
            yield f"    {DAYS[0]} / {DAYS[1]}: {_sure(each.dated)}"
        yield f"    {each.says_vi}"
        yield f"    {each.says_en}"
    for each in found.waiting:
        begins = each.effective_from if each.effective_from > found.on else each.effective_to
        yield f"  ◦ {each.cite}: chưa hoặc hết hiệu lực / not in force ({_iso(begins)})"


def _border(span: Span, on: date) -> str:
    inside = (span.start is None or span.start <= on) and (span.end is None or on < span.end)
    begins = span.start.isoformat() if span.start else "…"
    ends = span.end.isoformat() if span.end else "…"
    vi, en = EFFECTS[span.effect]
    return f"  {'→' if inside else ' '} [{begins}, {ends}) {span.rule or '–'}: {vi} / {en}"


def _section(name: str) -> Iterator[str]:
    vi, en = HEADINGS[name]
    yield ""
    yield f"{vi} / {en}"


def _said(words: Both) -> Iterator[str]:
    yield f"  {words[0]}"
    yield f"  {words[1]}"


def _sure(reliability: Reliability) -> str:
    """How far somebody has read it, in words: nobody at a desk knows what R means."""
    return " / ".join(RELIABILITY[reliability])


def _listed(types: list[str], definitions: Definitions) -> Iterator[str]:
    labels = Labels(words_in("vi"), definitions)
    return (f"  {each:32} {labels.type(each)}" for each in sorted(set(types)))


def _types(definitions: Definitions) -> list[str]:
    """Types of the catalogue and types that only the law speaks of."""
    return [
        *(each.id for each in definitions.catalogue.types),
        *(each for rule in definitions.law.rules for each in rule.types),
    ]


def _rule(rule: LawRule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "status": rule.status,
        "reliability": rule.reliability,
        "effective_from": _iso(rule.effective_from),
        "effective_to": _iso(rule.effective_to),
        "announced_by": rule.announced_by,
        "whose": rule.whose,
        "copies": list(rule.copies),
        "keys": [list(keys) for keys in rule.keys],
        "must_agree": [
            {"field": each.field, "manner": each.manner, "when": each.when} for each in rule.must_agree
        ],
        "expires": [
            {"field": each.field, "months": each.months, "enabled": each.enabled} for each in rule.expires
        ],
        "exceptions": [
            {"reason": each.reason, "procedures": list(each.procedures), "enabled": each.enabled}
            for each in rule.exceptions
        ],
    }


def _provision(each: Provision) -> dict[str, Any]:
    return {
        "id": each.id,
        "cite": each.cite,
        "vi": each.says_vi,
        "en": each.says_en,
        "reliability": each.reliability,
        "effective_from": _iso(each.effective_from),
        "effective_to": _iso(each.effective_to),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
