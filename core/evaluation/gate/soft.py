"""Rules about averages: margins against the baseline, floors and ceilings whatever the baseline was."""

from collections.abc import Iterator

from core.evaluation.gate.comparing import Comparison
from core.evaluation.gate.ruling import Ruling
from core.evaluation.reports.figures import figure
from core.evaluation.reports.metrics import metric

ROUNDING = 1e-9  # of a weighted mean, which would else put a perfect score below a floor of 1


def margin(name: str) -> str:
    """The name of the rule that a metric may not drop by more than its margin."""
    return f"margin: {name}"


def floor(name: str) -> str:
    """The name of the rule that a metric may not lie below its floor."""
    return f"floor: {name}"


def ceiling(name: str) -> str:
    """The name of the rule that a metric may not lie above its ceiling."""
    return f"ceiling: {name}"


def soft(comparison: Comparison) -> Iterator[Ruling]:
    """Every margin, floor and ceiling of the suite, in the order of suite.toml."""
    rules = comparison.candidate.suite.rules
    for name, most in rules.margins.items():
        yield _margin(comparison, name, most)
    for name, least in rules.floors.items():
        yield _bound(comparison, name, least, is_floor=True)
    for name, most in rules.ceilings.items():
        yield _bound(comparison, name, most, is_floor=False)


def _margin(comparison: Comparison, name: str, most: float) -> Ruling:
    found = comparison.differences.get(name)
    if found is None:
        why = "No case has a score in both runs, so nothing shows that it did not drop."
        return Ruling(margin(name), False, why)
    amount = found.metric.amount
    if found.exceeds(most):
        losses = [each for each in comparison.losses if each.metric.name == name]
        why = (
            f"{found.metric.told(found.before)} to {found.metric.told(found.after)}: "
            f"{found.losses} cases lost, {found.wins} won. A drop of {amount(found.drop)} is more "
            f"than chance explains ({amount(found.noise)}), and may be {amount(found.worst)}; "
            f"{amount(most)} are tolerated."
        )
        return Ruling(margin(name), False, why, tuple(each.case for each in losses))
    if found.proves(most):
        why = f"Any drop is under {amount(found.worst)}; {amount(most)} are tolerated."
    else:
        why = f"No drop beyond chance ({amount(found.noise)}). {comparison.blind(name)}"
    return Ruling(margin(name), True, why)


def _bound(comparison: Comparison, name: str, limit: float, *, is_floor: bool) -> Ruling:
    found = figure(comparison.candidate, metric(name))
    rule = floor(name) if is_floor else ceiling(name)
    if found.value is None:
        return Ruling(rule, False, "No case has a score, so nothing shows that it holds.")
    passed = found.value - limit >= -ROUNDING if is_floor else found.value - limit <= ROUNDING
    word = "at least" if is_floor else "at most"
    return Ruling(rule, passed, f"{found}; {word} {found.metric.told(limit)} is asked for.")
