"""`handrail chunking`: what is promoted holds, unless the requirements say no."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.bootstrap.promoting import NoReason, TooSmall
from core.cli.chunking import app
from core.ingest.chunking.strategies import UnknownStrategy
from core.requirements.errors import RuledOut
from core.requirements.template import TEMPLATE
from core.settings import settings
from core.settings.promoted import NothingPromoted, promotions

CLAUSE = """
[[envelope]]
id = "R-RET-9"
kind = "retrieval"
words = "Rules stay with their exceptions."
chunking = ["clause-1"]

"""
DONE = "# The definition of done"
WHY = ("--by", "anselm.okoro", "--why", "recall .86 [.80–.92], was .79")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("HANDRAIL_CHUNKING", "HANDRAIL_CHUNK_TOKENS", "HANDRAIL_REQUIREMENTS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    if done.exception:
        raise done.exception
    return " ".join(done.stdout.split())


def test_what_is_promoted_holds_and_is_on_record(home: Path) -> None:
    told = said("promote", "sentences", "--tokens", "128", *WHY)
    assert "were cut by clause-1, at most 254 tokens; now by sentences, at most 128" in told
    assert "cut anew at their next ingest" in told
    assert (settings().chunking, settings().chunk_tokens) == ("sentences", 128)
    shown = said("show")
    assert "recall .86 [.80–.92], was .79" in shown
    assert "anselm.okoro" in shown


def test_a_program_reads_what_holds(home: Path) -> None:
    said("promote", "markdown", "--tokens", "100", *WHY)
    shown = json.loads(said("show", "--json"))
    assert shown["in_force"] == "markdown, at most 100 tokens"
    assert shown["promotions"][0]["settings"] == {"chunking": "markdown", "chunk_tokens": 100}


def test_one_goes_back_to_what_was_before(home: Path) -> None:
    said("promote", "sentences", "--tokens", "128", *WHY)
    assert "now by clause-1, at most 254" in said("back", "--by", "wren.castellan")
    assert settings().chunking == "clause-1"


def test_without_a_promotion_there_is_nothing_to_go_back_from(home: Path) -> None:
    assert "Nothing was promoted" in said("show")
    with pytest.raises(NothingPromoted):
        said("back", "--by", "wren.castellan")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("clause-2", "--tokens", "128", *WHY), UnknownStrategy),
        (("sentences", "--tokens", "8", *WHY), TooSmall),
        (("sentences", "--tokens", "128", "--by", "ada", "--why", " "), NoReason),
    ],
)
def test_what_makes_no_sense_is_turned_down(
    home: Path, words: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        said("promote", *words)
    assert promotions(home) == []


@pytest.fixture
def requirements(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = home / "requirements.toml"
    path.write_text(TEMPLATE.replace(DONE, CLAUSE + DONE, 1), encoding="utf-8")
    monkeypatch.setenv("HANDRAIL_REQUIREMENTS", str(path))
    return path


def test_what_the_requirements_rule_out_is_not_promoted(home: Path, requirements: Path) -> None:
    with pytest.raises(RuledOut, match=r"sentences is ruled out by R-RET-9"):
        said("promote", "sentences", "--tokens", "128", *WHY)
    said("promote", "clause-1", "--tokens", "128", *WHY)
    assert settings().chunk_tokens == 128


def test_nobody_goes_back_to_what_has_since_been_ruled_out(
    home: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDRAIL_REQUIREMENTS")
    said("promote", "sentences", "--tokens", "128", *WHY)
    said("promote", "clause-1", "--tokens", "128", *WHY)
    monkeypatch.setenv("HANDRAIL_REQUIREMENTS", str(requirements))
    with pytest.raises(RuledOut, match="R-RET-9"):
        said("back", "--by", "wren.castellan")
    assert settings().chunking == "clause-1"


def test_it_says_where_the_environment_overrules(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDRAIL_CHUNKING", "markdown")
    told = said("promote", "sentences", "--tokens", "128", *WHY)
    assert "The environment overrules it: HANDRAIL_CHUNKING is markdown." in told
