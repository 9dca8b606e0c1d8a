"""The guide's examples of jobs and of done do what it says of them."""

import re
from pathlib import Path

import pytest

from core.requirements.errors import BadRequirements
from core.requirements.loading import parsed
from core.requirements.template import TEMPLATE

DOCS = (Path(__file__).parents[2] / "docs" / "requirements.md").read_text(encoding="utf-8")
REST = TEMPLATE[TEMPLATE.index("[[envelope]]") :]


def shown(verdict: str, section: str) -> str:
    """The one example of `section` that the guide says passes, or fails."""
    pattern = rf"^{verdict}[^\n]*\n\n```toml\n({re.escape(section)}.*?)```"
    (example,) = re.findall(pattern, DOCS, re.S | re.M)
    return str(example)


def told(text: str) -> str:
    with pytest.raises(BadRequirements) as caught:
        parsed(text)
    return str(caught.value)


def test_the_job_that_passes_is_taken_and_the_one_that_fails_is_told_why() -> None:
    parsed(shown("Passes", "[job]") + REST)
    found = told(shown("Fails", "[job]") + REST)
    for problem in ("names no decision", "names nobody", "could be said of anything"):
        assert problem in found


def test_the_example_that_passes_is_taken_and_the_one_that_fails_is_told_why() -> None:
    parsed(TEMPLATE + shown("Passes", "[[done]]"))
    found = told(TEMPLATE + shown("Fails", "[[done]]"))
    assert "D-NIGHT-2, says" in found
    assert "D-NIGHT-2, documents" in found
