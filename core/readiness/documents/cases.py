"""Whether two claims speak of two cases, so that both may hold."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.readiness.documents.claims import Claim, content
from core.readiness.documents.quantities import Quantity, same

FARTHEST = 60.0  # spans of time that differ by more than this are of different things

_PAIRS = (
    "full/half first/second second/third first/last day/night domestic/foreign internal/external "
    "breakfast/lunch lunch/dinner breakfast/dinner summer/winter weekday/weekend minor/major "
    "low/high small/large new/old arrival/departure adult/child urgent/routine paper/electronic "
    "temporary/permanent maternity/paternity domestic/international employee/contractor "
    "morning/evening junior/senior inpatient/outpatient before/after with/without inside/outside "
    "above/below more/less"
)
_OPPOSITES = tuple(content(pair.replace("/", " ")) for pair in _PAIRS.split())
_ACTS = content(
    "submit file send enter lodge claim report pay approve request keep take book notify give"
    " hand return complete sign provide bring call ring telephone phone tell inform answer"
    " acknowledge settle repay reimburse refund store retain hold delete destroy use apply ask"
    " need require allow permit receive get have be do make see show check review record"
    " travel work start begin end finish stay cover charge cost buy purchase order replace"
)
_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def other_case(one: Claim, other: Claim) -> bool:
    """Whether opposite words, other modifiers or other amounts tell their cases apart."""
    mine, yours = one.own - other.own - other.above, other.own - one.own - one.above
    if any(len(pair) == 2 and pair & mine and pair & yours for pair in _OPPOSITES):
        return True
    if _modified(one, mine) & _modified(other, yours):
        return True
    return one.amount is not None and (
        _far_apart(one, other) or _other_amounts(one, other) or _both_said(one, other)
    )


def _modified(claim: Claim, unshared: frozenset[str]) -> frozenset[str]:
    """The words that stand right behind one that only this claim has: `leave` in `sick leave`."""
    return frozenset(
        noun for before, noun in _adjacent(claim.sentence) if before in unshared - _ACTS
    )


def _adjacent(text: str) -> Iterator[tuple[str, str]]:
    for one, after in pairwise(_WORD.finditer(text.lower())):
        if text[one.end() : after.start()] == " ":
            before, noun = content(one.group()), content(after.group())
            if len(before) == 1 and len(noun) == 1:
                yield next(iter(before)), next(iter(noun))


def _far_apart(one: Claim, other: Claim) -> bool:
    left, right = _minutes(one.amount), _minutes(other.amount)
    return bool(left and right) and max(left, right) > FARTHEST * min(left, right)


def _minutes(amount: Quantity | None) -> float:
    if amount is None or amount.measure != "time" or not isinstance(amount.value, float):
        return 0.0
    return amount.value


def _other_amounts(one: Claim, other: Claim) -> bool:
    """Whether both have further amounts and not one of them agrees, as the steps of a scale do."""
    agree = (
        left.measure == right.measure and same(left, right)
        for left in one.others
        for right in other.others
    )
    return bool(one.others and other.others) and not any(agree)


def _both_said(one: Claim, other: Claim) -> bool:
    """Whether one gives the other's number too, as in `8, 10 or 12 hours`."""
    return any(
        mine.amount and yours.amount and _number(mine.amount) in _NUMBERS.findall(yours.sentence)
        for mine, yours in ((one, other), (other, one))
    )


def _number(amount: Quantity) -> str:
    digits = _NUMBERS.findall(amount.written)
    return digits[0] if digits else amount.written
