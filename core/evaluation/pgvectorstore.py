"""The baseline: LlamaIndex's PGVectorStore as its documentation sets it up, on the same chunks.

Its table lives in a schema of its own, which is dropped afterwards; no row-level security holds it.
Its hybrid search returns the dense results and after them those sparse results that are not among
them, and that order is what it is judged by: it is what whoever uses it gets.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from core.evaluation.scratch import LoadedChunk, Watcher
from core.inference.embedding import Vectors
from core.store import Database

if TYPE_CHECKING:
    from llama_index.vector_stores.postgres import PGVectorStore
    from sqlalchemy import Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

HNSW = {  # the values of the documentation's example
    "hnsw_m": 16,
    "hnsw_ef_construction": 64,
    "hnsw_ef_search": 40,
    "hnsw_dist_method": "vector_cosine_ops",
}
BATCH = 500
TABLE = "chunks"


class Engines(NamedTuple):
    """SQLAlchemy's two ways to one database; the baseline demands both and uses the first."""

    sync: "Engine"
    asynchronous: "AsyncEngine"


def engines(url: str, setup: str = "") -> Engines:
    """Engines on any libpq connection string, a Unix socket's included.

    `setup` is passed as libpq's `options`, such as `-c search_path=public`.
    """
    from sqlalchemy import create_engine  # noqa: PLC0415  slow to import
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

    arguments = {"dsn": url, **({"options": setup} if setup else {})}
    sync = create_engine(
        "postgresql+psycopg2://?application_name=handrail-bench", connect_args=arguments
    )
    return Engines(sync, create_async_engine("postgresql+asyncpg://"))


@contextmanager
def baseline(
    database: Database,
    chunks: Sequence[LoadedChunk],
    dimension: int,
    watch: Watcher = lambda *_: None,
) -> Iterator["PGVectorStore"]:
    """A stock store filled with `chunks`, in a schema that is dropped in the end."""
    from sqlalchemy import text  # noqa: PLC0415

    connected = engines(database.admin_url)
    schema = f"bench_{secrets.token_hex(4)}"
    try:
        store = stock(connected, schema, dimension)
        fill(store, chunks, watch)
        with connected.sync.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.execute(text(f"vacuum (analyze) {schema}.data_{TABLE}"))
        yield store
    finally:
        with connected.sync.begin() as db:
            db.execute(text(f"drop schema if exists {schema} cascade"))
        connected.sync.dispose()


def stock(connected: Engines, schema: str, dimension: int) -> "PGVectorStore":
    """A hybrid store with an HNSW index, which makes its own schema and table on first use."""
    from llama_index.vector_stores.postgres import PGVectorStore  # noqa: PLC0415  slow to import

    logging.getLogger("llama_index").setLevel(logging.WARNING)
    return PGVectorStore(
        engine=connected.sync,
        async_engine=connected.asynchronous,
        table_name=TABLE,
        schema_name=schema,
        hybrid_search=True,
        text_search_config="english",
        embed_dim=dimension,
        hnsw_kwargs=dict(HNSW),
        initialization_fail_on_error=True,
    )


def fill(
    store: "PGVectorStore", chunks: Sequence[LoadedChunk], watch: Watcher = lambda *_: None
) -> None:
    """Add chunks to a store, under their own ids."""
    from llama_index.core.schema import TextNode  # noqa: PLC0415

    for start in range(0, len(chunks), BATCH):
        batch = chunks[start : start + BATCH]
        store.add([TextNode(id_=c.id, text=c.text, embedding=c.vector.tolist()) for c in batch])
        watch("baseline", start + len(batch), len(chunks))


def ranking(store: "PGVectorStore", question: str, vector: Vectors, depth: int) -> list[str]:
    """Chunk ids as the store's hybrid search returns them, `depth` asked of each of its halves."""
    from llama_index.core.vector_stores.types import (  # noqa: PLC0415
        VectorStoreQuery,
        VectorStoreQueryMode,
    )

    query = VectorStoreQuery(
        query_str=question,
        query_embedding=vector.tolist(),
        similarity_top_k=depth,
        sparse_top_k=depth,
        mode=VectorStoreQueryMode.HYBRID,
    )
    return list(store.query(query).ids or ())
