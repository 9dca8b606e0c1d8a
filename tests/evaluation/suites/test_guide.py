"""The guide tells every field, every refusal and every tag there is."""

from pathlib import Path

import pytest

from core.evaluation.suites.lines import CaseLine
from core.evaluation.suites.reading import load, suites
from core.evaluation.suites.values import RightRefusal

GUIDE = Path("docs/evaluation.md").read_text(encoding="utf-8")
RULES = ["about", "tenant", "requirements", "documents", "principals", "weights", "gate.alpha",
         "gate.critical", "gate.margins", "gate.floors", "gate.ceilings"]  # fmt: skip
TAGS = {tag for folder in suites(Path("evals")) for case in load(folder).cases for tag in case.tags}


@pytest.mark.parametrize("name", [*CaseLine.model_fields, *RULES, *RightRefusal, *sorted(TAGS)])
def test_the_guide_tells_of(name: str) -> None:
    assert f"| `{name}`" in GUIDE or f", `{name}` |" in GUIDE


def test_the_case_it_shows_is_one_of_the_suites() -> None:
    shown = next(line for line in GUIDE.splitlines() if line.startswith('{"id"'))
    assert f"{shown}\n" in Path("evals/alder/cases.jsonl").read_text(encoding="utf-8")


def test_the_rules_it_shows_can_be_read(tmp_path: Path) -> None:
    shown = GUIDE.split("```toml\n")[1].split("```")[0]
    (tmp_path / "suite.toml").write_text(shown)
    (tmp_path / "cases.jsonl").touch()
    assert load(tmp_path).rules.margins == {"correctness": 0.05}
