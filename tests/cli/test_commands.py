"""The command, as its user runs it, on an embedded Postgres of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from pytest import MonkeyPatch

from core.cli import main
from core.inference.cached import CachedEmbedder
from tests.conftest import warmed

HANDRAIL = Path(sys.executable).with_name("handrail")
POLICY = """---
classification: {tier}
---
# {title}

## Limits

The hotel limit is {limit} euros a night, unless the stay is in Geneva, where it is 300 euros.
"""


class Shell:
    """Runs the command in a home of its own: in this process, or `started` in one of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {"HANDRAIL_HOME": str(home / "state"), "COLUMNS": "120"}

    def run(self, *words: object, code: int = 0) -> str:
        out, err = StringIO(), StringIO()
        with (
            MonkeyPatch.context() as patch,
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            patch.setattr(sys, "argv", ["handrail", *map(str, words)])
            patch.setattr(sys, "stdin", StringIO())
            patch.setattr(signal, "signal", lambda *_: None)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            main()
        assert ended.value.code == code, err.getvalue()
        return out.getvalue() if code == 0 else err.getvalue()

    def started(self, *words: object, code: int = 0) -> str:
        done = subprocess.run(
            [HANDRAIL, *map(str, words)],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    def json(self, *words: object) -> dict[str, object]:
        parsed: dict[str, object] = json.loads(self.run(*words, "--json"))
        return parsed

    def postgres(self) -> list[psutil.Process]:
        """The embedded servers running on this home."""
        found = []
        for process in psutil.process_iter(["name", "cmdline"]):
            line = " ".join(process.info["cmdline"] or [])
            if process.info["name"] == "postgres" and str(self.home) in line:
                found.append(process)
        return found


@pytest.fixture(scope="module")
def shell(minilm: CachedEmbedder, shared: Path) -> Iterator[Shell]:
    """A home with one tenant, its documents ingested."""
    with TemporaryDirectory(prefix="handrail-cli-") as folder:
        shell = Shell(Path(folder))
        warmed(shell.home / "state", shared)
        documents = shell.home / "documents"
        documents.mkdir()
        (documents / "travel.md").write_text(
            POLICY.format(tier="internal", title="Travel", limit=120)
        )
        (documents / "board.md").write_text(
            POLICY.format(tier="restricted", title="Board", limit=900)
        )
        (documents / "empty.md").write_text("")
        shell.started("tenant", "add", "acme")
        shell.started("ingest", "acme", documents)
        yield shell


def test_help_teaches_a_newcomer(shell: Shell) -> None:
    text = shell.run("--help")
    assert all(word in text for word in ("up", "tenant", "ingest", "ask", "search", "bench"))
    for command in ("ask", "search", "ingest", "init", "up", "tenant", "token", "bench"):
        assert "Usage" in shell.run(command, "--help")


def test_starting_the_command_imports_nothing_slow() -> None:
    slow = ["litellm", "llama_index", "onnxruntime", "psycopg", "numpy", "pydantic"]
    check = f"import sys, core.cli; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_question_is_answered_with_its_condition_and_its_source(shell: Shell) -> None:
    answer = json.loads(
        shell.started("ask", "--tenant", "acme", "What is the hotel limit per night?", "--json")
    )
    assert "120 euros" in str(answer["answer"])
    assert "Geneva" in str(answer["answer"])
    (citation,) = answer["citations"]
    assert citation["source"] == "travel.md"
    assert citation["chunk_id"] in answer["retrieved"]
    assert answer["refusal"] is None


def test_a_question_about_nothing_there_is_refused(shell: Shell) -> None:
    answer = shell.json("ask", "--tenant", "acme", "Who won the 1998 football world cup?")
    assert answer["answer"] is None
    assert answer["refusal"]["kind"] in {"out_of_scope", "no_evidence"}  # type: ignore[index]


def test_clearance_decides_what_a_search_finds(shell: Shell) -> None:
    def sources(clearance: str) -> set[str]:
        hits = shell.json("search", "--tenant", "acme", "--clearance", clearance, "hotel limit")
        return {hit["source"] for hit in hits["hits"]}  # type: ignore[attr-defined]

    assert sources("public") == set()
    assert sources("internal") == {"travel.md"}
    assert sources("restricted") == {"travel.md", "board.md"}


def test_ingesting_again_counts_every_file_once(shell: Shell) -> None:
    summary = shell.json("ingest", "acme", shell.home / "documents")
    assert (summary["files"], summary["unchanged"]) == (3, 2)
    assert [each["kind"] for each in summary["quarantined"]] == ["EmptyFile"]  # type: ignore[attr-defined]


def test_people_get_lines_and_programs_get_json(shell: Shell) -> None:
    assert "travel.md" in shell.run("ask", "-t", "acme", "What is the hotel limit per night?")
    assert "travel.md" in shell.run("search", "-t", "acme", "hotel limit")
    assert "acme" in shell.run("tenant", "list")
    (tenant,) = json.loads(shell.run("tenant", "list", "--json"))
    assert tenant["tenant"] == "acme"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ask", "-t", "nobody", "Hello?"), "no such tenant"),
        (("ask", "-t", "acme", "--clearance", "topmost", "Hello?"), "classification tier"),
        (("ask", "-t", "acme", " "), "no question"),
        (("ingest", "acme", "/nowhere"), "no such file"),
        (("tenant", "add", "Acme Ltd"), "lower-case"),
        (("tenant", "add", "acme"), "exists already"),
        (("tenant", "remove", "nobody", "--yes"), "no such tenant"),
    ],
    ids=str,
)
def test_an_error_is_one_line_that_says_what_to_do(
    shell: Shell, words: tuple[str, ...], says: str
) -> None:
    message = shell.run(*words, code=1)
    assert says in message.lower()
    assert "Traceback" not in message


def test_an_error_of_a_process_ends_it_with_that_line_alone(shell: Shell) -> None:
    message = shell.started("tenant", "remove", "nobody", "--yes", code=1)
    assert "no such tenant" in message.lower()
    assert "Traceback" not in message


def test_removing_a_tenant_is_asked_for_twice(shell: Shell) -> None:
    shell.run("tenant", "add", "passing")
    shell.run("tenant", "remove", "passing", code=1)
    shell.run("tenant", "remove", "passing", "--yes")
    assert "passing" not in shell.run("tenant", "list")


def test_nothing_keeps_running_after_a_command(shell: Shell) -> None:
    shell.started("tenant", "list")
    assert shell.postgres() == []


HOLD = "from core.bootstrap import bootstrap\nwith bootstrap(): print('open', flush=True); input()"


def test_after_a_kill_it_starts_again_and_has_lost_nothing(shell: Shell) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env={**os.environ, **shell.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert held.stdout is not None
    held.stdout.readline()
    for process in shell.postgres():
        process.kill()
    held.send_signal(signal.SIGKILL)
    held.communicate()
    answer = shell.json("ask", "--tenant", "acme", "What is the hotel limit per night?")
    assert "120 euros" in str(answer["answer"])
    assert shell.postgres() == []
