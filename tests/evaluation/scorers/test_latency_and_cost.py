"""Times and cost are told in their units, and not at all where nothing came."""

from collections.abc import Callable

from core.evaluation.runs.values import Outcome, Took
from core.evaluation.scorers.cost import Cost
from core.evaluation.scorers.latency import FirstToken, Latency
from core.evaluation.suites.values import Case

Answered = Callable[..., Outcome]


def test_times_are_milliseconds_and_cost_is_dollars(case: Case, answered: Answered) -> None:
    outcome = answered("EUR 62.", took=Took(first_ms=120, total_ms=450, cost_usd=0.0021))
    assert Latency()(case, outcome).value == 450
    assert FirstToken()(case, outcome).value == 120
    assert Cost()(case, outcome).value == 0.0021


def test_an_error_took_nothing_that_could_be_compared(case: Case, answered: Answered) -> None:
    failed = answered("", error="cut off")
    assert {scorer(case, failed).value for scorer in (Latency(), FirstToken(), Cost())} == {None}
