"""`handrail bench`: measurements on data of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import TimeRemainingColumn
from rich.table import Table

from core.cli.bench_chunking import chunk_diff, chunking
from core.cli.bench_correctness import correctness
from core.cli.bench_data import kinds
from core.cli.bench_faithfulness import faithfulness
from core.cli.bench_planted import planted
from core.cli.bench_refusal import refusal
from core.cli.bench_renames import renames
from core.cli.bench_tables import tables
from core.cli.bench_versions import versions
from core.cli.output import out, print_json
from core.cli.progress import watched
from core.cli.session import opened

if TYPE_CHECKING:
    from core.evaluation.retrieval_bench import RetrievalReport

app = typer.Typer(name="bench", help="Measure Handrail on data of your own.", no_args_is_help=True)
LEGS = ("dense", "sparse", "fused", "reranked", "pgvectorstore_hybrid")


@app.callback()
def group() -> None:
    """Measure Handrail on data of your own."""


@app.command()
def retrieval(
    corpus: Annotated[
        Path, typer.Option(help="Documents, a JSON object a line: _id, title, text.", exists=True)
    ],
    queries: Annotated[
        Path, typer.Option(help="Queries, a JSON object a line: _id, text.", exists=True)
    ],
    qrels: Annotated[
        Path, typer.Option(help="Judgements, tab-separated: query, document, grade.", exists=True)
    ],
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only the first so many judged queries.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge the search on a collection in BEIR's layout, stage by stage.

    The documents go into a throwaway tenant; every query is asked under its policies, as an
    ordinary reader. LlamaIndex's stock PGVectorStore searches the same chunks and vectors, for
    comparison. Intervals are 95%, over the queries.
    """
    from core.evaluation.retrieval_bench import Bench  # noqa: PLC0415  slow to import

    with opened() as handrail, watched(TimeRemainingColumn()) as watch:
        bench = Bench(
            handrail.database,
            handrail.embedder,
            handrail.reranker,
            handrail.release.retrieval,
            handrail.release.chunking,
        )
        report = bench.run_files(corpus, queries, qrels, limit, watch)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)


JUDGING = (correctness, faithfulness, refusal)
AUDITING = (tables, kinds, renames, versions, planted)

for measurement in (*AUDITING, chunking, chunk_diff, *JUDGING):
    app.command()(measurement)


def _print(report: "RetrievalReport") -> None:
    figures = report.as_json()
    table = Table("", "nDCG@10", "MRR@10", "recall@100", box=None)
    for leg in LEGS:
        cells = [
            f"{score.value:.3f} [dim]±{(score.high - score.low) / 2:.3f}[/dim]"
            for score in report.legs[leg].values()
        ]
        table.add_row(leg, *cells)
    out.print(table)
    search, ingest = figures["search_ms"], figures["ingest_chunks_per_s"]
    out.print(
        f"{figures['queries']} queries, {figures['documents']} documents, {figures['chunks']} chunks. "
        f"A search took {search['p50']} ms (p50), {search['p95']} ms (p95), its embedding apart; "
        f"ingest took in {ingest} chunks a second."
    )
