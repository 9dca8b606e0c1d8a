"""Where mutants are tried: the sample documents in a database to clone, and a model that remembers."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

import numpy as np
import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.mutants.mutant import Mutant
from core.bootstrap import Handrail
from core.evaluation.runs.corpus import corpus
from core.evaluation.runs.files import holdings
from core.evaluation.runs.principals import as_principal, curator
from core.evaluation.runs.runner import Beside, run
from core.evaluation.runs.standing import documents, stand
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite
from core.inference.embedding import Embedder, Vectors
from core.store import Database, tenants

KEPT = "mutations"


class Remembering:
    """An embedder that gives the same text the same vector at once: mutants ask the same questions."""

    def __init__(self, embedder: Embedder) -> None:
        """In front of `embedder`, in memory."""
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self._lock = Lock()
        self.model = embedder.model
        self.dimension = embedder.dimension
        self.window = embedder.window
        self.count = embedder.count

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (len(texts), dimension), in order."""
        with self._lock:
            missing = list(dict.fromkeys(each for each in texts if each not in self._known))
            if missing:
                self._known |= dict(zip(missing, self._embedder.embed(missing), strict=True))
            known = [self._known[each] for each in texts]
        return np.array(known, np.float32).reshape(-1, self.dimension)


class Bed:
    """The documents of some suites, taken in once by the product as it is."""

    def __init__(self, handrail: Handrail, suites: Sequence[Suite]) -> None:
        """In the database of `handrail`, which is cloned for every trial and must not be in use."""
        self.suites = tuple(suites)
        self._home = handrail.settings.home / KEPT
        self._wanted: Mapping[str, Path] = documents(suites)
        self._embedder = Remembering(handrail.embedder)
        self._settings = handrail.settings
        self._database = handrail.database
        self._take_in(handrail)
        handrail.store.close()

    def run(self, suite: Suite, mutant: Mutant | None = None, at_once: int = 2) -> Run:
        """A run of a suite, of the product as it is or with a mutant planted."""
        with self._cloned() as database, self._opened(database, mutant) as handrail:
            if mutant is None:
                return self._asked(suite, handrail, at_once)
            with mutant.planted(handrail):
                if mutant.anew:
                    self._take_in_anew(handrail)
                return self._asked(suite, handrail, at_once)

    def _asked(self, suite: Suite, handrail: Handrail, at_once: int) -> Run:
        size = handrail.settings.max_file_bytes
        beside = Beside(
            corpus={
                tenant: corpus(handrail.store, curator(handrail.issuer, tenant))
                for tenant in self._wanted
            },
            holdings={tenant: holdings(path, size) for tenant, path in self._wanted.items()},
        )
        who = as_principal(handrail.issuer)
        return run(suite, handrail.assistant, who, beside, at_once=at_once)

    def _take_in(self, handrail: Handrail) -> None:
        stand(
            handrail.database,
            handrail.ingest,
            partial(curator, handrail.issuer),
            self._wanted,
            self._home,
        )

    def _take_in_anew(self, handrail: Handrail) -> None:
        for each in tenants.listed(handrail.database):
            tenants.remove(handrail.database, each.tenant)
        self._take_in(handrail)

    @contextmanager
    def _opened(self, database: Database, mutant: Mutant | None) -> Iterator[Handrail]:
        plain = Handrail(self._settings, database)
        release = mutant.release(plain.release) if mutant else plain.release
        handrail = Handrail(self._settings, database, release)
        handrail.__dict__["embedder"] = self._embedder
        try:
            yield handrail
        finally:
            handrail.store.close()

    @contextmanager
    def _cloned(self) -> Iterator[Database]:
        """A copy of the database that holds the documents, dropped at the end of the block."""
        name = f"mutant_{secrets.token_hex(4)}"
        identifier = psycopg.sql.Identifier(name)
        with psycopg.connect(self._database.admin_url) as db:
            template = psycopg.sql.Identifier(db.info.dbname)
        administered = make_conninfo(self._database.admin_url, dbname="postgres")
        with psycopg.connect(administered, autocommit=True) as db:
            make = psycopg.sql.SQL("create database {} template {}").format(identifier, template)
            db.execute(make)
            try:
                yield Database(
                    make_conninfo(self._database.admin_url, dbname=name),
                    make_conninfo(self._database.app_url, dbname=name),
                )
            finally:
                db.execute(psycopg.sql.SQL("drop database {} with (force)").format(identifier))
