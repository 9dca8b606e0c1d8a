"""What the commands print: JSON for programs, a few well-set lines for people."""

import json
import sys
from datetime import date
from typing import NoReturn

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

from core.domain.answer import Answer
from core.domain.document import ALWAYS, FOREVER, Effective, Provenance
from core.domain.retrieval import Retrieved

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
EXCERPT = 320


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what went wrong on standard error and exit."""
    err.print(Text(message, style="red"))
    sys.exit(code)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_answer(answer: Answer) -> None:
    """An answer with its sources, or a refusal with what to do next."""
    if answer.refusal:
        kind = answer.refusal.kind.value.replace("_", " ")
        out.print(Text.assemble((answer.refusal.message, "yellow"), f"  ({kind})"))
        out.print(Text(answer.refusal.next_step, style="dim"))
    else:
        out.print(Markdown(answer.text))
        out.print()
        for number, provenance in {c.number: c.provenance for c in answer.citations}.items():
            out.print(_source_line(f"[{number}]", provenance))
    usage = answer.usage
    out.print(
        Text(
            f"{usage.total_ms:.0f} ms · request {answer.request_id} · {answer.release}", style="dim"
        )
    )


def print_hits(retrieved: Retrieved, today: date) -> None:
    """Search results, best first; or that there are none."""
    if not retrieved.hits:
        out.print("Nothing found among the documents you may see.")
    for rank, hit in enumerate(retrieved.hits, start=1):
        provenance = hit.chunk.provenance
        standing = provenance.effective.on(retrieved.as_of or today).value.replace("_", " ")
        out.print(_source_line(f"{rank}.", provenance, f"{hit.score:.3f}, {standing}"))
        excerpt = " ".join(hit.chunk.text.split())
        short = excerpt if len(excerpt) <= EXCERPT else f"{excerpt[:EXCERPT]}…"
        out.print(Padding(Text(short, style="dim"), (0, 0, 1, 3)))


def _source_line(mark: str, provenance: Provenance, note: str = "") -> Text:
    where = " > ".join(each for each in provenance.headings if each != provenance.title)
    page = f"page {provenance.page}" if provenance.page else ""
    parts = [where, page, provenance.label.tier.label, _days(provenance.effective), note]
    return Text.assemble(
        f"{mark} ",
        (provenance.title, "bold"),
        f"  {provenance.source}",
        (f"  {' · '.join(part for part in parts if part)}", "dim"),
    )


def _days(effective: Effective) -> str:
    start = "" if effective.start == ALWAYS else f"from {effective.start}"
    end = "" if effective.end == FOREVER else f"until {effective.end}"
    return f"{start} {end}".strip()
