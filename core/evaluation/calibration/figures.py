"""How well a refusal decision tells questions with an answer from those without, with intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation import binary
from core.evaluation.calibration.crossfit import Judged
from core.evaluation.calibration.fitting import Floats
from core.evaluation.intervals import Mean

RESAMPLES = 1000
SEED = 7
Index = NDArray[np.int64]


def auroc(answerable: Floats, others: Floats) -> float:
    """The chance that a random answerable question scores above a random other, ties counted half."""
    wanted = np.repeat([True, False], [len(answerable), len(others)])
    return binary.auroc(wanted, np.concatenate([answerable, others]))


@dataclass(frozen=True, slots=True)
class Figures:
    """Of questions asked with what answers them in place and withheld; intervals are 95%.

    `false_refusals` are of those in place, `caught` of those withheld. In `f1` what is to be
    refused is what is sought; both kinds are equally many.
    """

    auroc: Mean
    f1: Mean
    balanced_accuracy: Mean
    false_refusals: Mean
    caught: Mean

    def as_json(self, asked: float) -> dict[str, Any]:
        """The figures, each with `_low` and `_high`; `asked` is the rate of false refusals meant."""
        return {
            **spelled("auroc", self.auroc),
            **spelled("f1", self.f1),
            **spelled("balanced_accuracy", self.balanced_accuracy),
            "false_refusals": {"asked": asked, **bounded("got", self.false_refusals)},
            "caught": bounded("share", self.caught),
            "n": self.auroc.n,
        }


@dataclass(frozen=True, slots=True)
class Apart:
    """Of questions without an answer whose documents stay: AUROC against the answerable, refused."""

    auroc: Mean
    refused: Mean

    def as_json(self) -> dict[str, Any]:
        """The figures, each with its bounds."""
        return {
            **spelled("auroc", self.auroc),
            "refused": bounded("share", self.refused),
            "n": self.refused.n,
        }


def withheld(judged: Judged) -> Figures:
    """The figures over the questions that have an answer."""
    own = np.flatnonzero(~np.isnan(judged.absent))
    present, absent = judged.present, judged.absent
    wrong, right = present < judged.threshold, absent < judged.threshold

    def shares(at: Index) -> tuple[float, float]:
        return float(wrong[at].mean()), float(right[at].mean())

    def f1(at: Index) -> float:
        false, caught = shares(at)
        return 2 * caught / (1 + caught + false)

    interval = _over(judged.group, own)
    return Figures(
        interval(lambda at: auroc(present[at], absent[at])),
        interval(f1),
        interval(lambda at: (1 - shares(at)[0] + shares(at)[1]) / 2),
        interval(lambda at: shares(at)[0]),
        interval(lambda at: shares(at)[1]),
    )


def apart(judged: Judged, chosen: Sequence[bool]) -> Apart | None:
    """The figures of the `chosen` questions; None if there are none."""
    others = np.flatnonzero(chosen)
    if not len(others):
        return None
    answerable = np.flatnonzero(~np.isnan(judged.absent))
    is_other = np.asarray(chosen, bool)
    refused = judged.present < judged.threshold

    def against(at: Index) -> float:
        return auroc(judged.present[at[~is_other[at]]], judged.present[at[is_other[at]]])

    both = np.concatenate([answerable, others])
    return Apart(
        _over(judged.group, both)(against),
        _over(judged.group, others)(lambda at: float(refused[at].mean())),
    )


def _over(group: Index, cases: Index) -> Callable[[Callable[[Index], float]], Mean]:
    """Makes means of a figure over `cases`, whole groups resampled with a fixed seed.

    Questions on one document stand or fall together; taken one by one, intervals come out too
    narrow (Cameron, Gelbach & Miller, 2008).
    """
    members = [cases[group[cases] == each] for each in np.unique(group[cases])]
    random = np.random.default_rng(SEED)
    drawn = [
        np.concatenate([members[at] for at in random.integers(len(members), size=len(members))])
        for _ in range(RESAMPLES)
    ]

    def interval(figure: Callable[[Index], float]) -> Mean:
        low, high = np.nanpercentile([figure(each) for each in drawn], (2.5, 97.5))
        return Mean(figure(cases), float(low), float(high), len(cases))

    return interval


def spelled(name: str, mean: Mean) -> dict[str, float]:
    """The mean under `name`, its bounds under `name_low` and `name_high`."""
    values = (("", mean.value), ("_low", mean.low), ("_high", mean.high))
    return {f"{name}{end}": round(value, 4) for end, value in values}


def bounded(name: str, mean: Mean) -> Mapping[str, float]:
    """The mean under `name`, its bounds under `low` and `high`."""
    return {name: round(mean.value, 4), "low": round(mean.low, 4), "high": round(mean.high, 4)}
