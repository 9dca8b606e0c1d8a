"""A sample tenant for notebooks that run by themselves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.bootstrap import Handrail
from core.bootstrap.samples import samples
from core.domain.access import Role, Tier
from core.domain.document import Label
from core.settings import Settings
from core.store import tenants
from tests.conftest import cloned
from tests.notebooks.workspaces import brought

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("stage*.py"))


@pytest.fixture(scope="session")
def alder(
    server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """An environment whose Handrail holds the documents of the sample tenant alder, and a workspace."""
    home = tmp_path_factory.mktemp("home")
    brought(home / "audits" / "alder")
    with cloned(server_url, template) as database:
        handrail = Handrail(Settings(home=home), database)
        sample = next(each for each in samples() if each.tenant == "alder")
        load(handrail, sample.tenant, sample.documents)
        handrail.store.close()
        yield {
            **os.environ,
            "HANDRAIL_HOME": str(home),
            "HANDRAIL_DATABASE_URL": database.admin_url,
            "HANDRAIL_APP_DATABASE_URL": database.app_url,
            "PYTHONPATH": str(FOLDER),
        }


def load(handrail: Handrail, tenant: str, documents: Path) -> None:
    embedder = handrail.embedder
    tenants.add(
        handrail.database, tenant, name=tenant, model=embedder.model, dimension=embedder.dimension
    )
    curator = handrail.issuer.principal(
        tenant, "curator", clearance=Tier.RESTRICTED, roles=[Role.CURATOR]
    )
    handrail.ingest.run(curator, [documents], Label(Tier.INTERNAL))
