"""Misspelt values and words: slips of what is common in the same column, digits apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from rapidfuzz.distance import OSA

from core.readiness.tables.cells.coding import Coded
from core.readiness.tables.cells.slips import COMMON, TIMES, Slip, slips

DIGITS = re.compile(r"\d+")
WORD = re.compile(r"\w+")
SHORTEST_WORD = 4
VARIANT = 0.9
"""How sure it is that a much rarer writing of the same letters means the same."""
MANY = 5
SPACES = 2
"""So many signs more or less, spaces among them, are still a slip."""
MOST_VALUES = 30_000
"""Words are looked at in a column of at most so many distinct values."""


def misspelt(column: Coded) -> dict[int, Slip]:
    """By value code: the value that was probably meant, as a whole or in one of its words."""
    return _words(column) | _values(column)


def variants(column: Coded) -> dict[int, Slip]:
    """By value code: the far commoner value that it is but for case, spaces and signs."""
    letters = pl.Series(column.values, dtype=pl.String).str.to_lowercase()
    letters = letters.str.replace_all(r"[\W_]", "")
    spelt: dict[str, list[int]] = {}
    for code, plain in enumerate(letters.to_list()):
        if plain and not DIGITS.search(plain):
            spelt.setdefault(plain, []).append(code)
    found = {}
    for codes in spelt.values():
        meant = max(codes, key=lambda code: int(column.counts[code]))
        often = int(column.counts[meant])
        rare = [code for code in codes if TIMES * int(column.counts[code]) <= often >= COMMON]
        found.update(dict.fromkeys(rare, _slip(column.values[meant], VARIANT)))
    return found


def is_variant(value: str, other: str) -> bool:
    """Whether two values have the same letters and digits, whatever the case and signs."""
    return _plain(value) == _plain(other)


def _plain(value: str) -> str:
    return "".join(filter(str.isalnum, value.casefold()))


def is_slip(column: Coded, said: int, meant: int) -> bool:
    """Whether a value, by its code, looks like a slip of a far commoner one, digits apart."""
    value, right = column.values[said], column.values[meant]
    if DIGITS.sub("0", value) == DIGITS.sub("0", right) or not any(map(str.isalpha, value + right)):
        return False
    often = TIMES * column.counts[said] > max(TIMES, column.counts[meant])
    return not often and 3 * OSA.distance(value, right) <= len(right)


def told_as_slips(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Of what one column says and should say, which pairs a reader takes for slips.

    The near ones; where these are many and most, the farther ones too, which else are other values.
    """
    near = [_is_near(value, right) for value, right in pairs]
    many = sum(near) >= MANY and 2 * sum(near) > len(near)
    return [True] * len(near) if many else near


def _is_near(value: str, right: str) -> bool:
    """Whether word by word a sign or a quarter of them differ, or few on the whole."""
    words, meant = value.split(), right.split()
    if len(words) == len(meant):
        return all(map(_is_near_word, words, meant))
    apart = OSA.distance(value, right)
    return 4 * apart <= len(right) and (apart <= SPACES or len(value) == len(right))


def _is_near_word(word: str, right: str) -> bool:
    apart = OSA.distance(word, right)
    return apart <= 1 or 4 * apart <= len(right)


def masked(column: Coded) -> list[str]:
    """The values with each run of digits as one 0, so no number is a misspelling of another."""
    return pl.Series(column.values, dtype=pl.String).str.replace_all(r"\d+", "0").to_list()


def _values(column: Coded) -> dict[int, Slip]:
    writings = masked(column)
    counts: Counter[str] = Counter()
    for writing, count in zip(writings, column.counts.tolist(), strict=True):
        counts[writing] += count
    del counts[""]
    found = slips(counts, shortest=2)
    return {
        code: replace(slip, meant=_unmasked(slip.writing, writing, column.values[code]))
        for code, writing in enumerate(writings)
        if (slip := found.get(writing))
    }


def _unmasked(meant: str, writing: str, value: str) -> str | None:
    """What was meant with the value's own numbers; None where the slip is in a number."""
    if _numbers(meant) != _numbers(writing):
        return None
    digits = iter(DIGITS.findall(value))
    return DIGITS.sub(lambda _: next(digits), meant)


def _numbers(writing: str) -> list[str]:
    return [word for word in writing.split() if "0" in word]


def _words(column: Coded) -> dict[int, Slip]:
    if len(column.values) > MOST_VALUES:
        return {}
    split = [[word for word in WORD.findall(value) if _is_word(word)] for value in column.values]
    counts: Counter[str] = Counter()
    for words, count in zip(split, column.counts.tolist(), strict=True):
        counts.update(dict.fromkeys(words, count))
    found = slips(counts, shortest=SHORTEST_WORD)
    return {
        code: _slip(column.values[code].replace(word, slip.writing), slip.confidence)
        for code, words in enumerate(split)
        for word in words
        if (slip := found.get(word))
    }


def _slip(meant: str, confidence: float) -> Slip:
    return Slip(meant, confidence, meant)


def _is_word(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and not any(map(str.isdigit, word))
