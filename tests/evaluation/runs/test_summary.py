from dataclasses import replace

from core.evaluation.runs.summary import summary
from tests.evaluation.runs.pictures import ANSWERED, FAILED, RUN, Took


def test_a_summary_counts_answers_refusals_and_errors_apart() -> None:
    found = summary(RUN)
    assert (found.cases, found.attempts) == (3, 3)
    assert (found.answered, found.refused, found.errors) == (1, 1, 1)


def test_times_are_those_of_what_was_not_an_error() -> None:
    times = [
        replace(ANSWERED, attempt=i, took=Took(first_ms=i, total_ms=10 * i)) for i in (1, 2, 3)
    ]
    found = summary(replace(RUN, outcomes=(*times, FAILED)))
    assert (found.first_p50, found.p50, found.p95) == (2.0, 20.0, 29.0)
    assert (found.cases, found.attempts) == (2, 4)


def test_where_everything_failed_there_are_no_times() -> None:
    found = summary(replace(RUN, outcomes=(FAILED,)))
    assert (found.errors, found.p50, found.p95) == (1, None, None)
