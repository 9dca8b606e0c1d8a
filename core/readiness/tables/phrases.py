"""Sentences of findings: values in quotation marks, counts with their nouns."""

from collections.abc import Sequence


def quoted(values: Sequence[str], most: int = 3) -> str:
    """A few values for a sentence: “a”, “b” and 4 others."""
    shown = [f"“{value[:40]}”" for value in values[:most]]
    rest = len(values) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} other{'s' if rest > 1 else ''}"
    return " and ".join(
        part for part in (", ".join(shown[:-1]), shown[-1] if shown else "") if part
    )


def rows(count: int) -> str:
    """A number of rows in words: 1 row, 2,000 rows."""
    return f"{count:,} row{'' if count == 1 else 's'}"


def figure(number: float) -> str:
    """A number without needless zeros."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.6g}"
