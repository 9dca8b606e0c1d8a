"""What a run keeps: for each case what was retrieved, what was answered, and what that took."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from core.domain.access import Tier
from core.domain.document import ALWAYS, FOREVER, Chunk


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as it was when it was retrieved: its text, where it is from, and who may see it."""

    chunk_id: str
    source: str
    version: str
    title: str
    headings: tuple[str, ...]
    prefix: str
    text: str
    start: int
    end: int
    tier: Tier
    groups: frozenset[str] = frozenset()
    effective_from: date = ALWAYS
    effective_to: date = FOREVER

    @classmethod
    def of(cls, chunk: Chunk) -> "Passage":
        """A chunk as it is now."""
        where = chunk.provenance
        return cls(
            chunk_id=chunk.id,
            source=where.source,
            version=where.version,
            title=where.title,
            headings=where.headings,
            prefix=chunk.prefix,
            text=chunk.text,
            start=where.start,
            end=where.end,
            tier=where.label.tier,
            groups=where.label.groups,
            effective_from=where.effective.start,
            effective_to=where.effective.end,
        )


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: its number in the answer, the chunk, and the quoted span of the source's text."""

    number: int
    chunk_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds and US dollars. `first_ms` is when the first words of the answer left."""

    search_ms: float = 0.0
    model_ms: float = 0.0
    first_ms: float = 0.0
    total_ms: float = 0.0
    cost_usd: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one case once. `asked` is the digest of what was asked, and as whom.

    `retrieved` are the passages in the order of the citations' numbers, `scores` theirs. `refusal`
    is the kind of refusal, None where there is an answer. `error` says why there is neither.
    """

    case: str
    attempt: int
    asked: str
    answer: str
    refusal: str | None = None
    citations: tuple[Cited, ...] = ()
    retrieved: tuple[Passage, ...] = ()
    scores: tuple[float, ...] = ()
    searched: str | None = None
    model: str = ""
    took: Took = field(default_factory=Took)
    error: str | None = None

    def passage(self, chunk_id: str) -> Passage | None:
        """The retrieved passage of that chunk, or None if it was not retrieved."""
        return next((each for each in self.retrieved if each.chunk_id == chunk_id), None)


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that a tenant holds, as its files say and not as the database does."""

    source: str
    version: str
    tier: Tier
    groups: frozenset[str] = frozenset()
    effective_from: date = ALWAYS
    effective_to: date = FOREVER


@dataclass(frozen=True, slots=True)
class Run:
    """A suite asked of a release. `outcomes` stand in the order of the cases, then of the attempts.

    `release` is the whole bundle as JSON has it, `release_id` its id. `corpus` is a digest, by
    tenant, of every chunk that could be found; `holdings` are what the tenants' files say they hold,
    empty for a suite that is run on what the deployment holds. `code` is a digest of the product's own
    code, as the release does not tell of that.
    """

    suite: str
    release_id: str
    release: Mapping[str, Any]
    corpus: Mapping[str, str]
    code: str
    began: datetime
    outcomes: tuple[Outcome, ...]
    holdings: Mapping[str, tuple[Holding, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    judgements: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
