"""Every notebook runs without a browser, as a sample person, and its stable cells say the same twice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import run_kernel

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
STABLE = "# NBVAL_CHECK_OUTPUT"
SHOWN = ("stream", "display_data", "execute_result", "error")


@pytest.fixture(scope="module")
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


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A notebook as Jupyter reads it, without outputs."""
    exported = tmp_path / f"{request.param.stem}.ipynb"
    marimo = [sys.executable, "-m", "marimo", "export", "ipynb"]
    subprocess.run([*marimo, request.param, "--sort", "topological", "-o", exported], check=True)
    return exported


def test_a_notebook_says_the_same_twice(
    alder: dict[str, str], notebook: Path, tmp_path: Path
) -> None:
    book: Any = nbformat
    reference = executed(book.read(notebook, as_version=4), alder, tmp_path)
    book.write(reference, notebook)
    nbval = ["-q", "-p", "no:cacheprovider", "--nbval-lax", "--nbval-current-env"]
    rerun = subprocess.run(
        [sys.executable, "-m", "pytest", *nbval, notebook],
        cwd=tmp_path,
        env=alder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert rerun.returncode == 0, rerun.stdout


def executed(book: Any, environment: dict[str, str], folder: Path) -> Any:
    """The notebook with the outputs of a first run, which is to raise nothing and show something."""
    kernel: Any
    with run_kernel(env=environment, cwd=str(folder)) as kernel:
        for count, cell in enumerate(book.cells, start=1):
            cell.execution_count, cell.outputs = count, outputs(kernel, cell.source)
            assert not [each for each in cell.outputs if each.output_type == "error"], cell.outputs
            assert cell.outputs or STABLE not in cell.source
    assert any(STABLE in cell.source for cell in book.cells)
    return book


def outputs(kernel: Any, source: str) -> list[Any]:
    messages: list[dict[str, Any]] = []
    kernel.execute_interactive(source, timeout=120, output_hook=messages.append)
    convert: Any = nbformat.v4.output_from_msg
    return [convert(each) for each in messages if each["msg_type"] in SHOWN]
