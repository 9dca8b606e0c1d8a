"""Spellings that mean "there is no value": known words, and words that stand out among numbers."""

import polars as pl

from core.readiness.tables.numbers import written
from core.readiness.tables.shapes import DATE_LIKE

KNOWN = frozenset(
    {
        "n/a",
        "n.a.",
        "n.a",
        "#n/a",
        "#na",
        "nan",
        "<na>",
        "null",
        "<null>",
        "(null)",
        "nil",
        "\\n",
        "missing",
        "unknown",
        "undefined",
        "empty",
        "blank",
        "(blank)",
        "(empty)",
        "<blank>",
        "<empty>",
        "redacted",
        "tbd",
        "tba",
        "unspecified",
        "-",
        "--",
        "---",
        "–",
        "—",
        "?",
        "??",
        "???",
        ".",
        "..",
        "...",
        "…",
        "_",
        "__",
        "#ref!",
        "#value!",
        "#div/0!",
        "#null!",
        "#name?",
        "",
        "not available",
        "not applicable",
        "not reported",
        "not recorded",
        "not provided",
        "not specified",
        "not known",
        "not given",
        "not stated",
        "no data",
        "no value",
        "none given",
        "none recorded",
        "to be determined",
    }
)
"""Stripped and in lower case: what always means that there is no value."""
_MOSTLY = 0.5
_SHARE, _TIMES = 0.004, 3
_WORD_OF_ABSENCE = r"^([A-Za-z]|[A-Z]{2,4})$|(?i)^(no|not|non|un|pending|withheld|suppressed)\b"
_CAPITAL = r"^\p{Lu}"
_SIGNS = r"^[^\p{L}\p{N}]+$"
_CODE = r"^[A-Z]{2}$"
_CODES = 0.9
_WORDS = sorted(KNOWN | {"na", "none"})


def missing_spellings(counts: pl.DataFrame) -> frozenset[str]:
    """Of `counts` (`value`, `count`, most frequent first), the values that mean absent."""
    named = counts.with_columns(plain=pl.col("value").str.strip_chars().str.to_lowercase())
    words = named.filter(pl.col("plain").is_in(_WORDS))
    rest = named.filter(~pl.col("plain").is_in(_WORDS)) if words.height else named
    found = {value for value, plain in words.select("value", "plain").rows() if plain in KNOWN}
    if "+" in rest["plain"]:
        found -= {value for value in found if value.strip() == "-"}
    return frozenset(found | _unsure(words, rest) | _signs(rest) | _outside(rest))


def _unsure(words: pl.DataFrame, rest: pl.DataFrame) -> set[str]:
    """NA and none, where they can be no code and no answer."""
    na = words.filter(pl.col("plain") == "na")
    none = words.filter(pl.col("plain") == "none")
    found = set() if na.is_empty() or _among_codes(rest, na) else set(na["value"])
    if none.is_empty():
        return found
    # Among words "none" may be an answer; among numbers, dates and capitalised names it is not.
    if cells(rest.filter(_measured(rest["value"]))) > _MOSTLY * max(1, cells(rest)):
        return found | set(none["value"])
    if cells(rest.filter(pl.col("value").str.contains(_CAPITAL))) > _CODES * max(1, cells(rest)):
        return found | set(none["value"]) & {"none"}
    return found


def _signs(rest: pl.DataFrame) -> set[str]:
    """Values of signs alone (***, //), unless several are told apart, as + and - are."""
    signs = rest.filter(pl.col("value").str.contains(_SIGNS))
    if signs.is_empty() or cells(signs) > _MOSTLY * cells(rest) or {"+", "-"} & set(signs["plain"]):
        return set()
    return set(signs["value"])


def _outside(rest: pl.DataFrame) -> set[str]:
    """Words that come again and again in a column that is otherwise of numbers or dates."""
    total = cells(rest)
    words = rest.filter(
        (pl.col("count") >= max(_TIMES, _SHARE * total))
        & pl.col("value").str.strip_chars().str.contains(_WORD_OF_ABSENCE)
        & ~pl.col("value").str.contains(r"\d")
    )
    # Many different words among numbers are a second meaning and no spelling of absence.
    if not 1 <= words.height <= 3:
        return set()
    odd = rest.filter(~_measured(rest["value"]))
    return set(words["value"]) if cells(odd) <= _MOSTLY * total else set()


def _measured(values: pl.Series) -> pl.Series:
    return (written(values)["number"].is_not_null() | values.str.contains(DATE_LIKE)).fill_null(
        value=False
    )


def _among_codes(rest: pl.DataFrame, unsure: pl.DataFrame) -> bool:
    """Whether NA is one of many two-letter codes (Namibia, North America) and not absence."""
    codes = int(rest["value"].str.contains(_CODE).sum())
    if rest.height < 10 or codes < _CODES * rest.height:
        return False
    return cells(unsure) <= 2 * cells(rest.head(1))


def cells(counts: pl.DataFrame) -> int:
    """How many cells `counts` stands for."""
    return int(counts["count"].sum())
