"""Every notebook opens in marimo's editor, runs there as a sample person, and is left as it was."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed
from websockets.sync.client import ClientConnection, connect

from tests.front.conftest import free_port
from tests.notebooks.conftest import NOTEBOOKS

SESSION = "s_editor"
STOPPED = "an ancestor was stopped with `mo.stop`"  # as cells say that wait for a button
PLAIN = ["--headless", "--no-token", "--no-skew-protection", "--skip-update-check"]


@contextmanager
def editing(notebook: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of marimo's editor with a notebook opened in it."""
    port = str(free_port())
    editor = [sys.executable, "-m", "marimo", "-q", "-y", "edit", notebook, *PLAIN, "--port", port]
    with subprocess.Popen(editor, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            await_answer(f"http://127.0.0.1:{port}/health")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


@retry(
    retry=retry_if_exception_type(httpx2.TransportError),
    stop=stop_after_delay(60),
    wait=wait_fixed(0.2),
)
def await_answer(url: str) -> None:
    httpx2.get(url).raise_for_status()


def until(socket: ClientConnection, operation: str) -> Iterator[dict[str, Any]]:
    """What the editor is told, up to and with an operation."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=120))
        yield message
        if message["op"] == operation:
            return


def run_all(address: str) -> list[dict[str, Any]]:
    """What running every cell leads to."""
    url = f"ws://{address}/ws?session_id={SESSION}"
    with connect(url, max_queue=None, max_size=None) as socket:
        list(until(socket, "kernel-ready"))
        httpx2.post(
            f"http://{address}/api/kernel/instantiate",
            headers={"Marimo-Session-Id": SESSION},
            json={"objectIds": [], "values": [], "autoRun": True},
        ).raise_for_status()
        return list(until(socket, "completed-run"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_in_the_editor_as_a_sample_person(
    alder: dict[str, str], notebook: Path
) -> None:
    before = notebook.read_bytes()
    with editing(notebook, alder) as address:
        told = run_all(address)
    assert [each for each in errors(told) if STOPPED not in each.get("msg", "")] == []
    assert "anselm.okoro" in json.dumps(told)
    assert notebook.read_bytes() == before


def errors(told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for message in told:
        output = message["data"].get("output") or {}
        if output.get("mimetype") == "application/vnd.marimo+error":
            yield from output["data"]
