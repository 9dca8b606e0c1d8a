"""A rule that nearly all rows keep to."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """`says` what holds, as the beginning of a sentence; `broken` is true where it does not, by row
    of the sample; `judged` rows could be judged; `sure` from 0 to 1; `key` names the rule."""

    says: str
    columns: tuple[str, ...]
    broken: pl.Series
    judged: int
    sure: float
    key: str
