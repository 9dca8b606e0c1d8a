"""Requests: what they took and how many were refused, without their content."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st
from altair import Chart

from app import seam
from app.strings import Requests
from app.views import plots
from app.views.style import facts, styled
from app.views.telling import told
from app.views.wording import milliseconds, moment, money, now, zone
from app.visit import entered
from core.observability.figures import READERS, HourFigures, MayNotSeeFigures, TenantFigures


def page() -> None:
    """The page; whoever may not see figures is told whom to ask."""
    with told():
        styled()
        st.title(Requests.TITLE, anchor=False)
        principal = entered()
        if not principal.roles & READERS:
            raise MayNotSeeFigures
        figures = seam.handrail().figures
        st.markdown(Requests.INTRO)
        period = _period()
        until = now()
        since = until - timedelta(hours=period)
        tenants = figures.by_tenant(principal, since)
        _read_at(until)
        if not tenants:
            nothing = Requests.NOTHING.format(period=Requests.PERIODS[period])
            st.info(f"**{nothing}** {Requests.NOTHING_MORE}", icon=":material/bar_chart:")
            return
        _totals(tenants)
        _over_time(figures.by_hour(principal, since), period, since, until)
        if len(tenants) > 1:
            _by_tenant(tenants)


def _period() -> int:
    return st.segmented_control(
        Requests.PERIOD,
        list(Requests.PERIODS),
        default=24,
        required=True,
        format_func=Requests.PERIODS.__getitem__,
        key="requests-period",
    )


def _read_at(at: datetime) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(Requests.READ_AT.format(moment=moment(at, at)), width="content")
        st.button(Requests.REFRESH, icon=":material/refresh:", type="tertiary")


def _totals(tenants: Sequence[TenantFigures]) -> None:
    """The whole in a few figures; times only of a single tenant, since quantiles do not add up."""
    requests = sum(each.requests for each in tenants)
    refused = requests - sum(each.answered for each in tenants)
    with st.container(horizontal=True):
        _metric(Requests.REQUESTS, f"{requests:,}")
        _metric(Requests.REFUSED, percent(refused, requests), Requests.REFUSED_HELP)
        _metric(Requests.COST, money(sum(each.cost_usd for each in tenants)), Requests.COST_HELP)
        if len(tenants) == 1:
            _metric(Requests.P50, milliseconds(tenants[0].p50_ms), Requests.P_HELP)
            _metric(Requests.P95, milliseconds(tenants[0].p95_ms), Requests.P_HELP)
        else:
            _metric(Requests.TENANTS, f"{len(tenants):,}")
    st.html(facts(_more(tenants, requests)))


def _metric(label: str, value: str, told: str | None = None) -> None:
    st.metric(label, value, help=told, border=True, width="content")


def percent(part: int, whole: int) -> str:
    """A share in whole per cent; a small one is not called none."""
    return Requests.PERCENT_LITTLE if 0 < part / whole < 0.01 else f"{part / whole:.0%}"


def _more(tenants: Sequence[TenantFigures], requests: int) -> list[tuple[str, str]]:
    refused: Counter[str] = Counter()
    for each in tenants:
        refused.update(each.refused)
    kinds = [
        Requests.OF_ALL.format(
            kind=Requests.KINDS.get(kind, kind),
            count=f"{count:,}",
            percent=percent(count, requests),
        )
        for kind, count in refused.most_common()
    ]
    tokens = Requests.TOKENS_OF.format(
        total_in=f"{sum(each.tokens_in for each in tenants):,}",
        total_out=f"{sum(each.tokens_out for each in tenants):,}",
    )
    return [
        (Requests.BY_KIND, "\n".join(kinds) or Requests.NO_REFUSALS),
        (Requests.TOKENS, tokens),
        (Requests.LAST, moment(max(each.last_at for each in tenants), now())),
    ]


def _over_time(
    figures: Sequence[HourFigures], period: int, since: datetime, until: datetime
) -> None:
    st.subheader(Requests.OVER_TIME, anchor=False)
    shown = st.segmented_control(
        Requests.PLOT,
        list(Requests.PLOTS),
        default="requests",
        required=True,
        format_func=Requests.PLOTS.__getitem__,
        label_visibility="collapsed",
        key="requests-plot",
    )
    alt = Requests.PLOT_ALT.format(plot=Requests.PLOTS[shown], period=Requests.PERIODS[period])
    st.altair_chart(_plot(shown, figures, plots.window(since, until)), alt=alt)


def _plot(shown: str, figures: Sequence[HourFigures], over: plots.Window) -> Chart:
    match shown:
        case "latency":
            return plots.lines(plots.latency(figures), over, Requests.SECONDS)
        case "cost":
            return plots.bars(plots.cost(figures), over, Requests.DOLLARS)
        case _:
            return plots.bars(plots.requests(figures), over, Requests.COUNT)


def _by_tenant(tenants: Sequence[TenantFigures]) -> None:
    st.subheader(Requests.BY_TENANT, anchor=False)
    percents = st.column_config.NumberColumn(format="%.1f%%")
    st.dataframe(
        [_row(each) for each in tenants],
        hide_index=True,
        alt=Requests.TABLE_ALT,
        column_config={
            Requests.TENANT: st.column_config.TextColumn(pinned=True),
            **dict.fromkeys((Requests.REFUSED, *Requests.KINDS.values()), percents),
            Requests.COST_USD: st.column_config.NumberColumn(format="%.4f"),
            Requests.P50_S: st.column_config.NumberColumn(format="%.2f"),
            Requests.P95_S: st.column_config.NumberColumn(format="%.2f"),
            Requests.LAST: st.column_config.DatetimeColumn(format="D MMM, HH:mm"),
        },
    )


def _row(figures: TenantFigures) -> dict[str, object]:
    whole = figures.requests
    return {
        Requests.TENANT: figures.tenant,
        Requests.REQUESTS: whole,
        Requests.REFUSED: 100 * (whole - figures.answered) / whole,
        Requests.COST_USD: figures.cost_usd,
        Requests.P50_S: figures.p50_ms / 1_000,
        Requests.P95_S: figures.p95_ms / 1_000,
        Requests.LAST: figures.last_at.astimezone(zone()).replace(tzinfo=None),
        **{
            name: 100 * figures.refused.get(kind, 0) / whole
            for kind, name in Requests.KINDS.items()
        },
        Requests.TOKENS_IN: figures.tokens_in,
        Requests.TOKENS_OUT: figures.tokens_out,
    }


if __name__ == "__main__":
    page()
