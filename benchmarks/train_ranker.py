"""Learn the linear reranker's constants from judged questions.

    python -m benchmarks.train_ranker KIND:PATH... [--out linear.json] [--examples FOLDER]

KIND:PATH names a collection as `benchmarks/training_sets.py` describes. Each is searched by the
product itself, in a throwaway tenant. Every question weighs the same within its collection, every
collection the same. The loss is logistic over pairs of a relevant and an irrelevant candidate
(Burges et al., "Learning to Rank using Gradient Descent", 2005), with a penalty on squared weights,
minimised by Newton's method. Printed for every collection is what the reranker gains over the fused
order when it was learned from the others. `--examples` keeps what the search found, so that it need
not be found again.
"""

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.training_examples import Example, examples
from benchmarks.training_sets import read
from core.evaluation.intervals import mean
from core.evaluation.metrics import ndcg
from core.inference.minilm import MiniLM
from core.retrieval.rerankers.features import NAMES, features
from core.retrieval.rerankers.linear import Model, blended, standardised
from core.settings import Settings
from core.store import Database

OUT = Path(__file__).parents[1] / "core/retrieval/rerankers/linear.json"
NEWTON_STEPS = 20
K = 10
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """An example in numbers: standardised features, fused scores, and what is relevant."""

    collection: str
    standard: Values
    fused: Values
    relevant: NDArray[np.bool_]


def row(example: Example) -> Row:
    """The numbers of an example."""
    return Row(
        example.collection,
        standardised(features(example.query, example.candidates)),
        np.array([each.scores.fused for each in example.candidates]),
        np.array(example.relevant),
    )


def learn(rows: Sequence[Row], penalty: float) -> Values:
    """The weights that minimise the loss."""
    differences = [_pairs(each) for each in rows]
    sizes = Counter(each.collection for each in rows)
    shares = [
        np.full(len(pairs), 1 / (len(pairs) * sizes[each.collection] * len(sizes)))
        for each, pairs in zip(rows, differences, strict=True)
    ]
    apart, share = np.concatenate(differences), np.concatenate(shares)
    weights = np.zeros(len(NAMES))
    for _ in range(NEWTON_STEPS):
        wrong = 1 / (1 + np.exp(apart @ weights))
        gradient = penalty * weights - apart.T @ (share * wrong)
        curvature = (apart * (share * wrong * (1 - wrong))[:, None]).T @ apart
        weights -= np.linalg.solve(curvature + penalty * np.eye(len(weights)), gradient)
    return weights


def _pairs(each: Row) -> Values:
    """How each of the best relevant candidates differs from each irrelevant one."""
    relevant, rest = each.standard[each.relevant][:K], each.standard[~each.relevant]
    return (relevant[:, None] - rest[None]).reshape(-1, len(NAMES))


def gain(model: Model, rows: Sequence[Row]) -> list[float]:
    """How much each question's nDCG@10 over the candidates rises above that of the fused order."""
    return [
        _ndcg(each, blended(model, each.standard, each.fused)) - _ndcg(each, each.fused)
        for each in rows
    ]


def _ndcg(each: Row, scores: Values) -> float:
    order = np.argsort(-scores, kind="stable")
    grades = {str(number): int(good) for number, good in enumerate(each.relevant)}
    return ndcg([str(number) for number in order], grades, K)


def cross_validated(rows: Sequence[Row], penalty: float, share: float) -> None:
    """Print for every collection the gain of a model learned from all the others."""
    for name in sorted({each.collection for each in rows}):
        others = [each for each in rows if each.collection != name]
        model = Model(learn(others, penalty), share)
        found = mean(gain(model, [each for each in rows if each.collection == name]))
        print(f"{name:28}{found.value:+.4f} [{found.low:+.4f}, {found.high:+.4f}] n {found.n}")


def collected(sources: Sequence[str], limit: int, keep: Path | None, home: Path) -> list[Example]:
    """The examples of all sources, from `keep` where they are kept there."""
    found: list[Example] = []
    missing = []
    for source in sources:
        file = _kept(source, keep)
        if file is not None and file.exists():
            found += pickle.loads(file.read_bytes())
        else:
            missing.append(source)
    if missing:
        database, embedder = Database.open(Settings(home=home)), MiniLM(home)
        for source in missing:
            new = examples(database, embedder, read(source), limit)
            file = _kept(source, keep)
            if file is not None:
                file.write_bytes(pickle.dumps(new))
            found += new
        database.close()
    return found


def _kept(source: str, keep: Path | None) -> Path | None:
    kind, _, path = source.partition(":")
    return keep / f"ex-{kind}-{Path(path).stem}.pkl" if keep else None


def main() -> None:
    """Collect, validate, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("sources", nargs="+", metavar="KIND:PATH")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--examples", type=Path, help="a folder of one's own to keep them in")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--limit", type=int, default=1500, help="questions a collection")
    parser.add_argument("--penalty", type=float, default=0.1)
    parser.add_argument("--share", type=float, default=0.6)
    args = parser.parse_args()
    with TemporaryDirectory() as temporary:
        home = args.home or Path(temporary)
        rows = [row(e) for e in collected(args.sources, args.limit, args.examples, home)]
    cross_validated(rows, args.penalty, args.share)
    weights = learn(rows, args.penalty)
    constants = {
        "learned_from": dict(Counter(each.collection for each in rows)),
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "penalty": args.penalty,
        "share": args.share,
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
    }
    args.out.write_text(json.dumps(constants, indent=2) + "\n")
    print(f"Written to {args.out}.")


if __name__ == "__main__":
    main()
