"""A database that holds the sample tenants, filled once and then cloned, and the model that filled it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.bootstrap import Handrail
from core.bootstrap.samples import Sample, samples
from core.domain.access import Role, Tier
from core.domain.document import Label
from core.inference.embedding import Embedder
from core.ingest.pipeline import Summary
from core.settings import Settings
from core.store import Database, tenants


@dataclass(frozen=True)
class Stock:
    """A database to clone: its name, and what came of bringing each tenant's documents in."""

    name: str
    summaries: Mapping[str, Summary]


def stock(database: Database, home: Path, embedder: Embedder) -> dict[str, Summary]:
    """Bring the documents of the sample tenants into a database; what came of it, by tenant."""
    with opened(database, home, embedder) as handrail:
        return {sample.tenant: _load(handrail, sample) for sample in samples()}


@contextmanager
def opened(database: Database, home: Path, embedder: Embedder) -> Iterator[Handrail]:
    """Handrail on a database, with a model that is loaded already."""
    handrail = Handrail(Settings(home=home), database)
    handrail.__dict__["embedder"] = embedder
    yield handrail
    handrail.store.close()


def _load(handrail: Handrail, sample: Sample) -> Summary:
    model, dimension = handrail.embedder.model, handrail.embedder.dimension
    tenants.add(
        handrail.database, sample.tenant, name=sample.name, model=model, dimension=dimension
    )
    curator = handrail.issuer.principal(
        sample.tenant, "curator", clearance=Tier.RESTRICTED, roles=[Role.CURATOR]
    )
    return handrail.ingest.run(curator, [sample.documents], Label(Tier.INTERNAL))
