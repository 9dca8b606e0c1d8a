"""How steady a judge is: whether it says the same of the same thing each time it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from core.evaluation.intervals import Mean, mean
from core.evaluation.judge.values import Judgement


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Over items asked about at least twice: the share whose verdict flipped, with its interval.

    `variance` is that of a verdict (1 or 0) among its repeats, on average; `unusable` the share of
    all replies that were no opinion. None where there is nothing to tell it from.
    """

    flips: Mean | None
    variance: float | None
    unusable: float | None

    def __str__(self) -> str:
        """The steadiness as people read it."""
        if self.unusable is None:
            return "It was asked nothing."
        unusable = f"{self.unusable:.0%} of its replies were no opinion."
        if self.flips is None:
            return f"Nothing was judged twice, so its steadiness is not known; {unusable}"
        flips = self.flips
        return (
            f"Asked again it contradicted itself on {flips.value:.0%} ({flips.low:.0%} to "
            f"{flips.high:.0%}) of {flips.n}; {unusable}"
        )


def steadiness(judgements: Iterable[Judgement]) -> Steadiness:
    """How steady the judge was whose judgements these are."""
    every = list(judgements)
    repeated = [each.usable for each in every if len(each.usable) > 1]
    said = [opinion.holds is None for each in every for opinion in each.opinions]
    return Steadiness(
        mean([float(len(set(each)) > 1) for each in repeated]) if repeated else None,
        fmean(map(_variance, repeated)) if repeated else None,
        fmean(said) if said else None,
    )


def _variance(verdicts: tuple[bool, ...]) -> float:
    share = fmean(verdicts)
    return share * (1 - share)
