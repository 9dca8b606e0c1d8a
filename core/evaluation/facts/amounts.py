"""Numbers with their units, on the scale of what they measure; ranges are no single number."""

import re
from dataclasses import dataclass, replace
from math import isclose

from core.evaluation.facts.numbers import DIGITS, FRACTION, SCALE, WORDS, number
from core.evaluation.facts.units import CURRENCY, UNIT, unit

_NUMBER = rf"(?:{FRACTION}|{DIGITS}|\b(?:{WORDS})|(?<=within )an?(?=\s)|(?<=at least )an?(?=\s))"
AMOUNT = (
    rf"(?:(?P<sign>{CURRENCY})\s*)?(?<![\w.])(?P<minus>(?<![\w)])-(?=\d))?"
    rf"(?P<digits>{_NUMBER})(?P<scale>{SCALE})(?:\s*\((?:\d+|{WORDS})\))?(?:[\s-]*{UNIT}|(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high`, the same unless it is a range, in the unit as written.

    `factor` takes them to the scale of `measure`, which is empty for a number without a unit.
    """

    measure: str
    low: float
    high: float
    factor: float = 1.0

    @property
    def is_range(self) -> bool:
        """Whether it is two bounds rather than a number."""
        return self.low != self.high

    def equals(self, other: "Amount") -> bool:
        """Whether both are the same amount, in whatever units they are written."""
        return self.measure == other.measure and all(
            isclose(one * self.factor, two * other.factor, rel_tol=1e-6, abs_tol=1e-9)
            for one, two in ((self.low, other.low), (self.high, other.high))
        )


def amount(match: re.Match[str]) -> Amount:
    """The amount that a match of `AMOUNT` states; `half of` something is fifty percent."""
    value = 1.0 if match["digits"] in {"a", "an"} else number(match["digits"], match["scale"])
    value = -value if match["minus"] else value
    of = unit(match["sign"]) if match["sign"] else None
    of = of or (unit(match["unit"], match["qualifier"]) if match["unit"] else None)
    if of:
        return Amount(of.measure, value, value, of.factor)
    is_share = 0 < value < 1 and not match["digits"][0].isdigit()
    return Amount("percent", value, value, 100.0) if is_share else Amount("", value, value)


def spanned(one: Amount, other: Amount) -> Amount | None:
    """The range from one amount to another, or None if that makes no range.

    The unit may stand at either of the two: `10 to 14 days`, `EUR 50 - 62`.
    """
    if one.is_range or other.is_range or len({one.measure, other.measure} - {""}) > 1:
        return None
    with_unit = other if other.measure else one
    high = other.low * (other.factor / with_unit.factor if other.measure else 1.0)
    low = one.low * (one.factor / with_unit.factor if one.measure else 1.0)
    if low >= 1000 and high < 100:  # `1648-51`
        high += low - low % 100
    return replace(with_unit, low=low, high=high) if low < high else None
