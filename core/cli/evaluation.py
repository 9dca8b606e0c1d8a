"""`handrail eval`: whether it still works, and whether a release may ship."""

import typer

from core.cli.eval_calibrate import calibrate
from core.cli.eval_cases import lint, schema
from core.cli.eval_gate import accept, check, compare, gate
from core.cli.eval_judge import judge
from core.cli.eval_review import review
from core.cli.eval_run import run

app = typer.Typer(
    name="eval",
    help="Whether answers are right, and whether a release may ship.\n\n"
    "A suite is a folder with suite.toml and cases.jsonl; docs/evaluation.md tells how to write one. "
    "`handrail eval check` runs them all and holds each to its accepted baseline.",
    no_args_is_help=True,
)


@app.callback()
def group() -> None:
    """Whether answers are right, and whether a release may ship."""


for command in (check, run, compare, gate, accept, judge, review, calibrate, lint, schema):
    app.command()(command)
