"""A report after people have decided about findings and tiers, before anybody audits again."""

from dataclasses import replace

from core.classification.errors import NotInMap
from core.classification.map import ClassificationMap
from core.readiness.decisions import Decisions
from core.readiness.report import Report, TableSeen
from core.readiness.sprint import conditions, gravest_first, sprint
from core.readiness.verdict import judged
from core.requirements.values import Requirements


def settled(report: Report, decisions: Decisions, requirements: Requirements | None) -> Report:
    """The report with these decisions in place of its own: another verdict, and another sprint."""
    opened = gravest_first(each for each in report.all_findings if each.id not in decisions)
    closed = gravest_first(each for each in report.all_findings if each.id in decisions)
    tasks = sprint(opened, requirements)
    anything = bool(report.tables or report.documents)
    return replace(
        report,
        judged=judged(opened, conditions(tasks), requirements, anything_read=anything),
        sprint=tasks,
        findings=tuple(opened),
        decided=tuple(closed),
        decisions=tuple(decisions[each.id] for each in closed),
    )


def classified(report: Report, shown: ClassificationMap) -> Report:
    """The report with the tiers that the map has now."""
    return replace(
        report,
        tables=tuple(_table(each, shown) for each in report.tables),
        documents=tuple(
            replace(each, tier=_tier(shown, each.source, each.tier)) for each in report.documents
        ),
    )


def _table(table: TableSeen, shown: ClassificationMap) -> TableSeen:
    columns = tuple(
        replace(each, tier=_tier(shown, f"{table.name}:{each.name}", each.tier))
        for each in table.columns
    )
    return replace(table, tier=_tier(shown, table.name, table.tier), columns=columns)


def _tier(shown: ClassificationMap, place: str, before: str | None) -> str | None:
    try:
        tier = shown.entry(place).tier
    except NotInMap:
        return before
    return tier.label if tier is not None else None
