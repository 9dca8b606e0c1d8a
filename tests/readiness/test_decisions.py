"""What people decide about findings is kept, with the reason, and can be taken back."""

from datetime import date
from pathlib import Path

import pytest

from core.readiness.decisions import (
    BadDecisions,
    Choice,
    Decision,
    NoReasonGiven,
    decide,
    loaded,
    undo,
)

DISMISSED = Decision(
    "f-2", Choice.DISMISSED, "The contract runs for ever.", "Anselm Okoro", date(2026, 3, 1), "…"
)
ACCEPTED = Decision("f-1", Choice.ACCEPTED, "Too few to matter.", "Anselm Okoro", date(2026, 3, 2))


def test_decisions_are_kept_in_the_order_of_their_findings(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.jsonl"
    decide(path, DISMISSED)
    decide(path, ACCEPTED)
    assert list(loaded(path).values()) == [ACCEPTED, DISMISSED]


def test_a_later_decision_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decide(path, DISMISSED)
    later = Decision("f-2", Choice.ACCEPTED, "It is wrong.", "Wren Castellan", date(2026, 4, 1))
    decide(path, later)
    assert loaded(path) == {"f-2": later}


def test_a_decision_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decide(path, DISMISSED)
    undo(path, "f-2")
    assert loaded(path) == {}


def test_nothing_is_decided_without_a_reason_and_a_name(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    for reason, by in ((" ", "Anselm Okoro"), ("It is right.", "")):
        with pytest.raises(NoReasonGiven):
            decide(path, Decision("f-2", Choice.DISMISSED, reason, by, date(2026, 3, 1)))
    assert not path.exists()


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decide(path, DISMISSED)
    path.write_text(path.read_text() + '{"finding": "f-3"}\n', encoding="utf-8")
    with pytest.raises(BadDecisions, match="line 2"):
        loaded(path)
