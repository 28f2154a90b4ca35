"""What people call the things of a record: types, fields, registers, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.definition import Definitions
from domain.document import UNKNOWN_TYPE
from domain.once_only import Verdict, VerdictCode
from web.language import Words

_ISO = re.compile(r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names out of the definitions where these have them, else out of the message files."""

    words: Words
    definitions: Definitions

    def type(self, type_id: str) -> str:
        """The title of a document type."""
        known = self.definitions.catalogue.type_named(type_id)
        if known is None:
            return self.words("reason.TYPE_UNKNOWN") if type_id == UNKNOWN_TYPE else type_id
        return known.title_vi if self.words.lang == "vi" else known.title_en

    def types(self) -> list[tuple[str, str]]:
        """Ids and titles of all document types, by title, the unknown one last."""
        found = [(each.id, self.type(each.id)) for each in self.definitions.catalogue.types]
        return [*sorted(found, key=lambda pair: pair[1]), (UNKNOWN_TYPE, self.type(UNKNOWN_TYPE))]

    def field(self, name: str) -> str:
        """``me.ho_ten`` as «Mẹ · Họ, chữ đệm, tên»; the members of a list keep their number."""
        *role, leaf = name.split(".")
        label = self.words.code("field", leaf, leaf.replace("_", " "))
        return " · ".join([" ".join(self._role(part) for part in role), label]) if role else label

    def _role(self, part: str) -> str:
        return part if part.isdecimal() else self.words.code("role", part, part.replace("_", " "))

    def register(self, register_id: str) -> str:
        known = self.definitions.law.register_named(register_id)
        if known is None:
            return register_id
        return known.vi if self.words.lang == "vi" else known.en

    def procedure(self, code: str) -> str:
        """The procedure's name in its newest version, else its code."""
        known = [each for each in self.definitions.law.procedures if code in each.codes]
        if not known:
            return code
        newest = max(known, key=lambda each: each.effective_from)
        return newest.vi if self.words.lang == "vi" else newest.en

    def procedures(self) -> list[tuple[str, str]]:
        """Codes and names of all procedures, by name."""
        codes = {each.code for each in self.definitions.law.procedures}
        return sorted(((code, self.procedure(code)) for code in codes), key=lambda pair: pair[1])

    def reason(self, code: str) -> str:
        """Why a person must look. A failed check is said by the rule that failed."""
        head, _, rule = code.partition(":")
        if head == "CHECK_FAILED" and rule:
            return self.words.code("check", rule, self.words("reason.CHECK_FAILED"))
        known = self.words.code("reason", head) or self.words.code("defect", head)
        return known or self.words.code("verdict_reason", head) or f"{self.words('reason.other')} ({head})"

    def law_cited(self, provisions: Iterable[str]) -> list[str]:
        """Provisions as they are cited; what is no id of the definitions is a citation already."""
        known = {each.id: each.cite for each in self.definitions.law.provisions}
        return [known.get(each, each) for each in provisions]

    def verdict(self, verdict: Verdict) -> str:
        return self.words(f"verdict.{verdict.verdict}")

    def told(self, message: str) -> str:
        """Our half of a message that other rooms write in both languages, Vietnamese before the slash."""
        vietnamese, slash, english = message.partition(" / ")
        return english if slash and self.words.lang == "en" else vietnamese

    def agreement(self, code: str) -> str:
        return self.words.code("agreement", code, code)

    def verdict_reason(self, code: str) -> str:
        return self.words.code("verdict_reason", code, code)

    def why_advised(self, verdict: Verdict) -> str:
        """Why it is advised, and what the agency does where it may not ask the citizen."""
        why = self.verdict_reason(verdict.reason)
        if verdict.otherwise is None or verdict.verdict is VerdictCode.NOT_NEEDED_PRESENT_ONLY:
            return why
        return f"{why} {self.verdict_reason(verdict.otherwise)}"

    def override_reason(self, code: str) -> str:
        """Why an officer overrode advice, where a code was chosen."""
        return self.words.code("override_reason", code, code) if code else ""

    def check_reason(self, code: str) -> str:
        """Why a component or a paper of the checklist stands as it does."""
        return self.words.code("check_reason", code) or self.verdict_reason(code)


def shown(value: str) -> str:
    """A value as clerks write it: an ISO date or month day first, everything else as it is."""
    return "/".join(reversed(value.split("-"))) if _ISO.fullmatch(value) else value
