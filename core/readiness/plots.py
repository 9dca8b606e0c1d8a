"""Pictures of an audit as SVG, drawn where they are made: they need no script and no network."""

from collections.abc import Iterable, Sequence

import altair as alt
import polars as pl
import vl_convert

from core.readiness.finding import Finding, Severity
from core.readiness.report import TableSeen

COLOURS = {"high": "#b3261e", "medium": "#d98a00", "low": "#8fa3b0", "none": "#dfe7e4"}
"""Of a severity, and of nothing found."""
_ORDER = [each.value for each in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)]
_FONT = "system-ui, sans-serif"
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
        .mark_rect(stroke="white", strokeWidth=2, cornerRadius=2)
        .encode(
            x=alt.X("position:O", title="column, from the left", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("table:N", title=None, axis=alt.Axis(labelLimit=260)),
            color=_severity(nothing=True),
            description="column:N",
        )
        .properties(width=alt.Step(22), height=alt.Step(22), description="Gravest finding a column")
    )
    return _svg(chart)


def _gravity(severity: Severity) -> int:
    return _ORDER.index(severity.value)


def _severity(*, nothing: bool = False) -> alt.Color:
    names = [*_ORDER, "none"] if nothing else _ORDER
    scale = alt.Scale(domain=names, range=[COLOURS[name] for name in names])
    return alt.Color("severity:N", scale=scale, legend=alt.Legend(title=None, orient="top"))


def _svg(chart: alt.Chart) -> str:
    """The picture in the colour of the text around it."""
    drawn = chart.configure(font=_FONT, background="transparent").configure_view(stroke=None)
    drawn = drawn.configure_axis(
        grid=False,
        labelColor="currentColor",
        titleColor="currentColor",
        domainColor="currentColor",
        tickColor="currentColor",
        titleFontWeight="normal",
    ).configure_legend(labelColor="currentColor")
    return str(vl_convert.vegalite_to_svg(drawn.to_dict()))
