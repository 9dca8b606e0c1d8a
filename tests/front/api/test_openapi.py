"""The OpenAPI document: complete, true, and there to browse."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.openapi.models import OpenAPI

from tests.front.api.conftest import BASE, Api
from tests.front.conftest import MakePage

SCHEMATHESIS = Path(sys.executable).with_name("st")
OURS = {"401", "413", "429", "500", "503"}


@pytest.fixture(scope="module")
def document(api: Api, acme: str) -> dict[str, Any]:
    """The document as it is served."""
    served: dict[str, Any] = api.client(acme).get("/openapi.json").json()
    return served


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for path in document["paths"].values() for each in path.values()]


def test_the_document_is_one(document: dict[str, Any]) -> None:
    assert OpenAPI.model_validate(document).openapi == "3.1.0"
    assert document["servers"] == [{"url": BASE}]
    assert document["security"] == [{"bearer": []}]


def test_every_operation_says_what_it_does_and_how_it_may_be_refused(
    document: dict[str, Any],
) -> None:
    found = operations(document)
    assert len({each["operationId"] for each in found}) == len(found)
    for each in found:
        assert each["summary"]
        assert each["description"]
        assert each["tags"]
        assert each["responses"].keys() > OURS


def test_every_refusal_is_a_problem_and_no_success_is_nameless(document: dict[str, Any]) -> None:
    for each in operations(document):
        for status, response in each["responses"].items():
            assert response["description"] not in {"Successful Response", "Validation Error"}
            if status >= "400":
                problem = response["content"]["application/problem+json"]
                assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_no_operation_asks_who_one_is(document: dict[str, Any]) -> None:
    forbidden = {"tenant", "subject", "roles", "clearance"}
    for each in operations(document):
        assert not forbidden & {parameter["name"] for parameter in each.get("parameters", [])}
    schemas = document["components"]["schemas"]
    for sent in ("Ask", "Search", "GiveFeedback", "Upload", "Turn"):
        assert not forbidden & schemas[sent]["properties"].keys()
        assert schemas[sent]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("who", "phases"),
    [
        ("reader", "coverage"),
        ("curator", "examples,fuzzing,stateful"),
    ],
)
def test_the_document_is_true_whatever_is_sent(
    api: Api, acme: str, tenant: str, who: str, phases: str
) -> None:
    # a cursor may be of no page and a key may have been used, which no schema can say
    options = "-n 4 --generation-deterministic --exclude-checks positive_data_acceptance"
    client = {"reader": api.client(acme), "curator": api.curator(tenant)}[who]
    authorization = f"Authorization: {client.headers['Authorization']}"
    command = [SCHEMATHESIS, "run", f"{api.url}{BASE}/openapi.json", "-H", authorization]
    done = subprocess.run(
        [*command, *options.split(), "--phases", phases, "--no-color"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_document_can_be_browsed_and_tried_under_a_strict_policy(
    api: Api, acme: str, window: MakePage
) -> None:
    client = api.client(acme)
    headers = {"Authorization": client.headers["Authorization"]}
    assert "script-src 'self';" in client.get("/docs").headers["content-security-policy"]
    page = window(extra_http_headers=headers)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{api.url}{BASE}/docs")
    page.get_by_text("Show who I am").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"subject": "reader"').first.wait_for()
    assert said == []
