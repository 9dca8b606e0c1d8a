"""Codes that stay while what they mean shifts: their rows look otherwise than before, or elsewhere.

For a code, the other columns of its rows are compared before and after a day (or in one segment
and the rest). Numbers are ranked within each side first and codes compared beyond what the column
as a whole moved, so that prices that rise for all, or a mix that changes, are no shift of meaning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables import cited, moments
from core.readiness.tables.enums import is_enum
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.meaning_shifts import (
    FEWEST,
    Coded,
    Shift,
    Sides,
    foremost,
    shifts,
    typical,
)
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.widths import narrowed

MOST_CODES, MOST_ENUMS, MOST_DURATIONS = 12, 12, 4
LEARNED = 20_000
SEGMENT_SHIFT, MOST_SEGMENTS = 0.65, 6
PARTS = 10
MEASURED = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.PERCENT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
    }
)


def found(profile: Profile) -> Iterator[Finding]:
    """For each enum whose codes shift in meaning, over time or in a segment, one finding."""
    profile = narrowed(profile)
    learned = thinned(profile)
    enums, others = coded(learned)
    by = moments.recorded(profile)
    told = set()
    if by:
        for shift, day in _over_time(learned, by, enums, others):
            told.add(shift.enum)
            yield _time_finding(profile, by, shift, day)
    left = [enum for enum in enums if enum.name not in told]
    for shift, segment, value in _by_segment(left, others):
        yield _segment_finding(profile, shift, segment, value)


def thinned(profile: Profile) -> Profile:
    """The profile on at most `LEARNED` rows, evenly spread: shares need no more."""
    step = max(1, profile.table.sample.height // LEARNED)
    if step == 1:
        return profile
    columns = {
        name: replace(
            column, numbers=None if column.numbers is None else column.numbers.gather_every(step)
        )
        for name, column in profile.columns.items()
    }
    table = replace(profile.table, sample=profile.table.sample.gather_every(step))
    return replace(profile, table=table, columns=columns)


def coded(profile: Profile) -> tuple[list[Coded], list[Coded]]:
    """The enums of a table, and everything they can be compared against."""
    enums = [
        _enum(profile, column)
        for column in profile.columns.values()
        if is_enum(column) and column.distinct <= MOST_CODES
    ][:MOST_ENUMS]
    names = {enum.name for enum in enums}
    rest = [
        _other(profile, column)
        for column in profile.columns.values()
        if column.name not in names and _comparable(column)
    ]
    return enums, [*enums, *rest, *_durations(profile)]


def _durations(profile: Profile) -> list[Coded]:
    """For each further column of dates, the days from the one on which the row came to be."""
    by = moments.recorded(profile)
    if by is None:
        return []
    first = moments.days(profile, by).to_numpy()
    later = [name for name in moments.dates(profile) if name != by][:MOST_DURATIONS]
    gaps = {name: moments.days(profile, name).to_numpy() - first for name in later}
    return [
        Coded(f"days from {by} to {name}", np.where(np.isfinite(gap), 0, -1), (), gap)
        for name, gap in gaps.items()
    ]


def _comparable(column: Column) -> bool:
    measured = column.kind in MEASURED and column.numbers is not None
    halfway = 0.05 < column.counts["count"].sum() / max(1, column.rows) < 0.95
    return measured or halfway


def _enum(profile: Profile, column: Column) -> Coded:
    names = tuple(sorted(set(column.counts["value"].str.strip_chars())))
    place = {name: number for number, name in enumerate(names)}
    values = present(profile, column.name)
    codes = values.replace_strict(place, default=-1, return_dtype=pl.Int64).fill_null(-1)
    return Coded(column.name, codes.to_numpy(), names)


def _other(profile: Profile, column: Column) -> Coded:
    """Numbers as they are; of anything else only whether it is there."""
    if column.kind in MEASURED and column.numbers is not None:
        numbers = column.numbers.to_numpy().astype(np.float64)
        return Coded(column.name, np.where(np.isfinite(numbers), 0, -1), (), numbers)
    there = present(profile, column.name).is_not_null().to_numpy()
    return Coded(column.name, np.where(there, 0, -1), ("present",))


# --- over time and by segment


def _over_time(
    profile: Profile, by: str, enums: Sequence[Coded], others: Sequence[Coded]
) -> list[tuple[Shift, float]]:
    """The shifts at the day where each is largest, of a few days tried, with that day."""
    days = moments.days(profile, by).to_numpy()
    held = np.isfinite(days)
    if held.sum() < 4 * FEWEST:
        return []
    edges = np.unique(np.quantile(days[held], np.arange(1, PARTS) / PARTS, method="nearest"))
    parts = np.searchsorted(edges, days[held], side="right")
    cuts = np.tri(len(edges), len(edges) + 1, dtype=bool)
    best: dict[tuple[str, str, str], Shift] = {}
    for shift in shifts(_rows(enums, held), _rows(others, held), parts, cuts):
        key = (shift.enum, shift.against, shift.code)
        if shift.against != by and (key not in best or shift.size > best[key].size):
            best[key] = shift
    return [(shift, float(edges[shift.cut])) for shift in foremost(list(best.values()))]


def _rows(columns: Sequence[Coded], held: Sides) -> list[Coded]:
    return [
        Coded(c.name, c.codes[held], c.names, None if c.numbers is None else c.numbers[held])
        for c in columns
    ]


def _by_segment(
    enums: Sequence[Coded], others: Sequence[Coded]
) -> Iterator[tuple[Shift, str, str]]:
    """Shifts between one value of a segmenting column and its other values, with both."""
    best: dict[str, tuple[Shift, str, str]] = {}
    for segment in (enum for enum in enums if len(enum.names) <= MOST_SEGMENTS):
        held = segment.codes >= 0
        measured = [
            each for each in others if each.name != segment.name and each.numbers is not None
        ]
        judged = [enum for enum in enums if enum.name != segment.name]
        cuts = np.eye(len(segment.names), dtype=bool)
        for shift in shifts(_rows(judged, held), _rows(measured, held), segment.codes[held], cuts):
            known = best.get(shift.enum)
            if shift.size >= SEGMENT_SHIFT and (known is None or shift.size > known[0].size):
                best[shift.enum] = (shift, segment.name, segment.names[shift.cut])
    codes = {enum.name: len(enum.names) for enum in enums}
    told = set()
    # where each of two shifts by the other, the one of fewer codes is the segment
    for shift, name, value in sorted(best.values(), key=lambda each: codes[each[1]]):
        if (name, shift.enum) not in told:
            told.add((shift.enum, name))
            yield shift, name, value


# --- saying it


def _time_finding(profile: Profile, by: str, shift: Shift, since: float) -> Finding:
    day = str(np.datetime64(int(since), "D"))
    before = (moments.days(profile, by) < since).fill_null(value=False)
    return _finding(profile, shift, f"before {day} ({by})", f"from {day} on", before, by)


def _segment_finding(profile: Profile, shift: Shift, name: str, value: str) -> Finding:
    inside = (present(profile, name) == value).fill_null(value=False)
    return _finding(profile, shift, f"where {name} is “{value}”", "elsewhere", inside, name)


def _finding(
    profile: Profile, shift: Shift, here: str, there: str, side: pl.Series, by: str
) -> Finding:
    rows = (present(profile, shift.enum) == shift.code).fill_null(value=False)
    against = next(each for each in coded(profile)[1] if each.name == shift.against)
    before, after = (typical(against, (rows & each).to_numpy()) for each in (side, ~side))
    columns = [name for name in (by, shift.enum, shift.against) if name in profile.columns]
    return Finding(
        kind=Kind.ENUM_MEANING,
        where=Where(profile.table.name, (shift.enum,)),
        what=f"“{shift.code}” in “{shift.enum}” does not mean the same throughout: {here} its rows "
        f"have {before} as {shift.against}, {there} {after}.",
        poisons=f"Anything counted or filtered by “{shift.enum}” adds up two different things.",
        remedy=f"Ask the owner of “{shift.enum}” what its codes stand for {here} and {there}, and "
        "recode one of the two.",
        severity=Severity.HIGH,
        confidence=round(min(0.95, 0.4 + 0.6 * shift.size), 2),
        affected=int((rows & side).sum()),
        out_of=int(rows.sum()),
        evidence=(
            *_figures(profile.table.name, {here: before, there: after}),
            *cited.cited(profile.table, cited.places(rows), columns),
        )[:10],
        key=f"meaning:{shift.enum}",
    )


def _figures(source: str, seen: Mapping[str, str]) -> tuple[Evidence, ...]:
    return tuple(Evidence(source, ((where, value),)) for where, value in seen.items())
