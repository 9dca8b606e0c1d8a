"""What the commands print: JSON for programs, a few well-set lines for people."""

import json
import sys
from datetime import date
from typing import Any, NoReturn

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

from core.domain.answer import Answer, Citation
from core.domain.document import ALWAYS, FOREVER, Effective, Provenance
from core.domain.retrieval import Hit, Retrieved

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


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as a program reads it; `answer` is null when it is refused."""
    refusal = answer.refusal
    return {
        "question": answer.question.text,
        "answer": None if refusal else answer.text,
        "refusal": {
            "kind": refusal.kind.value,
            "message": refusal.message,
            "next_step": refusal.next_step,
        }
        if refusal
        else None,
        "citations": [_citation_json(each) for each in answer.citations],
        "retrieved": [hit.chunk.id for hit in answer.hits],
        "request_id": answer.request_id,
        "release": answer.release,
        "usage": {name: getattr(answer.usage, name) for name in answer.usage.__slots__},
    }


def retrieved_json(retrieved: Retrieved, today: date) -> dict[str, Any]:
    """Search results as a program reads them."""
    return {
        "question": retrieved.question,
        "as_of": retrieved.as_of.isoformat() if retrieved.as_of else None,
        "hits": [
            {"rank": rank, **_hit_json(hit, retrieved.as_of or today)}
            for rank, hit in enumerate(retrieved.hits, start=1)
        ],
    }


def _hit_json(hit: Hit, day: date) -> dict[str, Any]:
    scores = {name: getattr(hit.scores, name) for name in hit.scores.__slots__}
    return {
        "chunk_id": hit.chunk.id,
        "score": hit.score,
        "scores": scores,
        "text": hit.chunk.text,
        "prefix": hit.chunk.prefix,
        **_provenance_json(hit.chunk.provenance),
        "start": hit.chunk.provenance.start,
        "end": hit.chunk.provenance.end,
        "standing": hit.chunk.provenance.effective.on(day).value,
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "chunk_id": citation.chunk_id,
        "quote": citation.quote,
        **_provenance_json(citation.provenance),
        "start": citation.start,
        "end": citation.end,
    }


def _provenance_json(provenance: Provenance) -> dict[str, Any]:
    effective = provenance.effective
    return {
        "document_id": provenance.document_id,
        "version": provenance.version,
        "source": provenance.source,
        "title": provenance.title,
        "headings": list(provenance.headings),
        "page": provenance.page,
        "classification": provenance.label.tier.label,
        "groups": sorted(provenance.label.groups),
        "effective_from": None if effective.start == ALWAYS else effective.start.isoformat(),
        "effective_to": None if effective.end == FOREVER else effective.end.isoformat(),
    }


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
