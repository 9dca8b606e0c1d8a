"""The sample tenants, through the whole product: real documents, real model, nothing leaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.bootstrap import Handrail
from core.bootstrap.samples import samples
from core.domain.access import Principal
from core.domain.answer import Answer, Question
from core.evaluation.facts.stating import find, told
from core.evaluation.suites import reading
from core.evaluation.suites.values import Case
from core.inference.embedding import Embedder
from core.ingest.pipeline import Summary
from tests.conftest import cloned
from tests.stocked import Stock, opened

CASES = [case for folder in reading.suites(Path("evals")) for case in reading.load(folder).cases]
HIDDEN = [
    pytest.param(case, id=case.id)
    for case in CASES
    if case.refusal and {"permission", "cross_tenant", "injection"} & set(case.tags)
]


@dataclass
class Loaded:
    """Handrail with every sample tenant loaded."""

    handrail: Handrail
    summaries: Mapping[str, Summary]

    def asker(self, case: Case) -> Principal:
        who = case.as_whom
        return self.handrail.issuer.principal(
            who.tenant, "asker", clearance=who.clearance, groups=who.groups
        )

    def answer(self, case: Case) -> Answer:
        question = Question(case.question, case.as_of, earlier=case.earlier)
        return self.handrail.assistant.ask(self.asker(case), question)


@pytest.fixture(scope="module")
def loaded(
    server_url: str, stocked: Stock, minilm: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    with (
        cloned(server_url, stocked.name) as database,
        opened(database, tmp_path_factory.mktemp("home"), minilm) as handrail,
    ):
        yield Loaded(handrail, stocked.summaries)


def test_every_sample_document_is_taken_in(loaded: Loaded) -> None:
    for sample in samples():
        files = [each for each in sample.documents.rglob("*") if each.is_file()]
        summary = loaded.summaries[sample.tenant]
        assert summary.added == len(files) - 1, sample.tenant  # one is the manifest
        assert summary.quarantined == []


@pytest.mark.parametrize("case", HIDDEN)
def test_what_one_may_not_see_is_not_told(loaded: Loaded, case: Case) -> None:
    text = loaded.answer(case).text
    assert not [told(secret) for secret in case.must_not_say if find(secret, text).places]


def test_every_hit_is_the_askers_to_see_and_every_citation_was_retrieved(loaded: Loaded) -> None:
    sources = {
        sample.tenant: {
            path.relative_to(sample.documents).as_posix() for path in sample.documents.rglob("*")
        }
        for sample in samples()
    }
    for case in CASES[::3]:
        person, answer = loaded.asker(case), loaded.answer(case)
        for hit in answer.hits:
            label = hit.chunk.provenance.label
            assert label.tier <= person.clearance
            assert not label.groups or label.groups & person.groups
            assert hit.chunk.provenance.source in sources[person.tenant]
        assert {c.chunk_id for c in answer.citations} <= {hit.chunk.id for hit in answer.hits}
        assert answer.citations or answer.refusal


def test_clearance_decides_between_an_answer_and_a_refusal(loaded: Loaded) -> None:
    question = "How long can adrenaline pens still be used after the cupboard got too warm?"
    said = []
    for subject in ("petra.lindqvist", "noor.haldane"):
        answer = loaded.handrail.assistant.ask(named(loaded, subject), Question(question))
        said.append(answer.refusal.kind.value if answer.refusal else answer.text)
    cleared, uncleared = said
    assert "60 hours" in cleared
    assert uncleared == "no_evidence"


def test_what_is_not_there_is_refused_and_what_is_there_is_answered(loaded: Loaded) -> None:
    noor = named(loaded, "noor.haldane")
    meals = "How much can I put in for meals if I'm out the whole day?"
    pension = "Do we have a company pension, and how much is paid in?"
    assert "EUR 62" in loaded.handrail.assistant.ask(noor, Question(meals)).text
    refusal = loaded.handrail.assistant.ask(noor, Question(pension)).refusal
    assert refusal and refusal.kind.value == "no_evidence"


def named(loaded: Loaded, subject: str) -> Principal:
    """Someone of Alder Valley Clinics."""
    alder = next(each for each in samples() if each.tenant == "alder")
    person = next(each for each in alder.people if each.subject == subject)
    return loaded.handrail.issuer.principal(
        "alder", subject, clearance=person.clearance, groups=person.groups
    )
