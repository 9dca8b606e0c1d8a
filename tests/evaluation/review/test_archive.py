"""Of the runs that experts make, the newest ten of a suite are kept."""

from datetime import timedelta
from pathlib import Path

from core.evaluation.review.archive import KEPT, put
from core.evaluation.runs import keeping
from tests.evaluation.review.answers import CASE, WHEN, outcome, run, suite


def test_the_newest_runs_are_kept_and_older_ones_go(tmp_path: Path) -> None:
    folder, held = tmp_path / "runs", suite(tmp_path / "leave", CASE)
    made = [
        put(run(held, outcome(), began=WHEN + timedelta(days=day)).run, folder)
        for day in range(KEPT + 2)
    ]
    assert sorted(folder.iterdir()) == made[2:]
    assert keeping.read(made[-1]).began == WHEN + timedelta(days=KEPT + 1)


def test_a_run_with_a_name_of_its_own_stays(tmp_path: Path) -> None:
    folder, held = tmp_path / "runs", suite(tmp_path / "leave", CASE)
    keeping.write(run(held, outcome()).run, folder / "before-the-move.json")
    for day in range(KEPT + 1):
        put(run(held, outcome(), began=WHEN + timedelta(days=day)).run, folder)
    assert (folder / "before-the-move.json").exists()
    assert len(list(folder.iterdir())) == KEPT + 1
