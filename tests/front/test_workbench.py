"""The workbench: notebooks run as whoever reads them, and nothing else of marimo is within reach."""

import asyncio
import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from marimo._server.api.router import build_routes
from playwright.sync_api import Locator, Page, expect
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, Router
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from app import workbench
from app.gateway import Guard, SecureHeaders
from core.bootstrap import Handrail, serving
from core.domain.access import ExpiredPrincipal, Principal, Tier
from core.domain.document import Effective
from core.identity import NoCredentials
from core.inference.embedding import HashEmbedder
from core.settings import Settings
from tests.conftest import MakePrincipal, Shelf, cloned
from tests.front.axe import worst_findings
from tests.front.conftest import PHONE, MakePage
from tests.front.local_server import served

NOTEBOOKS = Path(workbench.__file__).parents[2] / "notebooks"
NOTEBOOK = "/workbench/stage3_search"
LEAVE = f"""# Leave policy

## Carrying leave over

Up to five days of leave carry over. {"What is not taken lapses in spring. " * 12}

## Sick leave

{"Whoever is ill tells the clinic manager before noon. " * 12}
"""
HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$"
QUESTION = "How many days of leave carry over?"


@dataclass
class Doorkeeper:
    """Knows people by the name in their cookie, for as long as they are let in."""

    people: dict[str, Principal] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def admit(self, headers: Mapping[str, str]) -> Principal:
        """Whoever the cookie names."""
        named = SimpleCookie(headers.get("cookie", "")).get("handrail_session")
        if named is None or named.value not in self.people:
            raise NoCredentials
        if named.value in self.gone:
            raise ExpiredPrincipal
        return self.people[named.value]


@dataclass
class Bench:
    """A workbench behind a guard, and who is let in."""

    url: str
    door: Doorkeeper

    def client(self, who: str) -> httpx2.Client:
        """Somebody's browser without a page."""
        return httpx2.Client(base_url=self.url, cookies={"handrail_session": who})

    def socket(self, who: str, path: str = "/ws", session: str = "s_000000") -> ClientConnection:
        """A websocket of a notebook's."""
        address = self.url.replace("http:", "ws:")
        return connect(
            f"{address}{NOTEBOOK}{path}?session_id={session}",
            additional_headers={"Cookie": f"handrail_session={who}"},
            max_queue=None,
        )

    def change(self, who: str, session: str) -> httpx2.Response:
        """A change of a form that is not there, in a session."""
        with self.client(who) as client:
            return client.post(
                f"{NOTEBOOK}/api/kernel/set_ui_element_value",
                headers={"Marimo-Session-Id": session},
                json={"objectIds": [], "values": []},
            )

    def open(self, page: Page, who: str, question: str = "") -> None:
        """Open the notebook as somebody, with a question asked already."""
        page.context.add_cookies([{"name": "handrail_session", "value": who, "url": self.url}])
        page.goto(f"{self.url}{NOTEBOOK}/?question={quote(question)}")
        expect(page.get_by_role("heading", name="Search, stage by stage")).to_be_visible()


@pytest.fixture(scope="module")
def bench(
    server_url: str,
    template: str,
    principal: MakePrincipal,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Bench]:
    analyst = {"roles": ("analyst",), "clearance": Tier.INTERNAL}
    door = Doorkeeper(
        {
            "ada": principal("alder", "ada", **analyst),
            "ada-more": principal("alder", "ada", roles=("analyst",), clearance=Tier.RESTRICTED),
            "bo": principal("alder", "bo", **analyst),
            "cy": principal("alder", "cy", **analyst),
            "mo": principal("meridian", "mo", **analyst),
        }
    )
    with cloned(server_url, template) as database:
        handrail = Handrail(Settings(home=tmp_path_factory.mktemp("home")), database)
        handrail.embedder = HashEmbedder()
        fill(Shelf(database, handrail.store, principal, HashEmbedder()))
        serving.begin(serving.Serving(handrail, door))
        inside = workbench.application(NOTEBOOKS)
        with served(lambda _: guarded(inside, door)) as url:
            yield Bench(url, door)
        leave(inside)
        serving.end()
        handrail.store.close()


def leave(inside: Router) -> None:
    """What the end of a server's life does to the notebooks that are open."""

    async def ended() -> None:
        async with inside.lifespan_context(inside):
            pass

    with ThreadPoolExecutor() as elsewhere:  # the browser keeps a loop in this thread
        elsewhere.submit(lambda: asyncio.run(ended())).result()


def fill(shelf: Shelf) -> None:
    for tenant in ("alder", "meridian"):
        shelf.add_tenant(tenant)
    shelf.put("leave.md", LEAVE, tenant="alder")
    shelf.put("meals.md", "# Meals\n\nA meal costs nine euros.", tenant="alder")
    shelf.put("board.md", "# Board\n\nLeave of the board.", tenant="alder", tier=Tier.RESTRICTED)
    later = Effective(date(2400, 1, 1))
    shelf.put("later.md", "# Later\n\nLeave in the far future.", tenant="alder", effective=later)
    shelf.put(f"{HOSTILE}.md", f"# Carry\n\nLeave to carry {HOSTILE} over.", tenant="alder")
    shelf.put("cargo.md", "# Cargo\n\nDays of leave of the crew carry over.", tenant="meridian")


def guarded(inside: Router, door: Doorkeeper) -> SecureHeaders:
    guard = Guard(Router([Mount("/workbench", inside)]), door)
    public = Router([Route("/sign-in", lambda _: PlainTextResponse("Who are you?"))], default=guard)
    return SecureHeaders(public, {"": "default-src 'none'"}, https=False)


# What there is to read


def test_the_list_names_each_notebook_and_what_it_is_for(bench: Bench) -> None:
    with bench.client("ada") as client:
        page = client.get("/workbench/")
    assert page.status_code == 200
    assert f'href="{NOTEBOOK}/"' in page.text
    assert "Search, stage by stage" in page.text
    assert "which passages moved, and why" in page.text


def test_a_file_that_is_no_notebook_is_neither_listed_nor_served(bench: Bench) -> None:
    with bench.client("ada") as client:
        assert "showing" not in client.get("/workbench/").text
        assert client.get("/workbench/showing/").status_code == 404


def test_nobody_reads_who_is_not_let_in(bench: Bench) -> None:
    assert httpx2.get(f"{bench.url}{NOTEBOOK}/").status_code == 401
    with pytest.raises(InvalidStatus) as refused:
        bench.socket("nobody")
    assert refused.value.response.status_code == 401


def test_a_notebooks_page_runs_only_its_own_scripts(bench: Bench) -> None:
    with bench.client("ada") as client:
        page = client.get(f"{NOTEBOOK}/", headers={"If-None-Match": "*"})
    policy = dict(
        directive.split(" ", 1) for directive in page.headers["Content-Security-Policy"].split("; ")
    )
    assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+')+", policy["script-src"])
    assert policy["default-src"] == "'none'"
    assert "http" not in page.headers["Content-Security-Policy"]


def test_a_notebooks_page_does_not_tell_the_servers_folders(bench: Bench) -> None:
    with bench.client("ada") as client:
        assert str(NOTEBOOKS) not in client.get(f"{NOTEBOOK}/").text


def test_files_of_the_page_are_kept_by_the_browser(bench: Bench) -> None:
    with bench.client("ada") as client:
        [script] = re.findall(r'src="\./(assets/[^"]+)"', client.get(f"{NOTEBOOK}/").text)
        assert "immutable" in client.get(f"{NOTEBOOK}/{script}").headers["Cache-Control"]


# What of marimo is within reach


READER = {
    "GET /",
    "GET /health",
    "GET /public-files-sw.js",
    "POST /api/kernel/set_ui_element_value",
    "POST /api/kernel/function_call",
    "websocket /ws",
}


def every(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[str]:
    """marimo's own routes, as `GET /health`, something in the place of their parameters."""
    for route in routes:
        path = prefix + re.sub(r"\{[^}]*\}", "x", getattr(route, "path", ""))
        if isinstance(route, Mount):
            yield from every(route.routes or [], path)
        elif isinstance(route, Route):
            yield from (f"{method} {path}" for method in (route.methods or set()) - {"HEAD"})
        else:
            yield f"websocket {path}"


OTHERS = sorted(set(every(build_routes())) - READER)
REQUESTS = [each.split() for each in OTHERS if not each.startswith("websocket")]
WEBSOCKETS = [each.split()[1] for each in OTHERS if each.startswith("websocket")]


def test_nothing_of_marimos_is_within_reach_but_what_a_page_needs(bench: Bench) -> None:
    with bench.client("ada") as client:
        replies = {
            path: client.request(method, f"{NOTEBOOK}{path}").status_code
            for method, path in REQUESTS
        }
    assert {path: status for path, status in replies.items() if status != 404} == {}


@pytest.mark.parametrize("path", [*WEBSOCKETS, "/lsp/pylsp", "/mcp/server"])
def test_no_other_websocket_of_marimos_opens(bench: Bench, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        bench.socket("ada", path)
    assert refused.value.response.status_code == 404


def test_marimo_has_what_is_to_be_kept_out_and_where_it_was_looked_for() -> None:
    assert {"POST /api/kernel/execute", "GET /sse", "websocket /terminal/ws"} <= set(OTHERS)
    assert set(every(build_routes())) >= READER


def test_no_other_file_opens_as_a_notebook(bench: Bench) -> None:
    with bench.client("ada") as client:
        plain = client.get(f"{NOTEBOOK}/").text
        assert client.get(f"{NOTEBOOK}/?file=__new__&access_token=x").text == plain


def test_a_form_sends_no_more_than_a_megabyte(bench: Bench) -> None:
    with bench.client("ada") as client:
        sent = client.post(
            f"{NOTEBOOK}/api/kernel/set_ui_element_value",
            content=b" " * (2**20 + 1),
        )
    assert sent.status_code in {403, 413}


# Sessions


@pytest.fixture
def session() -> str:
    """An id like those a browser makes up."""
    return f"s_{secrets.token_hex(3)}"


def ready(socket: ClientConnection) -> dict[str, Any]:
    """What marimo says when a session begins."""
    while True:
        message = json.loads(socket.recv(timeout=20))
        if message["op"] == "kernel-ready":
            data: dict[str, Any] = message["data"]
            return data


def told(socket: ClientConnection) -> str:
    """All that a session says until its first run is over, its HTML as it is."""
    heard = [str(socket.recv(timeout=20))]
    while '"completed-run"' not in heard[-1]:
        heard.append(str(socket.recv(timeout=20)))
    return "".join(heard).replace("\\u003C", "<").replace("\\u003E", ">")


def test_the_code_of_a_notebook_stays_on_the_server(bench: Bench, session: str) -> None:
    with bench.socket("ada", session=session) as socket:
        assert set(ready(socket)["codes"]) == {""}
        assert "side_by_side(" not in told(socket)


def test_a_session_runs_as_whoever_opened_it(bench: Bench, session: str) -> None:
    with bench.socket("ada", session=session) as ada, bench.socket("mo", session=session) as mo:
        assert "<strong>ada</strong> of <strong>alder</strong>" in told(ada)
        assert "<strong>mo</strong> of <strong>meridian</strong>" in told(mo)


@pytest.mark.parametrize("other", ["bo", "mo", "ada-more"])
def test_a_session_is_changed_by_nobody_else_who_knows_its_id(
    bench: Bench, session: str, other: str
) -> None:
    with bench.socket("ada", session=session) as ada:
        ready(ada)
        refused = bench.change(other, session)
        assert refused.status_code == 403
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert bench.change("ada", session).status_code == 200


def test_a_session_is_neither_read_nor_taken_over_by_who_knows_its_id(
    bench: Bench, session: str
) -> None:
    with bench.socket("ada", session=session) as ada:
        told(ada)
        with bench.socket("mo", session=session) as mo:
            assert "alder" not in told(mo)
        assert bench.change("ada", session).status_code == 200
        assert '"completed-run"' in str(ada.recv(timeout=20))


def test_a_session_nobody_opened_is_nobodys(bench: Bench, session: str) -> None:
    assert bench.change("ada", session).status_code == 403


def test_its_own_reader_finds_a_session_again(bench: Bench, session: str) -> None:
    with bench.socket("bo", session=session) as first:
        told(first)
    with bench.socket("bo", session=session):
        assert bench.change("bo", session).status_code == 200


# In the browser


def ask(page: Page, question: str) -> None:
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")


def choose(page: Page, passage: str) -> None:
    page.get_by_role("button", name=re.compile(rf"^\d+ · {re.escape(passage)}")).click()


def column(page: Page, stage: str) -> Locator:
    """The passages of one ranking."""
    return page.locator(f".hr-{stage} li")


def chosen(page: Page) -> Locator:
    """The highlighted passage."""
    return page.locator("mark.hr-span")


def test_two_tenants_in_two_windows_each_see_their_own_passages(
    bench: Bench, window: MakePage
) -> None:
    ada, mo = window(), window()
    bench.open(ada, "ada")
    bench.open(mo, "mo")
    ask(ada, QUESTION)
    ask(mo, QUESTION)
    expect(column(ada, "reranked").filter(has_text="Carrying leave over")).to_be_visible()
    expect(column(mo, "reranked")).to_have_count(1)
    expect(column(mo, "reranked")).to_contain_text("cargo")
    expect(ada.locator("body")).not_to_contain_text("cargo")


def test_what_one_is_not_cleared_for_is_in_no_ranking(bench: Bench, window: MakePage) -> None:
    page, cleared = window(), window()
    bench.open(page, "ada", QUESTION)
    bench.open(cleared, "ada-more", QUESTION)
    expect(cleared.locator(".hr-columns")).to_contain_text("board")
    expect(page.locator(".hr-columns")).to_contain_text("leave")
    expect(page.locator(".hr-columns")).not_to_contain_text("board")


def test_four_rankings_stand_beside_each_other_with_their_scores(
    bench: Bench, window: MakePage
) -> None:
    page = window()
    bench.open(page, "ada", QUESTION)
    for stage in ("dense", "sparse", "fused", "reranked"):
        expect(column(page, stage).first.locator(".hr-score")).to_have_text(
            re.compile(r"\d+\.\d\d")
        )
    expect(page.locator(".hr-words")).to_contain_text("carry")


def test_a_chosen_passage_is_highlighted_in_its_document(bench: Bench, window: MakePage) -> None:
    page = window()
    bench.open(page, "ada", QUESTION)
    choose(page, "leave › Carrying leave over")
    expect(chosen(page)).to_contain_text("Up to five days of leave carry over")
    expect(chosen(page)).not_to_contain_text("before noon")
    expect(chosen(page).locator("b").first).to_have_text("days")
    expect(page.locator(".hr-body")).to_contain_text("before noon")
    expect(page.locator(".hr-why")).to_contain_text("Fused")
    choose(page, "meals")
    expect(chosen(page)).to_contain_text("nine euros")


def test_an_example_asks_its_question(bench: Bench, window: MakePage) -> None:
    page = window()
    bench.open(page, "ada")
    expect(page.get_by_role("status")).to_contain_text("Ask a question")
    page.get_by_role("button", name="How much can I claim for meals").click()
    expect(page.get_by_label("Question")).to_have_value(re.compile("How much can I claim"))
    expect(column(page, "fused").first).to_be_visible()


def test_every_version_brings_up_what_is_not_yet_in_force(bench: Bench, window: MakePage) -> None:
    page = window()
    bench.open(page, "ada", QUESTION)
    expect(page.locator(".hr-columns")).not_to_contain_text("later")
    page.get_by_role("switch").click()
    expect(page.locator(".hr-columns")).to_contain_text("later")


def test_a_passages_own_words_never_become_markup(bench: Bench, window: MakePage) -> None:
    page = window()
    bench.open(page, "ada", "Leave to carry")
    choose(page, HOSTILE)
    expect(chosen(page)).to_contain_text(HOSTILE)
    expect(page.locator("#App img")).to_have_count(0)


def test_a_sign_in_that_ends_leads_away_from_the_notebook(bench: Bench, window: MakePage) -> None:
    page = window()
    bench.open(page, "cy", QUESTION)
    expect(column(page, "fused").first).to_be_visible()
    bench.door.gone.add("cy")
    page.wait_for_url("**/sign-in?next=*&expired=1")


def test_a_notebook_runs_under_its_policy_and_asks_nobody_else(
    bench: Bench, window: MakePage
) -> None:
    page = window()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    bench.open(page, "ada", QUESTION)
    choose(page, "meals")
    expect(chosen(page)).to_contain_text("nine euros")
    assert complaints == []
    assert hosts - {""} == {urlsplit(bench.url).netloc}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_columns_stack_and_nothing_sticks_out(
    bench: Bench, window: MakePage, scheme: str
) -> None:
    page = window(PHONE, color_scheme=scheme)
    bench.open(page, "ada", QUESTION)
    expect(column(page, "reranked").first).to_be_visible()
    assert page.locator("#App").evaluate("app => app.scrollWidth <= app.clientWidth")
    lefts = page.locator(".hr-column").evaluate_all("all => all.map(each => each.offsetLeft)")
    assert len(set(lefts)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_we_show_is_accessible(bench: Bench, window: MakePage, scheme: str) -> None:
    page = window(color_scheme=scheme)
    bench.open(page, "ada", QUESTION)
    expect(chosen(page)).to_be_visible()
    assert worst_findings(page, ".hr") == []
    page.goto(f"{bench.url}/workbench/")
    assert worst_findings(page, "main") == []
