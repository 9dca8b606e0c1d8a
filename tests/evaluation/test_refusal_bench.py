"""The refusal benchmark and the calibration, on a corpus small enough to read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner

from core.cli import bench_refusal, eval_calibrate
from core.domain.release import Release
from core.evaluation import refusal_bench
from core.evaluation.calibration import labelled
from core.evaluation.calibration.crossfit import Withheld
from core.identity import LocalIssuer
from core.inference.embedding import HashEmbedder
from core.retrieval.rerankers import reranker
from core.store import Database, Store, tenants
from tests.conftest import Shelf

TOPICS = (
    "kettle",
    "kiln",
    "loom",
    "sundial",
    "anvil",
    "lathe",
    "forge",
    "churn",
    "quern",
    "spindle",
)
PARTS = ("handle", "lid", "price", "colour", "weight")


def passage(topic: str, part: str) -> str:
    return f"The {part} of the {topic} is described on sheet {topic}-{part} of the catalogue."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Fifty questions on ten documents, and ten that only look as if they had an answer."""
    rows = [
        {
            "question": f"What {part} has the {topic}?",
            "passage": passage(topic, part),
            "title": topic,
        }
        for topic in TOPICS
        for part in PARTS
    ]
    missing = [
        {**row, "question": f"Who made the {row['title']}?", "answerable": False}
        for row in rows[::5]
    ]
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(map(json.dumps, [*rows, *missing])))
    return path


def test_a_bench_tells_both_ways_of_withholding_and_near_misses_apart_and_leaves_nothing_behind(
    database: Database, data: Path, tmp_path: Path
) -> None:
    bench = refusal_bench.Bench(database, HashEmbedder(), reranker("linear"))
    report = bench.run(labelled.read(data), Withheld.PASSAGE, 0.1).as_json()
    assert (report["n"], report["near_miss"]["n"], report["documents_apart"]) == (50, 10, 10)
    assert 0.6 < report["auroc"] <= report["document_withheld"]["auroc"]
    assert report["auroc_low"] <= report["auroc"] <= report["auroc_high"]
    assert report["false_refusals"]["asked"] == 0.1
    assert len(report["refusal"]["weights"]) == 6
    assert tenants.listed(database) == []


def test_a_limit_draws_the_same_questions_of_every_sort_each_time(data: Path) -> None:
    questions = labelled.read(data).questions
    drawn = refusal_bench.drawn(questions, 4)
    assert len(drawn) == 8
    assert drawn == refusal_bench.drawn(questions, 4)


@pytest.fixture
def shelved(shelf: Shelf) -> Shelf:
    """The passages, on the shelf of a tenant."""
    for topic in TOPICS:
        for part in PARTS:
            shelf.put(f"{topic}-{part}.md", passage(topic, part))
    return shelf


def test_a_tenant_is_calibrated_by_a_command_and_the_file_is_what_a_release_needs(
    shelved: Shelf,
    store: Store,
    issuer: LocalIssuer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "refusal.json"
    questions.write_text(
        "\n".join(
            json.dumps(
                {
                    "question": f"What {part} has the {topic}?",
                    "justified_by": [
                        {"document": f"{topic}-{part}.md", "passage": passage(topic, part)}
                    ],
                }
            )
            for topic in TOPICS
            for part in PARTS
        )
    )
    handrail = SimpleNamespace(
        store=store,
        embedder=shelved.embedder,
        reranker=reranker("linear"),
        release=Release("p", ("m",), "hash"),
        issuer=issuer,
    )

    @contextmanager
    def opened() -> Iterator[SimpleNamespace]:
        yield handrail

    monkeypatch.setattr(eval_calibrate, "opened", opened)
    app = typer.Typer()
    app.command()(eval_calibrate.calibrate)
    asked = ["--tenant", "acme", "--questions", str(questions), "--false-refusals", "0.1"]
    done = CliRunner().invoke(app, [*asked, "--out", str(out)])
    assert done.exit_code == 0, done.output
    chosen = json.loads(out.read_text())["refusal"]
    assert f"Refuse below {chosen['evidence']}" in done.stdout
    assert len(chosen["weights"]) == 6


def test_the_commands_teach_their_formats() -> None:
    for command, field in (
        (bench_refusal.refusal, "passage_id"),
        (eval_calibrate.calibrate, "justified_by"),
    ):
        app = typer.Typer()
        app.command()(command)
        assert field in CliRunner().invoke(app, ["--help"]).stdout
