"""Everything that changes answers, under one content hash."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How a question is searched."""

    depth: int = 100
    """How many chunks each of the two searches contributes."""
    dense_weight: float = 0.5
    """The share of the dense score in the fused one."""
    rerank: str = "linear"
    """The reranker, as `HANDRAIL_RERANK` names it."""
    rerank_depth: int = 50
    """How many fused chunks the reranker sees."""
    k: int = 8
    """How many chunks an answer is made from."""


@dataclass(frozen=True, slots=True)
class ChunkingSettings:
    """How a document is cut; a change means other chunks, so it changes the chunks' ids."""

    strategy: str = "clause-1"
    """How texts are cut, as `HANDRAIL_CHUNKING` names it."""
    limit: int = 254
    """The most word pieces of a chunk, its prefix included."""
    overlap: int = 0
    """About how many word pieces a chunk repeats of the one before, where a strategy can."""


@dataclass(frozen=True, slots=True)
class RefusalSettings:
    """Evidence scores, from 0 to 1, below which a question is refused; best calibrated per corpus."""

    evidence: float = 0.2
    """Below this, there is too little to answer from."""
    scope: float = 0.1
    """Below this, nothing is about the subject at all."""
    weights: tuple[float, ...] = ()
    """The evidence score's intercept and coefficients; none are those that come with Handrail."""


@dataclass(frozen=True)
class Release:
    """The bundle under which a request runs. Swapping a model is making a new release."""

    prompt: str
    route: tuple[str, ...]
    embedding: str
    retrieval: RetrievalSettings = RetrievalSettings()
    chunking: ChunkingSettings = ChunkingSettings()
    refusal: RefusalSettings = RefusalSettings()
    requirements: str = ""

    @cached_property
    def id(self) -> str:
        """`r-` and the first 16 hexadecimal digits of the SHA-256 of the release's canonical JSON."""
        return f"r-{sha256(self.canonical().encode()).hexdigest()[:16]}"

    def canonical(self) -> str:
        """The release as JSON with sorted keys and no white space."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
