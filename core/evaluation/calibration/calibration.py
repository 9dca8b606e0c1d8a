"""A refusal decision calibrated to a corpus, and what it is worth on questions it was not fitted to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import floor
from typing import Any

import numpy as np

from core.answering.evidence import SHIPPED, Weights
from core.domain.release import RefusalSettings
from core.evaluation.calibration import figures
from core.evaluation.calibration.crossfit import (
    Judged,
    Withheld,
    absence,
    crossfitted,
    ensure_enough,
    fit,
    judged,
)
from core.evaluation.calibration.figures import Apart, Figures
from core.evaluation.calibration.fitting import scores, threshold
from core.evaluation.calibration.looking import Seen
from core.evaluation.calibration.questions import Sort

ABOUT = 0.1  # of questions about the corpus, whose passage is missing, may be told to be about other things
PLACES = 1e4


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was chosen, at which rate of false refusals and with what withheld, and its figures.

    `in_force` are the figures of the release's own weights and threshold;
    `chosen_by_shipped` the thresholds that those weights would need.
    """

    withheld: Withheld
    rate: float
    chosen: RefusalSettings
    chosen_by_shipped: RefusalSettings
    figures: Figures
    other: Figures
    in_force: Figures
    near_miss: Apart | None
    out_of_scope: Apart | None
    groups: int
    retrieved: float

    def as_json(self) -> dict[str, Any]:
        """The figures with `withheld` as it was asked for; those of the other way under its name."""
        other = _other(self.withheld)
        return {
            "withheld": self.withheld.value,
            **self.figures.as_json(self.rate),
            "near_miss": self.near_miss.as_json() if self.near_miss else None,
            "out_of_scope": self.out_of_scope.as_json() if self.out_of_scope else None,
            f"{other.value}_withheld": self.other.as_json(self.rate),
            "in_force": self.in_force.as_json(self.rate),
            "documents_apart": self.groups,
            "retrieved": round(self.retrieved, 4),
            "refusal": asdict(self.chosen),
            "refusal_by_shipped_weights": asdict(self.chosen_by_shipped),
        }


def calibrated(
    seen: Sequence[Seen], withheld: Withheld, rate: float, in_force: RefusalSettings
) -> Calibration:
    """The decision fitted to all questions, its figures to those each fit did not see.

    `rate` is the share of questions with an answer that may be refused. `in_force` is what the
    release refuses by now. Raises `TooFewQuestions`.
    """
    ensure_enough(seen)
    used = in_force.weights or SHIPPED
    now = judged(seen, withheld, rate)
    answerable = [each for each in seen if each.sort is Sort.ANSWERABLE]
    return Calibration(
        withheld=withheld,
        rate=rate,
        chosen=choose(seen, withheld, rate),
        chosen_by_shipped=_thresholds(_by(SHIPPED, in_force.evidence, seen, withheld), rate),
        figures=figures.withheld(now),
        other=figures.withheld(judged(seen, _other(withheld), rate)),
        in_force=figures.withheld(_by(used, in_force.evidence, seen, withheld)),
        near_miss=figures.apart(now, [each.sort is Sort.NEAR_MISS for each in seen]),
        out_of_scope=figures.apart(now, [each.sort is Sort.OUT_OF_SCOPE for each in seen]),
        groups=len({each.group for each in answerable}),
        retrieved=float(np.mean([each.retrieved for each in answerable])),
    )


def choose(seen: Sequence[Seen], withheld: Withheld, rate: float) -> RefusalSettings:
    """Weights fitted to all questions, and thresholds from scores out of sample.

    Below `evidence` fall `rate` of the questions with an answer. Below `scope`, where a question
    counts as about other things, falls a tenth of those about the corpus whose passage is missing.
    """
    thresholds = _thresholds(crossfitted(seen, withheld), rate)
    return replace(thresholds, weights=fit(seen, withheld))


def _thresholds(scored: Judged, rate: float) -> RefusalSettings:
    own = ~np.isnan(scored.absent)
    enough = threshold(scored.present[own], rate)
    foreign = float(np.quantile(scored.absent[own], ABOUT))
    return RefusalSettings(_down(enough), _down(min(enough, foreign)))


def _by(weights: Weights, limit: float, seen: Sequence[Seen], withheld: Withheld) -> Judged:
    """Every question judged by what is given, nothing fitted."""
    return Judged(
        np.array([each.group for each in seen]),
        scores([each.present for each in seen], weights),
        np.array([_absent(each, withheld, weights) for each in seen]),
        np.full(len(seen), limit),
    )


def _absent(seen: Seen, withheld: Withheld, weights: Weights) -> float:
    gone = absence(seen, withheld)
    return float("nan") if gone is None else float(scores([gone], weights)[0])


def _other(withheld: Withheld) -> Withheld:
    return Withheld.DOCUMENT if withheld is Withheld.PASSAGE else Withheld.PASSAGE


def _down(value: float) -> float:
    # up would refuse the question the threshold was put at
    return floor(value * PLACES) / PLACES
