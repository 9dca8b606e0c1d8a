"""Documents brought in and taken out over HTTP."""

import pytest

from core.domain.access import Tier
from tests.front.api.conftest import Api

TEXT = b"# Parking\n\nParking is free on weekends.\n"


def test_an_upload_is_there_at_once_under_the_label_it_was_given(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    files = {"file": ("parking.md", TEXT)}
    label = {"classification": "confidential", "groups": ["fleet", "site"]}
    response = curator.post("/documents", files=files, data=label)
    assert response.status_code == 201, response.text
    uploaded = response.json()
    assert (uploaded["outcome"], uploaded["document"]["groups"]) == ("added", ["fleet", "site"])
    where = response.headers["location"]
    found = curator.get(str(response.url.join(where).path).removeprefix("/api/v1"))
    assert found.json() == uploaded["document"]
    assert api.client(tenant).get(f"/{where}").status_code == 404
    driver = api.client(tenant, clearance=Tier.CONFIDENTIAL, groups=("fleet",))
    assert driver.get(f"/{where}").json()["title"] == "Parking"


def test_what_became_of_a_file_is_said(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)

    def outcome(text: bytes, classification: str = "internal") -> str:
        files = {"file": ("parking.md", text)}
        response = curator.post("/documents", files=files, data={"classification": classification})
        said: str = response.json()["outcome"]
        return said

    assert outcome(TEXT) == "added"
    assert outcome(TEXT) == "unchanged"
    assert outcome(TEXT, "public") == "relabelled"
    assert outcome(TEXT + b"Not on Mondays.", "public") == "changed"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("empty.md", b"", "EmptyFile"),
        ("picture.png", b"\x89PNG\r\n", "UnsupportedFormat"),
        ("broken.pdf", b"%PDF-1.7 nothing", "Corrupt"),
        ("above.md", b"---\nclassification: restricted\n---\nX", "AboveClearance"),
    ],
)
def test_a_file_that_is_not_taken_in_is_refused_with_the_reason(
    api: Api, tenant: str, name: str, content: bytes, kind: str
) -> None:
    curator = api.client(tenant, "curator", clearance=Tier.CONFIDENTIAL, roles=("curator",))
    response = curator.post("/documents", files={"file": (name, content)})
    problem = response.json()
    assert (response.status_code, problem["kind"], problem["source"]) == (422, kind, name)
    assert problem["detail"]


def test_only_curators_bring_in_and_take_out(api: Api, acme: str) -> None:
    (document,) = api.client(acme).get("/documents").json()["documents"]
    for roles in ((), ("analyst", "expert", "auditor", "operator", "fleet-operator")):
        client = api.client(acme, roles=roles, clearance=Tier.RESTRICTED)
        uploaded = client.post("/documents", files={"file": ("parking.md", TEXT)})
        deleted = client.delete(f"/documents/{document['document_id']}")
        assert (uploaded.status_code, deleted.status_code) == (403, 403)


def test_a_deleted_document_is_gone(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    (document,) = api.client(tenant).get("/documents").json()["documents"]
    where = f"/documents/{document['document_id']}"
    assert curator.delete(where).status_code == 204
    assert curator.get(where).status_code == 404
    assert curator.delete(where).status_code == 404
    found = curator.post("/search", json={"question": "hotel"}).json()["hits"]
    assert document["document_id"] not in {hit["document_id"] for hit in found}


@pytest.mark.parametrize(
    "name",
    [
        "../up.md",
        "a/b.md",
        "a\\\\b.md",
        "..",
        ".",
        "a\tb.md",
        "a\x00b.md",
        "é" * 150 + ".md",
        "\x7f",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(api: Api, tenant: str, name: str) -> None:
    part = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nText.'
    response = api.curator(tenant).post(
        "/documents",
        content=f"--edge\r\n{part}\r\n--edge--\r\n".encode(),
        headers={"Content-Type": "multipart/form-data; boundary=edge"},
    )
    assert response.status_code in {400, 422}, response.text


def test_who_one_is_cannot_be_sent_along(api: Api, acme: str) -> None:
    curator = api.curator(acme)
    for extra in ("tenant", "subject", "roles", "clearance"):
        files = {"file": ("parking.md", TEXT)}
        response = curator.post("/documents", files=files, data={extra: "x"})
        assert response.status_code == 422
        asked = {"question": "What is the hotel limit?", extra: "x"}
        assert curator.post("/ask", json=asked).status_code == 422
    assert curator.get("/me", params={"tenant": "x"}).json()["tenant"] == acme
