"""A LlamaIndex user's own query engine is held to the same permissions."""

from datetime import date

import pytest
from llama_index.core.schema import QueryBundle, TextNode
from llama_index.core.vector_stores.types import (
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryMode,
)

from core.domain.access import Tier
from core.retrieval.llama import HandrailRetriever, NoFilters, ReadOnly, vector_store
from tests.conftest import Shelf


@pytest.fixture
def stocked(shelf: Shelf) -> Shelf:
    shelf.add_tenant("globex")
    shelf.put("ours.md", "The hotel limit is 120 euros.")
    shelf.put("secret.md", "The hotel limit for the board is 900 euros.", tier=Tier.RESTRICTED)
    shelf.put("theirs.md", "The hotel limit is 999 dollars.", tenant="globex", tier=Tier.PUBLIC)
    return shelf


def query(shelf: Shelf, mode: VectorStoreQueryMode, **more: object) -> VectorStoreQuery:
    return VectorStoreQuery(
        query_embedding=shelf.embedder.embed(["hotel limit"])[0].tolist(),
        query_str="hotel limit",
        similarity_top_k=10,
        sparse_top_k=10,
        mode=mode,
        **more,  # type: ignore[arg-type]
    )


def test_the_retriever_returns_nodes_with_their_provenance(stocked: Shelf) -> None:
    retriever = HandrailRetriever(stocked.searcher(), stocked.principal(), as_of=date(2026, 11, 22))
    (found,) = retriever.retrieve(QueryBundle("hotel limit"))
    assert found.node.get_content() == "The hotel limit is 120 euros."
    assert found.node.metadata["source"] == "ours.md"


@pytest.mark.parametrize(
    "mode",
    [VectorStoreQueryMode.DEFAULT, VectorStoreQueryMode.SPARSE, VectorStoreQueryMode.HYBRID],
)
def test_the_vector_store_sees_what_its_principal_sees(
    stocked: Shelf, mode: VectorStoreQueryMode
) -> None:
    bound = vector_store(stocked.store.app_url, stocked.principal(), stocked.embedder.dimension)
    result = bound.query(query(stocked, mode))
    assert [node.metadata["source"] for node in result.nodes or []] == ["ours.md"]


def test_a_filter_is_refused_rather_than_written_into_the_sql(stocked: Shelf) -> None:
    bound = vector_store(stocked.store.app_url, stocked.principal(), stocked.embedder.dimension)
    filters = MetadataFilters(filters=[MetadataFilter(key="tenant_id", value="x' OR '1'='1")])
    with pytest.raises(NoFilters):
        bound.query(query(stocked, VectorStoreQueryMode.DEFAULT, filters=filters))


def test_the_vector_store_writes_nothing(stocked: Shelf) -> None:
    bound = vector_store(stocked.store.app_url, stocked.principal(), stocked.embedder.dimension)
    with pytest.raises(ReadOnly):
        bound.add([TextNode(text="x")])
    with pytest.raises(ReadOnly):
        bound.delete("x")


def test_nodes_fetched_by_id_are_the_principals_own(stocked: Shelf) -> None:
    bound = vector_store(stocked.store.app_url, stocked.principal(), stocked.embedder.dimension)
    theirs = vector_store(
        stocked.store.app_url, stocked.principal("globex"), stocked.embedder.dimension
    )
    node_ids = [
        node.node_id
        for node in theirs.query(query(stocked, VectorStoreQueryMode.DEFAULT)).nodes or []
    ]
    assert node_ids
    assert bound.get_nodes(node_ids=node_ids) == []
