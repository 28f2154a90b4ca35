import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lab.desk.services import TrialServices
from storage.values import DossierState
from web.app import create_app
from web.uploads import MAX_FILES, plain_name


def new_batch(client: TestClient) -> str:
    answer = client.post("/api/v1/batches", json={"name": "Lô thử"})
    assert answer.status_code == 201
    batch: str = answer.json()["id"]
    return batch


def test_a_scan_is_accepted_and_kept(client: TestClient, services: TrialServices, png: bytes) -> None:
    batch = new_batch(client)
    form = {"received": "2026-11-19", "procedure": "1.001193"}
    answer = client.post(
        f"/api/v1/batches/{batch}/dossiers", files={"files": ("C:\\quét\\ba\u0309n.png", png)}, data=form
    )
    assert answer.status_code == 201
    with services.store.begin() as session:
        kept = session.intake.dossier(answer.json()["dossier"])
        (scan,) = session.pages.scans(answer.json()["dossier"])
    assert kept is not None and kept.state is DossierState.ACCEPTED
    assert (kept.name, kept.procedure, kept.received.isoformat()) == ("bản.png", "1.001193", "2026-11-19")
    assert services.objects.get(scan.key) == png


def test_the_day_of_receipt_is_the_day_in_hanoi(client: TestClient, png: bytes) -> None:
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    dossier = client.post(path, files={"files": ("a.png", png)}).json()["dossier"]
    assert client.get(f"/api/v1/dossiers/{dossier}").json()["received"] == "2026-11-20"


def test_many_images_are_one_dossier_in_their_order(
    client: TestClient, services: TrialServices, png: bytes
) -> None:
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    files = [("files", ("2.png", png)), ("files", ("1.png", png + b"\0"))]
    answer = client.post(path, files=files, data={"name": "hai ảnh"})
    assert answer.json() == {"dossier": answer.json()["dossier"], "name": "hai ảnh", "files": 2}
    with services.store.begin() as session:
        scans = session.pages.scans(answer.json()["dossier"])
    assert [scan.name for scan in scans] == ["2.png", "1.png"]


def test_the_same_content_is_accepted_once(client: TestClient, png: bytes) -> None:
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    ids = {client.post(path, files={"files": ("a.png", png)}).json()["dossier"] for _ in range(2)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"MZ" + b"\0" * 64, "PROGRAM_FILE"),
        (b"PK\x03\x04" + b"\0" * 64, None),
        (b"%PDF-1.7\nnothing more", None),
        (b"hello", "UNKNOWN_FORMAT"),
    ],
)
def test_a_file_that_cannot_be_processed_is_refused_with_what_to_do(
    client: TestClient, services: TrialServices, content: bytes, code: str | None
) -> None:
    batch = new_batch(client)
    answer = client.post(f"/api/v1/batches/{batch}/dossiers", files={"files": ("scan.pdf", content)})
    body = answer.json()
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    assert body["code"] == code or (code is None and body["code"].isupper())
    assert len(body["what_to_do"]["vi"]) > 10 and len(body["what_to_do"]["en"]) > 10
    with services.store.begin() as session:
        assert session.intake.dossiers(batch) == ()
    assert list(services.objects.keys("scans")) == []


def test_more_than_the_limit_is_refused_while_it_comes(services: TrialServices, png: bytes) -> None:
    app = create_app(services, max_body=200_000)
    client = TestClient(app, headers={"Authorization": "Bearer trial-token"})
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    assert client.post(path, files={"files": ("a.png", png)}).status_code == 201
    said = client.post(path, files={"files": ("a.png", b"\0" * 300_000)})
    assert (said.status_code, said.json()["code"]) == (413, "BODY_TOO_LARGE")

    def unsaid() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
        yield from (b"\0" * 10_000 for _ in range(30))

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    streamed = client.post(path, content=unsaid(), headers=headers)
    assert (streamed.status_code, streamed.json()["code"]) == (413, "BODY_TOO_LARGE")


def test_what_is_asked_wrongly_is_said(client: TestClient, png: bytes) -> None:
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    many = [("files", (f"{n}.png", png)) for n in range(MAX_FILES + 1)]
    assert client.post(path, files=many).json()["code"] == "TOO_MANY_FILES"
    assert client.post(path, data={"name": "x"}).json()["code"] == "BAD_REQUEST"
    wrong = client.post(path, files={"files": ("a.png", png)}, data={"procedure": "9.999999"})
    assert wrong.json()["code"] == "PROCEDURE_NOT_KNOWN"
    assert client.post("/api/v1/batches/no/dossiers", files={"files": ("a.png", png)}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.pdf", "b.pdf"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ("", "scan"),
        ("/", "scan"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_file_name_is_only_a_name(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept


def test_nothing_of_an_upload_stays_in_the_temporary_folder(
    client: TestClient, tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    path = f"/api/v1/batches/{new_batch(client)}/dossiers"
    client.post(path, files={"files": ("a.png", io.BytesIO(png))})
    client.post(path, files={"files": ("b.png", b"MZ bad")})
    assert not list(folder.glob("hoso-upload-*"))
