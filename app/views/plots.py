"""Figures over time, as charts that Streamlit's own copy of Vega draws."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from app.strings import Requests
from core.observability.figures import HourFigures

Row = dict[str, Any]
Encoded = dict[str, Any]  # Altair's own arguments
HEIGHT = 280
# at least 3:1 on the light and the dark background of the theme
COLOURS = ["#2a8a78", "#c27c0e", "#4a7fb5", "#b5506b", "#7a6bb8", "#6b8e23", "#a0623a", "#5f7480"]


class Window(NamedTuple):
    """The time a chart covers, how much of it a bar stands for, and how its axis is written."""

    since: datetime
    until: datetime
    hours: int
    axis: str


def window(since: datetime, until: datetime) -> Window:
    """Bars of an hour for a day, of six for a week, of a day for more."""
    covered = (until - since).total_seconds() / 3_600
    hours = 1 if covered <= 24 else 6 if covered <= 7 * 24 else 24
    return Window(since, until, hours, "%H:%M" if hours == 1 else "%d %b")


def requests(figures: Sequence[HourFigures]) -> list[Row]:
    """How many requests an hour: by tenant, or by outcome where there is one tenant."""
    if _several(figures):
        return [_row(each, each.tenant, each.requests) for each in figures]
    return [
        _row(each, name, amount)
        for each in figures
        for name, amount in (
            (Requests.ANSWERED, each.requests - each.refused),
            (Requests.REFUSED, each.refused),
        )
    ]


def cost(figures: Sequence[HourFigures]) -> list[Row]:
    """US dollars an hour, by tenant."""
    return [_row(each, each.tenant, each.cost_usd) for each in figures]


def latency(figures: Sequence[HourFigures]) -> list[Row]:
    """Seconds within which half and 95% of an hour's requests were done; of several tenants, the 95%."""
    several = _several(figures)
    return [
        _row(each, each.tenant if several else name, milliseconds / 1_000)
        for each in figures
        for name, milliseconds in _quantiles(each)
        if name == Requests.P95 or not several
    ]


def _several(figures: Sequence[HourFigures]) -> bool:
    return len({each.tenant for each in figures}) > 1


def _quantiles(figures: HourFigures) -> Iterator[tuple[str, float]]:
    yield Requests.P50, figures.p50_ms
    yield Requests.P95, figures.p95_ms


def _row(figures: HourFigures, what: str, amount: float) -> Row:
    return {"hour": figures.hour.astimezone(UTC), "what": what, "amount": float(amount)}


def bars(rows: list[Row], over: Window, unit: str) -> alt.Chart:
    """Stacked bars, added up by the clock of whoever is looking."""
    step = alt.TimeUnitParams(unit="yearmonthdatehours", step=over.hours)
    time = "yearmonthdate" if over.hours == 24 else step
    chart: alt.Chart = (
        _chart(rows)
        .mark_bar()
        .encode(
            x=_x(over, timeUnit=time),
            y=_y(unit, aggregate="sum"),
            color=_colour(rows),
            tooltip=_tooltip(unit, timeUnit=time),
        )
    )
    return chart


def lines(rows: list[Row], over: Window, unit: str) -> alt.Chart:
    """Lines through a point an hour."""
    chart: alt.Chart = (
        _chart(rows)
        .mark_line(point=True)
        .encode(x=_x(over), y=_y(unit), color=_colour(rows), tooltip=_tooltip(unit))
    )
    return chart


def _chart(rows: list[Row]) -> alt.Chart:
    return alt.Chart(pl.DataFrame(rows), height=HEIGHT)


def _x(over: Window, **how: Any) -> alt.X:  # noqa: ANN401  Altair's own arguments
    domain = [over.since.isoformat(), over.until.isoformat()]
    axis = alt.Axis(format=over.axis, tickCount=6, labelFlush=True)
    return alt.X("hour:T", title=None, axis=axis, scale=alt.Scale(domain=domain), **how)


def _y(unit: str, **how: Any) -> alt.Y:  # noqa: ANN401
    whole: Encoded = {"tickMinStep": 1} if unit == Requests.COUNT else {}
    return alt.Y("amount:Q", title=unit, axis=alt.Axis(tickCount=5, **whole), **how)


def _colour(rows: list[Row]) -> alt.Color:
    names = list(dict.fromkeys(row["what"] for row in rows))
    scale = alt.Scale(domain=names, range=COLOURS)
    return alt.Color("what:N", title=None, scale=scale, legend=alt.Legend(orient="bottom"))


def _tooltip(unit: str, **how: Any) -> list[alt.Tooltip]:  # noqa: ANN401
    added: Encoded = {"aggregate": "sum"} if how else {}
    return [
        alt.Tooltip("what:N", title=Requests.WHAT),
        alt.Tooltip("hour:T", title=Requests.TIME, format="%d %b %H:%M", **how),
        alt.Tooltip("amount:Q", title=unit, format=",.4~f", **added),
    ]
