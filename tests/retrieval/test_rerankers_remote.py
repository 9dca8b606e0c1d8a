"""Reranking by a model behind litellm."""

import logging
from types import SimpleNamespace

import pytest

from core.domain.access import Tier
from core.domain.document import Chunk, Label, Provenance
from core.domain.retrieval import Scores
from core.inference.errors import ProviderRefused
from core.inference.gateway import litellm
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers import reranker

QUERY = Query("how long is the notice period")
WHERE = Provenance("d", "v", "s", "", 0, 1, label=Label(Tier.PUBLIC))
CANDIDATES = [
    Candidate(Chunk("a", "Two weeks.", "Contracts > Notice", WHERE), Scores(fused=0.9)),
    Candidate(Chunk("b", "Lunch is at noon.", "", WHERE), Scores(fused=0.5)),
    Candidate(Chunk("c", "Keep the receipt.", "", WHERE), Scores(fused=0.1)),
]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A provider that answers or raises what it is told to, and remembers what it was asked."""
    said = SimpleNamespace(results=None, error=None, asked=None)

    def rerank(**asked: object) -> SimpleNamespace:
        said.asked = asked
        if said.error is not None:
            raise said.error
        return SimpleNamespace(results=said.results)

    monkeypatch.setattr(litellm(), "rerank", rerank)
    return said


def test_the_models_scores_are_put_back_in_the_candidates_order(provider: SimpleNamespace) -> None:
    provider.results = [
        {"index": 2, "relevance_score": 0.7},
        {"index": 0, "relevance_score": 0.2},
        {"index": 1, "relevance_score": 0.1},
    ]
    assert reranker("litellm:maker/model").scores(QUERY, CANDIDATES) == [0.2, 0.1, 0.7]


def test_the_model_reads_headings_with_the_passage(provider: SimpleNamespace) -> None:
    provider.results = []
    reranker("litellm:maker/model").scores(QUERY, CANDIDATES)
    assert provider.asked["model"] == "maker/model"
    assert provider.asked["documents"][0] == "Contracts > Notice\nTwo weeks."


def test_candidates_the_model_passes_over_come_last(provider: SimpleNamespace) -> None:
    provider.results = [{"index": 1, "relevance_score": -3.0}]
    scores = reranker("litellm:maker/model").scores(QUERY, CANDIDATES)
    assert scores[1] > max(scores[0], scores[2])


@pytest.mark.parametrize("kind", ["RateLimitError", "ServiceUnavailableError", "Timeout"])
def test_while_the_model_is_unavailable_the_fused_order_stands_and_the_log_says_so(
    provider: SimpleNamespace, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    provider.error = getattr(litellm().exceptions, kind)("too much", "maker", "model")
    with caplog.at_level(logging.WARNING):
        scores = reranker("litellm:maker/model").scores(QUERY, CANDIDATES)
    assert scores == [0.9, 0.5, 0.1]
    assert "litellm:maker/model" in caplog.text


def test_a_wrong_key_is_an_error_rather_than_a_worse_search(provider: SimpleNamespace) -> None:
    provider.error = litellm().exceptions.AuthenticationError("no such key", "maker", "model")
    with pytest.raises(ProviderRefused):
        reranker("litellm:maker/model").scores(QUERY, CANDIDATES)


def test_no_candidates_cost_no_request(provider: SimpleNamespace) -> None:
    assert reranker("litellm:maker/model").scores(QUERY, []) == []
    assert provider.asked is None
