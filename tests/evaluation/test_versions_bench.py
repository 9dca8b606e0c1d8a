"""The bench that asks which version is in force, and what it states, on every day."""

import json
from pathlib import Path

import pytest

from core.evaluation.versions_bench import UnreadableFacts, run

BODY = "The fee is charged once a year. It is paid at the desk, in cash or by card. " * 6
STATED = {
    "one.md": [["January 1, 2020", "December 31, 2020", "$40,000"]],
    "two.md": [
        ["January 1, 2020", "December 31, 2020", "$40,000"],
        ["January 1, 2021", "March 31, 2021", "$41,500"],
    ],
}
STARTS = {"one.md": "2020-02-01", "two.md": "2021-01-01"}


def corpus(folder: Path, stated: dict[str, list[list[str]]]) -> Path:
    for name, periods in stated.items():
        lines = [
            f"From {first} through {last}, the threshold amount is {amount}."
            for first, last, amount in periods
        ]
        text = "\n\n".join(["# Fees", f"effective_date: {STARTS[name]}", BODY, *lines])
        (folder / name).write_text(text)
    return folder


def facts(folder: Path) -> Path:
    versions = [
        {"file": name, "effective_date": STARTS[name], "thresholds_stated": periods}
        for name, periods in STATED.items()
    ]
    path = folder / "facts.json"
    path.write_text(json.dumps({"by_version": versions}))
    return path


def test_every_day_gets_its_version_and_its_amount(tmp_path: Path) -> None:
    figures = run(corpus(tmp_path, STATED), facts(tmp_path)).as_json()
    assert figures["dates"] == 366 + 31 + 28 + 31
    assert figures["all_right"]
    assert figures["superseded_reported"] == ["one.md"]
    assert any("$40,000" in each for each in figures["superseded_passages"]["one.md"])


def test_a_wrong_amount_is_counted_and_shown(tmp_path: Path) -> None:
    wrong = {**STATED, "two.md": [["January 1, 2021", "March 31, 2021", "$99"]]}
    figures = run(corpus(tmp_path, wrong), facts(tmp_path)).as_json()
    assert not figures["all_right"]
    assert figures["threshold_right"] == 366
    assert figures["wrong"][0]["day"] == "2021-01-01"


def test_facts_that_cannot_be_read_say_what_they_should_hold(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"by_version": [{}]}')
    with pytest.raises(UnreadableFacts, match="effective_date"):
        run(corpus(tmp_path, STATED), path)
