import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli.evaluation import app
from core.evaluation.suites.reading import load

RECIPES = Path(__file__).parents[3] / "docs/recipes"
COMMAND = re.compile(r"handrail\"? eval ([a-z]+)([^\n`]*)")


@pytest.mark.parametrize("recipe", ["README.md", "github-actions.yml", "pre-push"])
def test_every_command_of_a_recipe_is_there_with_its_options(recipe: str) -> None:
    found = COMMAND.findall((RECIPES / recipe).read_text())
    assert found
    for command, rest in found:
        told = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
        assert told.exit_code == 0, command
        for option in re.findall(r"--[a-z]+", rest):
            assert option in told.output, f"{command} {option}"


def test_the_hook_is_a_script_that_bash_can_read() -> None:
    subprocess.run(["/bin/bash", "-n", RECIPES / "pre-push"], check=True)


def test_the_margins_to_begin_with_can_be_used_as_they_stand(tmp_path: Path) -> None:
    written = (RECIPES / "README.md").read_text()
    gate = written.partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(gate)
    (tmp_path / "suite.toml").write_text(f'about = "Locks."\ntenant = "alder"\n{gate}')
    (tmp_path / "cases.jsonl").write_text("")
    assert len(load(tmp_path).rules.margins) == 9
