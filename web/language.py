"""Words for people: Vietnamese first, English second, from the files in ``web/messages``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
COOKIE = "hoso_lang"


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of one language by ``section.key``."""

    lang: Language
    _texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The message with its places filled in. KeyError for a key no file has: that is our own fault."""
        return self._texts[key].format_map(values) if values else self._texts[key]

    def code(self, section: str, code: str, default: str = "") -> str:
        """The words for a code that other rooms made up, or the default where no file knows it."""
        return self._texts.get(f"{section}.{code}", default)

    def section(self, name: str) -> dict[str, str]:
        """All messages of a section, for a page's script."""
        start = f"{name}."
        return {key.removeprefix(start): text for key, text in self._texts.items() if key.startswith(start)}

    @property
    def other(self) -> Language:
        return "en" if self.lang == "vi" else "vi"


@cache
def words_in(lang: Language) -> Words:
    """All messages of a language."""
    place = LANGUAGES.index(lang)
    texts: dict[str, str] = {}
    for name in ("pages", "codes", "fields", "counter", "figures", "corrections", "form"):
        data = tomllib.loads(files("web").joinpath("messages", f"{name}.toml").read_text(encoding="utf-8"))
        for section, entries in data.items():
            texts |= {f"{section}.{key}": pair[place] for key, pair in entries.items()}
    return Words(lang, texts)


def chosen(asked: str | None, kept: str | None) -> Language:
    """The language asked for in the address, else the one kept in the cookie, else Vietnamese."""
    for wish in (asked, kept):
        for lang in LANGUAGES:
            if wish == lang:
                return lang
    return "vi"
