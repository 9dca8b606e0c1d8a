"""Numbers for tests: random ones, and ones with a right check digit, nobody's and always the same."""

from collections.abc import Callable
from random import Random


def digits(count: int, length: int, seed: int = 7) -> list[str]:
    """`count` different numbers of `length` digits."""
    random = Random(seed)
    drawn = (str(random.randrange(10 ** (length - 1), 10**length)) for _ in range(2 * count))
    return list(dict.fromkeys(drawn))[:count]


def passing(count: int, length: int, is_valid: Callable[[str], bool], seed: int = 7) -> list[str]:
    """`count` different numbers of `length` digits that pass a check."""
    return [number for number in digits(400 * count, length, seed) if is_valid(number)][:count]
