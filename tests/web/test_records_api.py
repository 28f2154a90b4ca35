import io
import json
from functools import partial

from fastapi.testclient import TestClient
from PIL import Image

from lab.desk.dossiers import birth_dossier, odd_dossier, plain_dossier
from lab.desk.services import TrialServices
from storage.codec import RECORD
from storage.values import DossierState, Refusal


def test_the_record_is_the_published_contract(client: TestClient, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    answer = client.get(f"/api/v1/dossiers/{dossier}/record")
    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')
    assert answer.headers["content-type"] == "application/json"
    with services.store.begin() as session:
        record = session.records.record(dossier)
    assert record is not None and RECORD.parse(answer.content) == record
    assert next(iter(json.loads(answer.content))) == "schema"


def test_a_record_known_already_is_not_sent_again(client: TestClient, services: TrialServices) -> None:
    path = f"/api/v1/dossiers/{services.review(birth_dossier)}/record"
    assert client.get(path, headers={"If-None-Match": '"1"'}).status_code == 304
    assert client.get(path, headers={"If-None-Match": '"0"'}).status_code == 200


def test_a_record_that_is_not_there_says_why(client: TestClient, services: TrialServices) -> None:
    dossier = services.accepted()
    path = f"/api/v1/dossiers/{dossier}"
    early = client.get(f"{path}/record")
    assert (early.status_code, early.json()["code"]) == (409, "RECORD_NOT_READY")
    assert early.json()["state"] == "accepted"
    assert client.get(f"{path}/searchable.pdf").status_code == 409
    with services.store.begin() as session:
        session.intake.refuse(dossier, Refusal("PDF_ENCRYPTED", "…"))
    assert client.get(f"{path}/record").json()["code"] == "DOSSIER_REFUSED"
    assert "mật khẩu" in client.get(path).json()["refusal"]["what_to_do"]["vi"]
    assert client.get("/api/v1/dossiers/none/record").status_code == 404


def test_older_revisions_stay_reachable(client: TestClient, services: TrialServices) -> None:
    path = f"/api/v1/dossiers/{services.review(birth_dossier)}/record"
    assert client.get(path, params={"revision": 1}).status_code == 200
    assert client.get(path, params={"revision": 2}).status_code == 404
    assert client.get(path, params={"revision": 0}).status_code == 422


def test_pages_are_our_own_pixels(client: TestClient, services: TrialServices) -> None:
    path = f"/api/v1/dossiers/{services.review(birth_dossier)}/pages"
    whole = client.get(f"{path}/1.jpg")
    assert whole.headers["content-type"] == "image/jpeg"
    small = client.get(f"{path}/1.jpg", params={"width": 240})
    with Image.open(io.BytesIO(whole.content)) as full, Image.open(io.BytesIO(small.content)) as less:
        assert full.width > 1000 and less.width == 240
    assert client.get(f"{path}/3.jpg").status_code == 404
    assert client.get(f"{path}/1.jpg", params={"width": 9999}).status_code == 422


def test_the_searchable_scan_is_a_file_to_keep(client: TestClient, services: TrialServices) -> None:
    dossier = services.review(birth_dossier)
    answer = client.get(f"/api/v1/dossiers/{dossier}/searchable.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-disposition"] == f'attachment; filename="{dossier}.pdf"'


def test_dossiers_are_listed_by_state(client: TestClient, services: TrialServices) -> None:
    waiting = services.review(birth_dossier)
    done = services.review(partial(plain_dossier, flagged=0))
    listed = client.get("/api/v1/dossiers").json()
    assert {each["id"]: each["state"] for each in listed["dossiers"]} == {
        waiting: "review",
        done: "published",
    }
    assert listed["next"] is None
    only = client.get("/api/v1/dossiers", params={"state": DossierState.PUBLISHED}).json()["dossiers"]
    assert [each["id"] for each in only] == [done]


def test_an_agency_follows_what_was_published(client: TestClient, services: TrialServices) -> None:
    done = [services.review(partial(plain_dossier, flagged=0)) for _ in range(3)]
    first = client.get("/api/v1/publications", params={"limit": 2}).json()
    rest = client.get("/api/v1/publications", params={"after": first[-1]["sequence"]}).json()
    assert [each["dossier"] for each in first + rest] == done


def test_the_desk_learns_what_to_do_at_once(client: TestClient, services: TrialServices) -> None:
    with services.store.begin() as session:
        batch = session.intake.open_batch("main", "Lô", "owner").id
    birth = services.review(birth_dossier, "a.pdf", batch)
    odd = services.review(odd_dossier, "b.pdf", batch)
    fresh = services.accepted("c.pdf", batch)
    seen = client.get(f"/api/v1/batches/{batch}").json()
    assert seen["counts"] == {"review": 2, "accepted": 1} and not seen["at_rest"]
    by_id = {each["id"]: each for each in seen["dossiers"]}
    assert [each["document"] for each in by_id[birth]["not_needed"]] == ["d2"]
    assert by_id[birth]["not_needed"][0]["law"] and by_id[birth]["pages_read"] == 2
    assert [each["page"] for each in by_id[odd]["rescans"]] == [1]
    assert by_id[odd]["rescans"][0]["defects"][0]["code"] == "BLURRED"
    assert (by_id[fresh]["opened"], by_id[fresh]["rescans"]) == (False, [])


def test_a_flawed_page_is_told_before_there_is_a_record(client: TestClient, services: TrialServices) -> None:
    dossier = services.accepted()
    record, _ = odd_dossier(dossier)
    services.read(dossier, lambda _: (record, odd_dossier(dossier)[1]))
    with services.store.begin() as session:
        session.intake.set_state(dossier, DossierState.READING)
    assert client.get(f"/api/v1/dossiers/{dossier}").json()["rescans"][0]["page"] == 1


def test_words_come_in_the_language_asked_for(client: TestClient, services: TrialServices) -> None:
    path = f"/api/v1/dossiers/{services.review(birth_dossier)}"
    assert client.get(path).json()["state_text"] == "Chờ người kiểm tra"
    assert client.get(path, params={"lang": "en"}).json()["state_text"] == "Awaiting review"


def test_every_route_is_described(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            assert len(operation.get("description", "")) > 15, f"{method} {path}"
            assert "401" in operation["responses"], f"{method} {path}"
