"""The JSON Schema of a line of `cases.jsonl`, for editors and for programs in other languages."""

import json

from core.evaluation.suites.lines import CaseLine

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """The schema as JSON, two spaces deep, with a line's end at the end."""
    body = {"$schema": DIALECT, **CaseLine.model_json_schema()}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
