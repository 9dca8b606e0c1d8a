import pytest

from core.evaluation.intervals import mean


def test_a_mean_lies_within_its_interval() -> None:
    found = mean([0.0, 1.0, 1.0, 0.0, 1.0, 0.5])
    assert found.low <= found.value <= found.high
    assert (found.value, found.n) == (pytest.approx(3.5 / 6), 6)


def test_the_same_values_give_the_same_interval() -> None:
    assert mean([0.1, 0.7, 0.4]) == mean([0.1, 0.7, 0.4])


def test_values_that_agree_leave_no_doubt() -> None:
    assert mean([0.25] * 9).low == mean([0.25] * 9).high == 0.25


def test_more_cases_narrow_the_interval() -> None:
    few, many = mean([0.0, 1.0] * 5), mean([0.0, 1.0] * 500)
    assert many.high - many.low < few.high - few.low


def test_nothing_has_a_mean_of_zero_over_no_cases() -> None:
    assert mean([]).n == 0
