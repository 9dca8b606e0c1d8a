"""The metrics: which way is up, over which cases each is taken, and of which outcomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from core.evaluation.runs.values import Outcome
from core.evaluation.suites.values import Case, RightRefusal


class Unit(Enum):
    """What a metric is counted in; `SHARE` is a number from 0 to 1."""

    SHARE = "share"
    MILLISECONDS = "ms"
    DOLLARS = "US$"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure taken over the cases that `concerns` accepts, of the outcomes that `applies` accepts.

    Its name is also the name of the scorer whose values it is made of. A metric that does not apply
    to an outcome takes no part there; one that applies and is unscored is a score that was lost.
    """

    name: str
    says: str
    concerns: Callable[[Case], bool]
    applies: Callable[[Outcome], bool]
    rises: bool = True
    unit: Unit = Unit.SHARE

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return 1.0 if self.rises else -1.0

    def told(self, value: float) -> str:
        """A value as people read it: `83.2%`, `412 ms`, `$0.0021`."""
        match self.unit:
            case Unit.SHARE:
                return f"{value:.1%}"
            case Unit.MILLISECONDS:
                return f"{value:.0f} ms"
            case Unit.DOLLARS:
                return f"${value:.4f}"

    def change(self, value: float) -> str:
        """A difference as people read it: `-3.1 points`, `+40 ms`, `+$0.0021`."""
        sign = "-" if value < 0 else "+"
        return f"{sign}{self.amount(abs(value))}"

    def amount(self, value: float) -> str:
        """The size of a difference: `3.1 points`, `40 ms`, `$0.0021`."""
        return f"{100 * value:.1f} points" if self.unit is Unit.SHARE else self.told(value)


def to_answer(case: Case) -> bool:
    """Whether there is something to state."""
    return case.refusal is None and bool(case.must_say)


def to_refuse(case: Case) -> bool:
    """Whether refusing is right."""
    return case.refusal is not None


def _any_case(_: Case) -> bool:
    return True


def _justified(case: Case) -> bool:
    """Whether there is something that this asker should find."""
    return bool(case.justified_by) and case.refusal is not RightRefusal.NOT_CLEARED


def _asked(outcome: Outcome) -> bool:
    return outcome.error is None


def _answered(outcome: Outcome) -> bool:
    return outcome.error is None and outcome.refusal is None


def _refused(outcome: Outcome) -> bool:
    return outcome.error is None and outcome.refusal is not None


ISOLATION = "isolation"
CORRECTNESS = "correctness"
UNDER_REFUSAL = "under_refusal"

_ALL = (
    Metric(CORRECTNESS, "says what must be said, and nothing it must not", to_answer, _asked),
    Metric("faithfulness", "share of claims the passages support", _any_case, _answered),
    Metric("over_refusal", "refused what it should answer", to_answer, _asked, rises=False),
    Metric(UNDER_REFUSAL, "answered what it should refuse", to_refuse, _asked, rises=False),
    Metric("refusal_kind", "gave the right reason for refusing", to_refuse, _refused),
    Metric("recall", "share of the justification that was retrieved", _justified, _asked),
    Metric("ndcg", "how high up the justification was retrieved", _justified, _asked),
    Metric("justified", "retrieved a justification at all", _justified, _asked),
    Metric("in_force", "showed only what applies on the day asked of", _any_case, _asked),
    Metric("citations", "share of cited sentences their source supports", _any_case, _answered),
    Metric(ISOLATION, "showed nothing above the asker", _any_case, _asked),
    Metric("latency_ms", "until the answer was whole", _any_case, _asked, False, Unit.MILLISECONDS),
    Metric("first_token_ms", "until it began", _any_case, _asked, False, Unit.MILLISECONDS),
    Metric("cost_usd", "what one request cost", _any_case, _asked, False, Unit.DOLLARS),
)
METRICS: Mapping[str, Metric] = MappingProxyType({each.name: each for each in _ALL})
"""Every metric by its name, in the order in which they are shown."""


def metric(name: str) -> Metric:
    """The metric called `name`; of a scorer unknown here, a share over all cases, more being better."""
    return METRICS.get(name) or Metric(name, "a scorer of this suite's own", _any_case, _asked)
