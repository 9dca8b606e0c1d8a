"""What `handrail eval run` says of the runs it made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from core.cli.output import err, out

if TYPE_CHECKING:
    from core.evaluation.reports.figures import Figure
    from core.evaluation.runs.summary import Summary
    from core.evaluation.runs.values import Run

FROM_CACHE = (
    "{known} of {attempts} outcomes were known, so their times are those of when they were asked; "
    "--fresh asks all anew."
)


@dataclass(frozen=True)
class Told:
    """All that is told of a run; `known` counts the outcomes that did not have to be asked for."""

    run: "Run"
    file: Path
    summary: "Summary"
    known: int
    figures: "Mapping[str, Figure]"
    limits: "Mapping[str, str]"

    @property
    def first_error(self) -> str:
        """The first case that came to nothing, and why; call it where there is one."""
        first = next(each for each in self.run.outcomes if each.error is not None)
        return f"{first.case}: {first.error}"

    def as_json(self) -> dict[str, Any]:
        """As a program reads it."""
        return {
            **self.summary.as_json(),
            "known": self.known,
            "release": self.run.release_id,
            "figures": {
                name: {part: getattr(each, part) for part in ("value", "low", "high", "cases")}
                for name, each in self.figures.items()
            },
            "file": str(self.file),
        }


def show(told: Sequence[Told]) -> None:
    """A few lines for people: what came of the cases, the figures, and what their scorers cannot tell."""
    table = Table("suite", "cases", "answered", "refused", "errors", "p50", "p95", box=None)
    for each in told:
        found = each.summary
        counts = (found.cases, found.answered, found.refused, found.errors)
        table.add_row(Text(found.suite), *map(str, counts), _ms(found.p50), _ms(found.p95))
    out.print(table)
    _print_figures(told)
    known, attempts = sum(each.known for each in told), sum(each.summary.attempts for each in told)
    if known:
        out.print(FROM_CACHE.format(known=known, attempts=attempts), style="dim", soft_wrap=True)
    for each in told:
        out.print(Text(f"Kept in {each.file}."), soft_wrap=True)
        if each.summary.errors:
            err.print(Text(f"{each.summary.suite}, {each.first_error}", style="red"))


def _print_figures(told: Sequence[Told]) -> None:
    out.print()
    table = Table("", *(escape(each.summary.suite) for each in told), box=None)
    for name in told[0].figures:
        table.add_row(name, *(str(each.figures[name]) for each in told))
    out.print(table)
    out.print()
    for name, limit in told[0].limits.items():
        out.print(Text(f"{name}: {limit}", style="dim"))
    out.print()


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} ms"
