"""Any reranking model that litellm reaches."""

import logging
from collections.abc import Sequence

from core.domain.errors import Transient
from core.inference.gateway import litellm, translated
from core.retrieval.rerank import Candidate, Query

log = logging.getLogger(__name__)
TIMEOUT = 10.0  # seconds; whoever asked is waiting


class Remote:
    """A reranking model by its litellm name, such as `cohere/rerank-v3.5`.

    While it is busy or out of reach the fused order stands, and a warning is logged: a search
    does not fail for want of a second opinion. What trying again cannot mend, such as a wrong name
    or key, raises `ProviderRefused`.
    """

    def __init__(self, model: str) -> None:
        """Of `model`, whose provider's key litellm finds in the environment."""
        self._model = model

    @property
    def name(self) -> str:
        """`litellm:` and the model."""
        return f"litellm:{self._model}"

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """The model's relevance scores, or the fused scores if it cannot be had just now."""
        if not candidates:
            return []
        try:
            return self._asked(query, candidates)
        except Transient as error:
            log.warning("%s does not rerank, so the fused order stands: %s", self.name, error)
            return [candidate.scores.fused for candidate in candidates]

    def _asked(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        with translated():
            response = litellm().rerank(
                model=self._model,
                query=query.text,
                documents=[each.text for each in candidates],
                top_n=len(candidates),
                return_documents=False,
                timeout=TIMEOUT,
            )
        found = {row["index"]: float(row["relevance_score"]) for row in response.results or ()}
        last = min(found.values(), default=0.0) - 1  # for any the model passes over
        return [found.get(number, last) for number in range(len(candidates))]
