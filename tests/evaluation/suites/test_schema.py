"""The JSON Schema beside the suites is that of the cases the product reads."""

import json
from pathlib import Path

from core.evaluation.suites.lines import CaseLine
from core.evaluation.suites.schema import schema

KEPT = Path("evals/cases.schema.json")


def test_the_schema_that_is_kept_is_current() -> None:
    assert KEPT.read_text(encoding="utf-8") == schema(), "handrail eval schema > the file"


def test_the_schema_tells_every_field() -> None:
    described = json.loads(schema())
    assert list(described["properties"]) == list(CaseLine.model_fields)
    assert described["required"] == ["id", "question", "as_whom"]
