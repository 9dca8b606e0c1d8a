"""Combinations that cannot be: what nearly every row keeps to, and a few rows break.

Orders (a start before its end, a part within its whole), arithmetic (parts that add up, a price
times a quantity, an age and a day of birth) and values that stand only with certain codes are
learned from the table; a rule counts as one when hardly a row breaks it and chance would.
"""

from collections.abc import Iterator

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import cited, phrases
from core.readiness.tables.profile import Profile
from core.readiness.tables.rules import arithmetic, companions, orders
from core.readiness.tables.rules.rule import Rule


def found(profile: Profile) -> Iterator[Finding]:
    """One finding for each rule that the table keeps to but for a few rows."""
    sums = list(arithmetic.rules(profile))
    told = [set(rule.columns) for rule in sums]
    for rule in sums:
        yield _finding(profile, rule)
    for rule in orders.rules(profile):
        # a part over its whole is told already by the sum that does not add up
        if not any(set(rule.columns) <= columns for columns in told):
            yield _finding(profile, rule)
    for rule in companions.rules(profile):
        yield _finding(profile, rule)


def _finding(profile: Profile, rule: Rule) -> Finding:
    broken = cited.places(rule.broken)
    table = profile.table
    named = " and ".join(rule.columns) if len(rule.columns) == 2 else ", ".join(rule.columns)
    return Finding(
        kind=Kind.IMPOSSIBLE_COMBINATION,
        where=Where(table.name, rule.columns, cited.numbered(table, broken)),
        what=f"{rule.says} in {1 - len(broken) / rule.judged:.1%} of the rows, but not in "
        f"{phrases.rows(len(broken))}.",
        poisons=f"Durations, totals and shares worked out of {named} are wrong for these rows, and "
        "averages lean with them.",
        remedy="Correct these rows at the source, or mark them; then have the rule checked on entry.",
        severity=Severity.HIGH if rule.sure >= 0.9 else Severity.MEDIUM,
        confidence=rule.sure,
        affected=len(broken),
        out_of=rule.judged,
        evidence=cited.cited(table, broken, rule.columns),
        key=rule.key,
    )
