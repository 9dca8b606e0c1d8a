"""`handrail eval run`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from core.cli.eval_told import Told, show
from core.cli.output import err, print_json
from core.cli.progress import Watch, watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.release import Release
    from core.evaluation.runs.values import Run
    from core.evaluation.suites.suite import Suite
    from core.ingest.prepare import Quarantined
    from core.settings import Settings


@dataclass(frozen=True)
class _Done:
    """The runs so far, and by suite how many of its outcomes were known."""

    runs: "dict[str, Run]" = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def noting(self, watch: Watch) -> Watch:
        """A watch that also notes what was done when a suite began."""

        def show(what: str, done: int, total: int) -> None:
            self.known.setdefault(what, done)
            watch(what, done, total)

        return show


def run(
    suite: Annotated[
        list[str],
        typer.Option(help="A suite's folder, its name in HANDRAIL_SUITES, or a folder of suites."),
    ],
    out_: Annotated[
        Path, typer.Option("--out", help="The file to keep the run in; a folder for several.")
    ],
    release: Annotated[
        str | None,
        typer.Option(help="A release on record by its id, or a TOML or JSON file of changes."),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="How often each case is asked.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again what is known.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Ask every case of a suite, and keep what was retrieved and answered in one file.

    A suite that names documents is run beside those and no others, in a database of its own; one
    that names none, on what the deployment holds. What was asked before, under the same release
    and code and with the same documents, is known and not asked again; so a run that was stopped
    goes on where it was when it is started again.

    A file for `--release` names what is to differ: `route = ["openai/gpt-5"]`, or
    `dense_weight = 0.4` below `[retrieval]`.

    Example: handrail eval run --suite alder --out run.json
    """
    from core.bootstrap.evaluating import Plan, runs  # noqa: PLC0415  slow to import
    from core.evaluation.runs import keeping, naming  # noqa: PLC0415
    from core.settings import settings  # noqa: PLC0415

    configured = settings()
    chosen = naming.named(suite, configured.suites)
    files = naming.files(chosen, out_)
    tried = _release(release, configured) if release else None
    done = _Done()
    with watched() as watch, _going_on():
        plan = Plan(tried, repeat, fresh, done.noting(watch), _tell_missing)
        for each in runs(configured, chosen, plan):
            keeping.write(each, files[each.suite])
            done.runs[each.suite] = keeping.read(files[each.suite])
        told = [_told(each, files[each.name], done, watch) for each in chosen]
    if as_json:
        print_json([each.as_json() for each in told])
    else:
        show(told)
    _ensure_answered(told)


@contextmanager
def _going_on() -> Iterator[None]:
    """Whoever stops it is told that nothing answered is lost."""
    try:
        yield
    except KeyboardInterrupt:
        err.print("What was answered is kept. Start it again, without --fresh, and it goes on.")
        raise


def _release(named: str, configured: "Settings") -> "Release":
    """The release that is on record under this id, or what a file makes of the present one."""
    from core.bootstrap.evaluating import on_record  # noqa: PLC0415  slow to import
    from core.releases import release  # noqa: PLC0415
    from core.releases.variants import variant  # noqa: PLC0415

    path = Path(named)
    return variant(release(configured), path) if path.is_file() else on_record(configured, named)


def _tell_missing(missing: "Sequence[Quarantined]") -> None:
    for each in missing:
        err.print(Text(f"Not taken in: {each.source}. {each.reason}", style="yellow"))


def _told(suite: "Suite", file: Path, done: _Done, watch: Watch) -> Told:
    from core.evaluation.reports.figures import figures  # noqa: PLC0415  slow to import
    from core.evaluation.runs.summary import summary  # noqa: PLC0415
    from core.evaluation.scoring import score  # noqa: PLC0415

    watch(f"Scoring {suite.name}", 0, 1)
    run = done.runs[suite.name]
    scores = score(run, suite)
    return Told(run, file, summary(run), done.known[suite.name], figures(scores), scores.limits)


def _ensure_answered(told: list[Told]) -> None:
    from core.evaluation.runs.errors import NothingAnswered  # noqa: PLC0415  slow to import

    silent = [each for each in told if each.summary.errors == each.summary.attempts]
    if silent:
        raise NothingAnswered(
            " ".join(f"{each.summary.suite}, {each.first_error}" for each in silent)
        )
