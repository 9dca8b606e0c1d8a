"""Two runs of one suite compared: what changed on average, and in which cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.evaluation.gate.detectable import detectable
from core.evaluation.gate.differences import Difference, difference
from core.evaluation.gate.pairs import Overlap, Pair, overlap, pairs
from core.evaluation.gate.sharing import shares
from core.evaluation.reports.metrics import Metric, Unit
from core.evaluation.reports.scoring import Scored


@dataclass(frozen=True, slots=True)
class Change:
    """A case that fared otherwise by some metric, with what was answered before and after."""

    metric: Metric
    case: str
    question: str
    before: float
    after: float
    weight: float
    answer_before: str
    answer_after: str

    @property
    def gain(self) -> float:
        """By how much it got better; negative where it got worse."""
        return self.metric.sign * (self.after - self.before)


@dataclass(frozen=True)
class Comparison:
    """A candidate beside its baseline, on the cases that both were asked.

    `pairs` are by metric, and `differences` those of metrics with at least one pair.
    """

    baseline: Scored
    candidate: Scored
    overlap: Overlap
    pairs: Mapping[str, tuple[Pair, ...]]
    differences: Mapping[str, Difference]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Wins and losses by every metric that is a share, the greatest losses first."""
        return tuple(sorted(self._changes(), key=lambda each: each.gain * each.weight))

    @property
    def wins(self) -> tuple[Change, ...]:
        """The cases that fare better, the greatest gains first."""
        return tuple(each for each in reversed(self.changes) if each.gain > 0)

    @property
    def losses(self) -> tuple[Change, ...]:
        """The cases that fare worse, the greatest losses first."""
        return tuple(each for each in self.changes if each.gain < 0)

    @cached_property
    def detectable(self) -> Mapping[str, float | None]:
        """By metric, the smallest true drop that the gate would block nine times in ten.

        None where it would block none, or where nothing can be claimed.
        """
        return {
            name: detectable(
                each.metric,
                self.pairs[name],
                each.alpha,
                self.candidate.suite.rules.margins.get(name, 0.0),
            )
            for name, each in self.differences.items()
        }

    def blind(self, name: str) -> str:
        """What these cases cannot show of a metric, as a sentence."""
        found = self.differences[name]
        size = f"{found.pairs} cases on {found.documents} documents"
        smallest = self.detectable[name]
        if found.metric.unit is not Unit.SHARE:
            return f"{size}: how small a drop they show depends on the machine."
        if smallest is None:
            return f"{size}: no drop could be told from chance."
        return f"{size}: a drop under {100 * smallest:.0f} points would go unseen."

    def _changes(self) -> Iterator[Change]:
        for name, found in self.differences.items():
            if found.metric.unit is Unit.SHARE:
                for each in self.pairs[name]:
                    if each.before != each.after:
                        yield self._change(found.metric, each)

    def _change(self, metric: Metric, pair: Pair) -> Change:
        return Change(
            metric=metric,
            case=pair.case,
            question=self.candidate.cases[pair.case].question,
            before=pair.before,
            after=pair.after,
            weight=pair.weight,
            answer_before=_answer(self.baseline, pair.case),
            answer_after=_answer(self.candidate, pair.case),
        )


def compare(baseline: Scored, candidate: Scored) -> Comparison:
    """The paired comparison of two runs of one suite, by the candidate's suite and its rules.

    Cases are paired where both were asked the same, as the same principal. A metric with a margin has
    its share of the rules' alpha, one without is taken at the whole of it, as nothing hangs on it.
    """
    common = overlap(baseline, candidate)
    rules = candidate.suite.rules
    alpha = shares(rules.margins, rules.alpha)
    paired = {
        each.name: tuple(pairs(each, baseline, candidate, common)) for each in candidate.metrics
    }
    return Comparison(
        baseline=baseline,
        candidate=candidate,
        overlap=common,
        pairs=paired,
        differences={
            each.name: difference(each, paired[each.name], alpha.get(each.name, rules.alpha))
            for each in candidate.metrics
            if paired[each.name]
        },
    )


def _answer(scored: Scored, case: str) -> str:
    """What was answered, or why not; of several attempts the first."""
    first = scored.outcomes[case][0]
    return f"({first.refusal}) {first.answer}" if first.refusal else first.answer
