"""`handrail requirements`: what they rule out, why, and what they make of the definition of done."""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.output import fail, out, print_json
from core.cli.rulings import as_object, broken, print_clause, print_explanation, print_rulings

if TYPE_CHECKING:
    from core.requirements.rulings import Rulings
    from core.requirements.values import Clause
    from core.settings import Settings

app = typer.Typer(
    name="requirements",
    help="What this deployment must do and may not do, and what that rules out.",
    no_args_is_help=True,
)
NONE = (
    "There are no requirements. Write them to a file (`handrail requirements init` makes one to "
    "begin with), then name it here or in HANDRAIL_REQUIREMENTS."
)
File = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="Default: what HANDRAIL_REQUIREMENTS names.")
]
FileOption = Annotated[
    Path | None,
    typer.Option("--requirements", help="Default: the file that HANDRAIL_REQUIREMENTS names."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


@app.callback()
def group() -> None:
    """What this deployment must do and may not do, and what that rules out."""


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="FILE")] = Path("requirements.toml"),
) -> None:
    """Write a requirements file to begin with, its examples to be replaced by your own."""
    from core.requirements.template import TEMPLATE  # noqa: PLC0415

    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        fail(f"{path} is there already, and was left as it is.")
    out.print(f"Wrote {path}. Edit it, then: handrail requirements check {path}", soft_wrap=True)


@app.command()
def check(file: File = None, as_json: AsJson = False) -> None:
    """Say of everything configured or offered whether it is allowed, and by which clause.

    Fails, naming the clause, when what is configured to run breaks one. Opens no database.
    """
    rulings = _rulings(file)
    if as_json:
        print_json(as_object(rulings))
    else:
        print_rulings(rulings)
    if rulings.broken:
        fail("\n".join(broken(each) for each in rulings.broken))


@app.command()
def explain(
    name: Annotated[
        str, typer.Argument(metavar="X", help="A model, region, reranker, setting, … or a clause.")
    ],
    subject: Annotated[
        str | None,
        typer.Option("--as", help="What X is, where it is not configured: model, region, …"),
    ] = None,
    file: FileOption = None,
    as_json: AsJson = False,
) -> None:
    """Answer "why may we not use X?", or what a clause rules on.

    A model or region that is not configured is judged as it would be if it were, with nothing
    declared of it.
    """
    from core.bootstrap.configuration import price_of  # noqa: PLC0415  imports what is slow
    from core.bootstrap.configuration import rulings as ruled  # noqa: PLC0415
    from core.requirements.configuration import Subject  # noqa: PLC0415
    from core.requirements.explaining import explained  # noqa: PLC0415

    if subject is not None and subject not in set(Subject):
        fail(f"--as takes one of {', '.join(Subject)}.")
    configured = _settings(file)
    rulings = ruled(configured)
    if clause := next((each for each in _clauses(rulings) if each.id == name), None):
        print_clause(clause, [each for each in rulings.all if each.clause == name], as_json)
        return
    known = partial(price_of, configured)
    found = explained(rulings, name, Subject(subject) if subject else None, known)
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        words = {each.id: each.words for each in _clauses(rulings)}
        for each in found:
            print_explanation(each, words)


@app.command("seed-cases")
def seed_cases(
    to: Annotated[Path, typer.Option("--out", help="The file to write, a JSON object a line.")],
    file: FileOption = None,
) -> None:
    """Write the definition of done as evaluation cases, one for each question and asker."""
    from core.requirements.cases import cases  # noqa: PLC0415

    requirements = _rulings(file).requirements
    written = cases(requirements) if requirements else []
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in written]
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        fail(f"{to} cannot be written: {error.strerror}.")
    out.print(f"Wrote {len(lines)} cases to {to}.", soft_wrap=True)


def _settings(file: Path | None) -> "Settings":
    """The environment's settings, held to the named requirements or else to the configured ones."""
    from core.settings import settings  # noqa: PLC0415  imports what is slow

    configured = settings()
    if file is not None:
        configured = configured.model_copy(update={"requirements": file})
    if configured.requirements is None:
        fail(NONE)
    return configured


def _rulings(file: Path | None) -> "Rulings":
    from core.bootstrap.configuration import rulings  # noqa: PLC0415  imports what is slow

    return rulings(_settings(file))


def _clauses(rulings: "Rulings") -> "tuple[Clause, ...]":
    return rulings.requirements.clauses if rulings.requirements else ()
