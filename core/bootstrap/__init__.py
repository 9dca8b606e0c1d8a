"""The only builder of real objects: importing Handrail opens nothing, this does."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from core.answering.service import Assistant
from core.audit import Audit
from core.domain.release import Release
from core.identity import LocalIssuer
from core.inference.embedding import Embedder
from core.inference.router import Router
from core.ingest.pipeline import Ingest
from core.releases import release
from core.retrieval.rerankers import reranker
from core.retrieval.search import Searcher
from core.settings import EMBEDDED_EMBEDDING, EMBEDDED_MODEL, Settings
from core.store import Database, Store, records


class Handrail:
    """Everything, built from settings; each part on first use, so that nobody waits for the others."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Over an opened database."""
        self.settings = settings
        self.database = database

    @cached_property
    def store(self) -> Store:
        """The serving side of the database."""
        return self.database.store()

    @cached_property
    def issuer(self) -> LocalIssuer:
        """Issues identities to whoever sits at this machine."""
        return LocalIssuer(self.settings.home)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, loaded."""
        settings = self.settings
        if settings.embedding_model == EMBEDDED_EMBEDDING:
            from core.inference.minilm import MiniLM  # noqa: PLC0415  slow to import

            return MiniLM(settings.home)
        from core.inference.litellm_embedding import LitellmEmbedder  # noqa: PLC0415

        return LitellmEmbedder(
            settings.embedding_model, settings.embedding_dimension, settings.embedding_window
        )

    @cached_property
    def release(self) -> Release:
        """The release these settings make."""
        return release(self.settings)

    @cached_property
    def searcher(self) -> Searcher:
        """Permission-aware search."""
        rerank = reranker(self.settings.rerank)
        return Searcher(self.store, self.embedder, rerank, self.release.retrieval)

    @cached_property
    def router(self) -> Router:
        """The models that answer."""
        if EMBEDDED_MODEL in self.release.route:
            from core.inference.extractive.provider import register  # noqa: PLC0415

            register(self.embedder)
        settings = self.settings
        return Router(self.release.route, settings.model_timeout, settings.model_prices)

    @cached_property
    def assistant(self) -> Assistant:
        """Answers questions under the release, which is on record from now on."""
        records.put_release(self.database, self.release)
        return Assistant(self.store, self.searcher, self.router, Audit(self.store), self.release)

    @cached_property
    def ingest(self) -> Ingest:
        """Brings documents in."""
        return Ingest(
            self.store, self.embedder, self.release.chunking, self.settings.max_file_bytes
        )

    def close(self) -> None:
        """Give back connections and let go of the embedded database."""
        if "store" in self.__dict__:
            self.store.close()
        self.database.close()


@contextmanager
def bootstrap(settings: Settings | None = None) -> Iterator[Handrail]:
    """Handrail, running for as long as the block does."""
    settings = settings or Settings()
    handrail = Handrail(settings, Database.open(settings))
    try:
        yield handrail
    finally:
        handrail.close()
