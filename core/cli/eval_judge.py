"""`handrail eval judge`: a language model's opinion of a run's answers, beside the embedded scores."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from core.cli.output import err, out, print_json
from core.cli.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.evaluation.judge.judging import Judge
    from core.evaluation.judge.values import Item, Subject
    from core.evaluation.runs.values import Run
    from core.evaluation.suites.suite import Suite
    from core.settings import Settings


def judge(
    run: Annotated[Path, typer.Option(help="The run to judge; its file keeps the judgements.")],
    model: Annotated[str, typer.Option(help="A model as litellm names it, such as openai/gpt-5.")],
    repeat: Annotated[int, typer.Option(min=1, max=20, help="How often each is asked.")] = 1,
    of: Annotated[
        str, typer.Option(help="What to judge: correctness, faithfulness, or both of them.")
    ] = "both",
    max_cost: Annotated[
        float, typer.Option(min=0, help="US dollars that this may cost; then it stops.")
    ] = 1.0,
    at_once: Annotated[int, typer.Option(min=1, max=32, help="How many at a time.")] = 4,
    suite: Annotated[
        str | None, typer.Option(help="The suite's folder or name; that of the run if not given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Have a model judge answers: right by their case, and supported by what was retrieved.

    The questions, the answers and the passages are sent to the model, so it must be one that the
    requirements allow. Its opinion stands beside the embedded scores and never in their place: a
    reply that is not exactly a verdict with its reason counts as no opinion. With --repeat it is told
    how often the judge contradicts itself; with labels of people, how far it agrees with them.

    What is judged is kept in the run's file, so that the same command goes on where it was stopped.

    Example: handrail eval judge --run run.json --model openai/gpt-5 --repeat 3 --max-cost 5
    """
    from core.evaluation.judge.purse import Purse  # noqa: PLC0415  slow to import
    from core.evaluation.judge.running import judged, work  # noqa: PLC0415
    from core.evaluation.runs import keeping, naming  # noqa: PLC0415
    from core.settings import settings as configured  # noqa: PLC0415

    settings = configured()
    subjects = _subjects(of)
    made = keeping.read(run)
    of_run = naming.named([suite or made.suite], settings.suites)[0]
    asked = _judge(settings, model, repeat, at_once)
    todo = work(of_run, made, asked, subjects)
    purse = Purse(max_cost)
    err.print(
        f"{len(todo.missing)} of {len(todo.items)} to judge, {repeat} times each: at most "
        f"${todo.most_usd:.2f}, of which ${max_cost:.2f} may be spent."
    )
    with watched() as show:
        made = judged(made, asked, todo.missing, purse, lambda r: keeping.write(r, run), show)
    left = work(of_run, made, asked, subjects).missing
    _report(of_run, made, purse.spent, len(left), as_json)
    if left:
        _tell_left(made, asked, left)


def _subjects(of: str) -> "tuple[Subject, ...]":
    from core.evaluation.judge.values import Subject  # noqa: PLC0415

    if of == "both":
        return tuple(Subject)
    if of not in set(Subject):
        raise typer.BadParameter("say correctness, faithfulness or both", param_hint="--of")
    return (Subject(of),)


def _judge(settings: "Settings", model: str, repeat: int, at_once: int) -> "Judge":
    """The judge, its model cleared by the requirements; raises `RuledOut`, `UnknownPrice`, `NoJudge`."""
    from core.bootstrap.configuration import price_of, rulings  # noqa: PLC0415
    from core.evaluation.judge.judging import Judge, NoJudge  # noqa: PLC0415
    from core.evaluation.judge.purse import MOST_TOKENS  # noqa: PLC0415
    from core.inference.errors import UnknownPrice  # noqa: PLC0415
    from core.inference.router import Router  # noqa: PLC0415
    from core.requirements.configuration import Subject as Choosable  # noqa: PLC0415
    from core.settings import EMBEDDED_MODEL  # noqa: PLC0415

    if model == EMBEDDED_MODEL:
        raise NoJudge
    cleared = rulings(settings).cleared(Choosable.MODEL, model)
    price = price_of(settings, model)
    if price is None:
        raise UnknownPrice(f"Got {model!r}.")
    router = Router([cleared], settings.model_timeout, settings.model_prices, MOST_TOKENS)
    return Judge(router, model, price, repeat, at_once)


def _report(suite: "Suite", run: "Run", spent: float, left: int, as_json: bool) -> None:
    from core.evaluation.judge.figures import figures  # noqa: PLC0415
    from core.evaluation.judge.labelled import people  # noqa: PLC0415

    found = figures(suite, run, people(suite, run))
    if as_json:
        scores = [each.as_json() for each in found]
        print_json({"scores": scores, "spent_usd": round(spent, 6), "left": left})
        return
    for each in found:
        out.print(str(each))
        out.print(Padding(Text(each.limits, style="dim"), (0, 0, 0, 2)))
    err.print(f"Spent ${spent:.4f}.")


def _tell_left(run: "Run", asked: "Judge", left: "Sequence[Item]") -> None:
    from core.evaluation.judge.keeping import kept  # noqa: PLC0415

    judgements = kept(run)
    said = (judgements[asked.key(each)] for each in left if asked.key(each) in judgements)
    reasons = [o.reason for each in said for o in each.opinions if o.holds is None]
    why = reasons[0] if reasons else "The budget did not reach them."
    err.print(
        Text(f"{len(left)} lack a usable judgement; the same command asks again. {why}", "yellow")
    )
