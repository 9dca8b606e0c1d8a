"""The trial as pictures: SVG that needs no script."""

from collections.abc import Mapping

import altair as alt
import polars as pl
import vl_convert

from core.domain.release import ChunkingSettings
from core.evaluation.chunking_bench import Answers, Result
from core.evaluation.intervals import mean

_FONT = "system-ui, sans-serif"
ASIDE = 3  # tokens
COLOURS = {
    "clause-1": "#1c8a77",
    "tokens": "#8a8f98",
    "sentences": "#c2681c",
    "recursive": "#5b7fc7",
    "markdown": "#b0559a",
    "semantic": "#a08a1e",
}
"""Of each strategy; all stand out from paper, light or dark."""


def figures(answers: Answers) -> dict[str, tuple[float, ...]]:
    """What is drawn of a chunking, a value a question."""
    return {
        "recall": answers.at_depth.recall,
        "iou": answers.at_depth.iou,
        "at_budget": answers.at_budget.recall,
    }


def by_size(
    known: Mapping[ChunkingSettings, Result | None], figure: str, title: str, width: int = 300
) -> str:
    """One figure of every measured strategy against the size of its chunks, with its interval."""
    rows = [
        {
            "strategy": plan.strategy,
            "limit": plan.limit,
            "tokens": plan.limit + _aside(plan, known),
            "value": found.value,
            "low": found.low,
            "high": found.high,
        }
        for plan, result in known.items()
        if result and result.answers
        for found in [mean(figures(result.answers)[figure])]
    ]
    if not rows:
        return ""
    base = alt.Chart(pl.DataFrame(rows)).encode(
        x=alt.X(
            "tokens:Q",
            title="most tokens of a chunk",
            scale=alt.Scale(zero=False, padding=14, nice=False),
            axis=alt.Axis(values=sorted({row["limit"] for row in rows})),
        ),
        color=_strategy(rows),
    )
    value = alt.Y("value:Q", title=None, scale=alt.Scale(domain=_domain(rows)))
    lines = base.mark_line(strokeWidth=2.5).encode(y=value)
    bounds = base.mark_rule(opacity=0.5, strokeWidth=1.5).encode(y="low:Q", y2="high:Q")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=value, shape=alt.Shape("strategy:N", legend=None)
    )
    drawn = (lines + bounds + points).properties(width=width, height=200, description=title)
    return _svg(drawn)


def _aside(plan: ChunkingSettings, known: Mapping[ChunkingSettings, object]) -> float:
    """So far beside its size that the intervals of strategies do not lie on each other."""
    names = list(dict.fromkeys(each.strategy for each in known))
    return ASIDE * (names.index(plan.strategy) - (len(names) - 1) / 2)


def _domain(rows: list[dict[str, float]]) -> tuple[float, float]:
    """The axis from zero, unless everything is far above it."""
    low, high = min(row["low"] for row in rows), max(row["high"] for row in rows)
    return (0.0 if low < 0.4 else int(low * 10) / 10, min(1.0, int(high * 10 + 1) / 10))


def _strategy(rows: list[dict[str, float]]) -> alt.Color:
    names = list(dict.fromkeys(row["strategy"] for row in rows))
    scale = alt.Scale(domain=names, range=[COLOURS.get(each, "#8a8f98") for each in names])
    return alt.Color(
        "strategy:N", scale=scale, legend=alt.Legend(title=None, orient="bottom", symbolOpacity=1)
    )


def _svg(chart: alt.LayerChart) -> str:
    """The picture in the colour of the text around it."""
    drawn = chart.configure(font=_FONT, background="transparent").configure_view(stroke=None)
    drawn = drawn.configure_axis(
        gridOpacity=0.25,
        labelColor="currentColor",
        titleColor="currentColor",
        domainColor="currentColor",
        tickColor="currentColor",
        gridColor="#888888",
        titleFontWeight="normal",
        labelFontSize=12,
        titleFontSize=12,
    ).configure_legend(labelColor="currentColor", labelFontSize=12)
    return str(vl_convert.vegalite_to_svg(drawn.to_dict()))
