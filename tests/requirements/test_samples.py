"""The requirements of the sample deployment, against the sample documents and their readers."""

from functools import cache
from pathlib import Path

import pytest

from core.bootstrap.configuration import rulings
from core.bootstrap.samples import FOLDER, samples
from core.ingest.readers import read
from core.requirements.cases import cases
from core.requirements.loading import load
from core.requirements.values import ClauseKind, Example, ExampleKind
from core.settings import Settings

FILE = FOLDER / "requirements.toml"
DONE = [pytest.param(each, id=each.id) for each in load(FILE).done]
KEYS = {
    "id",
    "question",
    "as_whom",
    "must_say",
    "must_not_say",
    "justified_by",
    "refusal",
    "tags",
    "weight",
    "written_by",
    "approved_by",
}


@cache
def text(path: Path) -> str:
    return _plain(read(path).text)


def _plain(given: str) -> str:
    return " ".join(given.replace("**", "").split()).casefold()


def documents(example: Example) -> list[str]:
    assert example.tenant is not None
    return [text(FOLDER / example.tenant / "documents" / each) for each in example.documents]


def test_the_samples_run_as_they_come() -> None:
    found = rulings(Settings(requirements=FILE))
    assert found.broken == ()
    assert found.ruled_out


def test_the_samples_have_every_kind_of_clause_but_staleness() -> None:
    kinds = {each.kind for each in load(FILE).clauses}
    assert set(ClauseKind) - kinds == {ClauseKind.STALENESS}


def test_every_tenant_has_right_answers_wrong_ones_and_refusals() -> None:
    done = load(FILE).done
    for sample in samples():
        assert {each.kind for each in done if each.tenant == sample.tenant} == set(ExampleKind)


@pytest.mark.parametrize("example", DONE)
def test_a_right_fact_stands_in_its_documents_and_a_wrong_one_does_not(example: Example) -> None:
    bodies = documents(example)
    for fact in example.says:
        stands = any(_plain(fact) in body for body in bodies)
        assert stands == (example.kind == ExampleKind.RIGHT), fact


def test_what_the_samples_seed_has_one_case_for_each_question_and_asker() -> None:
    made = cases(load(FILE))
    asked = [(each["question"], str(each["as_whom"])) for each in made]
    assert len(set(asked)) == len(asked)
    assert all(set(each) == KEYS for each in made)
    (meals,) = (each for each in made if each["id"] == "D-ALDER-1")
    assert (meals["must_say"], meals["must_not_say"]) == (["EUR 62"], ["EUR 48"])
    assert meals["as_whom"] == {"tenant": "alder", "groups": [], "clearance": "internal"}
    assert meals["justified_by"] == [{"document": "policies/travel-2026.md"}]
