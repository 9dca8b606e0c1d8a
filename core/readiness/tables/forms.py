"""How values are written: their plain form, their shape, and the family of things they belong to."""

from enum import StrEnum

import polars as pl

from core.readiness.tables.profile import Profile


class Family(StrEnum):
    """What a value looks like, to someone who does not know the column."""

    NUMBER = "plain numbers"
    DIGITS = "numbers of a fixed length"
    MONEY = "amounts of money"
    PERCENT = "percentages"
    DATE = "dates"
    TIME = "times of day"
    EMAIL = "email addresses"
    LINK = "web addresses"
    PHONE = "phone numbers"
    CODE = "codes of letters and digits"
    WORDS = "words"
    TEXT = "text"


FORMS = (
    (Family.EMAIL, r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
    (Family.LINK, r"^(?i)(https?://|www\.)\S+$"),
    (
        Family.DATE,
        r"^(?i)(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"
        r"|\d{1,2}[ -][a-z]{3,9}\.?[ -]\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4})"
        r"([T ]\d{1,2}:\d{2}.*)?$",
    ),
    (Family.TIME, r"^(?i)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?$"),
    (Family.PERCENT, r"^[+-]?\d+([.,]\d+)? ?%$"),
    (
        Family.MONEY,
        r"^(?i)[+-]?([$€£¥]|usd|eur|gbp) ?[+-]?\d[\d,]*(\.\d+)?$"
        r"|^[+-]?\d[\d,]*(\.\d+)? ?([$€£¥]|(?i:usd|eur|gbp))$",
    ),
    (
        Family.PHONE,
        r"^(\+\d{1,3}[ .-]?)?(\(\d{2,4}\)|\d{2,4})[ .-]\d{3,4}[ .-]?\d{3,4}$|^\+\d{8,15}$",
    ),
    (Family.DIGITS, r"^(0\d+|\d{5,})$"),
    (Family.NUMBER, r"^[+-]?(\d{1,3}(,\d{3})+|\d+)?\.?\d+([eE][+-]?\d+)?$"),
    (
        Family.CODE,
        r"^[A-Za-z0-9._/#:-]*\d[A-Za-z0-9._/#:-]*$|^[A-Z]\d?[A-Z0-9]{1,2} \d[A-Z0-9]{2}$",
    ),
    (Family.WORDS, r"^[\p{L}'’.&-]+(\s+[\p{L}'’.&-]+){0,4}$"),
)
"""Tried in this order; what fits none is TEXT."""


def present(profile: Profile, name: str) -> pl.Series:
    """The column's values in the sample, stripped, null where the profile says they are absent."""
    values = profile.table.sample[name].str.strip_chars()
    missing = [*profile.columns[name].missing, ""]
    absent = values.is_in(missing) | values.str.to_lowercase().is_in([m.lower() for m in missing])
    return values.set(absent.fill_null(value=True), None)


def canonical(values: pl.Series) -> pl.Series:
    """Values reduced to what they say: case, spaces, punctuation and a trailing `.0` gone."""
    lowered = values.str.strip_chars().str.to_lowercase()
    without_zeros = lowered.str.replace(r"^([+-]?[\d,]+)\.0*$", "$1").str.replace(
        r"^([+-]?[\d,]*\.\d*?[1-9])0+$", "$1"
    )
    is_number = without_zeros.str.contains(r"^[+-]?[\d,]*\.?\d+$")
    as_number = without_zeros.str.replace_all(",", "").str.replace(r"^(-?)\+?0+(\d)", "$1$2")
    as_text = without_zeros.str.replace_all(r"[^\p{L}\p{N}]+", "")
    spare = without_zeros.str.replace_all(r"\s+", "")
    frame = pl.DataFrame({"n": is_number, "a": as_number, "t": as_text, "s": spare})
    plain = pl.when(pl.col("t") == "").then("s").otherwise("t")
    return frame.select(pl.when("n").then("a").otherwise(plain))["a"].alias(values.name)


def shape(values: pl.Series) -> pl.Series:
    """Every letter as A or a, every digit as 9, other signs kept: `T-81930` gives `A-99999`."""
    return (
        values.str.replace_all(r"\p{Lu}", "A")
        .str.replace_all(r"\p{Ll}|\p{Lo}", "a")
        .str.replace_all(r"\p{N}", "9")
    )


def outline(values: pl.Series) -> pl.Series:
    """The shape with runs drawn together: `77943 Hwy 59 N.` gives `9 Aa 9 A.`."""
    return (
        shape(values)
        .str.replace_all("A+", "A")
        .str.replace_all("a+", "a")
        .str.replace_all("9+", "9")
        .str.replace_all(r"\s+", " ")
    )


def family(values: pl.Series) -> pl.Series:
    """For each value the name of its `Family`; null for null."""
    column = pl.col("value")
    fits = [
        pl.when(column.str.contains(pattern)).then(pl.lit(each.value)) for each, pattern in FORMS
    ]
    other = pl.when(column.is_not_null()).then(pl.lit(Family.TEXT.value))
    return (
        values.alias("value").to_frame().select(pl.coalesce(*fits, other).alias("family"))["family"]
    )


def figure(value: object) -> float:
    """A mean, sum or count as polars gives it; 0 for that of nothing."""
    return float(value) if isinstance(value, int | float) else 0.0
