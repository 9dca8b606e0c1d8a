"""Words of column names, and words that stand near something in a text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_LONG = 5  # a word this long is told even where a name runs words together: superintendentemail


@lru_cache(maxsize=16)
def lexicon(name: str) -> frozenset[str]:
    """The entries of `lexicons/<name>.txt`, in lower case."""
    listed = files("core.classification").joinpath("lexicons", f"{name}.txt")
    entries = re.split(r"[,\n]+\s*", listed.read_text(encoding="utf-8"))
    return frozenset(entry for entry in entries if entry)


def words(name: str) -> tuple[str, ...]:
    """The words of a column's name in lower case: `dateOfBirth`, `date_of_birth`, `Date of birth`."""
    return tuple(part.lower() for part in _PARTS.findall(name))


def names_one(name: str, terms: Iterable[str]) -> bool:
    """Whether a column's name has one of `terms`, each a word or several in a row."""
    said = " ".join(words(name))
    glued = said.replace(" ", "")
    return any(
        re.search(rf"\b{re.escape(term)}s?\b", said) is not None
        or (len(term.replace(" ", "")) >= _LONG and term.replace(" ", "") in glued)
        for term in terms
    )


def stands_before(
    text: str,
    start: int,
    pattern: re.Pattern[str],
    reach: int = 60,
    without: re.Pattern[str] | None = None,
) -> bool:
    """Whether `pattern` occurs in the `reach` characters before `start`, on the same line or the last.

    `without` is what must not stand between.
    """
    before = "\n".join(text[max(0, start - reach) : start].split("\n")[-2:])
    last = max((match.end() for match in pattern.finditer(before)), default=None)
    if last is None:
        return False
    return without is None or without.search(before, last) is None


@lru_cache(maxsize=256)
def any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, in any case; longer terms first."""
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)
