"""Pictures of an audit as SVG, drawn where they are made: they need no script and no network."""

from collections.abc import Iterable, Sequence

import altair as alt
import polars as pl
import vl_convert

from core.readiness.finding import Finding, Severity
from core.readiness.report import TableSeen
from core.readiness.spread import Bin, Share, Spread

COLOURS = {
    "high": "#b3261e",
    "medium": "#d98a00",
    "low": "#8fa3b0",
    "none": "rgba(128, 140, 140, .22)",
}
"""Of a severity, and of nothing found."""
_ORDER = [each.value for each in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)]
MEANT, USUAL = "of the finding", "the others"
_CALM = ("#2f7f73", "#7fb3a8", "#b4d3cc", "#5a7d8c", "#93aab5", "#c4d0d6", "#a79f7d", "#cfc9ae")
_LOUD = ("#d0433a", "#d98a00", "#8e3b6b", "#c9653b", "#6a3d9a")
_FONT = "system-ui, sans-serif"
_PADDING = {"left": 48, "right": 24, "top": 4, "bottom": 4}  # fonts differ in width
_MOST_ROWS = 25
_MOST_COLUMNS = 60


def by_source(findings: Iterable[Finding], width: int = 560) -> str:
    """How many findings each source has, by severity; the worst sources first. Empty without any."""
    counts = pl.DataFrame(
        [{"source": each.where.source, "severity": each.severity.value} for each in findings],
        schema={"source": pl.String, "severity": pl.String},
    )
    if counts.is_empty():
        return ""
    worst = counts["source"].value_counts().sort("count", "source", descending=[True, False])
    shown = counts.filter(pl.col("source").is_in(worst["source"].head(_MOST_ROWS).to_list()))
    chart = (
        alt.Chart(shown)
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("count()", title="findings", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("source:N", sort="-x", title=None, axis=alt.Axis(labelLimit=260)),
            color=_severity(),
            order=alt.Order("rank:Q"),
        )
        .transform_calculate(rank=f"indexof({_ORDER!r}, datum.severity)")
        .properties(width=width, description="Findings by source and severity")
    )
    return _svg(chart)


def where_it_hurts(tables: Sequence[TableSeen], findings: Iterable[Finding]) -> str:
    """A square a column, a line a table, as dark as the gravest thing found there."""
    worst: dict[tuple[str, str], Severity] = {}
    for each in findings:
        for place in (each.where, *each.where.also):
            for column in place.columns:
                key = (place.source, column)
                worst[key] = min(worst.get(key, each.severity), each.severity, key=_gravity)
    squares = [
        {
            "table": table.name,
            "position": position,
            "column": column.name,
            "severity": worst.get((table.name, column.name), "none"),
        }
        for table in tables[:_MOST_ROWS]
        for position, column in enumerate(table.columns[:_MOST_COLUMNS], start=1)
    ]
    if not squares:
        return ""
    chart = (
        alt.Chart(pl.DataFrame(squares))
        .mark_rect(cornerRadius=2)
        .encode(
            x=alt.X(
                "position:O",
                title="column, from the left",
                axis=alt.Axis(labelAngle=0),
                scale=alt.Scale(padding=0.1),
            ),
            y=alt.Y(
                "table:N",
                title=None,
                axis=alt.Axis(labelLimit=260),
                scale=alt.Scale(padding=0.1),
            ),
            color=_severity(nothing=True),
            description="column:N",
        )
        .properties(width=alt.Step(22), height=alt.Step(22), description="Gravest finding a column")
    )
    return _svg(chart)


def column(spread: Spread, width: int = 460) -> str:
    """A column's values, those of a finding marked: numbers by size, others by time or how often."""
    if spread.bins:
        return _svg(_numbers(spread.bins, spread.column, width))
    if spread.by:
        return _svg(_over_time(spread.shares, spread.by, width))
    return _svg(_how_often(spread.shares, width)) if spread.shares else ""


def _numbers(bins: Sequence[Bin], name: str, width: int) -> alt.LayerChart:
    """Counts are on a scale on which one row beside ten thousand can still be seen."""
    base = alt.Chart(
        pl.DataFrame([{"low": b.low, "high": b.high, "n": b.count, "m": b.flagged} for b in bins])
    )
    count = alt.Y("n:Q", title="rows", scale=alt.Scale(type="symlog"), axis=alt.Axis(tickCount=4))
    bars = base.mark_bar(color=_CALM[1], binSpacing=1).encode(
        x=alt.X("low:Q", title=name, bin="binned"), x2="high:Q", y=count
    )
    meant = base.transform_filter("datum.m > 0").transform_calculate(
        middle="(datum.low + datum.high) / 2"
    )
    marks = meant.mark_point(
        shape="triangle-down", filled=True, size=90, color=_LOUD[0], yOffset=-9
    )
    layers: alt.LayerChart = bars + marks.encode(x=alt.X("middle:Q"), y=count)
    return layers.properties(
        width=width, height=150, description=f"How the numbers of {name} are spread"
    )


def _over_time(shares: Sequence[Share], by: str, width: int) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(_rows(shares))
        .mark_bar()
        .encode(
            x=alt.X("when:O", title=by, axis=alt.Axis(labelOverlap=True)),
            y=alt.Y("count:Q", stack="normalize", title="share", axis=alt.Axis(format=".0%")),
            color=_by_value(shares),
        )
        .properties(width=width, height=170, description=f"Values by {by}")
    )
    return drawn


def _how_often(shares: Sequence[Share], width: int) -> alt.LayerChart:
    bars = alt.Chart(_rows(shares)).encode(
        x=alt.X("count:Q", title="rows", axis=alt.Axis(tickCount=5)),
        y=alt.Y("value:N", sort="-x", title=None, axis=alt.Axis(labelLimit=200)),
    )
    scale = alt.Scale(domain=[MEANT, USUAL], range=[_LOUD[0], _CALM[1]])
    legend = alt.Legend(title=None, orient="top") if any(e.is_flagged for e in shares) else None
    coloured = bars.mark_bar(cornerRadius=2).encode(
        color=alt.Color("of:N", scale=scale, legend=legend)
    )
    counted = bars.mark_text(align="left", dx=4, color="currentColor").encode(text="count:Q")
    drawn: alt.LayerChart = (coloured + counted).properties(
        width=width, description="How often each value occurs"
    )
    return drawn


def _rows(shares: Sequence[Share]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "when": each.when,
                "value": each.value,
                "count": each.count,
                "of": MEANT if each.is_flagged else USUAL,
            }
            for each in shares
        ]
    )


def _by_value(shares: Sequence[Share]) -> alt.Color:
    """A colour a value: loud ones for those the finding is about."""
    meant = sorted({each.value for each in shares if each.is_flagged})
    usual = sorted({each.value for each in shares if not each.is_flagged})
    colours = [_LOUD[n % len(_LOUD)] for n in range(len(meant))]
    colours += [_CALM[n % len(_CALM)] for n in range(len(usual))]
    scale = alt.Scale(domain=[*meant, *usual], range=colours)
    return alt.Color("value:N", scale=scale, legend=alt.Legend(title=None, columns=1))


def _gravity(severity: Severity) -> int:
    return _ORDER.index(severity.value)


def _severity(*, nothing: bool = False) -> alt.Color:
    names = [*_ORDER, "none"] if nothing else _ORDER
    scale = alt.Scale(domain=names, range=[COLOURS[name] for name in names])
    return alt.Color("severity:N", scale=scale, legend=alt.Legend(title=None, orient="top"))


def _svg(chart: alt.Chart | alt.LayerChart) -> str:
    """The picture in the colour of the text around it."""
    drawn = chart.configure(font=_FONT, background="transparent", padding=_PADDING).configure_view(
        stroke=None
    )
    drawn = drawn.configure_axis(
        grid=False,
        labelColor="currentColor",
        titleColor="currentColor",
        domainColor="currentColor",
        tickColor="currentColor",
        titleFontWeight="normal",
    ).configure_legend(labelColor="currentColor")
    return str(vl_convert.vegalite_to_svg(drawn.to_dict()))
