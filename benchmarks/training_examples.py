"""What the product's own search finds for training questions, with what of it is relevant."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from benchmarks.training_sets import Span, TrainingSet
from core.domain.document import Provenance
from core.domain.release import RetrievalSettings
from core.evaluation.scratch import Loader, curator, reader, scratch_tenant
from core.inference.embedding import Embedder
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.identity import Identity
from core.retrieval.search import Searcher
from core.store import Database


@dataclass(frozen=True, slots=True)
class Example:
    """A question of a set, its candidates in fused order, and which of them answer it."""

    collection: str
    query: Query
    candidates: tuple[Candidate, ...]
    relevant: tuple[bool, ...]


def examples(
    database: Database, embedder: Embedder, source: TrainingSet, limit: int
) -> list[Example]:
    """An example for each of at most `limit` questions, evenly taken from the set's.

    Those with only relevant or only irrelevant candidates teach nothing and are left out.
    """
    store = database.store()
    with scratch_tenant(database, embedder) as tenant:
        Loader(store, embedder).load(curator(tenant), source.documents)
        database.vacuum(tenant)
        searcher = Searcher(store, embedder, Identity(), RetrievalSettings())
        found = []
        step = max(1, len(source.questions) // limit)
        pairs = zip(source.questions, source.relevant, strict=True)
        for question, spans in islice(pairs, 0, None, step):
            result = searcher.find(reader(tenant), question, as_of=None)
            marks = tuple(answers(each.chunk.provenance, spans) for each in result.candidates)
            found.append(Example(source.name, result.query, result.candidates, marks))
    store.close()
    return [each for each in found if 0 < sum(each.relevant) < len(each.relevant)]


def answers(chunk: Provenance, spans: Sequence[Span]) -> bool:
    """Whether a chunk overlaps one of the spans."""
    return any(
        chunk.source == span.document and chunk.start < span.end and span.start < chunk.end
        for span in spans
    )
