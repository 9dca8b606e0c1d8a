"""A judge held against people: on what both have judged, how far do they agree."""

from collections.abc import Callable, Iterable, Mapping

from core.evaluation.agreement import Agreement, cohens_kappa
from core.evaluation.judge.judging import key
from core.evaluation.judge.prompts import given
from core.evaluation.judge.values import Item, Judgement

Said = Callable[[Item], bool | None]
"""What people say of an item: that it holds, that it does not, or None where nobody has."""


def against_people(
    items: Iterable[Item], judgements: Mapping[str, Judgement], judge: str, people: Said
) -> Agreement:
    """Cohen's kappa of the judge and people, over items that both have a verdict on."""
    pairs = (
        (people(item), verdict(item, judgements, judge)) for item in items
    )  # both may have none
    return cohens_kappa([(a, b) for a, b in pairs if a is not None and b is not None])


def verdict(item: Item, judgements: Mapping[str, Judgement], judge: str) -> bool | None:
    """What the judge makes of an item; None where it has not judged it as it is now."""
    found = judgement(item, judgements, judge)
    return found.holds if found else None


def judgement(item: Item, judgements: Mapping[str, Judgement], judge: str) -> Judgement | None:
    """The judge's judgement of an item; one of something else that stood there does not count."""
    found = judgements.get(key(item, judge))
    return found if found is not None and found.given == given(item) else None


def told(agreement: Agreement) -> str:
    """The agreement with people as it is shown beside a judge's scores."""
    if not agreement.items:
        return "It is not measured against people: nobody has labelled any of these answers."
    return f"Against people: {agreement}"
