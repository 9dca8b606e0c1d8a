"""Measure how well the evidence score tells questions with an answer from those without.

    python benchmarks/refusal.py --data ours.jsonl theirs.jsonl [--fit] [--home DIR]

Each FILE is one corpus, in JSON Lines of two kinds:

    {"passage_id": "p1", "title": "Travel policy", "text": "..."}
    {"question": "...", "gold": ["p1"], "answerable": true}

`gold` names the passages that answer the question; a question with `"answerable": false` looks
answerable but is not (a near miss). Passages that share a title are one document.

Printed as JSON, for each file whole and for samples of 200 and 60 of its passages: for each kind of
question without an answer the AUROC against `present`, and the share refused at the threshold.

- `present`: answerable, everything in place; its share refused is the false refusals
- `passage_withheld`: the same questions with their gold passages taken out
- `document_withheld`: those of documents with other passages, these taken out as well
- `foreign`: answerable questions of the other files
- `near_miss`: marked as not answerable

With `--fit` each file is scored by coefficients fitted on the other files alone, and those fitted
on all files are printed to be written into `core.answering.evidence`.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log
from pathlib import Path

import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS
from numpy.typing import NDArray

from core.answering.evidence import SHIPPED, Signals, signals
from core.domain.access import Tier
from core.domain.document import Chunk, Label, Provenance
from core.domain.release import RefusalSettings
from core.domain.retrieval import Hit, Scores
from core.inference.embedding import Vectors
from core.inference.minilm import MiniLM
from core.retrieval.fusion import best_first, convex
from core.retrieval.rerank import Candidate, Query
from core.retrieval.search import Found

Floats = NDArray[np.float64]
Cases = Mapping[str, list[Signals]]
SIZES = (200, 60)
SAMPLES = 20  # of each size, with at most ten questions of a kind
DEPTH = 100
MOST = 600  # questions of a kind, drawn with a fixed seed
ENOUGH = 50  # questions with an answer, for samples to take part in a fit
LABEL = Label(Tier.PUBLIC)
FITTED = ("nearness", "prominence", "coverage")  # the other signals pay within one corpus alone


@dataclass(frozen=True, eq=False)
class Passage:
    """A passage of the data, as a chunk."""

    chunk: Chunk
    document: str
    words: Counter[str]
    vector: Vectors


@dataclass(frozen=True, eq=False)
class Asked:
    """A question of the data; `gold` are chunk ids."""

    text: str
    gold: frozenset[str]
    answerable: bool
    vector: Vectors


@dataclass(frozen=True, eq=False)
class Corpus:
    """The passages and questions of one file."""

    name: str
    passages: tuple[Passage, ...]
    questions: tuple[Asked, ...]

    @cached_property
    def matrix(self) -> Vectors:
        """The passages' vectors, one a row."""
        return np.stack([each.vector for each in self.passages])

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """The passages by chunk id."""
        return {each.chunk.id: each for each in self.passages}

    @cached_property
    def postings(self) -> dict[str, list[Passage]]:
        """The passages each word stands in."""
        where: dict[str, list[Passage]] = defaultdict(list)
        for each in self.passages:
            for word in each.words:
                where[word].append(each)
        return where

    @cached_property
    def mean_length(self) -> float:
        """Words a passage, on average."""
        return float(np.mean([each.words.total() for each in self.passages]))

    def documents_of(self, question: Asked) -> frozenset[str]:
        """Every passage of the documents that hold the question's gold passages."""
        documents = {self.by_id[each].document for each in question.gold}
        return frozenset(each.chunk.id for each in self.passages if each.document in documents)

    def answerable(self) -> list[Asked]:
        """The questions whose gold passages are all here."""
        here = self.by_id.keys()
        return [q for q in self.questions if q.answerable and q.gold and q.gold <= here]

    def sample(self, size: int, draw: random.Random) -> "Corpus":
        """About `size` passages, whole documents, and the questions whose gold is among them."""
        by_document = defaultdict(list)
        for each in self.passages:
            by_document[each.document].append(each)
        kept: list[Passage] = []
        for name in draw.sample(sorted(by_document), len(by_document)):
            if len(kept) < size:
                kept += by_document[name]
        here = {each.chunk.id for each in kept}
        asked = tuple(each for each in self.questions if each.gold and each.gold <= here)
        return Corpus(self.name, tuple(kept), asked)


def read(path: Path, embedder: MiniLM) -> Corpus:
    """The corpus in `path`, embedded."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [row for row in rows if "passage_id" in row]
    asked = [row for row in rows if "question" in row]
    texts = [f"{row['title']}\n{row['text']}".strip() for row in found]
    passages = (
        Passage(_chunk(row), row["title"] or row["passage_id"], Counter(lexemes(text)), vector)
        for row, text, vector in zip(found, texts, embedder.embed(texts), strict=True)
    )
    vectors = embedder.embed([row["question"] for row in asked])
    questions = (
        Asked(row["question"], frozenset(row["gold"]), row["answerable"], vector)
        for row, vector in zip(asked, vectors, strict=True)
    )
    return Corpus(path.stem, tuple(passages), tuple(questions))


def _chunk(row: Mapping[str, str]) -> Chunk:
    name, text = row["passage_id"], row["text"]
    return Chunk(
        name, text, row["title"], Provenance(name, "", name, name, 0, len(text), label=LABEL)
    )


@cache
def _stem() -> Callable[[list[str]], list[str]]:
    stemmed: Callable[[list[str]], list[str]] = Stemmer.Stemmer("english").stemWords
    return stemmed


def lexemes(text: str) -> list[str]:
    """Words as Postgres analyses English ones: stop words left out, Snowball stems."""
    return _stem()(
        [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in STOPWORDS_EN_PLUS]
    )


def found(question: Asked, corpus: Corpus, without: frozenset[str] = frozenset()) -> Found:
    """What a search among the corpus's passages finds, as `Searcher.find` does."""
    cosines = (corpus.matrix @ question.vector).tolist()
    near = _top(
        (each.chunk.id, cosine)
        for each, cosine in zip(corpus.passages, cosines, strict=True)
        if each.chunk.id not in without
    )
    postings = {
        term: [each for each in corpus.postings.get(term, ()) if each.chunk.id not in without]
        for term in lexemes(question.text)
    }
    idf = _idf(postings, len(corpus.passages) - len(without))
    matching = _top(_bm25(postings, idf, corpus.mean_length).items())
    fused = convex(near, matching)
    best = next(iter(fused))
    matches = {t: n for t in idf if (n := corpus.by_id[best].words[t])}
    query = Query(question.text, idf, frozenset(t for t, where in postings.items() if not where))
    candidate = Candidate(corpus.by_id[best].chunk, Scores(fused=fused[best]), matches)
    return Found(near, matching, fused, query, (candidate,))


def _idf(postings: Mapping[str, Sequence[Passage]], size: int) -> dict[str, float]:
    return {t: log(1 + (size - len(p) + 0.5) / (len(p) + 0.5)) for t, p in postings.items()}


def _bm25(
    postings: Mapping[str, Sequence[Passage]], idf: Mapping[str, float], mean: float
) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for term, where in postings.items():
        for each in where:
            norm = 1.2 * (0.25 + 0.75 * each.words.total() / mean)
            scores[each.chunk.id] += idf[term] * each.words[term] / (each.words[term] + norm)
    return scores


def _top(scores: Iterable[tuple[str, float]]) -> dict[str, float]:
    return dict(list(best_first(dict(scores)).items())[:DEPTH])


def seen(question: Asked, corpus: Corpus, without: frozenset[str] = frozenset()) -> Signals:
    """The signals of a question asked of the corpus."""
    result = found(question, corpus, without)
    return signals(result, [Hit(each.chunk, each.scores) for each in result.candidates])


def cases(corpus: Corpus, foreign: Sequence[Asked], draw: random.Random, most: int) -> Cases:
    """The signals of at most `most` questions of every kind, by kind."""
    asked = _drawn(corpus.answerable(), draw, most)
    near = _drawn([each for each in corpus.questions if not each.answerable], draw, most)
    made = {
        "present": [seen(each, corpus) for each in asked],
        "passage_withheld": [seen(each, corpus, each.gold) for each in asked],
        "document_withheld": [
            seen(each, corpus, gone)
            for each in asked
            if len(each.gold) < len(gone := corpus.documents_of(each)) < len(corpus.passages)
        ],
        "foreign": [seen(each, corpus) for each in _drawn(foreign, draw, most)],
        "near_miss": [seen(each, corpus) for each in near],
    }
    return {kind: rows for kind, rows in made.items() if rows}


def _drawn(questions: Sequence[Asked], draw: random.Random, most: int) -> list[Asked]:
    return draw.sample(questions, min(most, len(questions)))


def regimes(corpus: Corpus, foreign: Sequence[Asked]) -> dict[str, Cases]:
    """The cases of the whole corpus, and those of its samples, under `all`, `200` and `60`."""
    draw = random.Random(0)
    made: dict[str, Cases] = {"all": cases(corpus, foreign, draw, MOST)}
    for size in SIZES:
        merged: dict[str, list[Signals]] = defaultdict(list)
        for _ in range(SAMPLES):
            for kind, rows in cases(corpus.sample(size, draw), foreign, draw, 10).items():
                merged[kind] += rows
        made[str(size)] = merged
    return made


def fit(many: Iterable[Cases], ridge: float = 1e-3) -> Floats:
    """Intercept and one coefficient a signal, by logistic regression.

    Every regime weighs the same, half of it `present`. Near misses take no part, nor do withheld
    passages whose documents stay: telling those apart is the answering model's work.
    """
    rows, truth, weights = [], [], []
    for by_kind in many:
        if len(by_kind["present"]) < ENOUGH:
            continue
        several = len(by_kind.get("document_withheld", ())) > len(by_kind["present"]) / 2
        absent = "document_withheld" if several else "passage_withheld"
        for kind, share in (("present", 0.5), (absent, 0.25), ("foreign", 0.25)):
            rows += [_row(each) for each in by_kind[kind]]
            truth += [float(kind == "present")] * len(by_kind[kind])
            weights += [share / len(by_kind[kind])] * len(by_kind[kind])
    return _newton(np.array(rows), np.array(truth), np.array(weights), ridge)


def _row(signals: Signals) -> tuple[float, ...]:
    return (1.0, *(getattr(signals, name) for name in FITTED))


def _newton(x: Floats, y: Floats, weights: Floats, ridge: float) -> Floats:
    beta = np.zeros(x.shape[1])
    penalty = ridge * np.diag([0.0, *x[:, 1:].var(axis=0)])  # as if the signals were standardised
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weights * (p - y)) + penalty @ beta
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + penalty
        beta -= np.linalg.solve(hessian, gradient)
    return beta


def report(by_kind: Cases, beta: Floats, threshold: float) -> dict[str, object]:
    """For each kind of question: how many, the share refused, and the AUROC against `present`."""
    scores = {
        kind: 1 / (1 + np.exp(-np.array([_row(each) for each in rows]) @ beta))
        for kind, rows in by_kind.items()
    }
    return {
        kind: {
            "n": len(of_kind),
            "refused": round(float(np.mean(of_kind < threshold)), 3),
            **({} if kind == "present" else {"auroc": auroc(scores["present"], of_kind)}),
        }
        for kind, of_kind in scores.items()
    }


def auroc(positive: Floats, negative: Floats) -> float:
    """The chance that a random positive scores above a random negative, ties counted half."""
    above = (positive[:, None] > negative[None, :]).mean()
    level = (positive[:, None] == negative[None, :]).mean()
    return round(float(above + level / 2), 3)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--fit", action="store_true", help="fit on the other files, score each")
    parser.add_argument(
        "--home", type=Path, default=Path(".handrail"), help="where models are kept"
    )
    parser.add_argument("--threshold", type=float, default=RefusalSettings().evidence)
    given = parser.parse_args()
    embedder = MiniLM(given.home)
    corpora = [read(path, embedder) for path in given.data]
    made = {
        each.name: regimes(each, [q for c in corpora if c is not each for q in c.answerable()])
        for each in corpora
    }
    shipped = np.array(SHIPPED[: 1 + len(FITTED)])
    result: dict[str, object] = {"threshold": given.threshold}
    for name, by_size in made.items():
        others = [each for other, sizes in made.items() if other != name for each in sizes.values()]
        beta = fit(others) if given.fit else shipped
        result[name] = {size: report(each, beta, given.threshold) for size, each in by_size.items()}
    if given.fit:
        beta = fit([each for sizes in made.values() for each in sizes.values()])
        names = ("intercept", *FITTED)
        result["fitted_on_all"] = dict(zip(names, beta.round(2).tolist(), strict=True))
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
