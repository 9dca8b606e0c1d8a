"""Codes that stay while what they mean shifts: their rows look otherwise than before, or elsewhere.

For a code, the other columns of its rows are compared before and after a day (or in one segment
and the rest). Numbers are ranked within each side first and codes compared beyond what the column
as a whole moved, so that prices that rise for all, or a mix that changes, are no shift of meaning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables import cited, moments
from core.readiness.tables.enums import is_enum
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Column, Profile

BINS, MOST_VALUES, MOST_CODES = 4, 8, 12
FEWEST = 30
SHIFT, BEYOND = 0.5, 0.35
SEGMENT_SHIFT = 0.65
MOST_ENUMS, MOST_DURATIONS = 12, 4
LEARNED = 20_000
SPLITS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
MEASURED = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.PERCENT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
    }
)
Codes = npt.NDArray[np.int64]
Sides = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shift:
    """A code whose rows differ in `against` between the two sides, by `size` (total variation)."""

    enum: str
    against: str
    code: str
    size: float
    side: float = 0.0


@dataclass(frozen=True, eq=False)
class Coded:
    """A column as whole numbers from 0, -1 where absent; `names` of the numbers, for an enum."""

    name: str
    codes: Codes
    names: tuple[str, ...]
    numbers: npt.NDArray[np.float64] | None = None

    @cached_property
    def bins(self) -> Codes:
        """From 0 for absent: an enum's codes, or quartiles of the numbers."""
        if self.numbers is None:
            return self.codes + 1
        return self._quartiles((np.ones(len(self.numbers), dtype=bool),))

    def bins_by(self, sides: Sides) -> Codes:
        """The same, with quartiles of their own on either side."""
        return self.bins if self.numbers is None else self._quartiles((sides, ~sides))

    def _quartiles(self, among: Sequence[Sides]) -> Codes:
        numbers = np.empty(0) if self.numbers is None else self.numbers
        binned = np.zeros(len(numbers), dtype=np.int64)
        for side in among:
            held = side & np.isfinite(numbers)
            values = numbers[held]
            if len(values):
                edges = np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1])
                binned[held] = np.searchsorted(edges, values, side="left") + 1
        return binned


def found(profile: Profile) -> Iterator[Finding]:
    """For each enum whose codes shift in meaning, over time or in a segment, one finding."""
    learned = thinned(profile)
    enums, others = coded(learned)
    by = moments.recorded(profile)
    over_time = _over_time(learned, by, enums, others) if by else []
    if by:
        yield from (_time_finding(profile, by, shift) for shift in over_time)
    seen = {shift.enum for shift in over_time}
    yield from _by_segment(profile, [enum for enum in enums if enum.name not in seen], others)


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


# --- comparing


def shifts(enums: Sequence[Coded], others: Sequence[Coded], sides: Sides) -> list[Shift]:
    """Every code that shifts far between the rows on one side and those on the other.

    The set of codes has to stay: an enum of which a code is missing on a side is left out. Numbers
    have to shift as they are and by their ranks on either side: numbers that all rose rank as they
    did, and numbers that hardly differ may change their ranks and be the same.
    """
    staying = [enum for enum in enums if _stays(enum, sides)]
    return [
        shift
        for other in others
        for enum in staying
        if enum.name != other.name and (plain := _shifts(enum, other.name, other.bins, sides))
        for shift in _in_ranks(enum, other, plain, sides)
    ]


def _in_ranks(enum: Coded, other: Coded, plain: dict[str, Shift], sides: Sides) -> list[Shift]:
    """Those of the shifts that show by rank too, as small as in the lesser of the two views."""
    if other.numbers is None:
        return list(plain.values())
    ranked = _shifts(enum, other.name, other.bins_by(sides), sides)
    return [
        min(plain[code], ranked[code], key=lambda shift: shift.size)
        for code in plain
        if code in ranked
    ]


def _stays(enum: Coded, sides: Sides) -> bool:
    here, there = (
        np.bincount(enum.codes[side & (enum.codes >= 0)], minlength=len(enum.names))
        for side in (sides, ~sides)
    )
    return bool(np.all((here > 2) == (there > 2)))


def _shifts(enum: Coded, against: str, bins: Codes, sides: Sides) -> dict[str, Shift]:
    width = int(bins.max()) + 1
    here, there = (_crossed(enum, bins, width, side) for side in (sides, ~sides))
    moved = float(
        _variation(*(np.bincount(bins[s], minlength=width)[None] for s in (sides, ~sides)))[0]
    )
    fewest = np.minimum(here.sum(1), there.sum(1))
    sizes = _variation(here, there) - np.sqrt(width / (2 * np.maximum(fewest, 1)))
    far = (fewest >= FEWEST) & (sizes >= SHIFT) & (sizes - moved >= BEYOND)
    return {
        enum.names[number]: Shift(enum.name, against, enum.names[number], float(sizes[number]))
        for number in np.flatnonzero(far)
    }


def _crossed(enum: Coded, bins: Codes, width: int, side: Sides) -> Codes:
    """How often each code goes with each bin, on one side."""
    rows = side & (enum.codes >= 0)
    places = enum.codes[rows] * width + bins[rows]
    return np.bincount(places, minlength=len(enum.names) * width).reshape(-1, width)


def _variation(here: Codes, there: Codes) -> npt.NDArray[np.float64]:
    """The total variation between two tables of counts, row by row."""
    one, other = (each / np.maximum(each.sum(1, keepdims=True), 1) for each in (here, there))
    distance: npt.NDArray[np.float64] = np.abs(one - other).sum(1) / 2
    return distance


def foremost(all_shifts: Sequence[Shift]) -> list[Shift]:
    """One shift an enum, of the enums that explain them all: two enums that shift against each
    other are put down to the one that shifts against more columns, then by more."""
    left, chosen = list(all_shifts), []
    while left:
        totals: dict[str, tuple[int, float]] = {}
        for shift in left:
            count, most = totals.get(shift.enum, (0, 0.0))
            totals[shift.enum] = (count + 1, max(most, shift.size))
        culprit = max(sorted(totals), key=lambda name: totals[name])
        chosen.append(
            max((s for s in left if s.enum == culprit), key=lambda s: (s.size, s.against))
        )
        left = [s for s in left if culprit not in {s.enum, s.against}]
    return chosen


# --- over time and by segment


def _over_time(
    profile: Profile, by: str, enums: Sequence[Coded], others: Sequence[Coded]
) -> list[Shift]:
    """The shifts at the day where they are largest, of a few days tried."""
    days = moments.days(profile, by).to_numpy()
    held = np.isfinite(days)
    if held.sum() < 4 * FEWEST:
        return []
    best: dict[tuple[str, str, str], Shift] = {}
    axis = [each for each in others if each.name != by]
    enums, axis = _rows(enums, held), _rows(axis, held)
    for day in sorted(set(np.quantile(days[held], SPLITS, method="nearest"))):
        for shift in shifts(enums, axis, days[held] < day):
            key = (shift.enum, shift.against, shift.code)
            if key not in best or shift.size > best[key].size:
                best[key] = Shift(*key, shift.size, float(day))
    return foremost(list(best.values()))


def _rows(columns: Sequence[Coded], held: Sides) -> list[Coded]:
    return [
        Coded(c.name, c.codes[held], c.names, None if c.numbers is None else c.numbers[held])
        for c in columns
    ]


def _by_segment(
    profile: Profile, enums: Sequence[Coded], others: Sequence[Coded]
) -> Iterator[Finding]:
    """Shifts between one value of a segmenting column and the rest of its values."""
    segments = [enum for enum in enums if len(enum.names) <= 6]
    best: dict[str, tuple[Shift, Coded, str]] = {}
    for segment in segments:
        measured = [
            each for each in others if each.name != segment.name and each.numbers is not None
        ]
        judged = [enum for enum in enums if enum.name != segment.name]
        for number, value in enumerate(segment.names):
            for shift in shifts(judged, measured, segment.codes == number):
                known = best.get(shift.enum)
                if shift.size >= SEGMENT_SHIFT and (known is None or shift.size > known[0].size):
                    best[shift.enum] = (shift, segment, value)
    told = set()
    for shift, segment, value in best.values():
        # the enum that means something else by segment, not the segment that does so by enum
        if (segment.name, shift.enum) not in told:
            told.add((shift.enum, segment.name))
            yield _segment_finding(profile, shift, segment, value)


# --- saying it


def _time_finding(profile: Profile, by: str, shift: Shift) -> Finding:
    day = str(np.datetime64(int(shift.side), "D"))
    before = (moments.days(profile, by) < shift.side).fill_null(value=False)
    return _finding(profile, shift, f"before {day} ({by})", f"from {day} on", before, by)


def _segment_finding(profile: Profile, shift: Shift, segment: Coded, value: str) -> Finding:
    inside = (present(profile, segment.name) == value).fill_null(value=False)
    name = segment.name
    return _finding(profile, shift, f'where {name} is "{value}"', "elsewhere", inside, name)


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
        what=f'"{shift.code}" in {shift.enum} does not mean the same throughout: {here} its rows '
        f"have {before} as {shift.against}, {there} {after}.",
        poisons=f"Anything counted or filtered by {shift.enum} adds up two different things.",
        remedy=f"Ask the owner of {shift.enum} what its codes stand for {here} and {there}, and "
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


def typical(column: Coded, rows: Sides) -> str:
    """What the rows mostly hold: a median, or the most frequent value with its share."""
    if column.numbers is not None:
        held = column.numbers[rows & np.isfinite(column.numbers)]
        return f"a median of {np.median(held):,.6g}" if len(held) else "nothing"
    codes = column.codes[rows]
    if (codes < 0).mean() > 0.5:
        return "nothing"
    counts = np.bincount(codes[codes >= 0])
    most = int(counts.argmax())
    return f'mostly "{column.names[most]}" ({counts[most] / len(codes):.0%})'
