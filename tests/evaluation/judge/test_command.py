"""`handrail eval judge` on a run's file, its model scripted."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.cli import eval_judge
from core.domain.errors import HandrailError
from core.evaluation.judge.judging import NoJudge
from core.evaluation.runs import keeping
from core.evaluation.runs.values import Run
from core.inference.errors import UnknownPrice
from core.inference.router import Model
from core.inference.scripted import ScriptedModel
from core.requirements.configuration import Price
from core.requirements.errors import RuledOut
from core.settings import EMBEDDED_MODEL, Settings
from tests.evaluation.judge.conftest import judge, said

app = typer.Typer()
app.command()(eval_judge.judge)
CASE = {
    "question": "What may a hotel cost?",
    "as_whom": "ada",
    "must_say": [{"number": 120, "unit": "EUR"}],
}
SUITE = """
about = "Travel."
tenant = "acme"

[principals.ada]
clearance = "internal"
"""


@pytest.fixture
def home(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "evals" / "acme"
    folder.mkdir(parents=True)
    (folder / "suite.toml").write_text(SUITE)
    lines = [json.dumps({"id": name, **CASE}) for name in ("right", "wrong")]
    (folder / "cases.jsonl").write_text("\n".join(lines))
    keeping.write(run, tmp_path / "run.json")
    return tmp_path


def judging(home: Path, model: Model, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    monkeypatch.setattr(eval_judge, "_judge", lambda *_: judge(model))
    words = ["--run", str(home / "run.json"), "--model", "scripted"]
    done = CliRunner().invoke(app, [*words, "--suite", str(home / "evals" / "acme"), *more])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_run_is_judged_in_its_file_and_told_as_json(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ScriptedModel([said("correct"), said("incorrect")])
    told = json.loads(judging(home, model, monkeypatch, "--of", "correctness", "--json"))
    (score,) = told["scores"]
    assert (score["metric"], score["value"], score["n"]) == ("judged_correctness", 0.5, 2)
    assert "not measured against people" in score["limits"]
    assert told["left"] == 0
    assert len(keeping.read(home / "run.json").judgements) == 2


def test_a_stopped_judging_goes_on_with_the_same_command(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = json.loads(
        judging(
            home, ScriptedModel([said("correct")]), monkeypatch, "--of", "correctness", "--json"
        )
    )
    assert once["left"] == 1
    rest = ScriptedModel([said("correct")])
    again = json.loads(judging(home, rest, monkeypatch, "--of", "correctness", "--json"))
    assert (again["left"], len(rest.asked)) == (0, 1)


def test_people_read_what_the_judge_is_worth(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = judging(home, ScriptedModel([said("correct")] * 2), monkeypatch, "--of", "correctness")
    assert "judged_correctness 1.000" in text
    assert "not measured against people" in " ".join(text.split())


REQUIREMENTS = Path("data/samples/requirements.toml")


@pytest.mark.parametrize(
    ("model", "error"),
    [(EMBEDDED_MODEL, NoJudge), ("openai/gpt-4o", RuledOut), ("nobody/knows-it", RuledOut)],
)
def test_only_a_model_the_requirements_clear_may_judge(
    model: str, error: type[HandrailError], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("HANDRAIL_REQUIREMENTS", str(REQUIREMENTS.resolve()))
    assert _refused(home, model, error)


def test_a_model_of_unknown_price_may_not_judge(home: Path) -> None:
    assert _refused(home, "nobody/knows-it", UnknownPrice)


def test_a_model_with_a_declared_price_judges_at_that_price() -> None:
    settings = Settings(model_prices={"openai/of-our-own": (2.0, 8.0)})
    made = eval_judge._judge(settings, "openai/of-our-own", 3, 2)
    assert (made.price, made.repeat, made.at_once) == (Price(2.0, 8.0), 3, 2)


def _refused(home: Path, model: str, error: type[HandrailError]) -> bool:
    words = ["--run", str(home / "run.json"), "--model", model]
    done = CliRunner().invoke(app, [*words, "--suite", str(home / "evals" / "acme")])
    return isinstance(done.exception, error)
