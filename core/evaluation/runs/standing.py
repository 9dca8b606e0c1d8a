"""The documents that suites are run beside: those they name and no others, taken in by this code."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from core.domain.access import Principal
from core.domain.ids import content_id
from core.evaluation.alone import alone
from core.evaluation.runs import code
from core.evaluation.runs.errors import TwoCorpora, UnknownTenant
from core.evaluation.runs.files import UNNAMED
from core.evaluation.runs.runner import Watch
from core.evaluation.suites.suite import Suite
from core.inference.cached import CachedEmbedder
from core.inference.embedding import Embedder, Vectors
from core.ingest.pipeline import Ingest, Progress
from core.ingest.prepare import Quarantined
from core.store import Database, tenants

COLLECTION = "suite"
"""What the documents are filed under, so that chunk ids do not depend on where the suite lies."""


class Alone:
    """An embedder that gives each text its vector by itself.

    Quantised models round by what stands in the same batch; this way the vector of a text is the
    same whatever else was embedded with it, or was known already.
    """

    def __init__(self, embedder: Embedder) -> None:
        """In front of `embedder`."""
        self._embedder = embedder
        self.model = embedder.model
        self.dimension = embedder.dimension
        self.window = embedder.window
        self.count = embedder.count

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (len(texts), dimension), in order."""
        none = np.empty((0, self.dimension), np.float32)
        return np.concatenate([none, *(self._embedder.embed([text]) for text in texts)])


def documents(suites: Iterable[Suite]) -> dict[str, Path]:
    """The folder of each tenant that suites are run beside; raises `TwoCorpora`."""
    found: dict[str, Path] = {}
    for suite in suites:
        for tenant, folder in suite.documents.items():
            if found.setdefault(tenant, folder.resolve()) != folder.resolve():
                raise TwoCorpora(f"{tenant}: {found[tenant]} and {folder.resolve()}.")
    return found


def ensure_tenants(suite: Suite, there: Iterable[str]) -> None:
    """Raise `UnknownTenant`, which names those that are there, if a case needs another."""
    known = sorted(there)
    for case in suite.cases:
        if case.as_whom.tenant not in known:
            names = ", ".join(known) or "none"
            raise UnknownTenant(
                f"{suite.name}, {case.id}: {case.as_whom.tenant!r}. Tenants there: {names}."
            )


def stand(
    database: Database,
    ingest: Ingest,
    curator: Callable[[str], Principal],
    wanted: Mapping[str, Path],
    kept: Path,
    watch: Watch = lambda *_: None,
) -> list[Quarantined]:
    """Have a database hold the documents of `wanted`, by tenant, and of nobody else.

    What is unchanged is left as it is, unless the product's code or its libraries are other ones:
    then all is taken in anew. Vectors are kept below `kept`, by the code that makes them. Returns
    the files that could not be taken in.
    """
    careful = replace(ingest, embedder=_embedder(ingest.embedder, kept))
    _come_and_go(database, careful.embedder, wanted)
    missing: list[Quarantined] = []
    for tenant, folder in wanted.items():
        show = partial(_show, watch, tenant)
        summary = careful.run(
            curator(tenant),
            [folder],
            UNNAMED,
            show,
            is_default_meant=False,
            collection=COLLECTION,
        )
        if summary.chunks or summary.removed or summary.relabelled:
            database.vacuum(tenant)
        missing += summary.quarantined
    return missing


@contextmanager
def held(home: Path, watch: Watch = lambda *_: None) -> Iterator[None]:
    """For the length of the block no other process stands documents in this home; it waits its turn."""
    home.mkdir(parents=True, exist_ok=True)
    with alone(home, lambda: watch("Waiting for another evaluation", 0, 1)):
        yield


def _embedder(embedder: Embedder, kept: Path) -> Embedder:
    return CachedEmbedder(Alone(embedder), kept / f"vectors-{code.embedding()}")


def _come_and_go(database: Database, embedder: Embedder, wanted: Mapping[str, Path]) -> None:
    """Tenants that are not wanted, or were filled by other code, go; those missing are made."""
    there = {each.tenant: each for each in tenants.listed(database)}
    marks = {tenant: _mark(embedder, folder) for tenant, folder in wanted.items()}
    for tenant, each in there.items():
        if marks.get(tenant) != each.name:
            tenants.remove(database, tenant)
    for tenant, mark in marks.items():
        if tenant not in there or there[tenant].name != mark:
            tenants.add(
                database, tenant, name=mark, model=embedder.model, dimension=embedder.dimension
            )


def _mark(embedder: Embedder, folder: Path) -> str:
    """What a tenant is called here: all that its index was built with."""
    parts = (embedder.model, embedder.dimension, folder, code.product(), code.libraries())
    return f"evaluation {content_id(*parts)}"


def _show(watch: Watch, tenant: str, step: Progress) -> None:
    watch(f"Ingesting {tenant}", step.done, step.files)
