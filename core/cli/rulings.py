"""How rulings are shown to people, and to programs."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from core.cli.output import err, out, print_json

if TYPE_CHECKING:
    from core.requirements.explaining import Explanation
    from core.requirements.ruling import Ruling
    from core.requirements.rulings import Rulings
    from core.requirements.values import Clause

INDENT = (0, 0, 0, 2)


def as_object(rulings: "Rulings") -> dict[str, object]:
    """Every ruling and what they come to, for JSON."""
    made = rulings.requirements
    return {
        "digest": made.digest if made else "",
        "job": made.job.sentence if made else "",
        "holds": not rulings.broken,
        "broken": list(dict.fromkeys(each.clause for each in rulings.broken)),
        "rules_nothing_out": not rulings.ruled_out,
        "rulings": [asdict(each) for each in rulings.all],
    }


def _table(rulings: "Iterable[Ruling]") -> Table:
    """A row for each choice: those of one subject together, first what runs."""
    table = Table("", "", "choice", "", "by", box=None, pad_edge=False, padding=(0, 1))
    table.columns[2].overflow = "fold"
    ordered = sorted(rulings, key=lambda each: (_place(each), not each.running, each.choice))
    before = None
    for (subject, choice), said in groupby(ordered, key=lambda each: (each.subject, each.choice)):
        every = list(said)
        is_out = any(not each.allowed for each in every)
        table.add_row(
            subject.value if subject != before else "",
            "*" if every[0].running else "",
            Text(choice),
            Text("ruled out", style="red") if is_out else Text("allowed", style="green"),
            _against(every) if is_out else Text(_allowing(every), style="dim"),
        )
        before = subject
    return table


def _against(rulings: "Iterable[Ruling]") -> Text:
    return Text("\n").join(
        Text.assemble((each.clause or "", "bold"), f" {each.reason}")
        for each in rulings
        if not each.allowed
    )


def _allowing(rulings: "Iterable[Ruling]") -> str:
    return ", ".join(dict.fromkeys(each.clause or each.reason for each in rulings))


def _place(ruling: "Ruling") -> int:
    return list(type(ruling.subject)).index(ruling.subject)


def print_rulings(rulings: "Rulings") -> None:
    """The table of everything configured or offered, and what it comes to."""
    out.print(_table(rulings.all))
    out.print()
    out.print("* runs as configured; the rest is offered.", style="dim")
    if not rulings.ruled_out:
        err.print(
            "Warning: these requirements rule nothing out. Nothing that is configured or offered "
            "here breaks a clause, so they decide nothing yet: a clause may be wider than meant, "
            "or missing.",
            style="yellow",
        )
    elif not rulings.broken:
        count = len({(each.subject, each.choice) for each in rulings.ruled_out})
        out.print(f"What runs keeps to every clause; {count} of what is offered may not be used.")


def broken(ruling: "Ruling") -> str:
    """What runs and breaks a clause, as a sentence that names it."""
    return (
        f"{ruling.clause} is broken by what runs: {ruling.subject.value} {ruling.choice}: "
        f"{ruling.reason}."
    )


def print_clause(clause: "Clause", rulings: "list[Ruling]", as_json: bool) -> None:
    """A clause in its owner's words, and what it rules on."""
    if as_json:
        print_json([asdict(each) for each in rulings])
        return
    out.print(Text.assemble((clause.id, "bold"), f", {clause.kind.value}: “{clause.words}”"))
    out.print(_table(rulings))


def print_explanation(given: "Explanation", words: dict[str, str]) -> None:
    """Why something may be used or not; `words` are the clauses' own, by id."""
    word = "is" if given.offered else "would be"
    style = "green" if given.allowed else "red"
    verdict = (f"{word} {'allowed' if given.allowed else 'ruled out'}", style)
    supposed = "" if given.offered else " if it were configured with nothing declared of it"
    name = f"{given.subject.value.capitalize()} {given.name} "
    out.print(Text.assemble((name, "bold"), verdict, f"{supposed}."))
    if not given.rulings:
        out.print("No clause speaks of it.")
    for ruling in sorted(given.rulings, key=lambda each: each.allowed):
        mark = ("allows it", "green") if ruling.allowed else ("rules it out", "red")
        clause = ruling.clause or ""
        out.print(
            Padding(Text.assemble((clause, "bold"), " ", mark, f": {ruling.reason}."), INDENT)
        )
        out.print(Padding(Text(f"“{words.get(clause, '')}”", style="dim"), (0, 0, 0, 4)))
