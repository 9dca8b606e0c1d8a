"""Rows of values as a Markdown table."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

Value = object


def shown(value: Value) -> str:
    """A cell's value as text that keeps a Markdown row in one piece; dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value).replace("|", "\\|").split())


def table(rows: Iterable[Sequence[Value]]) -> str:
    """A Markdown table, its first row the header, without rows and columns that are all empty."""
    filled = [cells for cells in ([shown(value) for value in row] for row in rows) if any(cells)]
    width = max((len(cells) for cells in filled), default=0)
    padded = [cells + [""] * (width - len(cells)) for cells in filled]
    kept = [column for column in range(width) if any(cells[column] for cells in padded)]
    lines = ["| " + " | ".join(cells[column] for column in kept) + " |" for cells in padded]
    if lines:
        lines.insert(1, "|" + " --- |" * len(kept))
    return "\n".join(lines)
