"""Measure what a follow-up is best searched for, on conversations whose passages are judged.

    python -m benchmarks.follow_ups --data FOLDER [--home FOLDER]

FOLDER holds two files of JSON Lines:

- passages.jsonl: `{"_id": "p1", "text": "..."}`
- tasks.jsonl: `{"task_id": "t1", "question": "...", "context_ids": ["p1"], "history": [{"speaker":
  "user", "text": "..."}, {"speaker": "agent", "text": "..."}]}`, the history oldest first and
  empty for a first question; a task with an `answerability` other than `ANSWERABLE` or `PARTIAL`
  is left out

Printed as JSON: the share of first questions and of later ones judged to lean on others, what that
judgement takes, and for later ones recall@5, recall@10 and nDCG@10 of the whole search, with 95%
bounds, for each way of making a search of them. `tuning` is the half of the conversations to
choose on, `held_out` the other; `leaning` counts only the questions judged to lean. `gain` is what
`understood` has over `last` question by question.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.answering.conversation import leans, understood
from core.domain.answer import Turn
from core.domain.release import RetrievalSettings
from core.evaluation.beir import JudgedDocument
from core.evaluation.intervals import Mean, mean
from core.evaluation.metrics import Grades, ndcg, recall
from core.evaluation.scratch import Loader, curator, reader, scratch_tenant
from core.inference.embedding import Embedder
from core.inference.minilm import MiniLM
from core.retrieval.rerankers import reranker
from core.retrieval.search import Searcher
from core.settings import Settings
from core.store import Database

METRICS = {
    "recall@5": partial(recall, k=5),
    "recall@10": partial(recall, k=10),
    "ndcg@10": partial(ndcg, k=10),
}
Search = Callable[[str], list[str]]
"""The passages found for a text, best first."""
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """A question, the turns before it, oldest first, and the passages that answer it."""

    id: str
    question: str
    earlier: tuple[Turn, ...]
    grades: Grades

    @property
    def is_held_out(self) -> bool:
        """Whether it belongs to the half of the tasks to report on."""
        return bool(sha256(self.id.encode()).digest()[-1] % 2)


def last(task: Task) -> str:
    """The question alone."""
    return task.question


def previous(task: Task) -> str:
    """The question after the one before it."""
    return f"{task.earlier[-1].question} {task.question}"


def everything(task: Task) -> str:
    """The question after all those before it."""
    return " ".join([*(turn.question for turn in task.earlier), task.question])


def as_understood(task: Task) -> str:
    """What the product searches for."""
    return understood(task.question, task.earlier)


def weighed(task: Task) -> str:
    """As understood, the new question's words counted twice where it leans."""
    return f"{as_understood(task)} {task.question}" if leans(task.question) else task.question


def answer_too(task: Task) -> str:
    """As understood, with the beginning of the answer before where it leans."""
    before = task.earlier[-1].answer[:200]
    return f"{before} {as_understood(task)}" if leans(task.question) else task.question


WAYS = {
    "last": last,
    "previous": previous,
    "everything": everything,
    "understood": as_understood,
    "weighed": weighed,
    "answer_too": answer_too,
}


def read(folder: Path) -> list[Task]:
    """The judged tasks of a folder."""
    return [
        Task(row["task_id"], row["question"], _turns(row["history"]), _grades(row))
        for row in _rows(folder / "tasks.jsonl")
        if row.get("answerability", "ANSWERABLE") in ("ANSWERABLE", "PARTIAL")
    ]


def _turns(history: Sequence[Mapping[str, str]]) -> tuple[Turn, ...]:
    asked = [each["text"] for each in history if each["speaker"] == "user"]
    told = [each["text"] for each in history if each["speaker"] != "user"]
    return tuple(Turn(*pair) for pair in zip(asked, told, strict=True))


def _grades(row: Mapping[str, Any]) -> Grades:
    return dict.fromkeys(row["context_ids"], 1)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def measure(database: Database, embedder: Embedder, folder: Path) -> dict[str, object]:
    """Every figure, of the search that is shipped, over a throwaway tenant."""
    tasks = read(folder)
    later = [task for task in tasks if task.earlier]
    first = [task.earlier[0].question if task.earlier else task.question for task in tasks]
    documents = [
        JudgedDocument(row["_id"], "", row["text"]) for row in _rows(folder / "passages.jsonl")
    ]
    store = database.store()
    try:
        with scratch_tenant(database, embedder) as tenant:
            loaded = Loader(store, embedder).load(curator(tenant), documents)
            database.vacuum(tenant)
            settings = RetrievalSettings()
            searcher = Searcher(store, embedder, reranker(settings.rerank), settings)

            def search(text: str) -> list[str]:
                hits = searcher.reranked(searcher.find(reader(tenant), text, as_of=None))
                return list(dict.fromkeys(loaded.documents[hit.chunk.id] for hit in hits))

            scored = {task.id: scores(task, search) for task in later}
    finally:
        store.close()
    return {
        "first_leaning": rounded(mean([float(leans(each)) for each in first])),
        "later_leaning": rounded(mean([float(leans(each.question)) for each in later])),
        "microseconds": microseconds(later),
        "tuning": report([each for each in later if not each.is_held_out], scored),
        "held_out": report([each for each in later if each.is_held_out], scored),
        "all": report(later, scored),
    }


def scores(task: Task, search: Search) -> dict[str, Scores]:
    """Each metric of each way of searching."""
    rankings = {way: search(text(task)) for way, text in WAYS.items()}
    return {
        way: {name: metric(ranking, task.grades) for name, metric in METRICS.items()}
        for way, ranking in rankings.items()
    }


def report(tasks: Sequence[Task], scored: Mapping[str, Mapping[str, Scores]]) -> dict[str, object]:
    """Means of all tasks and of those judged to lean."""
    leaning = [task for task in tasks if leans(task.question)]
    return {
        name: {way: _means([scored[each.id][way] for each in some]) for way in WAYS}
        | {"gain": _means([_difference(scored[each.id]) for each in some])}
        for name, some in (("later", tasks), ("leaning", leaning))
    }


def _difference(ways: Mapping[str, Scores]) -> Scores:
    return {name: ways["understood"][name] - ways["last"][name] for name in METRICS}


def _means(values: Sequence[Scores]) -> dict[str, list[float]]:
    return {name: rounded(mean([each[name] for each in values])) for name in METRICS}


def rounded(value: Mean) -> list[float]:
    """The mean, its bounds, and over how many it was taken."""
    return [round(value.value, 3), round(value.low, 3), round(value.high, 3), value.n]


def microseconds(tasks: Sequence[Task]) -> float:
    """What finding out what to search for takes, on average."""
    began = time.perf_counter()
    for task in tasks:
        understood(task.question, task.earlier)
    return round((time.perf_counter() - began) / len(tasks) * 1e6, 1)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = given.home or Path(temporary)
        database = Database.open(Settings(home=home))
        print(json.dumps(measure(database, MiniLM(home), given.data), indent=2))
        database.close()


if __name__ == "__main__":
    main()
