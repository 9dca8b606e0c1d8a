"""Sentences of findings: values in quotation marks, counts with their nouns."""

from collections.abc import Sequence

_LONGEST = 40
_WHOLE = 1e5


def quoted(values: Sequence[str], most: int = 3, longest: int = _LONGEST) -> str:
    """A few values for a sentence, each cut at `longest`: “a”, “b” and 4 others."""
    shown = [f"“{shortened(value, longest)}”" for value in values[:most]]
    rest = len(values) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest:,} other{'s' if rest > 1 else ''}"
    return " and ".join(
        part for part in (", ".join(shown[:-1]), shown[-1] if shown else "") if part
    )


def changed(said: str, meant: str) -> str:
    """A value and what it should be, long ones cut around where they differ: a → b."""
    if max(len(said), len(meant)) > _LONGEST:
        start = max(0, _alike(said, meant) - _LONGEST // 2)
        said, meant = (f"{'…' if start else ''}{value[start:]}" for value in (said, meant))
    return f"{shortened(said or '(empty)')} → {shortened(meant or '(empty)')}"


def _alike(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def shortened(value: str, longest: int = _LONGEST) -> str:
    """The value, cut where it is too long for a sentence."""
    return value if len(value) <= longest else f"{value[: longest - 1]}…"


def rows(count: int) -> str:
    """A number of rows in words: 1 row, 2,000 rows."""
    return f"{count:,} row{'' if count == 1 else 's'}"


def cells(count: int) -> str:
    """A number of cells in words: 1 cell, 2,000 cells."""
    return f"{count:,} cell{'' if count == 1 else 's'}"


def looked_at(rows_seen: int, of: int) -> str:
    """Words for what was counted on a sample only, empty where all rows were looked at."""
    return f" of {rows_seen:,} looked at" if rows_seen < of else ""


def figure(number: float) -> str:
    """A number without needless zeros."""
    return f"{number:,.0f}" if number == int(number) or abs(number) >= _WHOLE else f"{number:,.6g}"
