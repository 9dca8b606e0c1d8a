"""`handrail eval run`, over databases that stand already."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.bootstrap import Handrail
from core.bootstrap.evaluating import NoSuchRelease
from core.cli.eval_run import run
from core.domain.access import Tier
from core.domain.release import Release
from core.evaluation.runs.errors import NothingAnswered, UnknownTenant
from core.evaluation.runs.keeping import read
from core.inference.cached import CachedEmbedder
from core.inference.errors import NoModelAvailable
from core.settings import Settings
from core.store import Database

SUITE = """
about = "Fees and limits."
tenant = "alder"

[documents]
alder = "documents"

[principals]
reader = { clearance = "internal" }
visitor = { clearance = "public" }
"""
POLICY = "# Travel\n\n## Hotels\n\nThe hotel limit is 120 euros a night, breakfast included.\n"
QUESTION = "What is the hotel limit for a night?"
CASES = [
    {"id": "hotel-1", "question": QUESTION, "as_whom": "reader", "must_say": ["120 euros"]},
    {"id": "hotel-2", "question": QUESTION, "as_whom": "visitor", "refusal": "not_cleared"},
]

app = typer.Typer()
app.command()(run)


class Desk:
    """Somebody at a machine with a suite, and a database that is there already."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.suite = home / "evals" / "fees"
        self.out = home / "run.json"
        (self.suite / "documents").mkdir(parents=True)
        (self.suite / "documents" / "travel.md").write_text(POLICY)
        (self.suite / "suite.toml").write_text(SUITE)
        self.write(CASES)

    def write(self, cases: list[dict[str, object]]) -> None:
        lines = (json.dumps(each) for each in cases)
        (self.suite / "cases.jsonl").write_text("\n".join(lines) + "\n")

    def says(self, *words: str) -> str:
        asked = ("--suite", str(self.suite), "--out", str(self.out), *words)
        done = CliRunner().invoke(app, asked)
        if done.exception:
            raise done.exception
        return " ".join(done.stdout.split())


@pytest.fixture
def desk(
    tmp_path: Path,
    database: Database,
    minilm: CachedEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    @contextmanager
    def opened(settings: Settings, release: Release | None = None) -> Iterator[Handrail]:
        handrail = Handrail(settings, database, release)
        handrail.__dict__["embedder"] = minilm
        yield handrail
        handrail.store.close()

    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("core.bootstrap.evaluating.bootstrap", opened)
    return Desk(tmp_path)


def test_a_suite_is_run_beside_its_documents_and_kept(desk: Desk) -> None:
    told = desk.says()
    assert "fees 2 1 1 0" in told
    assert "correctness 100.0%" in told
    answered, refused = read(desk.out).outcomes
    assert "120 euros" in answered.answer
    assert answered.retrieved[0].source == "travel.md"
    assert (refused.refusal, refused.retrieved) == ("out_of_scope", ())
    (holding,) = read(desk.out).holdings["alder"]
    assert (holding.source, holding.tier) == ("travel.md", Tier.INTERNAL)


def test_what_is_known_is_said_to_be_known_and_a_change_of_documents_is_not(desk: Desk) -> None:
    (first,) = json.loads(desk.says("--json"))
    assert first["known"] == 0
    assert "2 of 2 outcomes were known" in desk.says()
    (desk.suite / "documents" / "travel.md").write_text(POLICY.replace("120", "150"))
    assert "were known" not in desk.says()
    assert "150 euros" in read(desk.out).outcomes[0].answer


def test_a_variant_of_the_release_is_run_and_found_by_its_id(desk: Desk, tmp_path: Path) -> None:
    desk.says()
    present = read(desk.out)
    (tmp_path / "variant.toml").write_text("[retrieval]\ndense_weight = 0.9\n")
    desk.says("--release", str(tmp_path / "variant.toml"))
    variant = read(desk.out)
    assert variant.release["retrieval"]["dense_weight"] == 0.9
    assert variant.release_id != present.release_id
    desk.says("--release", present.release_id)
    assert read(desk.out).release_id == present.release_id


def test_a_release_that_is_nowhere_is_said_to_be(desk: Desk) -> None:
    with pytest.raises(NoSuchRelease, match="r-0000"):
        desk.says("--release", "r-0000")


def test_where_nothing_was_answered_the_run_is_kept_and_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> Iterator[object]:
        raise NoModelAvailable

    desk.write(CASES[:1])
    monkeypatch.setattr("core.inference.router.Router.stream", unavailable)
    with pytest.raises(NothingAnswered, match="fees, hotel-1: None of the configured models"):
        desk.says()
    (failed,) = read(desk.out).outcomes
    assert failed.error is not None


def test_a_case_of_a_tenant_without_documents_stops_it_before_anything_is_asked(desk: Desk) -> None:
    desk.write([{**CASES[0], "as_whom": {"tenant": "birch"}}])
    with pytest.raises(UnknownTenant, match=r"'birch'\. Tenants there: alder"):
        desk.says()
    assert not desk.out.exists()


def test_a_suite_without_documents_is_run_on_what_the_deployment_holds(desk: Desk) -> None:
    desk.says()
    bare = SUITE.replace('[documents]\nalder = "documents"\n', "")
    (desk.suite / "suite.toml").write_text(bare)
    desk.says("--fresh")
    assert "120 euros" in read(desk.out).outcomes[0].answer
    assert not read(desk.out).holdings
