"""How alike two column names are: case, separators, plurals, abbreviations and type notes apart."""

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

ANNOTATION = re.compile(r"\s*[(\[].*?[)\]]\s*$")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
FILLERS = frozenset({"the", "of", "and", "in", "for", "value", "val", "field", "col", "column"})
ALIASES = {"no": "number", "num": "number", "nbr": "number", "nr": "number", "qty": "quantity"}
GENERIC = frozenset(
    {
        "id",
        "key",
        "code",
        "name",
        "number",
        "title",
        "type",
        "status",
        "description",
        "note",
        "notes",
        "comment",
        "comments",
        "date",
        "time",
        "created",
        "updated",
        "timestamp",
        "value",
        "version",
        "row",
        "index",
        "label",
        "remark",
        "remarks",
        "source",
        "url",
    }
)
"""Names that every table uses for its own rows: alike, they say nothing."""


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a column name: `CustomerNos (long)` gives customer, number."""
    bare = ANNOTATION.sub("", name) or name
    parts = [_singular(part.lower()) for part in PART.findall(bare)]
    return tuple(ALIASES.get(part, part) for part in parts) or (name.lower(),)


def plain(name: str) -> str:
    """The name without case, separators, plurals and type notes; equal for the same name."""
    return "".join(words(name))


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """From 0 for unlike names to 1 for the same name written otherwise."""
    if plain(one) == plain(other):
        return 1.0
    by_word = _by_word(words(one), words(other))
    return round(max(by_word, _whole(plain(one), plain(other))), 3)


def is_generic(name: str) -> bool:
    """Whether the name says nothing of what the rows are about."""
    return all(word in GENERIC for word in words(name))


def _by_word(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The mean of each word's best likeness in the other name, fillers left out."""
    ones, others = _meaning(one), _meaning(other)
    forth = [max(_word(a, b) for b in others) for a in ones]
    back = [max(_word(a, b) for a in ones) for b in others]
    return sum(forth + back) / (len(forth) + len(back))


def _meaning(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in name if word not in FILLERS) or name


def _word(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and _abbreviates(short, long):
        return 0.85
    score = JaroWinkler.similarity(one, other)
    return float(score) if score >= 0.9 else 0.0


def _whole(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and _abbreviates(short, long):
        return 0.7 + 0.3 * len(short) / len(long)
    score = JaroWinkler.similarity(one, other)
    return float(score) if score >= 0.9 else 0.0


def _abbreviates(short: str, long: str) -> bool:
    """Whether `short` is `long` with letters left out, the first one kept."""
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
