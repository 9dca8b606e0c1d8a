"""Expectations that no answer can meet, that say nothing, or that nobody stands by."""

from collections.abc import Collection, Iterator

from core.evaluation.facts.stating import find, told
from core.evaluation.suites.findings import Finding, error, warning
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AnyOf, Case, Fact


def unmeetable(case: Case) -> Iterator[Finding]:
    """What is wrong with a case by itself."""
    if case.refusal is None and not case.must_say:
        yield _empty(case)
    if any(_options(fact) <= _all(case.must_not_say) for fact in case.must_say):
        yield error(
            case.id,
            "A fact stands in must_say and in must_not_say, so no answer can be right.",
            "Take it out of one of them.",
        )
    yield from _unlike_its_passages(case)
    if case.approved_by is None:
        yield warning(
            case.id, "Nobody has approved it.", "Have somebody else check it, then set approved_by."
        )
    elif case.approved_by == case.written_by:
        yield warning(
            case.id,
            f"{case.approved_by} wrote it and approved it.",
            "Have somebody else check it.",
        )


def unknown_names(suite: Suite, metrics: Collection[str]) -> Iterator[Finding]:
    """Names in `suite.toml` that stand for nothing: metrics, critical cases and weighted tags."""
    rules = suite.rules
    known = {name for case in suite.cases for name in (case.id, *case.tags)}
    tags = {tag for case in suite.cases for tag in case.tags}
    for where in ("margins", "floors", "ceilings"):
        for name in getattr(rules, where):
            if name not in metrics:
                yield error(
                    None,
                    f"gate.{where} names {name}, which is no metric.",
                    f"Use one of {', '.join(metrics)}.",
                )
    for name in rules.critical:
        if name not in known:
            yield error(
                None,
                f"gate.critical names {name}, which is neither a case nor a tag of one.",
                "Name a case by its id, or a tag that cases have.",
            )
    for name in suite.tag_weights:
        if name not in tags:
            yield warning(None, f"weights names the tag {name}, which no case has.", "Take it out.")


def _empty(case: Case) -> Finding:
    if case.must_not_say:
        return warning(
            case.id,
            "It says what is wrong, and not what is right.",
            "Add must_say, so that correctness is measured on it.",
        )
    return error(
        case.id,
        "It is to be answered, and says nothing about the answer.",
        "Add must_say, or the refusal that is right.",
    )


def _unlike_its_passages(case: Case) -> Iterator[Finding]:
    """Whether whoever answered with nothing but the passages that justify it would be right."""
    passages = [each.passage for each in case.justified_by]
    if case.refusal or not passages or None in passages:
        return
    text = "\n\n".join(filter(None, passages))
    for fact in case.must_say:
        if not find(fact, text, case.question).is_stated:
            yield warning(
                case.id,
                f"What justifies it does not say {told(fact)}.",
                "Add the passage that does, or write the fact as people would say it.",
            )
    for fact in case.must_not_say:
        if find(fact, text, case.question).is_stated:
            yield warning(
                case.id,
                f"What justifies it says {told(fact)}, which must not be said.",
                "Take it out of must_not_say, or name the passage that says it otherwise.",
            )


def _all(facts: Collection[Fact]) -> frozenset[Fact]:
    """The facts and each of their alternatives."""
    return frozenset(option for fact in facts for option in _options(fact))


def _options(fact: Fact) -> frozenset[Fact]:
    if isinstance(fact, AnyOf):
        return frozenset(option for each in fact.options for option in _options(each))
    return frozenset({fact})
