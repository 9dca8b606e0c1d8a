"""Whether more values pass a test than would by chance."""

from math import exp, log

SURE = 1e-8


def by_chance(passed: int, of: int, chance: float) -> float:
    """A bound on how likely at least `passed` of `of` values pass, each with probability `chance`.

    Chernoff's bound: exp(-n KL(share, chance)); 1.0 where the share does not exceed `chance`.
    """
    share = passed / of if of else 0.0
    if share <= chance:
        return 1.0
    other = (1 - share) * log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return exp(-of * (share * log(share / chance) + other))


def exceeds_chance(passed: int, of: int, chance: float) -> bool:
    """Whether so many passes are no accident, many columns and many tests considered."""
    return by_chance(passed, of, chance) < SURE
