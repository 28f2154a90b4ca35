"""Connections of registers: refused before anything is asked, with a word of what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from domain.errors import DefinitionError
from domain.once_only import Outcome
from hoso import wiring
from hoso.definitions import definitions_at
from hoso.registers.connections import load_connections
from hoso.settings import Settings
from storage.memory import MemoryStore

if TYPE_CHECKING:
    from tests.hoso.conftest import Papers, Trial

KNOWN = ("dan_cu", "ho_tich")


def written(folder: Path, text: str) -> Path:
    path = folder / "connections.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_connection_says_where_and_how_gently(tmp_path: Path, papers: Papers) -> None:
    own = papers.issue("hoso.vn")
    text = f'''
[dan_cu]
url = "https://register.example/v1/look-ups"
ca = "{papers.ca}"
certificate = "{own["certificate"]}"
key = "{own["key"]}"
per_second = 5
'''
    (found,) = load_connections(written(tmp_path, text), KNOWN).values()
    assert (found.secure, found.per_second, found.tries) == (True, 5.0, 3)
    assert found.tls().check_hostname


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[dan_su]\nurl = 'https://a/b'", "dan_cu"),
        ("[dan_cu]\nurl = 'http://register.example/a'", "loopback"),
        ("[dan_cu]\nurl = 'https://a/b?so=1'", "'url'"),
        ("[dan_cu]\nurl = 'https://user:word@a/b'", "'url'"),
        ("[dan_cu]\nurl = 'ftp://a/b'", "'url'"),
        ("[dan_cu]\nurl = 'https://a/b'\ncertificate = 'x.pem'", "belong together"),
        ("[dan_cu]\nurl = 'https://a/b'\nca = 'nowhere.pem'", "cannot be used"),
        ("[dan_cu]\nurl = 'https://a/b'\nper_secnd = 1", "per_second"),
        ("[dan_cu]\nurl = 'https://a/b'\ntries = 0", "tries"),
        ("[dan_cu]\nurl = 'https://a/b'\ntries = 11", "tries"),
        ("[dan_cu]\nurl = 'https://a/b'\nseconds_in_all = inf", "seconds_in_all"),
        ("[dan_cu]\nurl = 'https://a/b'\nanswer_seconds = nan", "answer_seconds"),
        ("[dan_cu]\nurl = 'https://a/b'\nper_second = inf", "per_second"),
        ("[dan_cu]\nurl = 'https://a/b'\nrest_seconds = 86400", "rest_seconds"),
        ("[dan_cu]\nurl = 'https://a/001300000000'", "a number"),
        ("[dan_cu]\nurl = 'https://a/b#c'", "'url'"),
        ("[dan_cu]\nurl = 'https://@a/b'", "'url'"),
        ("[dan_cu]\nurl = 'https://a/đ'", "'url'"),
        ("[dan_cu", "not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        load_connections(written(tmp_path, text), KNOWN)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_connections(tmp_path / "none.toml", KNOWN)


def test_each_register_is_asked_at_the_home_that_the_settings_choose(trial: Trial, tmp_path: Path) -> None:
    held = tmp_path / "held.json"
    held.write_text('{"ho_tich": []}', encoding="utf-8")
    far = written(tmp_path, f"[dan_cu]\nurl = '{trial.url}'")
    settings = Settings(home=tmp_path, registers_file=held, register_connections=far)
    with wiring._registers(settings, MemoryStore(), definitions_at(), b"key") as registers:
        homes = [registers.connected(name) for name in ("dan_cu", "ho_tich", "kho", "gplx")]
        answer = registers.ask(trial.question())
    assert homes == [True, True, True, False]
    assert answer.outcome is Outcome.FOUND
    assert trial.register.answered == 1
