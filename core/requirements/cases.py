"""The definition of done as evaluation cases: one for each question and asker."""

import re
from collections.abc import Iterable
from typing import Any

from core.requirements.values import Example, ExampleKind, Requirements

WRITTEN_BY = "requirements"
Case = dict[str, Any]


def cases(requirements: Requirements) -> list[Case]:
    """Cases in the file's order, as JSON objects with the keys that docs/requirements.md lists.

    A wrong answer to a question that has a right one, or a refusal, for the same asker joins its
    case; any other makes a case of its own, which says only what must not be said.
    """
    wrong = [each for each in requirements.done if each.kind == ExampleKind.WRONG]
    expected = [each for each in requirements.done if each.kind != ExampleKind.WRONG]
    taken = {_who_asks_what(each) for each in expected}
    alone = [each for each in wrong if _who_asks_what(each) not in taken]
    return [
        _case(each, [other for other in wrong if _who_asks_what(other) == _who_asks_what(each)])
        for each in requirements.done
        if each in expected or each in alone
    ]


def _case(example: Example, wrong: Iterable[Example]) -> Case:
    wrong = tuple(wrong)
    sources = [source for each in (example, *wrong) for source in each.documents]
    is_right = example.kind == ExampleKind.RIGHT
    return {
        "id": _id(example.id),
        "question": example.question,
        "as_whom": {
            "tenant": example.tenant,
            "groups": sorted(example.groups),
            "clearance": example.clearance.label if example.clearance is not None else None,
        },
        "must_say": list(example.says) if is_right else [],
        "must_not_say": [fact for each in wrong for fact in each.says],
        "justified_by": [{"document": source} for source in dict.fromkeys(sources)],
        "refusal": example.refusal,
        "tags": ["requirements", example.kind.value],
        "weight": 1.0,
        "written_by": WRITTEN_BY,
        "approved_by": None,
    }


def _id(name: str) -> str:
    """The example's id in the letters, digits, dots, dashes and underscores of a case's."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).lstrip("._-") or "example"


def _who_asks_what(example: Example) -> tuple[object, ...]:
    question = " ".join(example.question.split()).casefold()
    return question, example.tenant, example.clearance, example.groups
