"""Amounts in a question held against the ranges in a table row, such as `over 500, up to 2,000`."""

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from core.inference.extractive.words import words

_AMOUNT = r"(?:[A-Z]{3}|[€£$])?\s*(\d[\d,]*(?:\.\d+)?)"
_MORE = r"\b(?:over|above|more than|from|at least)\b"
_LESS = r"\b(?:up to|below|under|less than|to|until|at most)\b"
_BETWEEN = re.compile(
    rf"(?:{_MORE}\s*)?{_AMOUNT}\s*(?:,?\s*(?:and\s+)?{_LESS}|[-–])\s*{_AMOUNT}", re.I
)
_ABOVE = re.compile(rf"{_MORE}\s*{_AMOUNT}", re.I)
_BELOW = re.compile(rf"{_LESS}\s*{_AMOUNT}", re.I)


class Range(NamedTuple):
    """Amounts from `low` to `high`."""

    low: float
    high: float


def amounts(question: str) -> list[float]:
    """The numbers in a question, small ones in words as well."""
    return [float(word) for word in words(question) if re.fullmatch(r"\d+(?:\.\d+)?", word)]


def match(asked: Sequence[float], row: str) -> int:
    """1 if an amount asked about lies in a range of the row, -1 if none does, 0 without ranges."""
    found = list(_ranges(row))
    if not asked or not found:
        return 0
    return 1 if any(each.low <= one <= each.high for each in found for one in asked) else -1


def _ranges(row: str) -> Iterator[Range]:
    for cell in row.split("|"):
        if between := _BETWEEN.search(cell):
            yield Range(_number(between.group(1)), _number(between.group(2)))
        elif above := _ABOVE.search(cell):
            yield Range(_number(above.group(1)), inf)
        elif below := _BELOW.search(cell):
            yield Range(0.0, _number(below.group(1)))


def _number(written: str) -> float:
    return float(written.replace(",", ""))
