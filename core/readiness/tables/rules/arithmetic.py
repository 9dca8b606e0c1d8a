"""Arithmetic between columns: parts that add up, products, ages, durations, and parts of dates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.tables import moments
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile
from core.readiness.tables.rules.rule import Rule

HOLDS = 0.9
FEWEST = 50
PROBED, PROBE_HOLDS = 256, 0.75
MOST_COLUMNS, RICH = 24, 5
COUNTED = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
        ColumnKind.PERCENT,
    }
)
YEAR = 365.2425
Values = npt.NDArray[np.float64]


def rules(profile: Profile) -> Iterator[Rule]:
    """Every equation that a few rows break, and nearly all others keep."""
    numbers = _numbers(profile)
    rich = {name: numbers[name] for name in numbers if profile.columns[name].distinct >= RICH}
    told: list[set[str]] = []
    for whole, parts, how in _equations(rich):
        rule = _equation(numbers, whole, parts, how)
        # one relation can be written in several ways: c = a + b is a = c - b
        if rule and not any(len(told_of & set(rule.columns)) >= 3 for told_of in told):
            told.append(set(rule.columns))
            yield rule
    yield from _of_dates(profile)


def _numbers(profile: Profile) -> dict[str, Values]:
    columns = [
        column
        for column in profile.columns.values()
        if column.kind in COUNTED and column.numbers is not None and column.distinct >= 2
    ]
    return {c.name: c.numbers.to_numpy() for c in columns[:MOST_COLUMNS] if c.numbers is not None}


def _equations(numbers: dict[str, Values]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Equations that hold in most of a few hundred rows: sums of many parts before those of two."""
    probe = {name: values[_probed(numbers)] for name, values in numbers.items()}
    yield from _blocks(probe)
    for one, other in combinations(probe, 2):
        product = probe[one] * probe[other]
        hows = {"sum": probe[one] + probe[other], "product": product, "percent": product / 100}
        for whole in (name for name in probe if name not in {one, other}):
            how = next((how for how, told in hows.items() if _mostly(probe[whole], told)), None)
            if how:
                yield whole, (one, other), how


def _blocks(probe: dict[str, Values]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Sums of three columns and more that stand side by side, as people set them out."""
    for whole, values in probe.items():
        others = [name for name in probe if name != whole]
        for size in range(min(len(others), 8), 2, -1):
            for start in range(len(others) - size + 1):
                block = tuple(others[start : start + size])
                if _mostly(values, _summed([probe[name] for name in block])):
                    yield whole, block, "sum"


def _probed(numbers: dict[str, Values]) -> npt.NDArray[np.int64]:
    rows = len(next(iter(numbers.values()), np.empty(0)))
    return np.unique(np.linspace(0, max(0, rows - 1), min(PROBED, rows)).astype(np.int64))


def _summed(parts: Sequence[Values]) -> Values:
    total: Values = np.sum(np.vstack(parts), axis=0)
    return total


def _equal(whole: Values, worked_out: Values) -> npt.NDArray[np.bool_]:
    """Equal as people mean it: but for the rounding of cents, or a two-hundredth part of a per cent."""
    return np.abs(whole - worked_out) <= np.maximum(0.0101, 5e-5 * np.abs(whole))


def _mostly(whole: Values, worked_out: Values) -> bool:
    held = np.isfinite(whole) & np.isfinite(worked_out)
    if held.sum() < 20:
        return False
    return bool(np.mean(_equal(whole[held], worked_out[held])) >= PROBE_HOLDS)


def _equation(
    numbers: dict[str, Values], whole: str, parts: tuple[str, ...], how: str
) -> Rule | None:
    equation = _extended(numbers, _Equation(whole, parts, how))
    worked_out = equation.worked_out(numbers)
    held = np.isfinite(worked_out) & np.isfinite(numbers[whole])
    equal = _equal(numbers[whole], worked_out)
    telling = held & equation.telling(numbers)
    rows = int(held.sum())
    if (
        rows < FEWEST
        or telling.sum() < max(20, 0.1 * rows)
        or _share(equal, telling) < HOLDS - 0.05
    ):
        return None
    if not HOLDS <= _share(equal, held) < 1 or len(np.unique(numbers[whole][held])) < 8:
        return None
    return Rule(
        says=f"“{whole}” is {equation.text}",
        columns=(whole, *equation.columns),
        broken=pl.Series(held & ~equal),
        judged=rows,
        sure=0.95 if _share(equal, held) >= 0.97 else 0.85,
        key=f"{how}:{whole}={'|'.join(parts)}",
    )


@dataclass(frozen=True, slots=True)
class _Equation:
    """`whole` is the sum or product of `parts`, plus or minus `more`, less or more `rate` of it."""

    whole: str
    parts: tuple[str, ...]
    how: str
    more: tuple[tuple[str, int], ...] = ()
    rate: tuple[str, float] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column on the right."""
        rate = (self.rate[0],) if self.rate else ()
        return (*self.parts, *(name for name, _ in self.more), *rate)

    @property
    def text(self) -> str:
        """The right side as one would write it."""
        sign = {"sum": " + ", "product": " × ", "percent": " % of "}[self.how]
        text = sign.join(f"“{part}”" for part in self.parts)
        text += "".join(f" {'+' if side > 0 else '-'} “{name}”" for name, side in self.more)
        if self.rate:
            text += f" {'plus' if self.rate[1] > 0 else 'less'} {self.rate[0]}"
        return text

    def worked_out(self, numbers: dict[str, Values]) -> Values:
        """The right side by row; a missing addition counts as none."""
        values = np.vstack([numbers[name] for name in self.parts])
        base: Values = values.sum(0) if self.how == "sum" else values.prod(0)
        base = base / 100 if self.how == "percent" else base
        if self.rate:
            base = base * (1 + self.rate[1] * np.nan_to_num(numbers[self.rate[0]]))
        for name, side in self.more:
            base = base + side * np.nan_to_num(numbers[name])
        return base

    def telling(self, numbers: dict[str, Values]) -> npt.NDArray[np.bool_]:
        """Rows in which every part matters: where a part is 0, or a factor 1, the equation says no
        more than that two columns are equal."""
        values = np.vstack([numbers[name] for name in self.parts])
        busy: npt.NDArray[np.bool_] = (values != 0).all(0) & (numbers[self.whole] != 0)
        return busy if self.how == "sum" else busy & (values != 1).all(0)


def _extended(numbers: dict[str, Values], equation: _Equation) -> _Equation:
    """The equation with one more column, where that explains most of the rows that broke it."""
    whole, worked_out = numbers[equation.whole], equation.worked_out(numbers)
    broken = np.isfinite(whole) & np.isfinite(worked_out) & ~_equal(whole, worked_out)
    if not broken.any():
        return equation
    for name, values in numbers.items():
        if name == equation.whole or name in equation.parts:
            continue
        for longer in _longer(equation, name):
            right = longer.worked_out(numbers)[broken]
            if np.mean(_equal(whole[broken], right) & (values[broken] != 0)) >= 0.5:
                return longer
    return equation


def _longer(equation: _Equation, name: str) -> Iterator[_Equation]:
    for side in (1, -1):
        yield replace(equation, more=((name, side),))
    if equation.how == "product":
        for rate in (-1.0, 1.0, -0.01, 0.01):
            yield replace(equation, rate=(name, rate))


def _share(equal: npt.NDArray[np.bool_], rows: npt.NDArray[np.bool_]) -> float:
    return float(np.mean(equal[rows])) if rows.any() else 0.0


# --- numbers that a date, or two, tell


def _of_dates(profile: Profile) -> Iterator[Rule]:
    days = {name: moments.days(profile, name).to_numpy() for name in moments.dates(profile)[:6]}
    numbers = {
        column.name: column.numbers.to_numpy()
        for column in profile.columns.values()
        if column.numbers is not None and column.distinct >= 2
    }
    for name, values in numbers.items():
        rule = next(_told(name, values, days), None)
        if rule:
            yield rule


def _told(name: str, values: Values, days: dict[str, Values]) -> Iterator[Rule]:
    """Rules by which dates tell a number: its year or month, an age, a time between two dates."""
    for date, day in days.items():
        found = (
            _close(name, values, _year(day), f"the year of {date}", (date,), 0.0),
            _close(name, values, _month(day), f"the month of {date}", (date,), 0.0),
            _age(name, values, date, day),
        )
        yield from filter(None, found)
    for first, last in permutations(days, 2):
        gap, dates = days[last] - days[first], (first, last)
        told = f"from {first} to {last}"
        found_between = (
            _close(name, values, gap, f"the days {told}", dates, 1.0),
            _close(name, values, np.floor(gap / YEAR), f"the years {told}", dates, 1.0),
        )
        yield from filter(None, found_between)


def _close(
    name: str, values: Values, told: Values, what: str, dates: tuple[str, ...], slack: float
) -> Rule | None:
    """The rule that the number is what is told, give or take `slack`; None when it is not one."""
    held = np.isfinite(values) & np.isfinite(told)
    if held.sum() < FEWEST or len(np.unique(told[held])) < (2 if slack == 0 else 8):
        return None
    near = np.abs(values - told) <= slack
    return _rule_of(name, what, dates, held, near, values, slack)


def _age(name: str, values: Values, date: str, day: Values) -> Rule | None:
    """The rule that the number is an age at one day for all, to be found out; None when it is not."""
    held = np.isfinite(values) & np.isfinite(day)
    if held.sum() < FEWEST or len(np.unique(values[held])) < 8:
        return None
    born = _year(day)
    year = float(np.median((born + values)[held]))
    near = np.abs(born + values - year) <= 1
    return _rule_of(name, f"the age in {year:.0f} by {date}", (date,), held, near, values, 1.0)


def _rule_of(
    name: str,
    what: str,
    dates: tuple[str, ...],
    held: npt.NDArray[np.bool_],
    near: npt.NDArray[np.bool_],
    values: Values,
    slack: float,
) -> Rule | None:
    share = _share(near, held)
    if not HOLDS <= share < 1:
        return None
    # the number that most rows have would be near anything that hardly moves
    usual = np.median(values[held])
    if np.mean(np.abs(values[held] - usual) <= slack) > 0.6:
        return None
    return Rule(
        says=f"“{name}” is {what}",
        columns=(name, *dates),
        broken=pl.Series(held & ~near),
        judged=int(held.sum()),
        sure=0.95 if share >= 0.97 else 0.85,
        key=f"told:{name}={'|'.join(dates)}",
    )


def _calendar(part: Callable[[pl.Expr], pl.Expr]) -> Callable[[Values], Values]:
    def of(day: Values) -> Values:
        dates = pl.Series("d", day).fill_nan(None).cast(pl.Int32).cast(pl.Date).to_frame()
        told = dates.select(part(pl.col("d")).cast(pl.Float64))["d"]
        return told.fill_null(np.nan).to_numpy()

    return of


_year = _calendar(lambda date: date.dt.year())
_month = _calendar(lambda date: date.dt.month())
