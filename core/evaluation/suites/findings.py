"""What a lint finds wrong with a suite."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An `ERROR` makes the suite's figures wrong; a `WARNING` is for somebody to look at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: with a case by its id, or with `suite.toml` where that is None; and what to do."""

    severity: Severity
    case: str | None
    what: str
    do: str


def error(case: str | None, what: str, do: str) -> Finding:
    """A finding that makes the suite's figures wrong."""
    return Finding(Severity.ERROR, case, what, do)


def warning(case: str | None, what: str, do: str) -> Finding:
    """A finding for somebody to look at."""
    return Finding(Severity.WARNING, case, what, do)
