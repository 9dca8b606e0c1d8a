"""Questions and searches over HTTP."""

from datetime import date

from core.domain import wire
from core.domain.access import Tier
from core.domain.document import Effective
from core.inference.scripted import ScriptedModel
from tests.conftest import Shelf
from tests.front.api.conftest import ANSWER, Api, Serve

HOTEL = {"question": "What is the hotel limit?"}


def test_an_answer_cites_what_it_rests_on(api: Api, acme: str) -> None:
    answer = api.client(acme).post("/ask", json=HOTEL).json()
    assert (answer["answer"], answer["refusal"]) == (ANSWER, None)
    (citation,) = answer["citations"]
    assert (citation["source"], citation["quote"]) == ("travel.md", "The hotel limit is 120 euros.")
    assert citation["chunk_id"] in answer["retrieved"]


def test_a_citation_leads_to_its_passage_and_to_the_words_in_the_document(
    api: Api, acme: str
) -> None:
    client = api.client(acme)
    (citation,) = client.post("/ask", json=HOTEL).json()["citations"]
    passage = client.get(f"/passages/{citation['chunk_id']}").json()
    assert citation["quote"] in passage["text"]
    where = f"/documents/{citation['document_id']}/text"
    text = client.get(where, params={"version": citation["version"]}).json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_what_nothing_is_found_for_is_refused_with_a_next_step(serve: Serve, acme: str) -> None:
    with serve(model=ScriptedModel([])) as api:
        answer = api.client(acme).post("/ask", json=HOTEL).json()
    assert answer["answer"] is None
    assert answer["refusal"]["kind"] == "unavailable"
    assert answer["refusal"]["next_step"]


def test_a_conversation_keeps_its_name_and_its_turns(api: Api, tenant: str) -> None:
    client = api.client(tenant)
    earlier = [{"question": HOTEL["question"], "answer": ANSWER}]
    follow_up = {"question": "And in Geneva?", "conversation": "trip", "earlier": earlier}
    client.post("/ask", json={**HOTEL, "conversation": "trip"})
    assert client.post("/ask", json=follow_up).json()["conversation"] == "trip"
    asked = client.get("/requests", params={"conversation": "trip"}).json()["requests"]
    assert [each["question"] for each in asked] == [HOTEL["question"], "And in Geneva?"]


def test_clearance_and_groups_decide_what_a_search_finds(api: Api, acme: str) -> None:
    def sources(**held: object) -> set[str]:
        found = api.client(acme, **held).post("/search", json={"question": "limit salaries"})
        return {hit["source"] for hit in found.json()["hits"]}

    assert sources() == {"travel.md"}
    assert sources(groups=("finance",)) == {"travel.md", "payroll.md"}
    assert sources(clearance=Tier.RESTRICTED) == {"travel.md", "board.md"}


def test_hits_are_what_the_command_line_prints(api: Api, acme: str) -> None:
    client = api.client(acme)
    found = client.post("/search", json={**HOTEL, "k": 1}).json()
    principal = api.issuer.verifier().principal(client.headers["Authorization"].split()[1])
    today = date.today()
    retrieved = api.handrail.searcher.search(principal, HOTEL["question"], k=1, as_of=today)
    assert found == wire.retrieved(retrieved, today)


def test_a_search_is_of_the_day_it_names(api: Api, shelves: Shelf, tenant: str) -> None:
    past = Effective(date(2020, 1, 1), date(2021, 1, 1))
    shelves.put("old.md", "The hotel limit was 90 euros.", tenant=tenant, effective=past)

    def standings(**wanted: object) -> dict[str, str]:
        found = api.client(tenant).post("/search", json={**HOTEL, **wanted}).json()
        return {hit["source"]: hit["standing"] for hit in found["hits"]}

    assert "old.md" not in standings()
    assert standings(as_of="2020-06-30")["old.md"] == "in_force"
    assert standings(every_version=True)["old.md"] == "superseded"
    both = {**HOTEL, "as_of": "2020-06-30", "every_version": True}
    assert api.client(tenant).post("/search", json=both).status_code == 422
