"""The chunking benchmark and the chunk diff, as a program reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from core.evaluation.chunk_diff import ChunkDiff, Kind
from core.evaluation.chunking_bench import Answers, ChunkingReport, Result, Scores, difference
from core.evaluation.chunking_plan import name
from core.evaluation.intervals import mean

RETRIEVAL = (
    "in memory: BM25 and cosine over the indexed text, fused as in the search, not reranked; "
    "every document of the corpus in one index"
)
TOKENS = "words and marks of the documents; prefixes count as read"


def report(found: ChunkingReport) -> dict[str, Any]:
    """Means with their 95% bounds in `intervals`; `versus_first` compares paired with the first.

    Sizes are in the embedder's word pieces, recall, precision and IoU over words and marks.
    """
    rows = [_result(each, found.results[0]) for each in found.results]
    return {
        "corpus": str(found.corpus.root),
        "documents": len(found.corpus.documents),
        "not_read": dict(found.corpus.unread),
        "questions": len(found.placed.questions) if found.placed else 0,
        "questions_left_out": list(found.placed.unplaced) if found.placed else [],
        "k": found.k,
        "budget": found.budget,
        "embedding": found.model,
        "window": found.window,
        "retrieval": RETRIEVAL,
        "tokens": TOKENS,
        "strategies": rows,
        "best": _best(rows),
    }


def _result(result: Result, first: Result) -> dict[str, Any]:
    sizes, held = result.sizes or (0,), result.invariants
    made: dict[str, Any] = {
        "name": name(result.settings),
        **asdict(result.settings),
        "chunks": len(result.sizes),
        "tokens": {
            "mean": round(sum(sizes) / len(sizes), 1),
            "max": max(sizes),
            "total": sum(result.sizes),
        },
        "seconds": {"cut": round(result.took.cut, 2), "embed": round(result.took.embed, 2)},
        "embedded_anew": result.took.embedded,
        "invariants": {
            "severed_conditions": _rate(held.conditions, held.of_conditions),
            "severed_tables": _rate(held.tables, held.of_tables),
            "lists_without_lead_in": held.lists,
            "over_window": held.unread,
            "lost_text": held.lost,
            "provenance_not_reproduced": held.unreproduced,
            "examples": [asdict(each) for each in held.examples],
        },
    }
    if result.answers and first.answers:
        made |= _answers(result.answers, first.answers, is_first=result is first)
    return made


def _rate(count: int, of: int) -> dict[str, float | int]:
    return {"count": count, "of": of, "rate": round(count / of, 4) if of else 0.0}


def _answers(answers: Answers, first: Answers, *, is_first: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        **_means(answers.at_depth),
        "ndcg": round(mean(answers.ndcg).value, 4),
        "precision_omega": round(mean(answers.precision_omega).value, 4),
        "at_budget": _means(answers.at_budget),
        "search_ms": round(answers.search_ms, 2),
        "intervals": _bounds(answers.at_depth),
    }
    if not is_first:
        made["versus_first"] = {
            "at_depth": _differences(answers.at_depth, first.at_depth),
            "at_budget": _differences(answers.at_budget, first.at_budget),
        }
    return made


def _by_name(scores: Scores) -> dict[str, Sequence[float]]:
    return {"recall": scores.recall, "precision": scores.precision, "iou": scores.iou}


def _means(scores: Scores) -> dict[str, float]:
    return {key: round(mean(values).value, 4) for key, values in _by_name(scores).items()}


def _bounds(scores: Scores) -> dict[str, list[float]]:
    found = {key: mean(values) for key, values in _by_name(scores).items()}
    return {key: [round(each.low, 4), round(each.high, 4)] for key, each in found.items()}


def _differences(one: Scores, other: Scores) -> dict[str, list[float]]:
    """Difference of the means, and its bounds."""
    theirs = _by_name(other)
    found = {key: difference(values, theirs[key]) for key, values in _by_name(one).items()}
    return {key: [round(v, 4) for v in (m.value, m.low, m.high)] for key, m in found.items()}


def _best(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Which chunking leads in what; the first of several that do."""
    scored = [each for each in rows if "recall" in each]
    if not scored:
        return {}
    best = {key: max(scored, key=itemgetter(key))["name"] for key in ("recall", "iou", "ndcg")}
    for key in ("recall", "iou"):
        values = [each["at_budget"][key] for each in scored]
        best[f"{key}_at_budget"] = scored[values.index(max(values))]["name"]
    return best


def diff(found: ChunkDiff, before: str, after: str) -> dict[str, Any]:
    """What changed, the stretches that stayed as they were only counted."""
    return {
        "before": before,
        "after": after,
        "counts": found.counts(),
        "changes": [
            {
                "source": change.source,
                "kind": change.kind.value,
                "before": [[piece.start, piece.end] for piece in change.before],
                "after": [[piece.start, piece.end] for piece in change.after],
            }
            for change in found.changes
            if change.kind is not Kind.UNCHANGED
        ],
        "questions": [
            {
                "id": each.question.id,
                "question": each.question.text,
                "kinds": [kind.value for kind in each.kinds],
                "chunks_before": each.before,
                "chunks_after": each.after,
            }
            for each in found.touched
        ],
    }
