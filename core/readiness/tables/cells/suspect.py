"""One cell that is most likely wrong, with the reason and what it should probably say."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a cell is suspected."""

    CONTRADICTED = "contradicted"  # rows alike in another column agree on another value
    MISSPELT = "misspelt"  # one slip away from a value or word that is common in the column
    VARIANT = "variant"  # a far commoner value but for case, spaces and signs
    MISSHAPEN = "misshapen"  # not written as the column's values are
    UNIT = "unit"  # a number with text around it where the plain number is meant
    ABSENCE_SPELT = "absence_spelt"  # absence in words, where the table leaves cells empty
    SPILT = "spilt"  # holds the value of another column too, which is empty
    REPEATED_KEY = "repeated_key"  # the value of another row in a column that tells rows apart


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell: its row counted from 0, its column, what it says and should say, and how sure that is.

    `value` is "" for an empty cell; `suggestion` is None where nothing is known to be right, ""
    where the cell should be empty; `reason` is one clause in plain words; `confidence` is 0 to 1.
    """

    row: int
    column: str
    value: str
    suggestion: str | None
    cause: Cause
    confidence: float
    reason: str
