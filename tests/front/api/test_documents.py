"""Documents and passages: what one may see, and nothing else."""

from datetime import date, timedelta

import httpx2

from core.domain.access import Tier
from core.domain.document import Effective
from tests.conftest import Shelf
from tests.front.api.conftest import Api


def titles(response: httpx2.Response) -> list[str]:
    return [each["title"] for each in response.json()["documents"]]


def test_one_sees_the_documents_of_ones_clearance_and_groups(api: Api, acme: str) -> None:
    assert titles(api.client(acme).get("/documents")) == ["travel"]
    payroll = api.client(acme, groups=("finance",)).get("/documents")
    assert titles(payroll) == ["payroll", "travel"]
    assert titles(api.curator(acme).get("/documents")) == ["board", "payroll", "travel"]


def test_documents_are_filtered_by_words_tier_and_standing(
    api: Api, shelves: Shelf, tenant: str
) -> None:
    over = Effective(end=date.today() - timedelta(days=1))
    shelves.put("old-travel.md", "Once.", tenant=tenant, effective=over)
    client = api.curator(tenant)
    assert titles(client.get("/documents", params={"q": "TRAVEL"})) == ["old-travel", "travel"]
    assert titles(client.get("/documents", params={"standing": "superseded"})) == ["old-travel"]
    assert titles(client.get("/documents", params={"classification": "restricted"})) == ["board"]
    assert client.get("/documents", params={"tier": "restricted"}).status_code == 422


def test_pages_lead_through_every_document_once(api: Api, acme: str) -> None:
    client = api.curator(acme)
    response = client.get("/documents", params={"limit": 1, "q": "md"})
    seen = titles(response)
    while response.links:
        assert response.json()["total"] == 3
        response = client.get(f"{api.url}{response.links['next']['url']}")
        seen += titles(response)
    assert seen == ["board", "payroll", "travel"]
    assert response.json()["next"] is None


def test_a_page_goes_on_where_the_last_ended_whatever_changed_between(
    api: Api, shelves: Shelf, tenant: str
) -> None:
    client = api.curator(tenant)
    first = client.get("/documents", params={"limit": 2}).json()
    shelves.put("a-first-one.md", "New.", tenant=tenant)
    rest = client.get("/documents", params={"limit": 2, "cursor": first["next"]})
    assert titles(rest) == ["travel"]


def test_a_cursor_of_no_page_is_refused(api: Api, acme: str) -> None:
    for cursor in ("x", "e30", "WzEsMl0", "WyJhIl0", "é", "[" * 500):
        response = api.client(acme).get("/documents", params={"cursor": cursor})
        assert response.status_code == 422, cursor


def test_what_one_may_not_see_looks_like_what_is_not_there(
    api: Api, shelves: Shelf, tenant: str
) -> None:
    shelves.add_tenant(f"{tenant}-x")
    elsewhere = shelves.put("secret.md", "Elsewhere.", tenant=f"{tenant}-x").id
    above = shelves.put("above.md", "Above.", tenant=tenant, tier=Tier.RESTRICTED).id
    curator = api.curator(tenant)
    hit = curator.post("/search", json={"question": "Above."}).json()["hits"][0]["chunk_id"]
    nowhere = "0123456789abcdef"
    for places in (
        [f"/documents/{each}" for each in (elsewhere, above, nowhere)],
        [f"/documents/{each}/text" for each in (elsewhere, above, nowhere)],
        [f"/passages/{each}" for each in (hit, nowhere)],
    ):
        answers = [api.client(tenant).get(place) for place in places]
        assert {each.status_code for each in answers} == {404}
        assert len({each.content for each in answers}) == 1
    deleted = [curator.delete(f"/documents/{each}") for each in (elsewhere, nowhere)]
    assert {each.status_code for each in deleted} == {404}
    assert len({each.content for each in deleted}) == 1


def test_a_text_is_the_one_of_its_version(api: Api, shelves: Shelf, tenant: str) -> None:
    first = shelves.put("travel.md", "The hotel limit is 100 euros.", tenant=tenant)
    shelves.put("travel.md", "The hotel limit is 110 euros.", tenant=tenant)
    client = api.client(tenant)
    now = client.get(f"/documents/{first.id}/text").json()
    then = client.get(f"/documents/{first.id}/text", params={"version": first.version}).json()
    assert "110" in now["text"]
    assert "100" in then["text"]
    assert (then["version"], then["document"]["version"]) == (first.version, now["version"])
    unknown = client.get(f"/documents/{first.id}/text", params={"version": "0" * 64})
    assert unknown.status_code == 404


def test_nothing_tells_where_on_this_machine_a_document_came_from(api: Api, acme: str) -> None:
    (document,) = api.client(acme).get("/documents").json()["documents"]
    assert "collection" not in document
    assert document["source"] == "travel.md"
