"""The only builder of real objects: importing Handrail opens nothing, this does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

from core.answering.feedback import Feedbacks
from core.answering.history import History
from core.answering.service import Assistant
from core.audit import Audit
from core.bootstrap.configuration import rulings
from core.domain.release import Release
from core.identity import Door, LocalIssuer, SignIns, Verifier
from core.identity.tokens import Keys
from core.inference.embedding import Embedder
from core.inference.router import Router
from core.ingest.pipeline import Ingest
from core.library import Library
from core.observability.figures import Figures
from core.releases import release, settings_of
from core.requirements.configuration import Subject
from core.requirements.rulings import Rulings
from core.requirements.values import Requirements
from core.retrieval.rerank import Reranker
from core.retrieval.rerankers import reranker
from core.retrieval.search import Searcher
from core.settings import EMBEDDED_EMBEDDING, EMBEDDED_MODEL, Settings
from core.settings import settings as configured
from core.store import Database, Store, records, tenants


def embedder(settings: Settings, allowed: Rulings) -> Embedder:
    """The embedding model of the settings, loaded; raises `RuledOut` when a clause forbids it."""
    cleared = allowed.cleared(Subject.EMBEDDING, settings.embedding_model)
    if settings.embedding_model == EMBEDDED_EMBEDDING:
        from core.inference.minilm import MiniLM  # noqa: PLC0415  slow to import

        return MiniLM(settings.home)
    from core.inference.litellm_embedding import LitellmEmbedder  # noqa: PLC0415

    return LitellmEmbedder(cleared, settings.embedding_dimension, settings.embedding_window)


class Handrail:
    """Everything, built from settings; each part on first use, so that nobody waits for the others."""

    def __init__(
        self, settings: Settings, database: Database, release: Release | None = None
    ) -> None:
        """Over an opened database; under `release`, or None for the one that the settings make."""
        self.settings = settings_of(release, settings) if release else settings
        self.database = database
        self._tried = release

    @cached_property
    def store(self) -> Store:
        """The serving side of the database."""
        return self.database.store()

    @cached_property
    def issuer(self) -> LocalIssuer:
        """Issues identities to whoever sits at this machine."""
        return LocalIssuer(self.settings.home, self.settings.issuer_url, self.settings.audience)

    @cached_property
    def keys(self) -> Keys:
        """The public keys of whoever's tokens are believed."""
        if self.settings.oidc_issuer is None:
            return self.issuer
        from core.identity.keys import discovered  # noqa: PLC0415  asks the issuer

        return discovered(self.settings.oidc_issuer)

    def verifier(self, audience: str) -> Verifier:
        """Holds tokens meant for `audience` to the issuer's keys."""
        return Verifier(self.keys, self.settings.issuer_url, audience)

    @cached_property
    def sign_ins(self) -> SignIns:
        """Who is signed in with a browser."""
        return SignIns(self.store)

    @cached_property
    def door(self) -> Door:
        """Where somebody becomes a principal."""
        settings = self.settings
        return Door(
            self.sign_ins,
            bearer=self.verifier(settings.audience),
            signed_in=self.verifier(settings.oidc_client_id),
        )

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, loaded; raises `RuledOut` when a clause forbids it."""
        return embedder(self.settings, self.rulings)

    @cached_property
    def rulings(self) -> Rulings:
        """What the requirements allow of what is configured; raises `BadRequirements`."""
        return rulings(self.settings)

    @property
    def requirements(self) -> Requirements | None:
        """The requirements this deployment is held to, if any."""
        return self.rulings.requirements

    def ensure_allowed(self) -> None:
        """Raise `RuledOut`, which names the clauses, when what is configured breaks one.

        Also raises `NotAlone` when a deployment dedicated to one tenant holds several.
        """
        self.rulings.ensure_allowed()
        if self.settings.tenancy == "dedicated":
            tenants.ensure_alone(self.database)

    @cached_property
    def release(self) -> Release:
        """The release that answers; raises `RuledOut`, as none may run that breaks a clause."""
        self.ensure_allowed()
        digest = self.requirements.digest if self.requirements else ""
        if self._tried is not None:
            return replace(self._tried, requirements=digest)
        return release(self.settings, digest)

    @cached_property
    def reranker(self) -> Reranker:
        """The reranker, loaded; raises `RuledOut` when a clause forbids it."""
        return reranker(self.rulings.cleared(Subject.RERANKER, self.settings.rerank).name)

    @cached_property
    def searcher(self) -> Searcher:
        """Permission-aware search."""
        retrieval = self.release.retrieval
        return Searcher(self.store, self.embedder, self.reranker, retrieval)

    @cached_property
    def router(self) -> Router:
        """The models that answer, every one of them cleared by the requirements."""
        route = [self.rulings.cleared(Subject.MODEL, each) for each in self.release.route]
        if EMBEDDED_MODEL in self.release.route:
            from core.inference.extractive.provider import register  # noqa: PLC0415

            register(self.embedder)
        settings = self.settings
        return Router(
            route, settings.model_timeout, settings.model_prices, settings.max_answer_tokens
        )

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

    @cached_property
    def library(self) -> Library:
        """The documents, as readers see and curators change them."""
        return Library(self.store, self.ingest, Audit(self.store))

    @cached_property
    def feedback(self) -> Feedbacks:
        """What people say of their answers."""
        return Feedbacks(self.store)

    @cached_property
    def history(self) -> History:
        """What someone asked before."""
        return History(self.store)

    @cached_property
    def figures(self) -> Figures:
        """What requests took."""
        return Figures(self.store)

    def close(self) -> None:
        """Give back connections and let go of the embedded database."""
        if "store" in self.__dict__:
            self.store.close()
        self.database.close()


@contextmanager
def bootstrap(
    settings: Settings | None = None, release: Release | None = None
) -> Iterator[Handrail]:
    """Handrail, running for as long as the block does; under `release`, where one is to be tried."""
    settings = settings or configured()
    handrail = Handrail(settings, Database.open(settings), release)
    try:
        yield handrail
    finally:
        handrail.close()
