"""Values that stand only with certain codes: a day of closing, and the status closed."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.tables.enums import is_enum
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile
from core.readiness.tables.rules.rule import Rule

EMPTY, FILLED = 0.97, 0.8
FEWEST = 50
MOST_CODES = 12


def rules(profile: Profile) -> Iterator[Rule]:
    """For each column that some codes leave empty and others fill, the rows that fill it all the
    same. At most one rule a column: by the codes that tell most clearly."""
    enums = [
        column.name
        for column in profile.columns.values()
        if column.kind is not ColumnKind.INTEGER
        and is_enum(column)
        and column.distinct <= MOST_CODES
    ]
    for name, column in profile.columns.items():
        if 0.05 < column.counts["count"].sum() / max(1, column.rows) < 0.95:
            there = present(profile, name).is_not_null().to_numpy()
            judged = (_rule(profile, enum, name, there) for enum in enums if enum != name)
            kept = [rule for rule in judged if rule]
            if kept:
                yield min(kept, key=lambda rule: (rule.broken.sum(), rule.columns))


def _rule(profile: Profile, enum: str, name: str, there: npt.NDArray[np.bool_]) -> Rule | None:
    codes = present(profile, enum)
    frame = pl.DataFrame([codes.alias("code"), pl.Series("there", there)]).drop_nulls("code")
    shares = frame.group_by("code").agg(pl.len(), pl.col("there").mean()).sort("code")
    without = shares.filter((pl.col("there") <= 1 - EMPTY) & (pl.col("len") >= FEWEST))
    among = shares.filter(pl.col("there") >= FILLED)
    if without.is_empty() or among.is_empty() or without.height + among.height < shares.height:
        return None
    broken = codes.is_in(without["code"].to_list()).fill_null(value=False) & pl.Series(there)
    if not broken.any():
        return None
    listed = " or ".join(f"“{code}”" for code in without["code"].head(3))
    return Rule(
        says=f"“{name}” is empty where “{enum}” is {listed}",
        columns=(enum, name),
        broken=broken,
        judged=int(without["len"].sum()),
        sure=0.85,
        key=f"empty:{enum}>{name}",
    )
