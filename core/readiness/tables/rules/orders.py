"""Orders between two columns of dates or of numbers: a start and its end, a part and its whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.tables import moments
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.names import words
from core.readiness.tables.profile import Profile
from core.readiness.tables.rules.rule import Rule

HOLDS, HOLDS_NAMED = 0.985, 0.85
BY_CHANCE, BETTER = 0.15, 5.0
FEWEST, FEWEST_UNNAMED = 20, 50
MOST_COLUMNS = 30
NUMBERS = frozenset(
    {ColumnKind.INTEGER, ColumnKind.FLOAT, ColumnKind.MONEY, ColumnKind.QUANTITY, ColumnKind.YEAR}
)
STAGES = (
    "birth|born|dob",
    "notic|occur|happen|detect|discover|observ|found",
    "report|refer|request|order|creat|book|enter|submit|receiv|sign|issu|filed|raised|applied",
    "start|begin|began|from|open|admi|hire|join|commenc|effective|depart|check_?in|valid_from",
    "seen|ship|dispatch|deliver|arriv",
    "end|finish|until|thru|through|clos|discharg|left|leav|terminat|complet|resolv|check_?out|paid"
    "|expir|death|died|cancel|retire",
)
"""What comes before what, by words in the names of dates, from the earliest."""
SMALL = (
    "min|low|part|paid|used|net|sold|passed|discount|refund|deposit|returned|completed|approved"
    "|success|active|bottom|floor|sub|present|attended|occupied|defect|deaths|deceased|failed"
)
LARGE = (
    "max|high|total|whole|amount|capacity|gross|stock|taken|price|cost|limit|budget|all|enrolled"
    "|requested|count|top|ceiling|ordered|quantity|cases|beds|seats|tested|produced|registered"
)
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """`low` is at most `high`: in how many of the rows, and in how many by chance.

    `named` when the names say so, as start and end do, `paired` when they say nothing else;
    `within` when one name says more than the other, as beds_occupied does beside beds; `swapped`
    when the rows that break it would look like all others with their two values exchanged, and do
    not as they stand.
    """

    low: str
    high: str
    holds: float
    chance: float
    strict: float
    named: bool
    paired: bool
    within: bool
    swapped: bool
    rows: int


def rules(profile: Profile) -> Iterator[Rule]:
    """Every order that a few rows break; of dates first, then of numbers."""
    for dates, values in ((True, _days(profile)), (False, _numbers(profile))):
        for order in _orders(values, dates):
            yield _rule(order, values, dates, profile)


def _days(profile: Profile) -> dict[str, Values]:
    return {name: moments.days(profile, name).to_numpy() for name in moments.dates(profile)}


def _numbers(profile: Profile) -> dict[str, Values]:
    columns = [
        column
        for column in profile.columns.values()
        if column.kind in NUMBERS and column.numbers is not None and column.distinct >= 5
    ]
    return {c.name: c.numbers.to_numpy() for c in columns[:MOST_COLUMNS] if c.numbers is not None}


def _orders(values: dict[str, Values], dates: bool) -> list[Order]:
    both = (pair for one, other in combinations(values, 2) for pair in ((one, other), (other, one)))
    found = (_order(low, high, values, dates) for low, high in both)
    return [order for order in found if order and _is_rule(order, dates)]


def _order(low: str, high: str, values: dict[str, Values], dates: bool) -> Order | None:
    held = np.isfinite(values[low]) & np.isfinite(values[high])
    one, other = values[low][held], values[high][held]
    if len(one) < FEWEST:
        return None
    holds = float(np.mean(one <= other))
    if holds < HOLDS_NAMED or holds == 1.0:
        return None
    return Order(
        low,
        high,
        holds,
        chance=_by_chance(one, other),
        strict=float(np.mean(one < other)),
        named=_follows(low, high) if dates else _named(low, high),
        paired=dates and _follows(low, high) and _but_for_stages(low) == _but_for_stages(high),
        within=set(words(high)) < set(words(low)),
        swapped=_swapped(one, other),
        rows=len(one),
    )


def _by_chance(low: Values, high: Values) -> float:
    """In how many pairs of rows the order holds when their values are paired at random."""
    places = np.searchsorted(np.sort(high), low, side="left")
    return float(np.mean(1 - places / len(high)))


def _swapped(low: Values, high: Values) -> bool:
    """Whether the rows that break the order were filled in the wrong way round."""
    broken = low > high
    if not 3 <= broken.sum() <= 0.05 * len(low):
        return False
    usual = [np.quantile(each[~broken], (0.005, 0.995)) for each in (low, high)]
    turned = _inside(high[broken], usual[0]) & _inside(low[broken], usual[1])
    strange = ~_inside(low[broken], usual[0]) & ~_inside(high[broken], usual[1])
    return bool(np.mean(turned) >= 0.8 and np.mean(strange) >= 0.5)


def _inside(values: Values, span: Values) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = (values >= span[0]) & (values <= span[1])
    return inside


def _named(low: str, high: str) -> bool:
    """Whether the names of numbers say which is the part, as paid_amount and total_amount do."""
    here = _says(SMALL, low) and not _says(LARGE, low)
    return here and _says(LARGE, high) and not _says(SMALL, high)


def _follows(low: str, high: str) -> bool:
    """Whether the names of dates say which comes first, as start_date and end_date do."""
    stages = [[n for n, said in enumerate(STAGES) if _says(said, name)] for name in (low, high)]
    return bool(stages[0] and stages[1]) and max(stages[0]) < min(stages[1])


def _but_for_stages(name: str) -> list[str]:
    return [word for word in words(name) if not any(_says(stage, word) for stage in STAGES)]


def _says(said: str, name: str) -> bool:
    apart = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
    return bool(re.search(rf"(?:^|[^a-z])(?:{said})", apart))


def _is_rule(order: Order, dates: bool) -> bool:
    broken, by_chance = 1 - order.holds, 1 - order.chance
    if order.strict < 0.3:
        return False
    if order.paired:
        return True
    if order.named and (dates or by_chance >= 0.02):
        return broken <= 0.1 and (broken <= by_chance / 2 or by_chance < 0.02)
    if order.rows < FEWEST_UNNAMED:
        return False
    if order.swapped:
        return order.holds >= HOLDS
    likely = dates or order.within
    return (
        likely and order.holds >= HOLDS and by_chance >= BY_CHANCE and broken * BETTER <= by_chance
    )


def _rule(order: Order, values: dict[str, Values], dates: bool, profile: Profile) -> Rule:
    low, high = values[order.low], values[order.high]
    held = np.isfinite(low) & np.isfinite(high)
    broken = np.zeros(len(low), dtype=bool)
    broken[held] = low[held] > high[held]
    verb = "is not after" if dates else "is not above"
    return Rule(
        says=f"“{order.low}” {verb} “{order.high}”",
        columns=(order.low, order.high),
        broken=pl.Series(broken),
        judged=int(held.sum()),
        sure=0.95 if order.named else 0.85 if dates else 0.75,
        key=f"order:{order.low}<={order.high}",
    )
