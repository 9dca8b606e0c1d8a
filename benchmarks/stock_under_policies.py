"""The stock PGVectorStore on a table held to policies equivalent to the product's own.

The table is the one PGVectorStore makes, with its indexes, in a schema of its own. It is given a
column for the label and the product's policy: a row is visible when its label is. Queries run as
the serving role, whose connections carry the principal.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg

from benchmarks.made_up import DIMENSION, Passage
from core.domain.access import Principal
from core.evaluation.pgvectorstore import HNSW, TABLE, engines, stock
from core.store import Database
from core.store.corpus import vector_literal

if TYPE_CHECKING:
    from llama_index.vector_stores.postgres import PGVectorStore

SCHEMA = "bench_stock"
NAME = f"{SCHEMA}.data_{TABLE}"
POLICIES = f"""
alter table {NAME} enable row level security;
alter table {NAME} force row level security;
create policy reading on {NAME} for select to handrail_app
    using (label_id = any(array(select l.label_id from handrail.labels l)));
grant usage on schema {SCHEMA} to handrail_app;
grant select on {NAME} to handrail_app;
"""


class StockTable:
    """The stock table, filled row by row and searched under policies."""

    def __init__(self, database: Database) -> None:
        """Make the table as PGVectorStore does; its vector index waits until it is filled."""
        self._database = database
        connected = engines(database.admin_url)
        stock(connected, SCHEMA, DIMENSION).add([])
        connected.sync.dispose()
        with psycopg.connect(database.admin_url) as db:
            db.execute(f"drop index {SCHEMA}.data_{TABLE}_embedding_idx")
            db.execute(f"alter table {NAME} add label_id int")

    def add(self, rows: Sequence[tuple[str, int, Passage]]) -> None:
        """Add chunks: id, label and passage of each."""
        into = f"copy {NAME} (node_id, label_id, text, metadata_, embedding) from stdin"
        with psycopg.connect(self._database.admin_url) as db, db.cursor().copy(into) as copy:
            for id_, label, passage in rows:
                vector = vector_literal(passage.vector)
                copy.write_row((id_, label, passage.text, json.dumps({}), vector))

    def finish(self) -> None:
        """Build the vector index, put the policies in force, gather statistics."""
        with psycopg.connect(self._database.admin_url, autocommit=True) as db:
            db.execute(
                f"create index on {NAME} using hnsw (embedding {HNSW['hnsw_dist_method']}) with "
                f"(m = {HNSW['hnsw_m']}, ef_construction = {HNSW['hnsw_ef_construction']})"
            )
            db.execute(POLICIES)
            db.execute(f"vacuum (analyze) {NAME}")

    @contextmanager
    def searched_by(self, principal: Principal) -> Iterator["PGVectorStore"]:
        """The store as a principal sees it, through the serving role."""
        said = json.dumps(json.loads(principal.identity), separators=(",", ":"))
        connected = engines(self._database.app_url, f"-c handrail.principal={said}")
        store = stock(connected, SCHEMA, DIMENSION)
        store.perform_setup = False
        yield store
        connected.sync.dispose()

    def drop(self) -> None:
        """Take the table away again."""
        with psycopg.connect(self._database.admin_url) as db:
            db.execute(f"drop schema if exists {SCHEMA} cascade")
