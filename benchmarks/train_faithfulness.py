"""Learn the faithfulness model's constants from answers that people have labelled.

    python -m benchmarks.train_faithfulness PATH[=SHARE]... [--out model.json]

PATH is a file or folder as `handrail bench faithfulness` reads it; what is in it weighs SHARE of 1,
its tasks the same. Answers about prose and about data get a model each. Printed are the AUROCs of
models that were fitted without the answer's source (five folds), without its task, and without its
whole path. What is written is fitted to everything.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.evaluation.binary import auroc
from core.evaluation.faithfulness.crossing import crossed, risk
from core.evaluation.faithfulness.examples import example
from core.evaluation.faithfulness.features import NAMES
from core.evaluation.faithfulness.fitting import PENALTY, Example, learn
from core.evaluation.faithfulness.labelled import Labelled, fingerprint, read
from core.evaluation.faithfulness.model import ANSWER_NAMES, Model

OUT = Path(__file__).parents[1] / "core/evaluation/faithfulness/model.json"
THRESHOLD = 0.5  # right and wrong answers weigh the same in the fit, so even odds part them


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled answer, in numbers, with where it is from."""

    path: str
    labelled: Labelled
    example: Example

    @property
    def is_data(self) -> bool:
        """Whether it is about data."""
        return isinstance(self.labelled.given, Mapping)


def left_out(rows: Sequence[Row], by: Callable[[Row], str]) -> dict[str, float]:
    """The AUROC on each part by a model fitted to all the others."""
    found = {}
    for part in sorted({by(row) for row in rows}):
        others = [row.example for row in rows if by(row) != part]
        if others:
            model = learn(others)
            tested = [row for row in rows if by(row) == part]
            found[part] = _auroc(tested, [risk(model, row.example) for row in tested])
    return found


def _auroc(rows: Sequence[Row], found: Sequence[float]) -> float:
    return auroc([not row.labelled.is_supported for row in rows], found)


def report(rows: Sequence[Row], kind: str) -> None:
    """Print what models do that have not seen what they are judged on."""
    found = crossed([row.example for row in rows])
    for task in sorted({row.example.group for row in rows}):
        chosen = [n for n, row in enumerate(rows) if row.example.group == task]
        value = _auroc([rows[n] for n in chosen], [found[n] for n in chosen])
        print(f"{kind:6}{task:34} out of fold  {value:.3f}  n {len(chosen)}")
    for name, by in (("task", _group), ("path", lambda row: row.path)):
        for part, value in left_out(rows, by).items():
            print(f"{kind:6}{part:34} {name} left out {value:.3f}")


def _group(row: Row) -> str:
    return row.example.group


def collected(paths: Sequence[str]) -> list[Row]:
    """The labelled answers of all paths, in numbers."""
    found = []
    for each in paths:
        path, _, share = each.partition("=")
        name = Path(path).stem
        found += [
            Row(name, given, example(given, f"{name}/{given.task}", float(share or 1)))
            for given in read(Path(path))
        ]
    return found


def constants(model: Model) -> dict[str, Any]:
    """The model as `model.json` has it."""
    return {"claim": model.claim.as_json(NAMES), "answer": model.answer.as_json(ANSWER_NAMES)}


def main() -> None:
    """Collect, validate, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", metavar="PATH[=SHARE]")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    rows = collected(args.paths)
    kinds = {
        "prose": [row for row in rows if not row.is_data],
        "data": [row for row in rows if row.is_data],
    }
    written: dict[str, Any] = {
        "learned_from": dict(Counter(row.example.group for row in rows)),
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "penalty": PENALTY,
        "threshold": THRESHOLD,
        "seen": " ".join(sorted({fingerprint(row.labelled.given) for row in rows})),
    }
    for kind, chosen in kinds.items():
        if not chosen:
            parser.error(f"There are no answers about {kind}; the model needs prose and data.")
        report(chosen, kind)
        written[kind] = constants(learn([row.example for row in chosen]))
    args.out.write_text(json.dumps(written, indent=2) + "\n")
    print(f"Written to {args.out}.")


if __name__ == "__main__":
    main()
