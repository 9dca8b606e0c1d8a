"""Numbers as people write them: 1,234.50, 1.234,50, (12), $12, 3%, 12 kg."""

import polars as pl

_DIGITS = r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+"
_WRITTEN = (
    r"^(?P<open>\()?(?P<sign>[-+−])?\s*(?P<before>[$€£¥₹]|USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|SEK|NOK|DKK|PLN)?\s*(?P<sign_after>[-−])?"
    rf"(?P<digits>{_DIGITS})(?P<exponent>[eE][-+]?\d+)?\s*"
    r"(?P<after>%|[$€£¥₹]|fl oz|sq m|sq ft|[A-Za-z°µ′″]{1,14}(?:/[A-Za-z]{1,4})?[²³23]?\.?)?\)?$"
)
_DECIMAL_COMMA = r"^\D*\d+,(\d{1,2}|\d{4,})\D*$"
_ENGLISH = r"\d,\d{3}\.\d|^\D*\d*\.\d+\D*$"


def parsed(cells: pl.Series) -> pl.Series:
    """The numbers in text `cells`, Float64, null for what is no number; units are left out."""
    return written(cells)["number"]


def written(cells: pl.Series) -> pl.DataFrame:
    """Aligned with `cells`: `number` (Float64) and `unit` as spelt (String), "" for a bare one."""
    text = cells.str.strip_chars().alias("text")
    plain = _finite(text.cast(pl.Float64, strict=False))
    odd = text.filter(plain.is_null() & text.str.contains(r"\d")).unique()
    bare = pl.select(number=plain, unit=pl.when(plain.is_not_null()).then(pl.lit("")))
    if odd.is_empty():
        return bare.with_columns(pl.col("unit").cast(pl.String))
    read = _read(odd)
    met = text.to_frame().join(read, on="text", how="left", maintain_order="left")
    return pl.select(
        number=plain.fill_null(met["number"]),
        unit=bare["unit"].cast(pl.String).fill_null(met["unit"]),
    )


def _read(texts: pl.Series) -> pl.DataFrame:
    comma = _decimal_comma(texts)
    groups = texts.to_frame().with_columns(pl.col("text").str.extract_groups(_WRITTEN).alias("g"))
    groups = groups.unnest("g").filter(pl.col("digits").is_not_null())
    digits = pl.col("digits").str.replace_all(r"['’ \u00a0\u202f]", "")
    value = (_plain(digits, comma=comma) + pl.col("exponent").fill_null("")).cast(
        pl.Float64, strict=False
    )
    negative = (
        pl.col("open").is_not_null()
        | pl.col("sign").is_in(["-", "−"]).fill_null(value=False)
        | pl.col("sign_after").is_not_null()
    )
    unit = pl.coalesce("after", "before", pl.lit("")).str.strip_chars()
    return groups.select(
        "text", number=pl.when(negative).then(-value).otherwise(value), unit=unit
    ).filter(pl.col("number").is_finite())


def _decimal_comma(texts: pl.Series) -> bool:
    """Whether a lone comma is a decimal point here; a column is written in one way or mixes."""
    commas = int(texts.str.contains(_DECIMAL_COMMA).sum())
    return commas > int(texts.str.contains(_ENGLISH).sum())


def _plain(digits: pl.Expr, *, comma: bool) -> pl.Expr:
    """`digits` with a point for decimals and nothing between thousands."""
    european = digits.str.replace_all(r"\.", "").str.replace(",", ".", literal=True)
    english = digits.str.replace_all(",", "", literal=True)
    lone_comma = european if comma else english
    return (
        pl.when(digits.str.contains(r",.*\.") | digits.str.contains(r",\d{3},"))
        .then(english)
        .when(digits.str.contains(r"\..*,") | digits.str.contains(r"\.\d{3}\."))
        .then(european)
        .when(digits.str.contains(r",(\d{1,2}|\d{4,})$"))
        .then(european)
        .when(digits.str.contains(",", literal=True))
        .then(lone_comma)
        .otherwise(digits)
    )


def _finite(numbers: pl.Series) -> pl.Series:
    # "nan" and "inf" are read as numbers by the cast, but are words here.
    return pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series()
