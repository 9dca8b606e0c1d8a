"""The ways in which the values of a column are written, and which of them are more than a slip."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Severity
from core.readiness.tables.profile import Column

_SHARE, _LEAST = 0.004, 2


class Ways(NamedTuple):
    """What is written in several ways, the values written each way (the usual one first), and how grave."""

    thing: str
    written: dict[str, list[str]]
    severity: Severity = Severity.MEDIUM
    confidence: float = 0.9


def several(
    thing: str, column: Column, patterns: Mapping[str, str], severity: Severity = Severity.MEDIUM
) -> Ways | None:
    """The ways by pattern, each value by the first that fits; None when all are of one way."""
    shown = column.counts["value"].str.strip_chars()
    left = pl.repeat(value=True, n=len(shown), eager=True)
    each: dict[str, pl.DataFrame] = {}
    for way, pattern in patterns.items():
        holds = shown.str.contains(pattern) & left
        each[way], left = column.counts.filter(holds), left & ~holds
    often = kept(column, each)
    return Ways(thing, often, severity) if len(often) > 1 else None


def kept(column: Column, ways: Mapping[str, pl.DataFrame]) -> dict[str, list[str]]:
    """The ways that are more than a slip, by how often they come."""
    least = max(_LEAST, _SHARE * int(column.counts["count"].sum()))
    often = {way: int(values["count"].sum()) for way, values in ways.items()}
    named = sorted((way for way in ways if often[way] >= least), key=lambda way: (-often[way], way))
    return {way: ways[way]["value"].to_list() for way in named}
