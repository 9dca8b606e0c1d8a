"""A suite of two documents, written as a test needs it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.evaluation.reports.metrics import METRICS
from core.evaluation.suites.findings import Finding
from core.evaluation.suites.lint import lint
from core.evaluation.suites.reading import load

TODAY = date(2026, 11, 22)
RULES = """
about = "Kettles."
tenant = "acme"
documents = {{ acme = "documents" }}

[principals]
ada = {{ clearance = "internal" }}
guest = {{ clearance = "public" }}
{more}
"""
KETTLES = """---
classification: internal
effective_from: 2026-01-01
supersedes: old.md
---
# Kettles

1.1 A kettle is filled to two litres, unless it is
a tea kettle.
"""
OLD = """---
classification: internal
---
# Kettles before

A kettle is filled to one litre.
"""
CASE: dict[str, Any] = {
    "id": "a-1",
    "question": "How much goes into a kettle?",
    "as_whom": "ada",
    "must_say": [{"number": 2, "unit": "litres"}],
    "justified_by": [
        {
            "document": "kettles.md",
            "passage": "A kettle is filled to two litres, unless it is a tea kettle.",
        }
    ],
    "written_by": "ada",
    "approved_by": "bo",
}

Written = Callable[..., Path]


def case(**changes: Any) -> dict[str, Any]:
    """The one case that is right, with some of its keys changed."""
    return {**CASE, **changes}


def findings(folder: Path, today: date = TODAY) -> list[Finding]:
    """What a lint finds in the suite in `folder`."""
    return lint(load(folder), METRICS, today)


@pytest.fixture
def suite(tmp_path: Path) -> Written:
    """Writes a suite with these cases, and with more in its `suite.toml`, into a folder."""

    def write(*cases: dict[str, Any], more: str = "") -> Path:
        folder = tmp_path / "acme"
        (folder / "documents").mkdir(parents=True, exist_ok=True)
        (folder / "documents" / "kettles.md").write_text(KETTLES)
        (folder / "documents" / "old.md").write_text(OLD)
        (folder / "suite.toml").write_text(RULES.format(more=more))
        (folder / "cases.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in cases))
        return folder

    return write
