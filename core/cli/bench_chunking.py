"""`handrail bench chunking` and `handrail bench chunk-diff`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from core.cli.output import out, print_json
from core.cli.progress import watched
from core.cli.session import opened

if TYPE_CHECKING:
    from core.evaluation.chunk_diff import ChunkDiff
    from core.evaluation.chunking_bench import ChunkingReport

SHOWN = 12

Folder = Annotated[
    Path, typer.Option("--corpus", help="A folder of documents.", exists=True, file_okay=False)
]
Questions = Annotated[
    Path | None,
    typer.Option(
        help="Questions with answer spans, a JSON object a line; see below.",
        exists=True,
        dir_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def chunking(
    corpus: Folder,
    questions: Questions = None,
    strategy: Annotated[
        list[str] | None,
        typer.Option(
            help="What to compare, again and again: clause-1, tokens, sentences, recursive, "
            "markdown, semantic; with sizes as in recursive:200 or recursive:200:20 (20 repeated)."
        ),
    ] = None,
    tokens: Annotated[
        list[int] | None,
        typer.Option(
            min=32,
            help="The most tokens of a chunk, again and again; by default what the model reads.",
        ),
    ] = None,
    k: Annotated[int, typer.Option(min=1, help="How many chunks are retrieved.")] = 5,
    budget: Annotated[
        int, typer.Option(min=1, help="How many words and marks are read, for the fair comparison.")
    ] = 1000,
    as_json: AsJson = False,
) -> None:
    """Compare ways to cut a corpus: what a search then finds, what is severed, what it takes.

    Without --strategy, every strategy is measured. Recall, precision and IoU are over the words of
    the answer spans: in the first k chunks, where longer chunks have more recall and less IoU, and in
    the first so many words retrieved, where chunks of any size compare. Embeddings are kept, so that
    a second run costs what changed.

    A question is {"id": "q1", "corpus_id": "travel", "question": "Who approves?", "references":
    [{"content": "A director approves.", "start_index": 120, "end_index": 140}]}: corpus_id names a
    file of the corpus, the references are everything that answers. Offsets or content may be left
    out, and so may the questions: then sizes, time and what is severed are measured.

    Example: handrail bench chunking --corpus ./policies --questions questions.jsonl --json
    """
    from core.evaluation import chunking_json  # noqa: PLC0415  slow to import
    from core.evaluation.chunking_bench import ChunkingBench  # noqa: PLC0415
    from core.evaluation.chunking_plan import plans  # noqa: PLC0415
    from core.inference.cached import CachedEmbedder  # noqa: PLC0415

    with opened() as handrail, watched(TimeRemainingColumn()) as watch:
        embedder = CachedEmbedder(handrail.embedder, handrail.settings.home)
        chosen = plans(strategy or (), embedder.window, tokens or ())
        bench = ChunkingBench(embedder, handrail.release.retrieval, k, budget)
        found = bench.run(corpus, questions, chosen, watch)
    if as_json:
        print_json(chunking_json.report(found))
    else:
        _print_report(found)


def chunk_diff(
    corpus: Folder,
    after: Annotated[str, typer.Option(help="The chunking to change to, as in recursive:200.")],
    before: Annotated[
        str | None, typer.Option(help="The chunking to change from; by default the configured one.")
    ] = None,
    questions: Questions = None,
    as_json: AsJson = False,
) -> None:
    """Show what another chunking would merge, split and move, and which questions that touches.

    Example: handrail bench chunk-diff --corpus ./policies --after clause-1:200
    """
    from core.evaluation import chunk_diff as diffing  # noqa: PLC0415
    from core.evaluation import chunking_json, span_questions  # noqa: PLC0415
    from core.evaluation.chunking_bench import ChunkingBench  # noqa: PLC0415
    from core.evaluation.chunking_plan import name, plan  # noqa: PLC0415
    from core.inference.cached import CachedEmbedder  # noqa: PLC0415

    with opened() as handrail, watched(TimeRemainingColumn()) as watch:
        embedder = CachedEmbedder(handrail.embedder, handrail.settings.home)
        bench = ChunkingBench(embedder)
        old = plan(before, embedder.window) if before else handrail.release.chunking
        new = plan(after, embedder.window)
        documents = span_questions.corpus(corpus, watch).documents
        asked = span_questions.questions(questions, documents).questions if questions else ()
        cuts = [bench.cut(documents, each, name(each), watch) for each in (old, new)]
    found = diffing.chunk_diff(cuts[0], cuts[1], asked)
    if as_json:
        print_json(chunking_json.diff(found, name(old), name(new)))
    else:
        _print_diff(found, name(old), name(new))


def _print_report(found: "ChunkingReport") -> None:
    from core.evaluation.chunking_json import report  # noqa: PLC0415

    figures = report(found)
    asked = bool(figures["questions"])
    sizes = [
        "chunks",
        "tokens",
        "conditions\nsevered",
        "tables\nsevered",
        "over\nwindow",
        "seconds",
    ]
    scores = ["recall", "IoU", "nDCG", f"recall in\n{found.budget} words"] if asked else []
    table = Table("", *scores, *sizes, box=None)
    for each in figures["strategies"]:
        table.add_row(each["name"], *(_scores(each) if asked else ()), *_sizes(each))
    out.print(table)
    asking = f"{figures['questions']} questions, the first {found.k} chunks of each. "
    out.print(f"{asking if asked else ''}{figures['documents']} documents.")
    for source, reason in found.corpus.unread.items():
        out.print(Text.assemble(("  not read  ", "yellow"), f"{source}: {reason}"))
    left = figures["questions_left_out"]
    if left:
        out.print(
            f"{len(left)} questions left out, their answers are not in the corpus: {left[:9]}"
        )


def _scores(each: dict[str, dict[str, float]]) -> list[str]:
    values = [each["recall"], each["iou"], each["ndcg"], each["at_budget"]["recall"]]
    return [f"{value:.3f}" for value in values]


def _sizes(each: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    held, seconds = each["invariants"], each["seconds"]
    broken = [held["severed_conditions"], held["severed_tables"]]
    return [
        f"{each['chunks']}",
        f"{each['tokens']['mean']}",
        *(f"{rate['count']} of {rate['of']}" for rate in broken),
        f"{held['over_window']}",
        f"{seconds['cut']} + {seconds['embed']}",
    ]


def _print_diff(found: "ChunkDiff", before: str, after: str) -> None:
    from core.evaluation.chunk_diff import Kind  # noqa: PLC0415

    counts = ", ".join(f"{count} {kind}" for kind, count in found.counts().items() if count)
    out.print(f"{before} to {after}: {counts}.")
    changed = [each for each in found.changes if each.kind is not Kind.UNCHANGED]
    for each in changed[:SHOWN]:
        sizes = f"{len(each.before)} to {len(each.after)} chunks"
        place = f"{each.source} {each.start}-{each.end}"
        out.print(Text.assemble((f"  {each.kind.value}  ", "yellow"), f"{place}, {sizes}"))
    if len(changed) > SHOWN:
        out.print(f"  … and {len(changed) - SHOWN} more; --json lists them all.")
    for asked in found.touched[:SHOWN]:
        out.print(f"  {asked.question.id}: in {asked.before} chunks, now {asked.after}")
    if found.touched:
        out.print(f"{len(found.touched)} questions are touched.")
