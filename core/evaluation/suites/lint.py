"""What is wrong with a suite, found without asking anybody anything."""

from collections.abc import Collection, Iterator
from datetime import date

from core.evaluation.suites.expectations import unknown_names, unmeetable
from core.evaluation.suites.findings import Finding, Severity
from core.evaluation.suites.justifications import unjustified
from core.evaluation.suites.likeness import alike
from core.evaluation.suites.suite import Suite


def lint(suite: Suite, metrics: Collection[str], today: date) -> list[Finding]:
    """Everything found, errors first, then in the order of the cases, the suite's own rules last.

    `metrics` are the names that its gate may use. A case without an `as_of` is asked of `today`.
    """
    places = {case.id: place for place, case in enumerate(suite.cases)}
    return sorted(
        _found(suite, metrics, today),
        key=lambda each: (
            each.severity is Severity.WARNING,
            places.get(each.case or "", len(places)),
        ),
    )


def _found(suite: Suite, metrics: Collection[str], today: date) -> Iterator[Finding]:
    for case in suite.cases:
        yield from unmeetable(case)
    yield from alike(suite.cases)
    yield from unjustified(suite, today)
    yield from unknown_names(suite, metrics)
