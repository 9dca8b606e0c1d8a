"""The readiness notebook's form elements."""

from collections.abc import Callable, Sequence
from typing import Any

import marimo as mo
import readiness_words as words
from forms import handing, plain
from marimo import AppMeta
from readiness_showing import Filter

from core.classification.map import ClassificationMap
from core.domain.access import Tier
from core.readiness.decisions import Choice
from core.readiness.finding import Finding, Severity
from core.readiness.page import TITLES
from core.readiness.report import Report

PAGE = 25
SEEN = {"run", "edit"}  # modes of a page that somebody looks at
LONGEST = 2_000  # characters of a reason
REASON_HTML = """<div class="hr hr-form">{choice}{reason}</div>"""
PLACE_HTML = """<div class="hr hr-form">{place}{tier}{reason}</div>"""


def is_due(page: AppMeta, button: mo.ui.run_button, report: object) -> bool:
    """Whether to audit: when asked to, and once where nobody is there to ask."""
    return bool(button.value) or (page.mode not in SEEN and report is None)


def first_finding(page: AppMeta, report: Report) -> str | None:
    """The finding in the page's address; the gravest for whoever runs a notebook by hand."""
    named: list[str] = page.request.query_params.get("finding", []) if page.request else []
    gravest = [] if page.mode == "run" else [each.id for each in report.findings]
    return next(iter([*named, *gravest]), None)


def audit_button(report: Report | None) -> mo.ui.run_button:
    """Starts the audit."""
    return mo.ui.run_button(label=words.Auditing.AGAIN if report else words.Auditing.AUDIT)


def filters(report: Report) -> mo.ui.dictionary:
    """What of the findings to show; each a list to choose from, by keyboard or thumb."""
    of, found = words.Findings, report.all_findings
    gravities = [each for each in reversed(Severity) if any(f.severity is each for f in found)]
    kinds = sorted({each.kind for each in found}, key=TITLES.__getitem__)
    places = {place.source for each in found for place in (each.where, *each.where.also)}
    return mo.ui.dictionary(
        {
            "severity": _one_of("severity", of.SEVERITY, {of.GRAVITY[g]: g for g in gravities}),
            "kind": _one_of("kind", of.KIND, {TITLES[kind]: kind for kind in kinds}),
            "source": _one_of("source", of.SOURCE, {each: each for each in sorted(places)}),
            "standing": mo.ui.dropdown(
                [of.OPEN, of.DECIDED, of.ALL],
                value=of.OPEN,
                label=of.STANDING,
                allow_select_none=False,
                full_width=True,
            ),
        }
    )


def asked_for(filters: mo.ui.dictionary) -> Filter:
    """What the filters say."""
    return Filter(**filters.value)


def _one_of(name: str, label: str, options: dict[str, Any]) -> mo.ui.dropdown:
    every = words.Findings.EVERY[name]
    return mo.ui.dropdown(
        {every: None, **options}, value=every, label=label, allow_select_none=False, full_width=True
    )


def finding_buttons(found: Sequence[Finding], choose: Callable[[str], None]) -> mo.ui.array:
    """A button for each finding, which opens it."""
    return mo.ui.array(
        [
            mo.ui.button(label=_named(each), full_width=True, on_click=handing(choose, each.id))
            for each in found
        ]
    )


def _named(finding: Finding) -> str:
    about = f": {', '.join(finding.where.columns[:3])}" if finding.where.columns else ""
    return plain(f"{TITLES[finding.kind]}{about}")


def more_button(
    found: Sequence[Finding], shown: int, show: Callable[[int], None]
) -> mo.ui.button | mo.Html:
    """Shows another page of the list; nothing where all of it is shown."""
    left = len(found) - shown
    if left <= 0:
        return mo.Html("")
    label = words.Findings.MORE.format(count=min(left, PAGE))
    return mo.ui.button(label=label, on_click=lambda _: show(shown + PAGE))


def decision_form(keep: Callable[[dict[str, Any]], None]) -> mo.ui.form:
    """A decision with its reason; `keep` is called with both."""
    of = words.Deciding
    choices = {of.CHOICES[each]: each.value for each in reversed(Choice)}
    return (
        mo.Html(REASON_HTML)
        .batch(
            choice=mo.ui.radio(choices, value=of.CHOICES[Choice.DISMISSED], label=of.CHOICE),
            reason=mo.ui.text_area(
                label=of.REASON,
                placeholder=of.REASON_HINT,
                max_length=LONGEST,
                debounce=False,
                rows=3,
                full_width=True,
            ),
        )
        .form(
            submit_button_label=of.KEEP,
            bordered=False,
            validate=_with_reason(of.NEEDED, "reason"),
            on_change=keep,
        )
    )


def can_undo(said: object) -> bool:
    """Whether what was said last is of something that can be taken back."""
    return getattr(said, "finding", None) is not None


def undo_button(undo: Callable[[str], None], finding: str) -> mo.ui.button:
    """Takes a decision back."""
    return mo.ui.button(label=words.Deciding.UNDO, on_click=handing(undo, finding))


def everything_switch() -> mo.ui.radio:
    """Whether the whole map is shown, or what needs a look."""
    of = words.Classifying
    return mo.ui.radio([of.OPEN_ONLY, of.EVERYTHING], value=of.OPEN_ONLY, label=of.FILTER)


def tier_form(shown: ClassificationMap, set_tier: Callable[[dict[str, Any]], None]) -> mo.ui.form:
    """A place, a tier and a reason; `set_tier` is called with them. Places to look at come first."""
    of = words.Classifying
    every = list(shown.places())
    first = [
        name
        for name, entry in every
        if entry.tier is None or entry.needs_review or entry.is_underclassified
    ]
    ordered = list(dict.fromkeys([*first, *(name for name, _ in every)]))
    tiers = dict(every)
    labels = {_told(name, tiers[name].tier): name for name in ordered}
    return (
        mo.Html(PLACE_HTML)
        .batch(
            place=mo.ui.dropdown(labels, label=of.PLACE, full_width=True),
            tier=mo.ui.dropdown([tier.label for tier in Tier], label=of.TIER, full_width=True),
            reason=mo.ui.text_area(
                label=of.REASON,
                placeholder=of.REASON_HINT,
                max_length=LONGEST,
                debounce=False,
                rows=2,
                full_width=True,
            ),
        )
        .form(
            submit_button_label=of.SET,
            bordered=False,
            validate=_with_reason(of.NEEDED, "place", "tier", "reason"),
            on_change=set_tier,
        )
    )


def _told(name: str, tier: Tier | None) -> str:
    return f"{name} ({tier.label if tier is not None else words.Classifying.NO_TIER})"


def _with_reason(needed: str, *names: str) -> Callable[[Any], str | None]:
    """A check that everything named is filled in."""

    def check(value: dict[str, Any] | None) -> str | None:
        held = [value.get(name) for name in names] if value else [None]
        return None if all(each and str(each).strip() for each in held) else needed

    return check
