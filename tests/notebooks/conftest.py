"""A sample tenant for notebooks that run by themselves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import cloned, warmed
from tests.notebooks.workspaces import brought
from tests.stocked import Stock

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("stage*.py"))


@pytest.fixture(scope="session")
def alder(
    server_url: str, stocked: Stock, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """An environment whose Handrail holds the sample tenants' documents, with a workspace of alder's."""
    home = warmed(tmp_path_factory.mktemp("home"), shared)
    brought(home / "audits" / "alder")
    with cloned(server_url, stocked.name) as database:
        yield {
            **os.environ,
            "HANDRAIL_HOME": str(home),
            "HANDRAIL_DATABASE_URL": database.admin_url,
            "HANDRAIL_APP_DATABASE_URL": database.app_url,
            "HANDRAIL_SUITES": str(FOLDER.parent / "evals"),
            "PYTHONPATH": str(FOLDER),
        }
