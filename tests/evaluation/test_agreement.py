"""How far raters agree, against worked examples from the literature."""

from math import isfinite

import pytest

from core.evaluation.agreement import between, cohens_kappa, krippendorffs_alpha


def pairs(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return (
        [("yes", "yes")] * yes_yes
        + [("yes", "no")] * yes_no
        + [("no", "yes")] * no_yes
        + [("no", "no")] * no_no
    )


def test_kappa_is_that_of_a_worked_example() -> None:
    found = cohens_kappa(pairs(20, 5, 10, 15))
    assert found.value == pytest.approx(0.4)
    assert found.raw == pytest.approx(0.7)
    assert found.items == 50


def test_the_interval_is_about_as_wide_as_the_large_sample_formula_says() -> None:
    found = cohens_kappa(pairs(200, 50, 100, 150))
    # standard error sqrt(po (1 - po) / (n (1 - pe)^2)) with po .7, pe .5, n 500: .041
    assert found.low is not None
    assert found.high is not None
    assert found.low == pytest.approx(0.4 - 1.96 * 0.041, abs=0.015)
    assert found.high == pytest.approx(0.4 + 1.96 * 0.041, abs=0.015)


def test_alpha_with_missing_ratings_is_that_of_a_worked_example() -> None:
    ada, ben, cy = "-----34121133-3", "1-213343-------", "--21344-21133-4"
    rows = [[each for each in unit if each.isdigit()] for unit in zip(ada, ben, cy, strict=True)]
    assert krippendorffs_alpha(rows).value == pytest.approx(0.691, abs=0.001)


def test_two_who_agree_no_better_than_chance_have_a_kappa_about_zero() -> None:
    found = cohens_kappa(pairs(25, 25, 25, 25))
    assert found.value == pytest.approx(0.0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_where_only_one_verdict_was_given_kappa_is_none_and_the_raw_agreement_is_told() -> None:
    for found in (cohens_kappa([("yes", "yes")] * 9), krippendorffs_alpha([["yes"] * 3] * 9)):
        assert (found.value, found.low, found.high) == (None, None, None)
        assert found.raw == 1.0
        assert "not defined" in str(found)
        assert "100% of 9" in str(found)


def test_one_who_always_says_yes_agrees_no_better_than_chance() -> None:
    found = cohens_kappa(pairs(15, 5, 0, 0))
    assert found.value == pytest.approx(0.0)
    assert found.raw == pytest.approx(0.75)


def test_perfect_agreement_on_few_items_proves_little() -> None:
    few, many = cohens_kappa(pairs(3, 0, 0, 3)), cohens_kappa(pairs(100, 0, 0, 100))
    assert few.value == many.value == 1.0
    assert few.low is not None
    assert many.low is not None
    assert few.low < 0.2
    assert many.low > 0.95


def test_an_interval_that_most_resamples_cannot_give_is_not_given() -> None:
    found = cohens_kappa([("yes", "yes"), ("yes", "no")])
    assert found.low is None
    assert "too few" in str(found)


def test_nothing_rated_by_two_is_no_agreement_at_all() -> None:
    for found in (cohens_kappa([]), krippendorffs_alpha([["yes"], []]), between({})):
        assert (found.value, found.raw, found.items) == (None, None, 0)


def test_two_people_are_compared_on_what_both_rated() -> None:
    found = between({"ada": {"a": 1, "b": 0, "c": 1}, "ben": {"b": 0, "c": 1, "d": 1}})
    assert (found.measure, found.items, found.value) == ("Cohen's kappa", 2, 1.0)


def test_three_people_are_compared_by_alpha() -> None:
    found = between({"ada": {"a": 1, "b": 0}, "ben": {"b": 0, "a": 1}, "cy": {"b": 0}})
    assert (found.measure, found.items, found.value) == ("Krippendorff's alpha", 2, 1.0)


def test_nothing_that_is_told_is_ever_nan() -> None:
    for first in range(4):
        for second in range(4):
            found = cohens_kappa(pairs(first, second, second, 3 - first))
            told = (found.value, found.low, found.high, found.raw)
            assert all(each is None or isfinite(each) for each in told)


def test_the_same_verdicts_give_the_same_bounds() -> None:
    assert cohens_kappa(pairs(20, 5, 10, 15)) == cohens_kappa(pairs(20, 5, 10, 15))
