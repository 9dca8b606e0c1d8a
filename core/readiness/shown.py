"""A report as someone may see it: what is above their clearance is named, and not shown."""

from dataclasses import replace

from core.domain.access import Tier
from core.readiness.coverage import Coverage
from core.readiness.finding import Evidence, Finding, Where
from core.readiness.report import Report, Since

HIDDEN = "(above your clearance)"
_UNKNOWN = Tier.RESTRICTED  # what nobody has classified may be anything


def shown_to(report: Report, clearance: Tier) -> Report:
    """The report without the values of columns, and the passages of documents, above `clearance`.

    What has no tier counts as restricted. Findings stay, with their kind, place and numbers.
    """
    tiers = _Tiers(report)
    hidden = _sentences(report, tiers, clearance)
    return replace(
        report,
        judged=replace(
            report.judged,
            reasons=_without(hidden, report.judged.reasons),
        ),
        sprint=tuple(
            replace(
                each,
                steps=_without(hidden, each.steps),
                unblocks=_without(hidden, each.unblocks),
            )
            for each in report.sprint
        ),
        findings=tuple(_finding(each, tiers, clearance) for each in report.findings),
        decided=tuple(_finding(each, tiers, clearance) for each in report.decided),
        decisions=tuple(
            replace(each, what=HIDDEN) if each.what in hidden else each for each in report.decisions
        ),
        coverage=tuple(_coverage(each, tiers, clearance) for each in report.coverage),
        since=_since(report, clearance),
    )


class _Tiers:
    """The tier of every place in a report; `elsewhere` is that of what the report does not list."""

    def __init__(self, report: Report, elsewhere: Tier = Tier.PUBLIC) -> None:
        self._elsewhere = elsewhere
        self._tables = {each.name: _tier(each.tier) for each in report.tables}
        self._documents = {each.source: _tier(each.tier) for each in report.documents}
        self._columns = {
            (table.name, column.name): _tier(column.tier)
            for table in report.tables
            for column in table.columns
        }

    def of_column(self, source: str, column: str) -> Tier:
        """The tier of a table's column; what is no column has that of its source."""
        return self._columns.get((source, column), self.of(source))

    def of(self, source: str) -> Tier:
        """The tier of a table or a document."""
        if source in self._tables:
            return self._tables[source]
        return self._documents.get(source, self._elsewhere)

    def of_place(self, where: Where) -> Tier:
        """The highest tier a place touches."""
        own = [self.of_column(where.source, each) for each in where.columns]
        return max([*(own or [self.of(where.source)]), *map(self.of_place, where.also)])


def _tier(name: str | None) -> Tier:
    return Tier.parse(name) if name else _UNKNOWN


def _sentences(report: Report, tiers: _Tiers, clearance: Tier) -> frozenset[str]:
    """What findings say that touch something above the clearance."""
    return frozenset(
        sentence
        for each in report.all_findings
        if tiers.of_place(each.where) > clearance
        for sentence in (each.what, each.poisons, each.remedy)
    )


def _without(hidden: frozenset[str], sentences: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(HIDDEN if each in hidden else each for each in sentences))


def _finding(finding: Finding, tiers: _Tiers, clearance: Tier) -> Finding:
    evidence = tuple(_evidence(each, tiers, clearance) for each in finding.evidence)
    if tiers.of_place(finding.where) <= clearance:
        return replace(finding, evidence=evidence)
    return replace(
        finding,
        what=HIDDEN,
        poisons=HIDDEN,
        remedy=HIDDEN,
        evidence=evidence,
        key="",
        known_as=finding.id,
    )


def _since(report: Report, clearance: Tier) -> Since | None:
    """What was fixed may be about what is no longer there, so nobody knows its tier any more."""
    if report.since is None:
        return None
    tiers = _Tiers(report, elsewhere=_UNKNOWN)
    return replace(
        report.since,
        fixed=tuple(_finding(each, tiers, clearance) for each in report.since.fixed),
    )


def _evidence(evidence: Evidence, tiers: _Tiers, clearance: Tier) -> Evidence:
    cells = tuple(
        (name, value if tiers.of_column(evidence.source, name) <= clearance else HIDDEN)
        for name, value in evidence.cells
    )
    return replace(evidence, cells=cells)


def _coverage(coverage: Coverage, tiers: _Tiers, clearance: Tier) -> Coverage:
    passages = tuple(_evidence(each, tiers, clearance) for each in coverage.passages)
    return replace(coverage, passages=passages)
