"""Numbers and days far from all others are found; long tails are left alone."""

from random import Random

import pytest

from core.readiness.finding import Kind
from core.readiness.tables.outliers import found
from tests.readiness.tables.columns import days, found_in, normal, skewed


@pytest.mark.parametrize(
    ("name", "cells", "odd"),
    [
        ("age", normal(45, 9, digits=None), "329"),
        ("age", normal(45, 9, digits=None), "-29"),
        ("temperature", normal(12, 8), "481.5"),
        ("salary", skewed(), "1000000007"),
        ("weight", [f"{each} kg" for each in normal(70, 9)], "7012 kg"),
        ("born", days(), "2203-05-06"),
        ("born", days(), "1023-04-05"),
    ],
)
def test_a_value_far_from_all_others_is_found(name: str, cells: list[object], odd: str) -> None:
    [finding] = found_in(found, [*cells, odd], name)
    assert (finding.kind, finding.affected, finding.where.rows) == (Kind.OUTLIER, 1, (601,))
    assert odd in finding.what


@pytest.mark.parametrize(
    "cells",
    [
        normal(0, 5),
        skewed(),
        [round(Random(at).paretovariate(1.5) * 100) for at in range(600)],
        [*([0] * 500), *range(100, 200)],
        [1, 2, 3, 50] * 100,
        days(),
    ],
    ids=["normal", "skewed", "long tail", "zeros", "codes", "days"],
)
def test_long_tails_and_zeros_are_left_alone(cells: list[object]) -> None:
    assert found_in(found, cells) == []
