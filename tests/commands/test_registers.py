"""``hoso registers serve`` as a program: it says where it listens, answers, and goes when told to."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import jsonschema
import pytest
import trustme

from commands.main import main

ROOT = Path(__file__).parents[2]
MAU = {"so_dinh_danh": "001300000000", "ho_ten": "NGUYỄN THỊ MẪU", "ngay_sinh": "1990-02-03"}
QUESTION = {
    "schema": "hoso.register-question/1",
    "id": "0" * 31 + "1",
    "register": "dan_cu",
    "type": "cccd_chip",
    "keys": MAU,
    "wants": ["ho_ten", "ho_ten_cu"],
    "law": ["khoản 2a Điều 4"],
    "purpose": {
        "dossier": "h1",
        "procedure": "1.001193",
        "officer": "clerk-1",
        "branch": "cn-01",
        "entry": 1,
    },
}

KEY = {"idempotency-key": str(QUESTION["id"])}


@pytest.fixture
def held(tmp_path: Path) -> Path:
    file = tmp_path / "registers.json"
    records = [{"type": "cccd_chip", "fields": MAU | {"ho_ten_cu": "NGUYỄN THỊ CŨ", "gioi_tinh": "Nữ"}}]
    file.write_text(json.dumps({"dan_cu": records}), encoding="utf-8")
    return file


@contextmanager
def serving(*words: str) -> Iterator[str]:
    command = [sys.executable, "-m", "commands.main", "registers", "serve", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        try:
            yield program.stdout.readline().strip()
        finally:
            program.terminate()
            program.wait(timeout=20)


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((ROOT / "docs/schemas" / f"{name}.schema.json").read_text("utf-8"))
    return found


def test_it_answers_from_the_file_as_its_schemas_say(held: Path) -> None:
    jsonschema.validate(QUESTION, schema("hoso.register-question-1"))
    with serving(str(held), "--latency", "1") as url:
        told = httpx.post(url, json=QUESTION, headers=KEY, trust_env=False)
    assert told.status_code == 200
    reply = told.json()
    jsonschema.validate(reply, schema("hoso.register-reply-1"))
    assert (reply["id"], reply["outcome"]) == (QUESTION["id"], "found")
    assert reply["records"][0]["fields"] == MAU | {"ho_ten_cu": "NGUYỄN THỊ CŨ"}


def test_it_is_out_of_order_for_as_long_as_it_is_told_to(held: Path) -> None:
    with serving(str(held), "--outage", "600") as url:
        assert httpx.post(url, json=QUESTION, headers=KEY, trust_env=False).json() == {"code": "OUT_OF_ORDER"}


def test_over_tls_it_knows_its_clients(held: Path, tmp_path: Path) -> None:
    city = trustme.CA()
    city.cert_pem.write_to_path(tmp_path / "ca.pem")
    for host in ("127.0.0.1", "hoso.vn"):
        made = city.issue_cert(host)
        made.private_key_and_cert_chain_pem.write_to_path(tmp_path / f"{host}.pem")
    own, ca = str(tmp_path / "127.0.0.1.pem"), str(tmp_path / "ca.pem")
    trusts = ssl.create_default_context(cafile=ca)
    known = ssl.create_default_context(cafile=ca)
    known.load_cert_chain(tmp_path / "hoso.vn.pem")
    with serving(str(held), "--certificate", own, "--key", own, "--client-ca", ca) as url:
        assert url.startswith("https://127.0.0.1:")
        assert httpx.post(url, json=QUESTION, headers=KEY, verify=known, trust_env=False).status_code == 200
        with pytest.raises(httpx.TransportError):
            httpx.post(url, json=QUESTION, headers=KEY, verify=trusts, trust_env=False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--host", "192.0.2.1"], "--client-ca"),
        (["--certificate", "a.pem"], "--key"),
        (["--client-ca", "a.pem"], "--certificate"),
    ],
)
def test_what_would_be_unsafe_is_refused(
    held: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["registers", "serve", str(held), *words]) == 2
    assert says in capsys.readouterr().err
