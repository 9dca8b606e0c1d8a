"""The report as one HTML file: pictures, evidence, and nothing fetched from anywhere."""

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.readiness import plots
from core.readiness.finding import Finding, Kind
from core.readiness.report import Report

_SHOWN_COLUMNS = 12
TITLES = {
    Kind.MISSING_SPELLING: "Absence in several spellings",
    Kind.SENTINEL: "A value that stands for nothing",
    Kind.MIXED_TYPES: "Values of another type",
    Kind.MIXED_UNITS: "Mixed units",
    Kind.MIXED_FORMATS: "Mixed formats",
    Kind.OVERLOADED_COLUMN: "One column, several meanings",
    Kind.ENUM_SPELLING: "One code, several spellings",
    Kind.ENUM_CODES: "Codes came up or went out of use",
    Kind.ENUM_MEANING: "A code's meaning shifted",
    Kind.SUSPECT_CELLS: "Values most likely wrong",
    Kind.OUTLIER: "Far from all the others",
    Kind.DEPENDENCY_VIOLATION: "A rule between columns is broken",
    Kind.DUPLICATE_ROWS: "Rows that are there twice",
    Kind.NEAR_DUPLICATE_ROWS: "Rows that are nearly the same",
    Kind.IMPOSSIBLE_COMBINATION: "Values that cannot go together",
    Kind.SAME_NAME_OTHER_MEANING: "Same name, different meaning",
    Kind.OTHER_NAME_SAME_MEANING: "Different name, same meaning",
    Kind.ORPHANED_KEYS: "References to rows that are not there",
    Kind.CONFLICTING_FACTS: "The same fact with different values",
    Kind.SCHEMA_DRIFT: "The columns changed",
    Kind.DISTRIBUTION_DRIFT: "The values shifted",
    Kind.DUPLICATE_DOCUMENTS: "The same document twice",
    Kind.NEAR_DUPLICATE_DOCUMENTS: "Nearly the same document",
    Kind.SUPERSEDED_PRESENT: "A superseded version is still here",
    Kind.CONTRADICTION: "Passages contradict each other",
    Kind.BROKEN_TABLE: "A broken table",
    Kind.LOST_TEXT: "Text was lost",
    Kind.ORPHANED_EXCEPTION: "An exception to a rule that is not here",
    Kind.MISSING_DATES: "It does not say since when it applies",
    Kind.ONLY_ADJACENT: "Near the answer, but not the answer",
    Kind.NOT_COVERED: "Nothing answers it",
    Kind.UNCLASSIFIED: "Nobody said who may see it",
    Kind.UNDERCLASSIFIED: "More sensitive than declared",
    Kind.UNREAD: "Not read",
}
"""What each kind of finding is called."""


def page(report: Report) -> str:
    """The report's HTML."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True
    )
    templates.globals["title"] = TITLES.__getitem__
    templates.filters["columns"] = columns
    templates.filters["cells"] = dict
    return templates.get_template("page.html").render(
        report=report,
        numbers={each.id: number for number, each in enumerate(report.findings, start=1)},
        by_source=Markup(plots.by_source(report.findings)),  # noqa: S704  drawn here, from numbers
        where_it_hurts=Markup(  # noqa: S704  vl-convert escapes what it draws
            plots.where_it_hurts(report.tables, report.findings)
        ),
        sources=grouped(report.findings),
    )


def grouped(findings: tuple[Finding, ...]) -> list[tuple[str, list[Finding]]]:
    """Findings by their source, in the order of each source's gravest."""
    first: dict[str, int] = {}
    for position, each in enumerate(findings):
        first.setdefault(each.where.source, position)
    ordered = sorted(findings, key=lambda each: first[each.where.source])
    return [(name, list(group)) for name, group in groupby(ordered, lambda e: e.where.source)]


def columns(finding: Finding) -> list[str]:
    """The columns its evidence shows: those it is about first, a dozen at most."""
    held = [name for piece in finding.evidence for name, _ in piece.cells]
    about = [name for name in finding.where.columns if name in held]
    return list(dict.fromkeys([*about, *held]))[:_SHOWN_COLUMNS]
