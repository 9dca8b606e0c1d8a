"""Runs that experts made, in a folder of their suite's: the newest are kept, older ones go."""

from pathlib import Path

from core.evaluation.runs import keeping
from core.evaluation.runs.values import Run

KEPT = 10
NAMED = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9].json"


def put(run: Run, folder: Path) -> Path:
    """Keep a run under the second it began, and no more than the newest ten that are kept like this.

    What somebody put there under a name of its own stays. Raises `NotKept` where it may not be
    written.
    """
    path = folder / f"{run.began:%Y-%m-%d_%H%M%S}.json"
    keeping.write(run, path)
    for each in sorted(folder.glob(NAMED), reverse=True)[KEPT:]:
        each.unlink(missing_ok=True)
    return path
