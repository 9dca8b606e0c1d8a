"""The bridge to LlamaIndex: a retriever and a vector store that are their principal's and no other's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery, VectorStoreQueryResult
from llama_index.vector_stores.postgres import PGVectorStore

from core.domain.access import Principal
from core.domain.errors import Permanent
from core.domain.retrieval import Hit
from core.retrieval.search import Searcher
from core.store.engine import scoped_async_engine, scoped_engine


class NoFilters(Permanent):
    """Filters are off: the store writes them into its SQL unquoted, and permission does not need
    them. Narrow down the results instead."""


class ReadOnly(Permanent):
    """Documents come in through `handrail ingest`, not through a vector store."""


class HandrailRetriever(BaseRetriever):
    """Handrail's own search, for a LlamaIndex query engine: hybrid, reranked, permission-aware."""

    def __init__(
        self,
        searcher: Searcher,
        principal: Principal,
        *,
        k: int | None = None,
        as_of: date | None = None,
    ) -> None:
        """Searches as `principal`; of today's documents unless `as_of` names another day."""
        super().__init__()
        self._searcher = searcher
        self._principal = principal
        self._k = k
        self._as_of = as_of

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        day = self._as_of or date.today()
        found = self._searcher.search(self._principal, query_bundle.query_str, k=self._k, as_of=day)
        return [_node(hit) for hit in found.hits]


def _node(hit: Hit) -> NodeWithScore:
    provenance = hit.chunk.provenance
    node = TextNode(
        id_=hit.chunk.id,
        text=hit.chunk.text,
        start_char_idx=provenance.start,
        end_char_idx=provenance.end,
        metadata={
            "title": provenance.title,
            "source": provenance.source,
            "headings": list(provenance.headings),
            "page": provenance.page,
            "document_id": provenance.document_id,
            "version": provenance.version,
        },
    )
    return NodeWithScore(node=node, score=hit.score)


class ScopedPGVectorStore(PGVectorStore):
    """LlamaIndex's `PGVectorStore` over Handrail's chunks, read-only and bound to a principal.

    Whatever SQL it makes runs under the principal's policies. It knows nothing of effective dates.
    """

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:  # noqa: ANN401
        """As `PGVectorStore.query`, without filters."""
        return super().query(_unfiltered(query), **kwargs)

    async def aquery(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:  # noqa: ANN401
        """As `PGVectorStore.aquery`, without filters."""
        return await super().aquery(_unfiltered(query), **kwargs)

    def add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:  # noqa: ANN401
        """Raises `ReadOnly`."""
        raise ReadOnly

    async def async_add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:  # noqa: ANN401
        """Raises `ReadOnly`."""
        raise ReadOnly

    def delete(self, ref_doc_id: str, **kwargs: Any) -> None:  # noqa: ANN401
        """Raises `ReadOnly`."""
        raise ReadOnly


def vector_store(app_url: str, principal: Principal, dimension: int) -> ScopedPGVectorStore:
    """A `PGVectorStore` over the chunks `principal` may see, vectors of length `dimension`."""
    return ScopedPGVectorStore(  # type: ignore[call-arg]  # the others have defaults
        schema_name="handrail",
        table_name="chunks",
        embed_dim=dimension,
        hybrid_search=True,
        use_halfvec=True,
        perform_setup=False,
        engine=scoped_engine(app_url, principal),
        async_engine=scoped_async_engine(app_url, principal),
    )


def _unfiltered(query: VectorStoreQuery) -> VectorStoreQuery:
    if query.filters is not None:
        raise NoFilters
    return query
