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


def captioned_table(rows: Iterable[Sequence[Value]]) -> str:
    """A Markdown table; what stands alone in the rows above or below it as lines of text there.

    People put a sheet's caption above its header and its notes below. Where no row has two
    different values, all rows are the table.
    """
    filled = [row for row in rows if any(shown(value) for value in row)]
    wide = [index for index, row in enumerate(filled) if _lone(row) is None]
    if not wide:
        return table(filled)
    above, below = filled[: wide[0]], filled[wide[-1] + 1 :]
    middle = table(filled[wide[0] : wide[-1] + 1])
    lines = [*(_lone(row) for row in above), middle, *(_lone(row) for row in below)]
    return "\n\n".join(line for line in lines if line)


def _lone(row: Sequence[Value]) -> str | None:
    """The one value of a row, however many merged cells repeat it; None if there are several."""
    values = {shown(value) for value in row} - {""}
    return values.pop() if len(values) == 1 else None


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
