"""Every notebook runs without a browser, as a sample person, and its stable cells say the same twice."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import run_kernel

from tests.notebooks.conftest import NOTEBOOKS

STABLE = "# NBVAL_CHECK_OUTPUT"
SHOWN = ("stream", "display_data", "execute_result", "error")


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
